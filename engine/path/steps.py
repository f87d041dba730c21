"""From a plan to the steps a manager reads: one for each check that stands in the way, in the ladder's order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs

from ..calendar import say_date
from ..measure.say import counted, listed
from ..result import Step, StepKind
from .moves import Move, Target
from .search import HORIZON_DAYS, Plan, Search
from .world import World

if TYPE_CHECKING:
    from ..verdict import Ladder

_SLOWEST: Final = (StepKind.RECORD, StepKind.DO, StepKind.WAIT)


@attrs.frozen(kw_only=True)
class Route:
    """One claim's way to a stage: its steps, the moves behind each, and the day it gets there (None: it does not)."""

    claim: str
    steps: tuple[Step, ...]
    moves: tuple[tuple[Move, ...], ...]
    plan: Plan
    earliest: dt.date | None


def route(search: Search, blocked: Sequence[str], ladder: Ladder) -> Route:
    """The route from what is blocked today."""
    plan = search.plan(blocked)
    firsts = _firsts(search, plan, blocked)
    behind = _behind(search, plan, firsts)
    stage = {check: one.rank for one in ladder.stages for check in one.requires}
    kinds = {check: _kind(behind.get(check), check in plan.stuck) for check in (*behind, *plan.stuck)}

    def order(check: str) -> tuple[int, int, float]:
        cost = sum(search.costs[move.effort] for move in behind.get(check, ()))
        return stage.get(check, 0), _SLOWEST.index(kinds[check]), cost

    checks = sorted(kinds, key=order)
    told: dict[Move, str] = {}
    steps = [
        _stuck_step(search, check)
        if check in plan.stuck
        else _step(search, plan, check, behind[check], firsts[check], told)
        for check in checks
    ]
    return Route(
        claim=search.base.claim.id,
        steps=tuple(steps),
        moves=tuple(behind.get(check, ()) for check in checks),
        plan=plan,
        earliest=None if plan.stuck else plan.day,
    )


def _firsts(search: Search, plan: Plan, blocked: Sequence[str]) -> dict[str, dt.date]:
    """The day from which each check is satisfied if the plan is followed.

    Of those blocked today, and of those that fail on the day before the last: they are what is waited for.
    """
    base = search.base
    firsts: dict[str, dt.date] = {check: base.as_of for check in blocked if check not in plan.stuck}
    n = 0
    while (day := base.day_of(n)) < plan.day:
        world = search.world(plan.moves, day)
        last = base.day_of(n + 1) >= plan.day
        among = [check for check in search.uses if check not in plan.stuck] if last else list(firsts)
        for check in search.unsatisfied(world, among):
            firsts[check] = base.day_of(n + 1)
        n += 1
    return firsts


def _behind(search: Search, plan: Plan, firsts: dict[str, dt.date]) -> dict[str, tuple[Move, ...]]:
    """The moves behind each check: those without which it fails on the plan's day.

    Where each of several would do, those that were proposed for it. A check that fails without a move gets a step,
    whether or not it is blocked today; `firsts` gains its day.
    """
    for checks in plan.fails.values():
        for check in checks:
            firsts.setdefault(check, plan.day)
    bare = search.unsatisfied(search.world((), plan.day), list(firsts)) if plan.moves else ()
    behind = {}
    for check in firsts:
        moves = tuple(move for move in plan.moves if check in plan.fails[move])
        if not moves and check in bare:
            moves = tuple(move for move in plan.moves if check in move.serves)
        behind[check] = moves
    return behind


def _kind(moves: Sequence[Move] | None, stuck: bool) -> StepKind:
    if stuck:
        return StepKind.DO
    return max((move.kind for move in moves or ()), key=_SLOWEST.index, default=StepKind.WAIT)


def _step(
    search: Search, plan: Plan, check: str, moves: Sequence[Move], day: dt.date, told: dict[Move, str]
) -> Step:
    """One check's step. What an earlier step has told is not told again: `told` says which."""
    base = search.base
    if not moves:
        return Step(base.claim.id, check, StepKind.WAIT, _waiting(search, day, bool(plan.moves)), day)
    kind = _kind(moves, stuck=False)
    if kind is StepKind.DO:
        day = max(day, base.day_of(1))
    world = search.world(plan.moves, day)
    said = [_said(search, world, move) for move in moves if move not in told]
    known = list(dict.fromkeys(told[move] for move in moves if move in told))
    if known:
        said.append(
            f"{'Also comes' if said else 'Comes'} with what {listed(known)} {'asks' if len(known) == 1 else 'ask'} for"
        )
    for move in moves:
        told.setdefault(move, check)
    return Step(base.claim.id, check, kind, ". ".join(said), day)


def _waiting(search: Search, day: dt.date, others: bool) -> str:
    habits, cycle = search.base.habits, search.base.rhythm.cycle
    pace = f" (about {counted(round(habits.rate), 'record')} a {cycle})" if round(habits.rate) else ""
    besides = ", with the other steps done," if others else ""
    return f"Keep checking as you do now{pace} until {say_date(day)}{besides} and judge this again then: only time will show"


def _said(search: Search, world: World, move: Move) -> str:
    if not isinstance(move, Target):
        return move.what
    cycle = search.base.rhythm.cycle
    most = max(world.made.get(move, ()), default=0)
    until = f"until {say_date(world.day)}"
    if most:
        return f"{move.what}: {counted(most, 'more record')} in each {cycle} {until}"
    return f"{move.what}, in the checks you make anyway, {until}"


def _stuck_step(search: Search, check: str) -> Step:
    years = round(HORIZON_DAYS / 365)
    what = (
        f"Nothing that can be recorded, done or waited for within {years} years settles this for the claim as it stands: "
        "narrow the claim, date it from a further change, or withdraw it"
    )
    return Step(search.base.claim.id, check, StepKind.DO, what, None)
