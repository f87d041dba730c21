"""The path: what stands between each claim and the stage that is needed, in order, with dates."""

from __future__ import annotations

from typing import Final

import attrs

from takehold.engine.model import STAGES
from takehold.engine.picture import Method
from takehold.engine.report.telling import STEPS
from takehold.engine.result import ClaimVerdict, Narrowed, Result, StepKind

from .ladder import title_of
from .words import said

SIGNS: Final = {StepKind.RECORD: "✎", StepKind.DO: "►", StepKind.WAIT: "◷"}
NO_SMALLER: Final = "Today's evidence supports no smaller claim as yet: records come first."
NO_NEED: Final = "This claim stands as it is: there is no need to say less."
NOT_YET: Final = "What today's evidence supports is being worked out …"


@attrs.frozen
class PathRow:
    """One step: the check it is for, and that in words; its sign and kind, what it is, and from when it would count."""

    check: str
    title: str
    kind: str
    what: str
    when: str


def path(result: Result, claim: str, method: Method) -> tuple[PathRow, ...]:
    """The steps of one claim, in order."""
    return tuple(
        PathRow(
            step.check,
            title_of(step.check, method),
            f"{SIGNS[step.kind]} {STEPS[step.kind]}",
            step.what,
            "at once"
            if step.earliest and step.earliest <= result.as_of
            else f"earliest {said(step.earliest)}",
        )
        for step in result.path
        if step.claim == claim
    )


def path_said(claim: ClaimVerdict, any_step: bool, known: bool) -> str:
    """The line under a claim's steps: the day they lead to, or why there is none; `known`: the path has been sought."""
    if not known and claim.blocked_by:
        return "The path is being worked out …"
    if claim.earliest is not None:
        return f"Taken together, the earliest day is {said(claim.earliest)}."
    if not claim.blocked_by:
        return "Nothing stands in the way of this claim."
    if any_step:
        return "No day can be named on which this claim would stand where it needs to."
    return f"No step is known that would bring it there. Still in the way: {', '.join(claim.blocked_by)}."


@attrs.frozen
class Smaller:
    """A smaller claim that today's evidence supports: its stage, its scope as cells, and words for it."""

    stage: str
    teams: str
    shifts: str
    statement: str
    says: str


def smaller(claim: ClaimVerdict, teams: str, shifts: str) -> Smaller | None:
    """What a claim could be narrowed to; None where it claims no more than its evidence, or none would stand.

    Where the engine offers no scope of its own, the claim keeps its teams and shifts and steps down the ladder.
    """
    if claim.narrowed is not None:
        return _narrowed(claim.narrowed)
    if claim.position == "supported" or claim.evidenced not in STAGES:
        return None
    says = f"Say {claim.evidenced} in place of {claim.claimed}; the words and the places stay as they are"
    return Smaller(claim.evidenced, teams, shifts, claim.statement, says)


def _narrowed(found: Narrowed) -> Smaller:
    teams = "; ".join(found.teams) if found.teams else "all"
    shifts = "; ".join(found.shifts) if found.shifts else "all"
    where = f"teams: {teams}; shifts: {shifts}"
    return Smaller(found.stage, teams, shifts, found.statement, f"Say {found.stage} ({where})")
