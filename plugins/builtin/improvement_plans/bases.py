"""What several checks of the plan ask first: whether the question arises for this action or priority at all."""

from __future__ import annotations

from takehold.engine.check import (
    ActionCheck,
    Judgement,
    PriorityCheck,
    insufficient,
    not_applicable,
)
from takehold.engine.measure.say import counted
from takehold.engine.view import ActionView, PriorityView

STALLED_DAYS = 180
"""How long a priority is open, without being known to be better, before it counts as stalled."""


class StandingActionCheck(ActionCheck):
    """A check of actions that were not cancelled."""

    def judge(self, view: ActionView, /) -> Judgement:
        """Judge an action that stands by `judge_standing`."""
        if view.is_cancelled:
            return not_applicable("The action was cancelled")
        return self.judge_standing(view)

    def judge_standing(self, action: ActionView, /) -> Judgement:
        """Judge an action that was not cancelled."""
        raise NotImplementedError


class OpenPriorityCheck(PriorityCheck):
    """A check of priorities that are open."""

    def judge(self, view: PriorityView, /) -> Judgement:
        """Judge an open priority by `judge_open`."""
        if view.is_closed:
            return not_applicable("The priority is closed")
        return self.judge_open(view)

    def judge_open(self, priority: PriorityView, /) -> Judgement:
        """Judge a priority that is open."""
        raise NotImplementedError


class ClosedPriorityCheck(PriorityCheck):
    """A check of priorities that are closed."""

    def judge(self, view: PriorityView, /) -> Judgement:
        """Judge a closed priority by `judge_closed`."""
        if not view.is_closed:
            return not_applicable("The priority is still open")
        return self.judge_closed(view)

    def judge_closed(self, priority: PriorityView, /) -> Judgement:
        """Judge a priority that is closed."""
        raise NotImplementedError


class StalledPriorityCheck(OpenPriorityCheck):
    """A check of priorities that have long been open and are not known to be at the improved position."""

    @property
    def stalled_after(self) -> int:
        """How many days open are not yet stalled."""
        return STALLED_DAYS

    def judge_open(self, priority: PriorityView, /) -> Judgement:
        """Judge a stalled priority by `judge_stalled`."""
        if priority.known_improved:
            return not_applicable("The priority is open, and its records are at the improved position")
        days = priority.days_open
        if days is None:
            return no_opening_day("whether it has stalled")
        if days <= self.stalled_after:
            return not_applicable(f"The priority has been open for no more than {counted(days, 'day')}")
        return self.judge_stalled(priority)

    def judge_stalled(self, priority: PriorityView, /) -> Judgement:
        """Judge a priority that has stalled."""
        raise NotImplementedError


def no_opening_day(what: str) -> Judgement:
    """The priority or action does not say when it was opened, so something cannot be told."""
    return insufficient(
        f"The day it was opened is not given, so nobody can tell {what}",
        "Write the day it was opened under opened",
        columns=("opened",),
    )
