"""SARIF 2.1.0 (OASIS, Errata 01), within what GitHub code scanning reads and the limits it sets.

GitHub lists every result as an alert, whatever its kind, and refuses a whole file in which one result has no place.
So what is met or does not apply is left out unless everything is asked for (`verbose`), and each result has a place.
A check that failed is a notification and makes the run unsuccessful; it is never a result.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final
from urllib.parse import quote

import attrs

from ...calendar import say_date
from ...model import Input, Level, Problem
from ...result import Finding, Outcome, Result, Waiver
from ..escape import clean, json_text
from ..formats import Options
from ..telling import PROBLEMATIC, about, level, sentence, worst_first
from .graph import graph
from .places import Places
from .rules import Rules

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS: Final = 25_000
"""How many results GitHub takes in one run; the gravest are kept."""
MOST_RELATED: Final = 100
"""How many further places GitHub shows of one result."""

_KIND: Final = {
    Outcome.MET: "pass",
    Outcome.CONCERN: "fail",
    Outcome.NOT_MET: "fail",
    Outcome.INSUFFICIENT: "open",
    Outcome.NOT_APPLICABLE: "notApplicable",
}


def render(result: Result, options: Options) -> str:
    """The result as a SARIF log of one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(result, options).value()]}
    return json_text(log)


class _Run:
    def __init__(self, result: Result, options: Options) -> None:
        self.result = result
        self.rules = Rules(result)
        self.places = Places(result, options.base)
        wanted = set(Outcome) if options.verbose else set(PROBLEMATIC)
        self.shown = worst_first(f for f in result.findings if f.outcome in wanted - {Outcome.ERROR})

    def value(self) -> dict[str, Any]:
        """The run, without what it has nothing to say of."""
        result, rules = self.result, self.rules
        driver = {
            "name": "takehold",
            "version": result.takehold,
            "rules": rules.values(),
            "supportedTaxonomies": [{"name": name, "index": at} for at, name in enumerate(rules.documents)],
        }
        category = (
            f"takehold/{quote(clean(result.service_id), safe='')}/{quote(result.ruleset.id, safe='+')}/"
        )
        return {
            "tool": {"driver": driver},
            "automationDetails": {"id": category},
            "invocations": [self._invocation()],
            "artifacts": [self._artifact(one) for one in result.inputs],
            "results": [self._result(finding) for finding in self.shown[:MOST_RESULTS]],
            "taxonomies": rules.taxonomies(),
            "graphs": [graph(result)],
            "columnKind": "unicodeCodePoints",
            "properties": self._said(),
        }

    def _said(self) -> dict[str, Any]:
        verdict = self.result.verdict
        left_out = len(self.shown) - MOST_RESULTS
        return {
            "readiness": str(verdict.readiness),
            "readinessWithoutWaivers": str(verdict.readiness_without_waivers),
            "requiredStage": verdict.required_stage,
            "summary": clean(verdict.summary),
            "asOf": self.result.as_of.isoformat(),
            "rulesetVersion": self.result.ruleset.version,
            "rulesetDigest": self.result.ruleset.digest,
            **({"resultsLeftOut": left_out} if left_out > 0 else {}),
        }

    def _artifact(self, one: Input) -> dict[str, Any]:
        _, _, digest = one.digest.rpartition(":")
        return {"location": self.places.artifact(one.file), "hashes": {"sha-256": digest}}

    # Results

    def _result(self, finding: Finding) -> dict[str, Any]:
        as_found = attrs.evolve(finding, outcome=finding.found) if finding.found is not None else finding
        kind = _KIND[as_found.outcome]
        first, *rest = self.places.of(finding)
        made: dict[str, Any] = {
            "ruleId": finding.check,
            "ruleIndex": self.rules.index[finding.check],
            "kind": kind,
            "level": level(as_found) if kind == "fail" else "none",
            "message": {"text": _message(finding)},
            "locations": [first],
            "partialFingerprints": {"primaryLocationLineHash": f"{self._fingerprint(finding)}:1"},
            "properties": {
                "outcome": str(finding.outcome),
                "severity": str(finding.severity),
                "supporting": [clean(id) for id in finding.supporting],
                "contradicting": [clean(id) for id in finding.contradicting],
            },
        }
        if rest:
            made["relatedLocations"] = rest[:MOST_RELATED]
        if finding.waiver is not None:
            made["suppressions"] = [_suppression(finding.waiver)]
        return made

    def _fingerprint(self, finding: Finding) -> str:
        """What makes it the same finding from run to run: the service, the check and its subject, never a row."""
        key = [self.result.service_id, finding.check, finding.subject.type, finding.subject.id]
        return hashlib.sha256(json.dumps(key).encode()).hexdigest()[:32]

    # What went wrong with the run

    def _invocation(self) -> dict[str, Any]:
        failed = [f for f in self.result.findings if f.outcome is Outcome.ERROR]
        problems = self.result.problems
        sound = not failed and not any(problem.level is Level.ERROR for problem in problems)
        run = [self._failed(f) for f in failed] + [self._problem(p) for p in problems if not _of_waivers(p)]
        rules = [self._problem(p) for p in problems if _of_waivers(p)]
        return {
            "executionSuccessful": sound,
            **({"toolExecutionNotifications": run} if run else {}),
            **({"toolConfigurationNotifications": rules} if rules else {}),
        }

    def _failed(self, finding: Finding) -> dict[str, Any]:
        return {
            "level": "error",
            "message": {"text": _message(finding)},
            "associatedRule": {"id": finding.check, "index": self.rules.index[finding.check]},
            "locations": self.places.of(finding)[:1],
        }

    def _problem(self, problem: Problem) -> dict[str, Any]:
        return {
            "level": "error" if problem.level is Level.ERROR else "warning",
            "message": {"text": clean(problem.message)},
            "locations": [self.places.at(problem.place)],
        }


def _message(finding: Finding) -> str:
    subject = about(finding.subject)
    said = f"{subject[0].upper()}{subject[1:]}: {sentence(finding.message)}"
    if finding.remedy and finding.outcome is not Outcome.MET:
        said += f" To settle it: {sentence(finding.remedy)}"
    return said


def _suppression(waiver: Waiver) -> dict[str, Any]:
    said = f"{waiver.reason} (waived by {waiver.by} until {say_date(waiver.until)})"
    return {"kind": "external", "status": "accepted", "justification": clean(said)}


def _of_waivers(problem: Problem) -> bool:
    """Whether a problem is with the waivers, not with the data."""
    return problem.place.file.endswith("waivers.toml")
