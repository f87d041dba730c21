"""Once done, somebody checked."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, insufficient, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ActionView

from .bases import StandingActionCheck


@attrs.frozen(kw_only=True)
class ActionChecked(StandingActionCheck):
    """Once done, somebody checked.

    Establishes: That after the action was completed somebody looked whether it worked, and named what they saw.
    Why it matters: Done is not the same as worked. Without a look afterwards the plan counts tasks, and nobody knows
        whether care is different.
    How it decides: Met where it was checked on or after the day it was completed, and cites a record of that day or
        later. A concern where it was checked and cites none such, or was checked before it was done. Not met where it
        is unchecked 28 days (`check_days`) or more after completion. Not asked of an open or cancelled action.
    What to do: Do what the action's check says, enter what was found as a record, and cite it under check_evidence.
    """

    id = "action-checked"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/2",
        "improvement-plans#example-1/step-4",
        "improvement-over-time#example-3/step-4",
        "improvement-plans#example-2/step-3",
        "improvement-plans#example-1/audit",
        "improvement-plans#conclusion/3",
    )

    check_days: int = parameter(28, "After how many days an unchecked action is not met", at_least=1)

    def judge_standing(self, action: ActionView) -> Judgement:
        """Judge whether a completed action was checked."""
        if not action.is_complete:
            return not_applicable("The action is not complete yet")
        done, checked = action.action.completed, action.action.checked_on
        if done is None:
            return insufficient(
                "It is complete, but the day is not given, so no check can be told to come after it",
                "Write under completed the day it was done",
                columns=("completed",),
            )
        if checked is None:
            return self._unchecked(action, done)
        return _checked(action, done, checked)

    def _unchecked(self, action: ActionView, done: dt.date) -> Judgement:
        days = (action.as_of - done).days
        found = f"It was completed on {say_date(done)}, {counted(days, 'day')} ago, and has not been checked"
        by = done + dt.timedelta(days=self.check_days)
        planned = f": {action.action.check}" if action.action.check else ""
        more = {"figures": {"days_since": days}, "columns": ("checked_on",)}
        if days < self.check_days:
            return insufficient(f"{found} yet", f"Check by {say_date(by)} whether it worked{planned}", **more)
        return not_met(found, f"Check now whether it worked, and cite the record{planned}", **more)


def _checked(action: ActionView, done: dt.date, checked: dt.date) -> Judgement:
    cited = action.service.named(action.action.check_evidence)
    proof = cited.within(done, None)
    figures = {"days_to_check": (checked - done).days, "cited": len(cited), "cited_after": len(proof)}
    found = f"It was completed on {say_date(done)} and checked on {say_date(checked)}"
    if checked < done:
        return concern(
            f"{found}, before it was done",
            "Check again, now that it is done, and cite what was found",
            figures=figures,
            supporting=proof,
            columns=("checked_on", "completed"),
        )
    if not len(proof):
        return concern(
            f"{found}, but it cites no record from {say_date(done)} or later",
            "Write under check_evidence the record of what that check found",
            figures=figures,
            contradicting=cited,
            columns=("check_evidence",),
        )
    return met(f"{found}, on the records", figures=figures, supporting=proof)
