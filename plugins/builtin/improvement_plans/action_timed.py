"""It has a realistic date."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ActionView

from .bases import StandingActionCheck, no_opening_day


@attrs.frozen(kw_only=True)
class ActionTimed(StandingActionCheck):
    """It has a realistic date.

    Establishes: That the action says by when it will be done, on a day that lies after it was agreed.
    Why it matters: “Ongoing” and “as soon as possible” can never be late, and so are never done. A day can be kept or
        missed, and either tells leaders something.
    How it decides: Met where due is a date after the day it opened, at most a year later (`max_days`). A concern where it
        is the same day, or later than that. Not met where it is missing, lies before, or is words. Not asked of a
        cancelled action.
    What to do: Write a day under due. Where the work has no end, write the day of its first check.
    """

    id = "action-timed"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/2",
        "improvement-plans#why/1",
        "improvement-plans#example-1/step-2",
        "improvement-over-time#example-2/step-2",
        "improvement-over-time#example-3/step-3",
    )

    max_days: int = parameter(366, "How many days after it opened a realistic date can lie", at_least=1)

    def judge_standing(self, action: ActionView) -> Judgement:
        """Judge when an action is due."""
        due, opened = action.due, action.action.opened
        if due is None:
            said = f"due says “{action.action.due}”" if action.action.due else "it says no date"
            return not_met(
                f"Nobody can say whether this action is late: {said}",
                "Write under due the day by which it will be done",
                columns=("due",),
            )
        if opened is None:
            return no_opening_day(f"whether {say_date(due)} is realistic")
        days = (due - opened).days
        found = f"It was opened on {say_date(opened)} and is due on {say_date(due)}"
        figures = {"days": days}
        if days < 0:
            return not_met(
                f"{found}, which is earlier",
                "Correct whichever date is wrong",
                figures=figures,
                columns=("due",),
            )
        if days == 0:
            return concern(
                f"{found}, the same day",
                "Write the day it will really be done by",
                figures=figures,
                columns=("due",),
            )
        if days > self.max_days:
            return concern(
                f"{found}, {counted(days, 'day')} later",
                f"Name a first step that can be done within {counted(self.max_days, 'day')}, and its date",
                figures=figures,
                columns=("due",),
            )
        return met(f"{found}, {counted(days, 'day')} later", figures=figures)
