"""Its date does not keep moving."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ActionView

from .bases import StandingActionCheck


@attrs.frozen(kw_only=True)
class DueDateSlipping(StandingActionCheck):
    """Its date does not keep moving.

    Establishes: That the action is due when it was first promised, or not much later.
    Why it matters: A date that is moved whenever it comes near keeps an action from ever being late, and hides that
        nothing is happening.
    How it decides: Met where due is the date first promised or earlier, or no earlier promise is recorded. A concern
        where it moved by up to 28 days (`slip_days`), not met where it moved further. Not asked of a cancelled
        action, or of one without a date.
    What to do: Say at the next review what has to happen first, and agree a date that the owner can keep.
    """

    id = "due-date-slipping"
    family = "improvement-plans"
    severity = Severity.MINOR
    sources = ("improvement-plans#example-3/audit", "improvement-plans#example-3/risk")

    slip_days: int = parameter(28, "By how many days a date can move and be a concern only", at_least=0)

    def judge_standing(self, action: ActionView) -> Judgement:
        """Judge how far an action's date has moved."""
        due, first = action.due, action.action.first_due
        if due is None:
            return not_applicable("The action has no date that could move")
        if first is None or due <= first:
            return met(f"Its date, {say_date(due)}, has not been put off")
        days = (due - first).days
        judged = concern if days <= self.slip_days else not_met
        return judged(
            f"It was promised for {say_date(first)} and is now due on {say_date(due)}, {counted(days, 'day')} later",
            "Say at the next review what has to happen first, and agree a date that the owner can keep",
            figures={"days_moved": days},
            columns=("first_due", "due"),
        )
