"""The evidence is not out of date."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class EvidenceCurrent(ClaimCheck):
    """The evidence is not out of date.

    Establishes: That the newest record that supports the claim is recent.
    Why it matters: People, staff and routines change. What was true in spring has to be seen again before it can be
        said of today.
    How it decides: Met where the newest supporting record is at most 90 days older than the date of the assessment,
        a concern up to twice that, not met beyond. A claim without a record of its own goes by those of the claims it
        rests on.
    What to do: Check the practice or result again and record it, however short the check.
    """

    id = "evidence-current"
    family = "evidence-graph"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#why/1",
        "embedded-improvement#example-3/step-2",
        "improvement-over-time#inspector/1",
        "improvement-plans#example-3/step-2",
        "embedded-improvement#example-1/step-2",
    )

    current_days: int = parameter(
        90, "How many days old the newest supporting record may be", at_least=1, at_most=3650
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how old a claim's newest support is."""
        supporting = claim.supporting
        if not len(supporting) and claim.is_supported:
            supporting = claim.service.named(claim.graph.supporting(claim.id))
        newest = supporting.last_day
        if newest is None:
            return insufficient(
                f"No record since {say_date(claim.changed_on)} supports this claim, so none can be out of date",
                f"Check it before {say_date(claim.next_review)}, and record the result",
            )
        age = (claim.as_of - newest).days
        last = supporting.within(newest, newest)
        found = {"figures": {"newest": newest.isoformat(), "days": age}, "supporting": last}
        what = f"The newest record that supports it is of {say_date(newest)}, {_days(age)} before {say_date(claim.as_of)}"
        if age > 2 * self.current_days:
            return not_met(
                what, f"Check it again before {say_date(claim.next_review)}, and record the result", **found
            )
        if age <= self.current_days:
            return met(what, **found)
        stale = newest + dt.timedelta(days=2 * self.current_days)
        return concern(what, f"Check it again and record the result before {say_date(stale)}", **found)


def _days(n: int) -> str:
    return "1 day" if n == 1 else f"{n} days"
