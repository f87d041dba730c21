"""Narrowing a claim: the most that today's evidence supports, in words a manager could use instead.

Two ways lead down from a claim that its evidence does not reach: fewer places, or a lower stage. What the claim says
of the stage is kept where leaving out some of the weaker or unseen places is enough; else the places are kept and the
stage comes down to the one that is reached. The records are those that the narrower claim has by the ordinary rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from .assess import answer
from .narrow_words import reworded
from .path.routes import needed
from .path.world import Base
from .result import ClaimVerdict, Narrowed, Outcome, Position, Result
from .trying import TooSlow, satisfied
from .view import Place, ServiceView

if TYPE_CHECKING:
    from .model import Claim
    from .ruleset import Ruleset, Use
    from .view import ClaimView

_TRIED: Final = 48
"""How many scopes are tried at most, those that leave out the fewest places first."""


def with_narrowing(
    result: Result, service: ServiceView, ruleset: Ruleset, each: Callable[[str], None] | None = None
) -> Result:
    """A result with what each claim could say instead, where it says more than its evidence reaches.

    `each` is told of every claim before it is tried; what it raises ends the search.
    """
    claims = []
    for verdict in result.claims:
        if each is not None:
            each(verdict.id)
        claims.append(attrs.evolve(verdict, narrowed=narrowed(service, ruleset, verdict)))
    return attrs.evolve(result, claims=tuple(claims))


def narrowed(service: ServiceView, ruleset: Ruleset, verdict: ClaimVerdict) -> Narrowed | None:
    """The most that the evidence for a claim supports today; None where it is supported, or where nothing is.

    Waivers are left out of it: what somebody agreed to live with is not evidence.
    """
    if verdict.position in (Position.SUPPORTED, Position.UNASSESSABLE):
        return None
    search = _Search(service, ruleset, verdict)
    try:
        found = search.most()
    except TooSlow:
        return None
    if found is None:
        return None
    claim, stage = found
    view = search.view(claim)
    return Narrowed(stage, claim.teams, claim.shifts, reworded(view, stage, search.met(view)))


class _Search:
    """The search for one claim: scopes in order of how little they leave out, each judged by the ladder."""

    def __init__(self, service: ServiceView, ruleset: Ruleset, verdict: ClaimVerdict) -> None:
        self.base = Base(service.claim(verdict.id))
        self.ladder = ruleset.ladder
        self.uses: dict[str, Use] = {use.id: use for use in needed(ruleset, verdict)}
        self.claimed = self.ladder.rank(verdict.claimed)

    def most(self) -> tuple[Claim, str] | None:
        """The claim in its largest scope that keeps its stage, else in full at the highest stage; None for neither."""
        whole = self.base.claim
        best: tuple[int, Claim] = (self.rank(whole), whole)
        for claim in self._scopes():
            rank = self.rank(claim)
            if rank >= self.claimed:
                return self._at(claim, self.claimed)
            if best[0] == 0 and rank > 0:
                best = (rank, claim)
        return self._at(best[1], best[0]) if best[0] else None

    def _at(self, claim: Claim, rank: int) -> tuple[Claim, str]:
        stage = next(stage.id for stage in self.ladder.stages if stage.rank == rank)
        return attrs.evolve(claim, stage=stage), stage

    def _scopes(self) -> Iterator[Claim]:
        """The claim without some of its doubtful places, the fewest first; a team and a shift always remain."""
        view = self.base.view
        doubtful = _doubtful(view)
        tried = 0
        for size in range(1, len(doubtful) + 1):
            for left_out in combinations(doubtful, size):
                teams = _without(view.teams, [place.team for place in left_out])
                shifts = _without(view.shifts, [place.shift for place in left_out])
                if (view.teams and not teams) or (view.shifts and not shifts):
                    continue
                tried += 1
                if tried > _TRIED:
                    return
                yield attrs.evolve(
                    self.base.claim,
                    teams=self.base.claim.teams if teams == view.teams else teams,
                    shifts=self.base.claim.shifts if shifts == view.shifts else shifts,
                )

    def view(self, claim: Claim) -> ClaimView:
        """The claim's view where it says something else."""
        case = self.base.case
        claims = tuple(claim if one.id == claim.id else one for one in case.claims)
        coded = self.base.coded(self.base.ledger, np.arange(len(self.base.rows)))
        return ServiceView(attrs.evolve(case, claims=claims), self.base.terms, coded).claim(claim.id)

    def met(self, view: ClaimView) -> frozenset[str]:
        """The shipped checks that are met without reservation, where the claim says something else."""
        uses = [use for use in self.uses.values() if not use.outside]
        return frozenset(
            use.id
            for use in uses
            if answer(use, view.service.claim(view.id, use.terms)).outcome is Outcome.MET
        )

    def rank(self, claim: Claim) -> int:
        """The rank of the highest stage that a claim reaches, at most the one claimed."""
        service = self.view(claim).service
        reached = 0
        for stage in self.ladder.stages:
            uses = [self.uses[check] for check in stage.requires if check in self.uses]
            if stage.rank > self.claimed or not all(
                satisfied(use, service.claim(claim.id, use.terms)) for use in uses
            ):
                break
            reached = stage.rank
        return reached


def _without(places: Sequence[str], left_out: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(place for place in places if place not in left_out)


def _doubtful(view: ClaimView) -> list[Place]:
    """The teams and shifts that are weaker, that have a weaker place in them, or of which too little is known."""
    if not view.changed:
        return []
    teams = {team for team, standing in view.by_team.items() if not standing.improved}
    shifts = {shift for shift, standing in view.by_shift.items() if not standing.improved}
    for place in view.weaker:
        teams |= {place.team} if place.team is not None else set()
        shifts |= {place.shift} if place.shift is not None else set()
    found = [Place(team=team) for team in view.teams if team in teams and len(view.teams) > 1]
    return found + [Place(shift=shift) for shift in view.shifts if shift in shifts and len(view.shifts) > 1]
