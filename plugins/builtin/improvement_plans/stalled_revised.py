"""Where progress stalls, the plan is sharpened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView
from takehold.engine.wording import judge_action

from .bases import StalledPriorityCheck


@attrs.frozen(kw_only=True)
class StalledRevised(StalledPriorityCheck):
    """Where progress stalls, the plan is sharpened.

    Establishes: That a priority which has long been open, without being known to be better, was thought through again:
        revised, given a new and specific action, or narrowed into a smaller one.
    Why it matters: The same broad actions will not do in the second half-year what they did not do in the first.
    How it decides: Asked of priorities open for more than 180 days and not known to be at the improved position. Met
        where, in the last 90 days (`revised_days`), it was revised, was given an action that is not vague, or another
        priority was split from it. A concern where that was earlier, not met where it never happened.
    What to do: Say what is still wrong now, and where; then agree one new action for just that, or split it off.
    """

    id = "stalled-revised"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#example-3/step-2",
        "improvement-plans#example-3/step-3",
        "improvement-plans#example-3/step-4",
        "improvement-plans#example-3/risk",
        "improvement-plans#example-3/audit",
        "improvement-plans#example-3/measure",
        "improvement-plans#commissioner/2",
    )

    revised_days: int = parameter(90, "Within how many days the plan has to have been sharpened", at_least=1)

    def judge_stalled(self, priority: PriorityView) -> Judgement:
        """Judge whether the plan for a stalled priority was sharpened."""
        open_for = f"It has been open for {counted(priority.days_open or 0, 'day')}"
        remedy = (
            f"Agree before {say_date(priority.course.next_review)} what is still wrong, and where, and one new action for "
            "just that; or split off the part that has not moved"
        )
        newest = max(_sharpenings(priority), key=lambda one: one.day or dt.date.min, default=None)
        figures = {"days_open": priority.days_open}
        if newest is None:
            return not_met(f"{open_for}, and its plan has never been sharpened", remedy, figures=figures)
        if newest.day is None:
            return concern(
                f"{open_for}; {newest.what}, but nobody can tell when", remedy, about=(newest.row,)
            )
        days = (priority.as_of - newest.day).days
        found = f"{open_for}; {newest.what} on {say_date(newest.day)}, {counted(days, 'day')} ago"
        more = {"figures": figures | {"days_since": days}, "about": (newest.row,)}
        if days <= self.revised_days:
            return met(found, **more)
        return concern(found, remedy, **more)


@attrs.frozen
class _Sharpening:
    """One time the plan was made sharper: when (None where the row does not say), how, and the row that shows it."""

    day: dt.date | None
    what: str
    row: tuple[str, str]


def _sharpenings(priority: PriorityView) -> Iterator[_Sharpening]:
    own, service = priority.priority, priority.service
    if own.revised_on is not None:
        yield _Sharpening(own.revised_on, "it was last revised", ("priorities", own.id))
    for action in priority.actions:
        newer = action.opened is not None and own.opened is not None and action.opened > own.opened
        if newer and not judge_action(action.text, names=service.place_names).vague:
            yield _Sharpening(action.opened, f"action {action.id} was added", ("actions", action.id))
    for other in service.case.priorities:
        if other.split_from == own.id:
            yield _Sharpening(
                other.opened, f"priority {other.id} was split from it", ("priorities", other.id)
            )
