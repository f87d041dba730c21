"""The provider looks at what is long-running or high-risk."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

from .bases import OpenPriorityCheck, no_opening_day


@attrs.frozen(kw_only=True)
class ProviderOversight(OpenPriorityCheck):
    """The provider looks at what is long-running or high-risk.

    Establishes: That the organisation above the service has looked lately at a priority that is high-risk or has
        been open for long.
    Why it matters: What a service cannot mend by itself, or what can do most harm, is the provider's to know about.
    How it decides: Asked of open priorities with high risk, or open for more than 90 days (`oversight_days`). Met where
        a provider's review about it lies within 100 days (`provider_days`), a concern within twice that, else not met.
    What to do: Put it before the provider's next meeting, with its figures, and minute what they asked and decided.
    """

    id = "provider-oversight"
    family = "improvement-plans"
    severity = Severity.MINOR
    sources = (
        "improvement-plans#example-1/audit",
        "improvement-plans#example-3/audit",
        "improvement-plans#example-2/audit",
    )

    provider_days: int = parameter(100, "Within how many days the provider has to have looked", at_least=1)
    oversight_days: int = parameter(90, "How many days open the provider need not look at", at_least=1)

    def judge_open(self, priority: PriorityView) -> Judgement:
        """Judge whether the provider looked at an open priority."""
        days = priority.days_open
        high = priority.priority.risk == "high"
        if not high and days is None:
            return no_opening_day("whether it has been open for long")
        if not high and days is not None and days <= self.oversight_days:
            return not_applicable(f"It is not high-risk, and has been open for {counted(days, 'day')}")
        reviews = [review for review in priority.reviews if review.level == "provider"]
        why = "It is high-risk" if high else f"It has been open for {counted(days or 0, 'day')}"
        remedy = (
            "Put it before the provider's next meeting, with its figures, and minute what they ask and decide"
        )
        if not reviews:
            return not_met(
                f"{why}, and no provider's review has looked at it", remedy, figures={"days_open": days}
            )
        newest = reviews[-1]
        ago = (priority.as_of - newest.date).days
        found = f"{why}; the provider last looked at it on {say_date(newest.date)}, {counted(ago, 'day')} ago"
        figures = {"days_open": days, "days_since": ago}
        about = (("reviews", newest.id),)
        if ago <= self.provider_days:
            return met(found, figures=figures, about=about)
        judged = concern if ago <= 2 * self.provider_days else not_met
        return judged(found, remedy, figures=figures, about=about)
