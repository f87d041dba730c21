"""Staff can say what the new standard is."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.ledger import MET
from takehold.engine.measure.say import counted, number, percent
from takehold.engine.measure.scored import scored
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_SOME = 0.6


@attrs.frozen(kw_only=True)
class StaffKnowStandard(ClaimCheck):
    """Staff can say what the new standard is.

    Establishes: That staff, asked since the change, know what is now expected of them, or have shown it.
    Why it matters: Staff who know that there is a new standard, and not what it says, cannot keep to it when
        nobody is there to remind them.
    How it decides: Over the staff knowledge and competency records since the change, the share met, with partly
        counting half. Met from four in five on (`known_share`), a concern from three in five, else not met.
        Too few such records cannot tell.
    What to do: Ask staff on each shift, unprepared, what the standard asks of them, and enter what they answered.
    """

    id = "staff-know-standard"
    family = "staff-practice"
    severity = Severity.MINOR
    sources = (
        "improvement-plans#example-1/risk",
        "improvement-over-time#example-2/audit",
        "service-wide-breadth#framework/2",
        "improvement-plans#intro/1",
        "improvement-plans#inspector/1",
    )

    known_share: float = parameter(
        0.8, "What share of those asked is to know the standard", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what staff answered since the change."""
        asked = claim.after.of_kinds("staff-knowledge", "competency")
        figure = scored(asked, claim.terms)
        day = say_date(claim.changed_on)
        if not figure.enough or figure.value is None:
            return insufficient(
                f"Since the change on {day} too few staff were asked what the standard is, or shown to be competent, "
                f"to say: {counted(figure.n, 'record')} with a result",
                f"Ask staff on {max(1, claim.terms.min_records - figure.n)} more occasions before "
                f"{say_date(claim.next_review)}, and enter each as staff-knowledge or competency with its result",
                figures={"records": figure.n},
                supporting=asked,
            )
        figures = {"share": round(figure.value, 4), "records": figure.n}
        found = (
            f"Since the change on {day} the standard was known in {percent(figure.value)} of checks "
            f"({number(figure.numerator)} of {figure.n}, partly counting half)"
        )
        right = asked.having("result", MET)
        if figure.value >= self.known_share:
            return met(found, figures=figures, supporting=right)
        judged = concern if figure.value >= _SOME else not_met
        return judged(
            found,
            f"Go through the standard with those who could not say it, and ask again before "
            f"{say_date(claim.next_review)}",
            figures=figures,
            supporting=right,
            contradicting=asked.keep(asked.column("result") != MET),
        )
