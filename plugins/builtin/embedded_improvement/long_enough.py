"""It has been better for long enough."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class LongEnough(ClaimCheck):
    """It has been better for long enough.

    Establishes: That enough time has passed since the improvement first showed for a relapse to have shown
        too.
    Why it matters: Most changes look well in their first weeks. A short period says that something began, not
        that it lasts.
    How it decides: Counts the days from the start of the first review cycle at the improved position to the
        date of the assessment. Met from 90 days on (`min_days`), a concern from half of them, not met below.
        Where the improved position was never reached, nobody can tell.
    What to do: Keep checking, and claim no more than a first improvement until the time has passed.
    """

    id = "long-enough"
    family = "embedded-improvement"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#intro/1",
        "service-wide-breadth#why/1",
        "embedded-improvement#intro/1",
        "improvement-over-time#commissioner/2",
        "embedded-improvement#example-2/step-1",
        "improvement-over-time#example-3/step-5",
    )

    min_days: int = parameter(90, "How many days it must have been better", at_least=1)

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how long it has been better."""
        first = claim.rhythm.start(claim.improved_from)
        days = (claim.as_of - first).days
        figures = {"days": days, "needed": self.min_days, "first_improved": first.isoformat()}
        shown = f"It has been better since {claim.rhythm.say(claim.improved_from)}, {counted(days, 'day')}"
        records = claim.speaking_for(claim.after.in_cycles((claim.improved_from,)))
        if days >= self.min_days:
            return met(shown, figures=figures, supporting=records)
        until = say_date(first + dt.timedelta(days=self.min_days))
        short = f"{shown} of the {self.min_days} asked for"
        remedy = f"Keep checking in each {claim.rhythm.cycle} until {until}, and judge this again then"
        if 2 * days >= self.min_days:
            return concern(short, remedy, figures=figures, supporting=records)
        return not_met(short, remedy, figures=figures, supporting=records)
