"""Where progress stalls, somebody asks why."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.model import Review
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView
from takehold.engine.wording import says_nothing

from .bases import STALLED_DAYS, StalledPriorityCheck


@attrs.frozen(kw_only=True)
class StalledChallenged(StalledPriorityCheck):
    """Where progress stalls, somebody asks why.

    Establishes: That a priority which has long been open, without being known to be better, was questioned by managers
        or the provider, or was escalated.
    Why it matters: A plan stays open for months when the same actions are reported again and nobody asks whether they
        are the right ones. Challenge that is minuted shows that leaders have a grip.
    How it decides: Asked of priorities open for more than 180 days (`stalled_days`) and not known to be at the improved
        position. Met where a manager's or provider's review about it in the last 100 days (`provider_days`) records a
        challenge or escalates it. A concern where one did so earlier. Not met where none did.
    What to do: Put the priority on the next agenda, ask why it has not moved, and minute the question and the answer.
    """

    id = "stalled-challenged"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#example-3/step-5",
        "improvement-plans#example-3/audit",
        "improvement-plans#example-3/risk",
        "improvement-plans#example-3/measure",
    )

    stalled_days: int = parameter(STALLED_DAYS, "How many days open are not yet stalled", at_least=1)
    provider_days: int = parameter(100, "Within how many days it has to have been questioned", at_least=1)

    @property
    def stalled_after(self) -> int:
        """How many days open are not yet stalled."""
        return self.stalled_days

    def judge_stalled(self, priority: PriorityView) -> Judgement:
        """Judge whether anybody asked why a priority has stalled."""
        open_for = f"It has been open for {counted(priority.days_open or 0, 'day')}"
        looked = [review for review in priority.reviews if review.level in ("manager", "provider")]
        asking = [review for review in looked if _challenges(review)]
        remedy = (
            f"Ask at a meeting before {say_date(priority.course.next_review)} why it has not moved, and minute what was "
            "asked and answered"
        )
        figures = {"days_open": priority.days_open, "reviews": len(looked), "challenging": len(asking)}
        if not asking:
            return not_met(
                f"{open_for}, and {_unasked(len(looked))}",
                remedy,
                figures=figures,
                about=tuple(("reviews", review.id) for review in looked),
            )
        newest = asking[-1]
        found = f"{open_for}; it was last {_said(newest)} on {say_date(newest.date)}"
        about = (("reviews", newest.id),)
        if (priority.as_of - newest.date).days <= self.provider_days:
            return met(found, figures=figures, about=about)
        return concern(found, remedy, figures=figures, about=about)


def _unasked(reviews: int) -> str:
    if not reviews:
        return "no manager or provider has reviewed it"
    return f"none of its {counted(reviews, 'review')} by a manager or the provider asked why"


def _challenges(review: Review) -> bool:
    return review.finding == "escalated" or not says_nothing(review.challenge)


def _said(review: Review) -> str:
    return "escalated" if review.finding == "escalated" else f"questioned by the {review.level}"
