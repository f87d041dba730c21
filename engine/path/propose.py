"""Which moves could satisfy which check. A check that is not named here is answered by more good records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ..ledger import ACTIVITY, GROUP_NAMES
from ..result import StepKind
from ..view import NotKnown, Place
from . import entries
from .moves import FillOversight, Move, Target, Where
from .say import goal_said

if TYPE_CHECKING:
    from ..measure.value import Standing
    from ..view import ClaimView

Proposer = Callable[["ClaimView"], Iterator[Move | None]]


def proposals(check: str, claim: ClaimView, today: dt.date) -> Iterator[Move]:
    """The moves that could satisfy a check of a claim, as the claim stands in some world, today's or a later one."""
    proposer = _PROPOSERS.get(check, _results)
    try:
        moves = _monitored(claim, today) if check == "change-monitored" else proposer(claim)
        for move in moves:
            if move is not None:
                yield attrs.evolve(move, serves=(check,))
    except NotKnown:
        # What the records cannot tell yet: the moves that make it known were proposed before it was asked.
        return


def target(claim: ClaimView, where: Where, standing: Standing | None = None) -> Target:
    """Records of one kind brought to the standard."""
    effort = "improve" if where.everything or where.adverse else "check"
    return Target(kind=StepKind.DO, effort=effort, where=where, what=goal_said(claim, where, standing))


def _results(claim: ClaimView) -> Iterator[Move | None]:
    if claim.changed and not claim.baseline.enough:
        yield entries.baseline(claim)
    yield target(claim, Where(), claim.now if claim.changed else None)


def _baseline(claim: ClaimView) -> Iterator[Move | None]:
    if claim.claim.problem is None:
        yield entries.problem(claim)
    yield from _change(claim)
    yield entries.baseline(claim)


def _change(claim: ClaimView) -> Iterator[Move | None]:
    if not claim.changed:
        yield entries.change_date(claim)


def _standard(claim: ClaimView) -> Iterator[Move | None]:
    yield entries.standard(claim)


def _action(claim: ClaimView) -> Iterator[Move | None]:
    yield entries.action(claim)


def _watched(claim: ClaimView) -> Iterator[Move | None]:
    yield target(claim, Where(group="observation"))


def _monitored(claim: ClaimView, today: dt.date) -> Iterator[Move | None]:
    yield entries.missed_checks(claim, today)
    yield from _results(claim)


def _confirmed(claim: ClaimView) -> Iterator[Move | None]:
    yield entries.review(claim)
    yield from _results(claim)


def _recurring(claim: ClaimView) -> Iterator[Move | None]:
    if claim.changed and not len(claim.cycles_before_change):
        yield entries.baseline(claim)
    yield target(claim, Where(adverse=True))


def _condition(column: str, word: str) -> Proposer:
    def propose(claim: ClaimView) -> Iterator[Move | None]:
        where = Where(condition=(column, word))
        if column == "oversight" and (blank := entries.blank_oversight(claim)):
            yield FillOversight(
                kind=StepKind.RECORD,
                effort="record",
                what=f"Write under oversight how closely each of the {blank} checks since the change was overseen, "
                "routine where nobody stood over it",
            )
        code = 0 if column == "scheduled" else {"routine": 0, "busy": 1}[word]
        standing = None
        if claim.changed and claim.first_improved is not None:
            standing = claim.condition_standing(claim.held_under_conditions.having(column, code))
        yield target(claim, where, standing)
        yield from _results(claim)

    return propose


def _transfer(claim: ClaimView) -> Iterator[Move | None]:
    for team, standing in claim.by_team.items():
        if len(claim.teams) > 1 and not standing.improved:
            yield target(claim, Where(team=team), standing)
    for shift, standing in claim.by_shift.items():
        if len(claim.shifts) > 1 and not standing.improved:
            yield target(claim, Where(shift=shift), standing)


def _spread(claim: ClaimView) -> Iterator[Move | None]:
    seen = claim.window.beyond_activity
    for team in claim.teams:
        if not len(claim.at(Place(team=team), seen)):
            yield target(claim, Where(team=team))
    for shift in claim.shifts:
        if not len(claim.at(Place(shift=shift), seen)):
            yield target(claim, Where(shift=shift))


def _scope(claim: ClaimView) -> Iterator[Move | None]:
    yield from _spread(claim)
    yield from _varied(claim)
    yield from _transfer(claim)


def _varied(claim: ClaimView) -> Iterator[Move | None]:
    for place, standing in claim.weaker.items():
        if not claim.variation_for(place):
            yield entries.variation(claim, place)
        yield target(claim, Where(team=place.team, shift=place.shift), standing)


def _lagging(claim: ClaimView) -> Iterator[Move | None]:
    for place, standing in claim.weaker.items():
        yield entries.action(claim, place)
        yield target(claim, Where(team=place.team, shift=place.shift), standing)


def _late(claim: ClaimView) -> Iterator[Move | None]:
    yield target(claim, Where(late=True), claim.standing(claim.out_of_hours(claim.window)))


def _aligned(claim: ClaimView) -> Iterator[Move | None]:
    for name in _agreeing_less(claim):
        yield target(claim, Where(group=name))


def _uncontradicted(claim: ClaimView) -> Iterator[Move | None]:
    yield from _results(claim)
    yield target(claim, Where(adverse=True))


def _agreeing_less(claim: ClaimView) -> Iterator[str]:
    """The groups of evidence in which support does not outweigh the contrary clearly."""
    for code, name in enumerate(GROUP_NAMES):
        if code == ACTIVITY or name == "outcomes":
            continue
        speaking = len(claim.supporting.having("group", code))
        against = len(claim.contradicting.having("group", code))
        if not speaking or against * 4 > speaking:
            yield name


def _many_points(claim: ClaimView) -> Iterator[Move | None]:
    records = claim.after.beyond_activity
    for team in claim.teams or (None,):
        here = claim.at(Place(team=team), records)
        there = set(here.codes("group"))
        absent = [name for code, name in enumerate(GROUP_NAMES) if code not in there and code != ACTIVITY]
        for name in absent[: max(0, 2 - len(there))]:
            yield target(claim, Where(team=team, group=name))


def _felt(claim: ClaimView) -> Iterator[Move | None]:
    yield entries.earlier_reports(claim)
    yield target(claim, Where(group="experience"))


def _grounded(claim: ClaimView) -> Iterator[Move | None]:
    if claim.claim.rests_on:
        yield entries.own_records(claim)


def _watch_for(claim: ClaimView) -> Iterator[Move | None]:
    yield entries.monitoring(claim)


_PROPOSERS: Final[Mapping[str, Proposer]] = {
    "baseline-identified": _baseline,
    "change-introduced": _change,
    "support-grounded": _grounded,
    "standard-defined": _standard,
    "action-targeted": _action,
    "practice-rechecked": _watched,
    "governance-confirms": _confirmed,
    "no-recurrence": _recurring,
    "oversight-independence": _condition("oversight", "routine"),
    "unscheduled-holds": _condition("scheduled", "no"),
    "holds-under-pressure": _condition("pressure", "busy"),
    "practical-transfer": _transfer,
    "sources-aligned": _aligned,
    "evidence-triangulated": _aligned,
    "slippage-indicators": _watch_for,
    "claim-not-contradicted": _uncontradicted,
    "residual-variation-stated": _varied,
    "spread-mapped": _spread,
    "scope-not-overstated": _scope,
    "not-one-team": _transfer,
    "out-of-hours-parity": _late,
    "multi-point-checking": _many_points,
    "lived-experience": _felt,
    "lagging-areas-supported": _lagging,
}
