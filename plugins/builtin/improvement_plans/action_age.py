"""It has not been open for ever."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ActionView

from .bases import StandingActionCheck, no_opening_day


@attrs.frozen(kw_only=True)
class ActionAge(StandingActionCheck):
    """It has not been open for ever.

    Establishes: That the action is done, or has not been open for longer than a piece of work reasonably takes.
    Why it matters: An action that is open for half a year has become part of the furniture. It no longer mends
        anything, and makes the plan look busier than it is.
    How it decides: Met where it is complete, or open for at most 90 days (`old_days`), a concern for at most 180
        (`stale_days`), not met for longer. Not asked of a cancelled action.
    What to do: Finish it, break it into smaller actions with dates, or cancel it and say why.
    """

    id = "action-age"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#example-3/audit",
        "improvement-plans#example-3/risk",
        "improvement-plans#example-3/step-1",
    )

    old_days: int = parameter(90, "How many days open are well", at_least=1)
    stale_days: int = parameter(180, "How many days open are a concern, and no more than that", at_least=1)

    def judge_standing(self, action: ActionView) -> Judgement:
        """Judge how long an action has been open."""
        opened = action.action.opened
        if opened is None:
            return no_opening_day("how long it has been open")
        if action.is_complete:
            return met("It is complete")
        days = (action.as_of - opened).days
        found = f"It has been open for {counted(days, 'day')}, since {say_date(opened)}"
        figures = {"days_open": days}
        if days <= self.old_days:
            return met(found, figures=figures)
        judged = concern if days <= self.stale_days else not_met
        return judged(
            found,
            "Finish it, break it into smaller actions with dates, or cancel it and say why",
            figures=figures,
            columns=("opened",),
        )
