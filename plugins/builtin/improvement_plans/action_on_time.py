"""It is done when it said."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ActionView

from .bases import StandingActionCheck


@attrs.frozen(kw_only=True)
class ActionOnTime(StandingActionCheck):
    """It is done when it said.

    Establishes: That the action was completed by the day it was due, or is open and that day has not passed.
    Why it matters: Dates that pass unnoticed show that nobody is looking at the plan, and what was to be mended goes
        on meanwhile.
    How it decides: Met where it was completed by due, or is open and not yet due. A concern where it is late by up to
        14 days (`grace_days`), not met where it is later. Lateness is judged by due, never by the date first
        promised. Not asked of a cancelled action.
    What to do: Finish it, or say at the next review why it is late and agree a new date that will be kept.
    """

    id = "action-on-time"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#example-1/audit",
        "improvement-plans#example-3/audit",
        "improvement-over-time#example-2/audit",
        "improvement-plans#conclusion/3",
        "improvement-over-time#example-3/audit",
    )

    grace_days: int = parameter(14, "How many days late is still a concern only", at_least=0)

    def judge_standing(self, action: ActionView) -> Judgement:
        """Judge whether an action is on time."""
        due, done = action.due, action.action.completed
        if due is None:
            return insufficient(
                "It has no date by which it is due, so nobody can say whether it is late",
                "Write under due the day by which it was to be done",
                columns=("due",),
            )
        if not action.is_complete:
            return self._open(due, action.as_of)
        if done is None:
            return insufficient(
                f"It is complete, but the day is not given, so nobody can say whether it was by {say_date(due)}",
                "Write under completed the day it was done",
                columns=("completed",),
            )
        return self._done(due, done)

    def _open(self, due: dt.date, today: dt.date) -> Judgement:
        late = (today - due).days
        if late <= 0:
            return met(f"It is open, and due by {say_date(due)}", figures={"days_late": 0})
        return (concern if late <= self.grace_days else not_met)(
            f"It was due by {say_date(due)} and is still open, {counted(late, 'day')} late",
            "Finish it, or agree a new date at the next review and say there what kept it",
            figures={"days_late": late},
            columns=("due",),
        )

    def _done(self, due: dt.date, done: dt.date) -> Judgement:
        late = (done - due).days
        found = f"It was due by {say_date(due)} and completed on {say_date(done)}"
        if late <= 0:
            return met(found, figures={"days_late": 0})
        return (concern if late <= self.grace_days else not_met)(
            f"{found}, {counted(late, 'day')} late",
            "Say at the next review what kept it, so that the next date is one that can be kept",
            figures={"days_late": late},
            columns=("due", "completed"),
        )
