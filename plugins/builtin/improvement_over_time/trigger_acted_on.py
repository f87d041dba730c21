"""Every warning sign since the change was acted on."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.signs import Sign, warning_signs
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import says_nothing


@attrs.frozen(kw_only=True)
class TriggerActedOn(ClaimCheck):
    """Every warning sign since the change was acted on.

    Establishes: That when the figures or a review showed it slipping, somebody did or decided something soon.
    Why it matters: Slips happen in any service. What tells a good one is that it sees them and moves, so that the next
        review cycle is better again.
    How it decides: A sign is a review cycle that fell short after the improved position was reached, or from the second
        on has still not reached it; a figure past a threshold of the claim's monitoring; a review that finds slipping.
        Each is to be answered within 28 days by an action opened for the claim or its priority, or by a review that
        records a decision. Met where all are, a concern where some are, not met where none is. A sign younger than that
        is left out; not applicable where there is none.
    What to do: Open an action for each sign named here, or record in a review what was decided about it.
    """

    id = "trigger-acted-on"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#example-1/audit",
        "improvement-over-time#example-2/audit",
        "improvement-over-time#example-3/audit",
        "improvement-over-time#example-1/risk",
        "improvement-over-time#example-2/risk",
        "embedded-improvement#example-1/audit",
        "embedded-improvement#example-1/step-5",
        "embedded-improvement#example-2/step-5",
        "embedded-improvement#example-3/step-5",
        "service-wide-breadth#example-1/audit",
        "service-wide-breadth#example-2/audit",
        "service-wide-breadth#example-3/audit",
        "staff-practice#example-1/audit",
        "staff-practice#example-2/audit",
        "staff-practice#example-3/audit",
        "improvement-plans#example-1/audit",
        "improvement-plans#example-2/audit",
        "improvement-plans#example-3/audit",
        "staff-practice#example-1/risk",
        "staff-practice#example-2/risk",
    )

    trigger_days: int = parameter(
        28, "Within how many days a warning sign is to be answered", at_least=1, at_most=365
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what followed a claim's warning signs."""
        signs = [sign for sign in warning_signs(claim) if (claim.as_of - sign.day).days >= self.trigger_days]
        since = say_date(claim.changed_on)
        if not signs:
            return not_applicable(
                f"There is no sign since {since}, {self.trigger_days} days old or more, that it slips"
            )
        answers = _answers(claim)
        unanswered = [sign for sign in signs if not self._answered(sign, answers)]
        answered = len(signs) - len(unanswered)
        figures = {
            "signs": len(signs),
            "answered": answered,
            "unanswered": [sign.what for sign in unanswered],
        }
        if not unanswered:
            text = f"{counted(len(signs), 'warning sign')} since {since}, each acted on within {self.trigger_days} days"
            return met(f"{text}: {listed([sign.what for sign in signs], most=4)}", figures=figures)
        cycles = [sign.cycle for sign in unanswered if sign.cycle is not None]
        more = {"figures": figures, "contradicting": claim.contradicting.in_cycles(cycles)}
        what = listed([sign.what for sign in unanswered], most=4)
        last = unanswered[-1].day + dt.timedelta(days=self.trigger_days)
        remedy = (
            "Open an action about it now, or record in the next review what was decided"
            f" (the newest was due an answer by {say_date(last)})"
        )
        if answered:
            return concern(
                f"{answered} of {counted(len(signs), 'warning sign')} since {since} led to an action or a decision within "
                f"{self.trigger_days} days; nothing followed {what}",
                remedy,
                **more,
            )
        return not_met(
            f"No action and no decision followed within {self.trigger_days} days of {what}", remedy, **more
        )

    def _answered(self, sign: Sign, answers: list[dt.date]) -> bool:
        return any(0 <= (day - sign.day).days <= self.trigger_days for day in answers)


def _answers(claim: ClaimView) -> list[dt.date]:
    """When an action was opened for the claim or its priority, and when a review of it recorded a decision."""
    mine = {action.id for action in claim.actions}
    priorities = {priority.id for priority in claim.priorities}
    actions = (a for a in claim.service.case.actions if a.id in mine or a.priority in priorities)
    opened = [action.opened for action in actions if action.opened is not None]
    return opened + [review.date for review in claim.reviews if not says_nothing(review.decision)]
