"""It was checked all along, not in one campaign."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import (
    ClaimCheck,
    Judgement,
    concern,
    insufficient,
    met,
    not_applicable,
    not_met,
    parameter,
)
from takehold.engine.measure.say import counted, percent
from takehold.engine.measure.spans import fullest
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class EvidenceNotBunched(ClaimCheck):
    """It was checked all along, not in one campaign.

    Establishes: That the records since the change are spread over the time since, not gathered in a few
        weeks.
    Why it matters: A campaign of checks shows what people can do for a month. Evidence that grew steadily
        shows what they do.
    How it decides: Finds the 28 days (`bunch_days`) since the change with the most records, activity aside.
        Met where they hold no more than 60% of all (`bunch_share`). Where they hold more it is a concern if
        the rest would still be enough, and not met if not. It does not apply until three times 28 days have
        passed; where the records are too few, nobody can tell.
    What to do: Spread the checks: a few in every review cycle rather than many in one.
    """

    id = "evidence-not-bunched"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "embedded-improvement#example-2/step-2",
        "service-wide-breadth#intro/1",
        "improvement-over-time#commissioner/2",
        "improvement-over-time#intro/1",
    )

    bunch_days: int = parameter(28, "How many days in a row a campaign lasts", at_least=1)
    bunch_share: float = parameter(
        0.6, "The share of the records that one such stretch may hold", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how the records are spread over the time since the change."""
        passed = (claim.as_of - claim.changed_on).days
        day = say_date(claim.changed_on)
        if passed < 3 * self.bunch_days:
            return not_applicable(f"Only {counted(passed, 'day')} have passed since the change on {day}")
        records = claim.after.beyond_activity
        if not claim.many_enough(records):
            return insufficient(
                f"There {'is' if len(records) == 1 else 'are'} {counted(len(records), 'record')} of a "
                f"result since {day}: "
                "too few to say how they are spread",
                f"Make a check in each {claim.rhythm.cycle} from now on",
                figures={"n": len(records)},
                supporting=records,
            )
        first, inside = fullest(records, self.bunch_days)
        bunch, rest = records.keep(inside), records.keep(~inside)
        share = len(bunch) / len(records)
        last = first + dt.timedelta(days=self.bunch_days - 1)
        figures = {"n": len(records), "bunched": len(bunch), "share": share, "from": first.isoformat()}
        shown = (
            f"{len(bunch)} of the {len(records)} records since {day} ({percent(share)}) fall between "
            f"{say_date(first)} "
            f"and {say_date(last)}"
        )
        if share <= self.bunch_share + _NEAR:
            return met(f"No more than {shown}", figures=figures, supporting=records)
        remedy = (
            f"Make a few checks in every {claim.rhythm.cycle}, the next before {say_date(claim.next_review)}"
        )
        if claim.many_enough(rest):
            return concern(shown, remedy, figures=figures, supporting=rest, contradicting=bunch)
        return not_met(f"{shown}, and the rest are too few", remedy, figures=figures, contradicting=bunch)
