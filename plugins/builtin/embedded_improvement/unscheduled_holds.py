"""Unannounced checks show the same picture."""

from __future__ import annotations

from takehold.engine.check import ClaimCheck, Judgement
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

from .conditions import Condition, judge_condition

_UNANNOUNCED = Condition(
    column="scheduled",
    code=0,
    other=1,
    name="unannounced",
    these="Unannounced checks",
    those="announced ones show",
    how="without notice",
    put_right="Put right what the unannounced checks named here found, and make as many again",
    even_out="Find out what is done for an announced check only, and make the next checks unannounced",
)


class UnscheduledHolds(ClaimCheck):
    """Unannounced checks show the same picture.

    Establishes: That the better position is there when nobody knew that a check would come.
    Why it matters: Good announced audits followed by weaker unannounced ones are an early sign that people
        prepare for the check rather than work to the standard.
    How it decides: Looks at audits, observations, staff checks and care records since it first improved that
        say they were not scheduled. Met where they are enough, at the improved position, and no more than the
        tolerance behind announced ones. A concern where they are further behind than that. Not met where they
        are not at the improved position. Where they are too few, nobody can tell.
    What to do: Make a few checks without notice on every team and shift, and say under scheduled which were
        announced.
    """

    id = "unscheduled-holds"
    family = "embedded-improvement"
    severity = Severity.MAJOR
    sources = (
        "embedded-improvement#example-1/risk",
        "embedded-improvement#example-1/audit",
        "embedded-improvement#example-3/risk",
        "embedded-improvement#example-3/audit",
        "staff-practice#example-1/risk",
        "staff-practice#example-2/risk",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the unannounced checks."""
        return judge_condition(claim, _UNANNOUNCED)
