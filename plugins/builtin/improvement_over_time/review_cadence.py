"""Reviews happen at the rhythm they should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen
class _Gap:
    """A stretch without a review of one level, longer than its limit."""

    level: str
    first: dt.date
    last: dt.date
    limit: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    def __str__(self) -> str:
        return f"no {self.level} review between {say_date(self.first)} and {say_date(self.last)} ({self.days} days)"


@attrs.frozen(kw_only=True)
class ReviewCadence(ClaimCheck):
    """Reviews happen at the rhythm they should.

    Establishes: That since the change the manager has looked at this about every month, and the provider about every
        quarter, without a gap.
    Why it matters: Slippage is caught by whoever looks next. A long gap means that nobody would have seen it.
    How it decides: It measures the days between manager reviews about the claim, and between provider reviews, from the
        change to the date of the assessment. Met where none is over 35 days for the manager and 100 for the provider. A
        concern where one gap is over, by less than its limit again. Not met otherwise.
    What to do: Put the claim on the agenda of the next review that is due, and keep the dates.
    """

    id = "review-cadence"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#example-1/audit",
        "improvement-over-time#example-2/audit",
        "improvement-over-time#example-3/audit",
        "embedded-improvement#example-1/audit",
        "embedded-improvement#example-2/audit",
        "embedded-improvement#example-3/audit",
        "service-wide-breadth#example-1/audit",
        "service-wide-breadth#example-2/audit",
        "service-wide-breadth#example-3/audit",
        "staff-practice#example-1/audit",
        "staff-practice#example-2/audit",
        "staff-practice#example-3/audit",
        "improvement-plans#example-1/audit",
        "improvement-plans#example-3/audit",
    )

    manager_days: int = parameter(
        35, "How many days may lie between manager reviews", at_least=1, at_most=365
    )
    provider_days: int = parameter(
        100, "How many days may lie between provider reviews", at_least=1, at_most=730
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the gaps between a claim's reviews."""
        gaps = list(self._gaps(claim))
        since = [
            review for review in claim.reviews_at("manager", "provider") if review.date >= claim.changed_on
        ]
        figures = {
            "manager_reviews": sum(review.level == "manager" for review in since),
            "provider_reviews": sum(review.level == "provider" for review in since),
            "longest_gaps": [gap.days for gap in gaps],
        }
        more = {"figures": figures, "about": tuple(("reviews", review.id) for review in since[-6:])}
        day = say_date(claim.changed_on)
        if not gaps:
            return met(
                f"Since {day} no gap between manager reviews is over {self.manager_days} days, nor between provider "
                f"reviews over {self.provider_days}",
                **more,
            )
        what = f"Since the change on {day} there is {listed([str(gap) for gap in gaps])}"
        due = {"manager": self.manager_days, "provider": self.provider_days}
        rhythm = [
            f"{level} review every {due[level]} days" for level in due if level in {gap.level for gap in gaps}
        ]
        remedy = f"Put it on the agenda of the next one, and from then on hold a {' and a '.join(rhythm)}"
        if len(gaps) == 1 and gaps[0].days < 2 * gaps[0].limit:
            return concern(what, remedy, **more)
        return not_met(what, remedy, **more)

    def _gaps(self, claim: ClaimView) -> Iterator[_Gap]:
        """Every gap over its limit, each level by its own reviews, the ends of the period counted."""
        for level, limit in (("manager", self.manager_days), ("provider", self.provider_days)):
            held = sorted(
                {review.date for review in claim.reviews_at(level) if review.date >= claim.changed_on}
            )
            for first, last in pairwise([claim.changed_on, *held, claim.as_of]):
                if (last - first).days > limit:
                    yield _Gap(level, first, last, limit)
