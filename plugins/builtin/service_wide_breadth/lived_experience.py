"""People and families feel it, not only the dashboards."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met
from takehold.engine.measure.say import counted
from takehold.engine.result import Outcome, Severity
from takehold.engine.view import ClaimView

from .felt import Feeling, feeling


class LivedExperience(ClaimCheck):
    """People and families feel it, not only the dashboards.

    Establishes: That what people, families and partners report is better too.
    Why it matters: Audits are how a service sees itself. Where they rise and feedback stays flat, people have
        not been reached, and an assessor will believe the people.
    How it decides: Where the theme has a measure of what people report, with enough before and now, it alone
        decides: met at its improved position, a concern where it is better beyond chance but short of that.
        Otherwise the favourable share of feedback, complaints, concerns and compliments: met where it is
        better by a tenth or more (`min_change`) and has come half of the way to all, or to 80%. A concern
        where it is better beyond chance but short of that, or high and no worse than before. Not met
        otherwise; with too few, nobody can tell.
    What to do: Ask the people who live with it, before and after, and enter what they say with a result.
    """

    id = "lived-experience"
    family = "service-wide-breadth"
    severity = Severity.BLOCKER
    sources = (
        "service-wide-breadth#example-3/step-1",
        "service-wide-breadth#example-3/step-5",
        "service-wide-breadth#example-3/risk",
        "service-wide-breadth#example-3/audit",
        "service-wide-breadth#framework/2",
        "service-wide-breadth#inspector/2",
        "improvement-plans#inspector/1",
        "improvement-plans#intro/1",
        "embedded-improvement#framework/2",
        "improvement-over-time#framework/2",
        "improvement-plans#commissioner/2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether people feel it."""
        found = feeling(claim)
        shown = f"{found.shown[:1].upper()}{found.shown[1:]}"
        if found.outcome is None:
            return self._thin(claim, found)
        told = {
            "figures": found.figures,
            "supporting": found.supporting,
            "contradicting": found.contradicting,
        }
        if found.outcome is Outcome.MET:
            return met(shown, **told)
        remedy = "Ask those whose reports are named here what would make the difference, and act on it"
        judged = concern if found.outcome is Outcome.CONCERN else not_met
        return judged(f"{shown}: {found.why}", remedy, **told)

    def _thin(self, claim: ClaimView, found: Feeling) -> Judgement:
        day, least = say_date(claim.changed_on), claim.terms.min_records
        before, now = found.figures["before_n"], found.figures["now_n"]
        asks = []
        if before < least:
            asks.append(f"enter {counted(least - before, 'more report')} from before {day}")
        if now < least:
            asks.append(
                f"ask {counted(least - now, 'more person', 'more people')} before "
                f"{say_date(claim.next_review)}"
            )
        asked = ", and ".join(asks)
        return insufficient(
            f"Too few people say how they find it: {counted(before, 'report')} before {day}, {now} since "
            f"{say_date(max(claim.window_from, claim.changed_on))}",
            f"{asked[:1].upper()}{asked[1:]}, and write down whether they were content (result)",
            figures=found.figures,
            supporting=found.supporting,
            contradicting=found.contradicting,
        )
