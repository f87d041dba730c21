"""It holds when the service is busy."""

from __future__ import annotations

from takehold.engine.check import ClaimCheck, Judgement
from takehold.engine.model import PRESSURE
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

from .conditions import Condition, judge_condition

_BUSY = Condition(
    column="pressure",
    code=PRESSURE.index("busy"),
    other=PRESSURE.index("normal"),
    name="made when the service was busy",
    these="Checks at busy times",
    those="checks at normal times show",
    how="at busy times",
    put_right="Find out what gives way at busy times in the records named here, mend it, and check again",
    even_out="Find out what is left out when it is busy, and check again at the next busy times",
)


class HoldsUnderPressure(ClaimCheck):
    """It holds when the service is busy.

    Establishes: That the better position is still there when the service is stretched.
    Why it matters: A new way of working that is only kept on quiet days is given up when people most depend
        on it.
    How it decides: Looks at audits, observations, staff checks and care records since it first improved whose
        pressure is busy. Met where they are enough, at the improved position, and no more than the tolerance
        behind those at normal times. A concern where they are further behind than that. Not met where they
        are not at the improved position. Where they are too few, nobody can tell.
    What to do: Check at the hardest hours too (mornings, meals, a shift that is one short), and say under
        pressure how busy it was.
    """

    id = "holds-under-pressure"
    family = "embedded-improvement"
    severity = Severity.MAJOR
    sources = (
        "embedded-improvement#example-2/step-1",
        "embedded-improvement#example-2/step-3",
        "embedded-improvement#example-2/step-5",
        "embedded-improvement#example-2/risk",
        "embedded-improvement#example-1/audit",
        "staff-practice#commissioner/2",
        "staff-practice#example-3/risk",
        "improvement-over-time#example-1/risk",
        "embedded-improvement#conclusion/3",
        "embedded-improvement#framework/2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the checks at busy times."""
        return judge_condition(claim, _BUSY)
