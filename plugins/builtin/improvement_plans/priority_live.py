"""The plan is a live tool."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

from .bases import OpenPriorityCheck


@attrs.frozen(kw_only=True)
class PriorityLive(OpenPriorityCheck):
    """The plan is a live tool.

    Establishes: That something has happened to this priority lately: a progress update, a review, or an action that
        was opened, completed or checked.
    Why it matters: A plan that nobody has touched for months is not steering anything, whatever it says.
    How it decides: The newest of those is counted back from the date assessed at. Met within 35 days (`live_days`), a
        concern within twice that, else not met. Only for open priorities.
    What to do: Say in an update what is now the case, with a figure, and what happens next; or close the priority.
    """

    id = "priority-live"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#why/3",
        "improvement-plans#example-1/audit",
        "improvement-plans#commissioner/2",
        "improvement-plans#example-3/step-3",
        "improvement-plans#why/1",
    )

    live_days: int = parameter(35, "Within how many days something has to have happened", at_least=1)

    def judge_open(self, priority: PriorityView) -> Judgement:
        """Judge how long ago anything happened to an open priority."""
        newest = max(_signs(priority), key=lambda sign: sign.day, default=None)
        remedy = (
            f"Write an update before {say_date(priority.as_of + dt.timedelta(days=self.live_days))}: what is now the "
            "case, with a figure, and what happens next"
        )
        if newest is None:
            return not_met(
                "Nothing has ever happened to this priority: no update, no review, no action opened or completed",
                remedy,
            )
        days = (priority.as_of - newest.day).days
        figures = {"days": days, "allowed": self.live_days}
        found = (
            f"The last sign of life is {newest.what} on {say_date(newest.day)}, {counted(days, 'day')} ago"
        )
        if days <= self.live_days:
            return met(found, figures=figures, about=(newest.row,))
        judged = concern if days <= 2 * self.live_days else not_met
        return judged(found, remedy, figures=figures, about=(newest.row,))


@attrs.frozen
class _Sign:
    """Something that happened to a priority: when, what, and the row that says so."""

    day: dt.date
    what: str
    row: tuple[str, str]


def _signs(priority: PriorityView) -> Iterator[_Sign]:
    for update in priority.updates:
        yield _Sign(update.date, "an update", ("updates", update.id))
    for review in priority.reviews:
        yield _Sign(review.date, "a review", ("reviews", review.id))
    for action in priority.actions:
        for day, what in (
            (action.opened, "opened"),
            (action.completed, "completed"),
            (action.checked_on, "checked"),
        ):
            if day is not None:
                yield _Sign(day, f"action {action.id} {what}", ("actions", action.id))
