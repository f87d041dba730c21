"""Moves that write down: what is known already, a judgement of leaders, an action, a review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from ..calendar import say_date
from ..measure.say import counted, listed
from ..model import Action, Monitoring, Review, Variation
from ..result import StepKind
from ..view import Place
from .made import Made
from .moves import Enter, Write

if TYPE_CHECKING:
    from ..model import Case
    from ..view import ClaimView
    from .world import Base

_POST: Final = "Registered Manager"
_REVIEW_DAYS: Final = 28


def fill(effort: str, what: str, /, **cells: Any) -> Write:
    """Blank cells of the claim filled in."""

    def change(case: Case, base: Base, day: dt.date) -> Case:
        claims = tuple(
            attrs.evolve(claim, **cells) if claim.id == base.claim.id else claim for claim in case.claims
        )
        return attrs.evolve(case, claims=claims)

    return Write(kind=StepKind.RECORD, effort=effort, what=what, change=change)


def problem(claim: ClaimView) -> Write:
    """What was wrong, written down."""
    return fill(
        "record",
        "Write under problem what was wrong, where, and how it showed",
        problem="Half of the checks fell short",
    )


def change_date(claim: ClaimView) -> Write:
    """The date the change took effect: when the earliest action was agreed, else after the first third of its records."""
    opened = sorted(action.opened for action in claim.actions if action.opened is not None)
    first, last = claim.linked.first_day, claim.linked.last_day
    if opened:
        day = opened[0]
    elif first is not None and last is not None:
        day = claim.rhythm.start(claim.rhythm.index(first + (last - first) / 3) + 1)
    else:
        day = claim.rhythm.start(claim.rhythm.index(claim.as_of))
    return fill(
        "record",
        "Write the date the change took effect under changed_on",
        changed_on=min(day, claim.as_of),
    )


def standard(claim: ClaimView) -> Write:
    """What good looks like, written down."""
    return fill(
        "record",
        "Write under standard what is done, by whom and in what order, and under standard_set_on since when",
        standard="A call is answered in person within five minutes, day and night",
        standard_set_on=claim.claim.changed_on,
    )


def own_records(claim: ClaimView) -> Write:
    """The claim taken off the claims it rests on."""
    others = listed(claim.claim.rests_on)
    return fill(
        "record", f"Take {others} out of rests_on: let this claim rest on records of its own", rests_on=()
    )


def baseline(claim: ClaimView) -> Enter | None:
    """More records from before the change, as bad as the claim says; None where there is no change to date them by."""
    if not claim.changed:
        return None
    last = claim.changed_on - dt.timedelta(days=1)
    if claim.baseline_to is not None:
        last = min(last, claim.baseline_to)
    least = claim.terms.min_records
    begin = claim.rhythm.start(claim.rhythm.index(last) - least)
    first = claim.baseline_from or begin
    if first > last:
        return None

    def earlier(base: Base) -> Iterator[Made]:
        times = 1
        if base.gauge.per_cycle and base.gauge.summary == "count" and not base.gauge.higher:
            times = int(base.poor)
        span = (last - first).days + 1
        for n in range(least):
            yield from (Made(first + dt.timedelta(days=span * n // least), good=False) for _ in range(times))

    return Enter(
        kind=StepKind.RECORD,
        effort="record",
        what=f"Enter {counted(least, 'more record')} that show how it was between {say_date(first)} and {say_date(last)}, "
        "with their results",
        earlier=earlier,
    )


def earlier_reports(claim: ClaimView) -> Enter | None:
    """What people said before the change, entered."""
    if not claim.changed:
        return None
    day = (claim.before.first_day or claim.changed_on - dt.timedelta(days=30)).replace()
    day = min(day, claim.changed_on - dt.timedelta(days=1))
    if claim.baseline_from is not None:
        day = max(day, claim.baseline_from)
    least = claim.terms.min_records

    def earlier(base: Base) -> Iterator[Made]:
        return (Made(day, good=False, kind="feedback") for _ in range(least))

    return Enter(
        kind=StepKind.RECORD,
        effort="record",
        what=f"Enter {counted(least, 'report')} of how people and families found it before {say_date(claim.changed_on)}, "
        "with their results",
        earlier=earlier,
    )


def missed_checks(claim: ClaimView, today: dt.date) -> Enter | None:
    """Checks made in cycles that have none on file."""
    if not claim.changed:
        return None
    seen = claim.ledger.cycle[claim.after.beyond_activity.rows]
    empty = [
        cycle for cycle in claim.whole_cycles_after if cycle not in seen and claim.rhythm.end(cycle) <= today
    ]
    if not empty:
        return None
    days = [max(claim.rhythm.start(cycle), claim.changed_on) for cycle in empty]

    def earlier(base: Base) -> Iterator[Made]:
        return (Made(day) for day in days)

    return Enter(
        kind=StepKind.RECORD,
        effort="record",
        what=f"Enter the checks made in {listed([claim.rhythm.say(cycle) for cycle in empty], most=4)} that are not on "
        "file; if none was made, nothing can mend it for this change",
        earlier=earlier,
    )


def monitoring(claim: ClaimView) -> Write:
    """A row that says how slippage would show."""

    def change(case: Case, base: Base, day: dt.date) -> Case:
        row = Monitoring(
            id=f"{base.prefix}monitoring",
            claim=base.claim.id,
            indicator=base.claim.measure or "Checks below the standard",
            threshold=0.0,
            frequency="weekly",
            owner=_POST,
        )
        return attrs.evolve(case, monitoring=(*case.monitoring, row))

    return Write(
        kind=StepKind.RECORD,
        effort="state",
        what="Write one row under monitoring: what is watched, the figure or event to act on, how often, and who looks",
        change=change,
    )


def variation(claim: ClaimView, place: Place) -> Write:
    """A statement of leaders that a place is weaker."""

    def change(case: Case, base: Base, day: dt.date) -> Case:
        row = Variation(
            id=f"{base.prefix}{place.team}-{place.shift}",
            claim=base.claim.id,
            team=place.team,
            shift=place.shift,
            explanation="Known to be weaker",
            material=False,
            review_on=day + dt.timedelta(days=_REVIEW_DAYS),
        )
        return attrs.evolve(case, variation=(*case.variation, row))

    name = claim.service.place_name(place)
    return Write(
        kind=StepKind.RECORD,
        effort="state",
        what=f"Write under variation why {name} is weaker, that this is not material if it is not, and when it is looked "
        "at again",
        change=change,
    )


def action(claim: ClaimView, place: Place | None = None) -> Write:
    """An action that changes how the work is done; with a place, one that supports it."""
    spot = place or Place()

    def change(case: Case, base: Base, day: dt.date) -> Case:
        row = Action(
            id=f"{base.prefix}action-{spot.team}-{spot.shift}",
            claims=(base.claim.id,),
            text="Stand beside staff on each shift and coach them in this practice",
            owner=_POST,
            opened=base.as_of,
            due=day + dt.timedelta(days=_REVIEW_DAYS),
            status="open",
            kind="coaching",
            team=spot.team,
            shift=spot.shift,
        )
        return attrs.evolve(case, actions=(*case.actions, row))

    what = (
        "Do one thing more than remind or train: coach on shift, supervise this one practice, or change the order of work; "
        "and enter it under actions"
    )
    if place is not None:
        what = f"Open one action for {claim.service.place_name(place)}, with an owner and a due date"
    return Write(kind=StepKind.DO, effort="action", what=what, change=change)


def review(claim: ClaimView) -> Write:
    """A manager's review that read the newest records and found it improved or holding."""

    def change(case: Case, base: Base, day: dt.date) -> Case:
        cited = base.ledger.ids[base.ledger.day == base.ledger.day.max()] if len(base.ledger) else ()
        evidence = tuple(str(id) for id in cited[-1:]) or (f"{base.prefix}1",)
        row = Review(
            id=f"{base.prefix}review",
            date=day,
            level="manager",
            about=(base.claim.id,),
            finding="holding",
            decision="Keep the check as it is and look again next month",
            evidence=evidence,
        )
        return attrs.evolve(case, reviews=(*case.reviews, row))

    newest = claim.reviews_at("manager", "provider")
    last = f" (the newest is of {say_date(newest[-1].date)})" if newest else ""
    return Write(
        kind=StepKind.DO,
        effort="review",
        what=f"Take the newest records to a manager or provider review{last}, and minute which were read and that it is "
        "holding",
        change=change,
    )


def blank_oversight(claim: ClaimView) -> int:
    """How many checks since the change do not say how closely they were overseen, where none of them does."""
    if not claim.changed:
        return 0
    checks = claim.after.of_groups("audit", "observation", "staff", "records")
    oversight = checks.column("oversight")
    return len(checks) if len(checks) and bool(np.all(oversight < 0)) else 0


def start_again(claim: ClaimView) -> Write:
    """A further change, from which the claim is dated."""
    tomorrow = claim.as_of + dt.timedelta(days=1)

    def change(case: Case, base: Base, day: dt.date) -> Case:
        if day < tomorrow:
            return case
        claims = tuple(
            attrs.evolve(one, changed_on=tomorrow) if one.id == base.claim.id else one for one in case.claims
        )
        return attrs.evolve(case, claims=claims)

    return Write(
        kind=StepKind.DO,
        effort="again",
        what="Change something more about the cause, with somebody named to do it, and claim the improvement from that day: "
        "what has slipped since the last change cannot be made not to have",
        change=change,
    )
