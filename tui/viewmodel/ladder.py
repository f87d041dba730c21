"""The ladder of one claim: its stages in order, and under each the checks that it requires, as they came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from takehold.engine.picture import Method
from takehold.engine.report.telling import MARKS, gravest_first, outcome_of
from takehold.engine.result import ClaimVerdict, Finding, Outcome, Result, Subject

BLOCKS: Final = (Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.ERROR)


@attrs.frozen
class CheckRow:
    """One check of a claim: what it establishes, and how it came out."""

    id: str
    title: str
    mark: str
    word: str
    finding: Finding


@attrs.frozen
class StageRow:
    """One rung: its title, whether the evidence reaches it, whether the claim does, and its checks in order."""

    id: str
    title: str
    rank: int
    reached: bool
    claimed: bool
    required: bool
    checks: tuple[CheckRow, ...]

    @property
    def open(self) -> int:
        """How many of its checks still stand in the way."""
        return sum(row.finding.outcome in BLOCKS for row in self.checks)


def ladder(result: Result, method: Method, claim: str) -> tuple[StageRow, ...]:
    """The rungs of a claim, lowest first. Raises KeyError for an id that is no claim."""
    verdict = verdict_of(result, claim)
    found = {f.check: f for f in result.findings if f.subject == Subject("claim", claim)}
    ranks = {stage.id: stage.rank for stage in method.stages}
    return tuple(
        StageRow(
            id=stage.id,
            title=stage.title,
            rank=stage.rank,
            reached=stage.rank <= ranks.get(verdict.evidenced, 0),
            claimed=stage.rank <= ranks.get(verdict.claimed, 0),
            required=stage.id == result.verdict.required_stage,
            checks=tuple(check_row(found[id], method) for id in stage.requires if id in found),
        )
        for stage in sorted(method.stages, key=lambda stage: stage.rank)
    )


def others(result: Result, method: Method, claim: str) -> tuple[CheckRow, ...]:
    """The claim's checks that no stage requires, gravest first."""
    required = {id for stage in method.stages for id in stage.requires}
    own = [f for f in result.findings if f.subject == Subject("claim", claim) and f.check not in required]
    return tuple(check_row(finding, method) for finding in gravest_first(own))


def of_service(result: Result, method: Method) -> tuple[CheckRow, ...]:
    """The checks of the service as a whole, gravest first; those that do not apply are left out."""
    own = [
        f for f in result.findings if f.subject.type == "service" and f.outcome is not Outcome.NOT_APPLICABLE
    ]
    return tuple(check_row(finding, method) for finding in gravest_first(own))


def outside(result: Result) -> tuple[Finding, ...]:
    """What stands in the way of the whole case and is about no claim: a blocker that is not met."""
    return tuple(
        finding
        for finding in result.findings
        if finding.subject.type != "claim"
        and finding.severity == "blocker"
        and finding.outcome is Outcome.NOT_MET
    )


def check_row(finding: Finding, method: Method) -> CheckRow:
    """One finding as a row."""
    title = title_of(finding.check, method)
    return CheckRow(finding.check, title, MARKS[finding.outcome], outcome_of(finding), finding)


def title_of(check: str, method: Method) -> str:
    """What a check is called; one that the method does not describe goes by its id."""
    note = method.check(check)
    return note.title if note else check


def verdict_of(result: Result, claim: str) -> ClaimVerdict:
    """A claim's verdict. Raises KeyError for an id that is no claim."""
    for verdict in result.claims:
        if verdict.id == claim:
            return verdict
    raise KeyError(claim)


def first_open(stages: Sequence[StageRow]) -> str | None:
    """The check to look at first: the lowest that stands in the way; None where none does."""
    return next((row.id for stage in stages for row in stage.checks if row.finding.outcome in BLOCKS), None)


def rung_marks(stage: StageRow) -> str:
    """How a rung is drawn without colour: what the evidence reaches, then what the claim says."""
    return ("█" if stage.reached else "░") + ("█" if stage.claimed else " ")
