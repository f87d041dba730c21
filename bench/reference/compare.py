"""Where the engine's result and the plain reading part: the use of a second implementation."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from takehold.engine.result import Result

from .run import ReferenceResult


@attrs.frozen
class Difference:
    """One thing that came out otherwise: what, of whom, here and there (None: it is not there at all)."""

    what: str
    subject: tuple[str, str]
    reference: str | None
    engine: str | None


def differences(reference: ReferenceResult, result: Result) -> list[Difference]:
    """Every difference in outcome, evidenced stage, position or readiness.

    Words are judged by the same functions on both sides, so agreement there says nothing of the words.
    """
    return [*_in_findings(reference, result), *_in_verdict(reference, result)]


def _in_findings(reference: ReferenceResult, result: Result) -> Iterator[Difference]:
    engine = {
        (finding.check, finding.subject.type, finding.subject.id): str(finding.found or finding.outcome)
        for finding in result.findings
    }
    ours = {key: outcome for key, (outcome, _, _) in reference.findings.items()}
    for key in sorted({*ours, *engine}):
        check, kind, id = key
        if ours.get(key) != engine.get(key):
            yield Difference(check, (kind, id), ours.get(key), engine.get(key))


def _in_verdict(reference: ReferenceResult, result: Result) -> Iterator[Difference]:
    for claim in result.claims:
        ours = reference.claims.get(claim.id)
        for what, engine in (("evidenced", claim.evidenced), ("position", str(claim.position))):
            mine = getattr(ours, what, None)
            if mine != engine:
                yield Difference(what, ("claim", claim.id), mine, engine)
    readiness = str(result.verdict.readiness_without_waivers)
    if reference.readiness != readiness:
        yield Difference("readiness", ("service", result.service_id), reference.readiness, readiness)
