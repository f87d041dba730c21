"""Finding the earliest day at which a claim could stand, and the fewest and cheapest moves that get it there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import attrs

from ..costs import COSTS
from ..result import StepKind
from ..trying import satisfied
from .entries import start_again
from .moves import Move
from .propose import proposals
from .world import Base, World

if TYPE_CHECKING:
    from ..ruleset import Use

HORIZON_DAYS: Final = 731
"""How far ahead a path is sought: a claim that two years do not bring there is told so."""

_AHEAD: Final = (0, 1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 68, 104)
"""The cycles ahead that are tried; between the last that fails and the first that does not, every half way."""

_KEPT: Final = 4
"""How many worlds are kept: what is asked of one is often asked again soon, and each holds its records anew."""

_ROUNDS: Final = 3
"""How often moves are proposed anew for what fails once the first are made."""


@attrs.frozen(kw_only=True)
class Plan:
    """The moves that bring a claim to a stage on a day, and the checks that fail without each.

    `stuck` are the checks that no move was found for.
    """

    fails: Mapping[Move, tuple[str, ...]]
    day: dt.date
    stuck: tuple[str, ...] = ()

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves, cheapest first."""
        return tuple(self.fails)


class Search:
    """The search for one claim. `needed` are the checks to satisfy, by id, with the day until which each is waived."""

    def __init__(
        self,
        base: Base,
        uses: Sequence[Use],
        waived: Mapping[str, dt.date] | None = None,
        costs: Mapping[str, float] | None = None,
    ) -> None:
        self.base = base
        self.uses = {use.id: use for use in uses}
        self.waived = dict(waived or {})
        self.costs = {**COSTS, **(costs or {})}
        self.order = list(self.uses)
        self._worlds = lru_cache(maxsize=_KEPT)(partial(World, base))

    # Asking

    def satisfied(self, world: World, check: str) -> bool:
        """Whether one check is satisfied in a world. Raises TooSlow."""
        use = self.uses[check]
        if check in self.waived and world.day <= self.waived[check]:
            return True
        return satisfied(use, world.service.claim(self.base.claim.id, use.terms))

    def unsatisfied(self, world: World, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Which checks are not, in the ladder's order."""
        return tuple(c for c in (self.uses if among is None else among) if not self.satisfied(world, c))

    def reached(self, world: World, but: Sequence[str] = ()) -> bool:
        """Whether every check is. What failed last is asked first: it fails soonest."""
        for check in self.order:
            if check not in but and not self.satisfied(world, check):
                self.order.remove(check)
                self.order.insert(0, check)
                return False
        return True

    def world(self, moves: Sequence[Move], day: dt.date) -> World:
        """The world on a day: today only what is known already can be written down."""
        if day == self.base.as_of:
            moves = [move for move in moves if move.kind is StepKind.RECORD]
        return self._worlds(tuple(moves), day)

    # Finding

    def plan(self, blocked: Sequence[str]) -> Plan:
        """The plan from the checks that are blocked today."""
        moves = self._merged([], blocked, self.world((), self.base.as_of))
        for _ in range(_ROUNDS):
            day = self._earliest(moves)
            if day is not None:
                return self._settled(moves, day)
            world = self.world(moves, self._far())
            more = self._merged(moves, self.unsatisfied(world), world)
            if len(more) == len(moves):
                break
            moves = more
        return self._again() or self._as_far(moves, blocked)

    def _again(self) -> Plan | None:
        """The plan that begins with a further change, where what happened since the last one cannot be mended."""
        moves: list[Move] = [start_again(self.base.view)]
        for _ in range(_ROUNDS):
            world = self.world(moves, self._far())
            more = self._merged(moves, self.unsatisfied(world), world)
            if len(more) == len(moves):
                return None
            moves = more
            day = self._earliest(moves)
            if day is not None:
                return self._settled(moves, day)
        return None

    def _as_far(self, moves: Sequence[Move], blocked: Sequence[str]) -> Plan:
        """The plan for all but the checks that nothing settles."""
        stuck = self._stuck(moves)
        day = self._earliest(moves, stuck)
        if day is None:
            return Plan(fails={}, day=self.base.as_of, stuck=tuple(blocked))
        return self._settled(moves, day, stuck)

    def _settled(self, moves: Sequence[Move], day: dt.date, stuck: tuple[str, ...] = ()) -> Plan:
        """The fewest moves for a day, and for an earlier one if those get there sooner than all together."""
        while True:
            moves = self._fewest(moves, day, stuck)
            sooner = self._earliest(moves, stuck, before=day)
            if sooner is not None:
                day = sooner
                continue
            fails = {move: self._without(move, moves, day, stuck) for move in moves}
            spare = next((move for move, checks in fails.items() if not checks), None)
            if spare is None:
                return Plan(fails=fails, day=day, stuck=stuck)
            moves = [move for move in moves if move is not spare]

    def _without(
        self, left_out: Move, moves: Sequence[Move], day: dt.date, stuck: Sequence[str]
    ) -> tuple[str, ...]:
        """The checks that fail without one move: of those it was proposed for or, where none does, of all."""
        world = self.world([move for move in moves if move is not left_out], day)
        served = self.unsatisfied(world, [c for c in left_out.serves if c in self.uses and c not in stuck])
        return served or self.unsatisfied(world, [check for check in self.uses if check not in stuck])

    def _merged(self, moves: Sequence[Move], checks: Sequence[str], world: World) -> list[Move]:
        """The moves with those proposed for some checks; a move proposed twice serves both."""
        found = {move.key: move for move in moves}
        for check in checks:
            view = world.service.claim(self.base.claim.id, self.uses[check].terms)
            for move in proposals(check, view, self.base.as_of):
                if move.key in found:
                    known = found[move.key]
                    serves = tuple(dict.fromkeys((*known.serves, *move.serves)))
                    found[move.key] = attrs.evolve(known, serves=serves)
                else:
                    found[move.key] = move
        return list(found.values())

    def _far(self) -> dt.date:
        """A day by which what was recorded until today has left the newest cycles."""
        return self.base.day_of(max(self.base.terms.window + 1, 4))

    def _stuck(self, moves: Sequence[Move]) -> tuple[str, ...]:
        """The checks that nothing settles, on the day when they are fewest."""
        days = [self.base.day_of(n) for n in self._ahead()]
        tried = [self.unsatisfied(self.world(moves, day)) for day in days[3:7] or days]
        return min(tried, key=len)

    def _ahead(self) -> list[int]:
        last = self.base.as_of + dt.timedelta(days=HORIZON_DAYS)
        return [n for n in _AHEAD if self.base.day_of(n) <= last]

    def _earliest(
        self, moves: Sequence[Move], but: Sequence[str] = (), before: dt.date = dt.date.max
    ) -> dt.date | None:
        """The earliest day, the end of a cycle, by which the moves together get there; only days before one."""
        fails = -1
        for n in self._ahead():
            if self.base.day_of(n) >= before:
                return None
            if self.reached(self.world(moves, self.base.day_of(n)), but):
                return self._between(moves, fails, n, but)
            fails = n
        return None

    def _between(self, moves: Sequence[Move], fails: int, holds: int, but: Sequence[str]) -> dt.date:
        while holds - fails > 1:
            middle = (holds + fails) // 2
            if self.reached(self.world(moves, self.base.day_of(middle)), but):
                holds = middle
            else:
                fails = middle
        return self.base.day_of(holds)

    # Leaving out

    def _fewest(self, moves: Sequence[Move], day: dt.date, but: Sequence[str]) -> list[Move]:
        """The moves without those that can be left out, the dearest first; what is left, cheapest first."""
        kept = sorted(moves, key=lambda move: -self.costs[move.effort])
        if day == self.base.as_of:
            kept = [move for move in kept if move.kind is StepKind.RECORD]
        return self._thinned(kept, day, but)[::-1]

    def _thinned(self, moves: list[Move], day: dt.date, but: Sequence[str]) -> list[Move]:
        """One round of leaving out: by halves while that works, else one by one."""
        size = max(1, len(moves) // 2)
        at = 0
        while at < len(moves):
            without = moves[:at] + moves[at + size :]
            if self.reached(self.world(without, day), but):
                moves = without
            elif size > 1:
                size = max(1, size // 2)
            else:
                at += 1
        return moves
