"""The case is results, not attendance sheets and plans."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met
from takehold.engine.ledger import ACTIVITY
from takehold.engine.measure.say import counted
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class NotActivityOnly(ClaimCheck):
    """The case is results, not attendance sheets and plans.

    Establishes: That what speaks for the claim since the change is mostly what was found, and not what was done:
        audits, observations, records and what people say, beside training, briefings and policies.
    Why it matters: A briefing shows that something was said to staff, never that care is better for it. A case
        built on activity looks busy and proves nothing.
    How it decides: Records dated on or after the change are counted. Met where those outside activity are enough,
        and as many as those of activity or more. A concern where they are enough but fewer. Not met where they are
        too few while activity is recorded, before the change or after it.
    What to do: For each briefing or training day, look afterwards at what came of it, and enter that look.
    """

    id = "not-activity-only"
    family = "staff-practice"
    severity = Severity.BLOCKER
    sources = (
        "staff-practice#framework/2",
        "staff-practice#conclusion/1",
        "improvement-plans#example-2/risk",
        "improvement-plans#why/1",
        "embedded-improvement#intro/1",
        "embedded-improvement#why/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the balance of results and activity since the change."""
        results = claim.after.beyond_activity
        activity = claim.after.having("group", ACTIVITY)
        day = say_date(claim.changed_on)
        figures = {"results": len(results), "activity": len(activity)}
        has = f"{counted(len(results), 'record')} of a result and {len(activity):,} of activity"
        recorded = claim.linked.having("group", ACTIVITY)
        enough = _enough(claim, results)
        if not enough and not len(recorded):
            return insufficient(
                f"Since the change on {day} there are too few records to weigh: {has}",
                f"Enter what was found since {day}: audits, observations, records, or what people say",
                figures=figures,
                supporting=results,
            )
        if not enough:
            return not_met(
                f"The case rests on activity ({counted(len(recorded), 'record')}): since the change on {day} there "
                f"{'is' if len(results) == 1 else 'are'} {counted(len(results), 'record')} of a result",
                f"Before {say_date(claim.next_review)} look at what came of the activity, and enter what was found "
                f"as {counted(claim.terms.min_records, 'audit, observation or sample', 'audits, observations or samples')}"
                " at least",
                figures=figures,
                supporting=results,
                contradicting=recorded,
            )
        if len(results) < len(activity):
            return concern(
                f"Since the change on {day} there is more activity than result: {has}",
                f"Look {counted(len(activity) - len(results), 'more time')} at what came of it before more is done",
                figures=figures,
                supporting=results,
                contradicting=activity,
            )
        return met(f"Since the change on {day} there are {has}", figures=figures, supporting=results)


def _enough(claim: ClaimView, results: Records) -> bool:
    """Whether records of any kind are enough: by their number or, but for a count or sum, by what they looked at."""
    if claim.gauge.per_cycle:
        return len(results) >= claim.terms.min_records
    return claim.enough_records(results, claim.gauge.figure(results))
