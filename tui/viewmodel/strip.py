"""What stands at the top of every screen: the verdict, and what moved it last."""

from __future__ import annotations

from collections.abc import Iterator

from takehold.engine.picture import Method
from takehold.engine.report.telling import BELIEVED, MARKS, OUTCOMES, READINESS
from takehold.engine.result import ClaimVerdict, Finding, Outcome, Readiness, Result

from .ladder import title_of

_SIGNS = {
    Readiness.READY: "✓",
    Readiness.READY_WITH_VARIATION: "✓",
    Readiness.EARLY: "~",
    Readiness.UNPROVEN: "?",
    Readiness.OVERSTATED: "✗",
    Readiness.NOT_ASSESSABLE: "!",
}


_TOLD = 2
"""How many things that moved are told: they have two lines at 80 columns."""


def readiness_said(result: Result | None) -> str:
    """The readiness in a sign and words; what to do where nothing could be judged."""
    if result is None:
        return "? Nothing can be judged yet: nothing in the case bears a date"
    verdict = result.verdict
    said = f"{_SIGNS[verdict.readiness]} {READINESS[verdict.readiness]}"
    if verdict.readiness is not verdict.readiness_without_waivers:
        said += f" ({READINESS[verdict.readiness_without_waivers].lower()} without its waivers)"
    return said


def claims_said(result: Result | None) -> str:
    """How many claims are believed: 1 of 3 claims supported."""
    if result is None or not result.claims:
        return "no claim yet"
    believed = sum(claim.position == "supported" for claim in result.claims)
    if len(result.claims) == 1:
        return "the claim is supported" if believed else "the claim is not supported"
    return f"{believed} of {len(result.claims)} claims supported"


def claim_said(claim: ClaimVerdict) -> str:
    """Where one claim stands: says embedded, evidence reaches sustained: Goes further than the evidence."""
    return f"says {claim.claimed}, evidence reaches {claim.evidenced}: {BELIEVED[claim.position]}"


def moved(old: Result | None, new: Result | None, method: Method) -> str:
    """What an edit moved, most telling first; empty where there is nothing to compare with."""
    if old is None or new is None:
        return ""
    every = [*_readiness(old, new), *_claims(old, new), *_checks(old, new, method)]
    if not every:
        return "Nothing moved: every check came out as before"
    more = f"; and {len(every) - _TOLD} more" if len(every) > _TOLD else ""
    return "; ".join(every[:_TOLD]) + more


def _readiness(old: Result, new: Result) -> Iterator[str]:
    before, after = old.verdict.readiness, new.verdict.readiness
    if before is not after:
        yield f"the case went from {READINESS[before].lower()} to {READINESS[after].lower()}"


def _claims(old: Result, new: Result) -> Iterator[str]:
    before = {claim.id: claim for claim in old.claims}
    for claim in new.claims:
        was = before.pop(claim.id, None)
        if was is None:
            yield f"{claim.id} is new; its evidence reaches {claim.evidenced}"
        elif was.evidenced != claim.evidenced:
            yield f"{claim.id} now reaches {claim.evidenced} (was {was.evidenced})"
        elif was.position is not claim.position:
            yield f"{claim.id}: {BELIEVED[claim.position].lower()}"
    yield from (f"{id} is gone" for id in before)


def _checks(old: Result, new: Result, method: Method) -> Iterator[str]:
    before = {(f.check, f.subject): f.outcome for f in old.findings}
    changed = [f for f in new.findings if before.get((f.check, f.subject), f.outcome) is not f.outcome]
    for finding in sorted(changed, key=_gravity):
        was = before[finding.check, finding.subject]
        yield (
            f"{finding.subject.id}, “{title_of(finding.check, method)}”: {MARKS[was]} {OUTCOMES[was].lower()} → "
            f"{MARKS[finding.outcome]} {OUTCOMES[finding.outcome].lower()}"
        )


def _gravity(finding: Finding) -> tuple[int, str]:
    order = (Outcome.ERROR, Outcome.NOT_MET, Outcome.MET)
    return (order.index(finding.outcome) if finding.outcome in order else len(order)), finding.check
