"""From findings to a verdict: stages, positions and readiness. Nothing else decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from .model import Case, Claim
from .result import (
    ClaimVerdict,
    Finding,
    Outcome,
    Position,
    Readiness,
    Severity,
)

ASSERTED = "asserted"
"""Where a claim stands whose first stage is not reached: somebody says so."""


@attrs.frozen
class Stage:
    """One rung of the ladder, and the checks that a claim must satisfy to stand on it."""

    id: str
    rank: int
    title: str
    requires: tuple[str, ...]


@attrs.frozen
class Ladder:
    """The stages in order of rank, and the one a case must reach to be ready."""

    stages: tuple[Stage, ...]
    required: str

    def rank(self, stage: str) -> int:
        """A stage's rank; below the first is 0."""
        return next((one.rank for one in self.stages if one.id == stage), 0)

    def up_to(self, rank: int) -> tuple[str, ...]:
        """The checks required for every stage up to a rank, lowest first."""
        return tuple(check for stage in self.stages if stage.rank <= rank for check in stage.requires)

    @property
    def checks(self) -> tuple[str, ...]:
        """Every check that some stage requires, lowest first."""
        return tuple(check for stage in self.stages for check in stage.requires)


def claim_verdict(claim: Claim, outcomes: Mapping[str, Outcome], ladder: Ladder) -> ClaimVerdict:
    """How far one claim's evidence reaches, from the outcome of each check on it.

    A required check without an outcome counts as an error, and without a ladder no claim can be placed: nothing
    passes because it was not looked at.
    """

    def outcome(check: str) -> Outcome:
        return outcomes.get(check, Outcome.ERROR)

    evidenced, rank = ASSERTED, 0
    for stage in ladder.stages:
        if not all(outcome(check).satisfies for check in stage.requires):
            break
        evidenced, rank = stage.id, stage.rank
    claimed = ladder.rank(claim.stage)
    goal = max(claimed, ladder.rank(ladder.required))
    blocked_by = tuple(check for check in ladder.up_to(goal) if not outcome(check).satisfies)
    return ClaimVerdict(
        id=claim.id,
        statement=claim.statement,
        claimed=claim.stage,
        evidenced=evidenced,
        position=_position(rank, claimed, [outcome(check) for check in ladder.up_to(claimed)])
        if ladder.stages
        else Position.UNASSESSABLE,
        reservations=tuple(check for check in ladder.up_to(rank) if outcome(check) is Outcome.CONCERN),
        blocked_by=blocked_by,
        serves=claim.quality_statement,
    )


def _position(rank: int, claimed: int, outcomes: Sequence[Outcome]) -> Position:
    if rank >= claimed:
        return Position.SUPPORTED
    if Outcome.ERROR in outcomes:
        return Position.UNASSESSABLE
    if Outcome.NOT_MET in outcomes:
        return Position.OVERSTATED
    return Position.UNPROVEN


def readiness(
    case: Case, claims: Sequence[ClaimVerdict], findings: Sequence[Finding], ladder: Ladder
) -> Readiness:
    """The service's readiness: the first of the rules that applies."""
    required = set(ladder.checks)
    errored = any(f.outcome is Outcome.ERROR and f.check in required for f in findings)
    if not claims or not len(case.evidence) or errored or not required:
        return Readiness.NOT_ASSESSABLE
    positions = {claim.position for claim in claims}
    if Position.UNASSESSABLE in positions:
        return Readiness.NOT_ASSESSABLE
    blocked = any(
        f.severity is Severity.BLOCKER and f.subject.type != "claim" and f.outcome is Outcome.NOT_MET
        for f in findings
    )
    if Position.OVERSTATED in positions or blocked:
        return Readiness.OVERSTATED
    if Position.UNPROVEN in positions:
        return Readiness.UNPROVEN
    if any(ladder.rank(claim.evidenced) < ladder.rank(ladder.required) for claim in claims):
        return Readiness.EARLY
    if any(_reserved(claim, ladder) for claim in claims) or _varies(case):
        return Readiness.READY_WITH_VARIATION
    return Readiness.READY


def _reserved(claim: ClaimVerdict, ladder: Ladder) -> bool:
    """Whether a claim has reservations in a stage up to the higher of claimed and required."""
    rank = max(ladder.rank(claim.claimed), ladder.rank(ladder.required))
    return bool(set(claim.reservations).intersection(ladder.up_to(rank)))


def _varies(case: Case) -> bool:
    """Whether variation is stated inside a claim's scope."""
    claims = {claim.id: claim for claim in case.claims}
    for row in case.variation:
        claim = claims.get(row.claim)
        if claim is None:
            continue
        in_teams = claim.teams is None or row.team is None or row.team in claim.teams
        in_shifts = claim.shifts is None or row.shift is None or row.shift in claim.shifts
        if in_teams and in_shifts:
            return True
    return False
