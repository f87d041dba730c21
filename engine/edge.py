"""How near the edge a supported claim stands: what single withdrawal, or what bad cycle, would lose its stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from .calendar import say_date
from .ledger import as_day
from .measure.say import counted, listed
from .path.routes import needed
from .path.world import Base, World
from .result import ClaimVerdict, Position
from .trying import TooSlow, satisfied
from .view import ServiceView

if TYPE_CHECKING:
    from .ledger import Ints
    from .ruleset import Ruleset

_TRIED: Final = 12
"""How many documents, recorders and records are withdrawn at most, those that most depends on first."""

_CYCLES: Final = 3
"""How many bad cycles in a row are tried."""


@attrs.frozen(kw_only=True)
class Edge:
    """One thing that would lose a claim its stage: in a sentence, the checks that would fail, the stage that is left."""

    claim: str
    what: str
    checks: tuple[str, ...]
    left: str


def edges(service: ServiceView, ruleset: Ruleset, verdict: ClaimVerdict) -> tuple[Edge, ...]:
    """What would lose a supported claim the stage it claims; nothing for a claim that is not supported."""
    if verdict.position is not Position.SUPPORTED:
        return ()
    try:
        tester = _Tester(service, ruleset, verdict)
        return (*tester.withdrawals(), *tester.bad_cycles()) if tester.stands else ()
    except TooSlow:
        return ()


class _Tester:
    def __init__(self, service: ServiceView, ruleset: Ruleset, verdict: ClaimVerdict) -> None:
        self.base = Base(service.claim(verdict.id))
        self.ladder = ruleset.ladder
        self.claimed = self.ladder.rank(verdict.claimed)
        self.uses = {use.id: use for use in needed(ruleset, verdict)}
        own = self.ladder.up_to(self.claimed)
        self.checks = [check for check in dict.fromkeys(own) if check in self.uses]
        self.stands = not self.failing(service)

    def failing(self, service: ServiceView) -> tuple[str, ...]:
        """The checks of the claim's own stage that fail in a world."""
        return tuple(
            check
            for check in self.checks
            if not satisfied(self.uses[check], service.claim(self.base.claim.id, self.uses[check].terms))
        )

    def _edge(self, what: str, failing: tuple[str, ...]) -> Edge:
        left = "asserted"
        for stage in self.ladder.stages:
            if stage.rank > self.claimed or set(stage.requires).intersection(failing):
                break
            left = stage.id
        return Edge(claim=self.base.claim.id, what=what, checks=failing, left=left)

    # Withdrawing

    def withdrawals(self) -> Iterator[Edge]:
        """The documents, recorders and single records without which the stage is lost."""
        for what, rows in self._candidates():
            kept = np.setdiff1d(np.arange(len(self.base.ledger)), rows)
            ledger = self.base.ledger.take(kept)
            world = ServiceView(self.base.case, self.base.terms, self.base.coded(ledger, kept))
            failing = self.failing(world)
            if failing:
                yield self._edge(f"If {what} were withdrawn", failing)

    def _candidates(self) -> Iterator[tuple[str, Ints]]:
        book = self.base.ledger
        for column, name in (("source", "the document"), ("recorded_by", "everything recorded by")):
            codes = getattr(book, column)
            found, many = np.unique(codes[codes >= 0], return_counts=True)
            for at in np.argsort(-many, kind="stable")[:_TRIED]:
                rows = np.flatnonzero(codes == found[at])
                told = book.words[column].words[int(found[at])]
                yield f"{name} {told} ({counted(len(rows), 'record')})", rows
        for row in self._rare():
            yield f"record {book.ids[row]} of {say_date(as_day(book.day[row]))}", np.array([row])

    def _rare(self) -> list[int]:
        """The records of which there are few alike: of a team, a shift, a group or a condition, or large by themselves."""
        book = self.base.ledger
        fewest = np.full(len(book), len(book))
        for column in ("team", "shift", "group", "scheduled", "oversight", "pressure"):
            codes = getattr(book, column)
            _, which, many = np.unique(codes, return_inverse=True, return_counts=True)
            fewest = np.where(codes >= 0, np.minimum(fewest, many[which]), fewest)
        size = np.nan_to_num(book.denominator, nan=1.0)
        order = np.lexsort((-size, fewest))
        return [int(row) for row in order[:_TRIED]]

    # Bad cycles

    def bad_cycles(self) -> Iterator[Edge]:
        """The fewest cycles like those before the change that would lose the stage, where going on as now would not."""
        view, base = self.base.view, self.base
        held = base.rhythm.indices(base.ledger.day)
        before = [cycle for cycle in view.baseline_cycles if (held == cycle).any()] if view.changed else []
        if not before or not base.habits.cycles:
            return
        bad = Base(view)
        bad.habits = attrs.evolve(base.habits, cycles=tuple(before[-len(base.habits.cycles) :]))
        for n in range(1, _CYCLES + 1):
            day = base.day_of(n)
            if self.failing(World(base, (), day).service):
                return
            failing = self.failing(World(bad, (), day).service)
            if failing:
                cycle = base.rhythm.cycle
                many = f"one {cycle}" if n == 1 else f"{n} {cycle}s"
                like = listed([base.rhythm.say(c) for c in bad.habits.cycles])
                yield self._edge(f"If {many} to {say_date(day)} were as before the change ({like})", failing)
                return
