"""Progress is reported as it is."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PriorityCheck, concern, met, not_applicable, not_met
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.value import Against, Standing
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

_BETTER = ("improved", "holding", "closed")
_NOT_SHOWN = (Against.NOT_KNOWN, Against.NO_BETTER)


class ProgressHonest(PriorityCheck):
    """Progress is reported as it is.

    Establishes: That whenever governance said that a priority was improved, holding or closed, the measure showed it.
    Why it matters: Leaders who report better than the records show do not know their service, or do not say. Honest
        reports of slow progress are worth more than good news that nothing bears out.
    How it decides: For each review about the priority or its claims that finds improved, holding or closed, and for
        its closing, the records of the cycles up to that day are held against the baseline. Met where they were
        better each time. A concern where they were too few to say. Not met where they were flat or worse.
    What to do: Correct the finding in the next minutes, say what the figures show, and what is done about it.
    """

    id = "progress-honest"
    family = "improvement-plans"
    severity = Severity.BLOCKER
    sources = (
        "improvement-plans#inspector/2",
        "improvement-plans#example-3/risk",
        "improvement-plans#example-3/step-1",
        "improvement-plans#example-3/step-2",
        "service-wide-breadth#example-1/risk",
        "improvement-plans#example-2/step-5",
    )

    def judge(self, priority: PriorityView) -> Judgement:
        """Judge what was said of a priority's progress against what its records showed that day."""
        told = _told(priority)
        if not told:
            return not_applicable("No review says that the priority is improved, holding or closed")
        untrue = [one for one in told if priority.course.no_better(one.standing)]
        unproven = [one for one in told if one not in untrue and one.standing.against in _NOT_SHOWN]
        figures = {"said": len(told), "flat_or_worse": len(untrue), "too_few_records": len(unproven)}
        if untrue:
            return not_met(
                f"Progress was reported that the records do not show: {_say(priority, untrue)}",
                "Correct it at the next review: say what the figures show, and what is done about it",
                figures=figures,
                contradicting=priority.course.linked.within(
                    priority.course.changed_on, untrue[-1].day
                ).beyond_activity,
                about=_reviews(untrue),
            )
        if unproven:
            return concern(
                f"Progress was reported on too few records: {_say(priority, unproven)}",
                "Cite at the next review the records that show it, at least three from the cycles before it",
                figures=figures,
                about=_reviews(unproven),
            )
        times = counted(len(told), "time")
        return met(
            f"Progress was reported {times}, and each time the records showed it",
            figures=figures,
            about=_reviews(told),
        )


@attrs.frozen
class _Told:
    """One occasion on which progress was reported, and where the records stood that day."""

    day: dt.date
    word: str
    standing: Standing
    review: str | None = None


def _told(priority: PriorityView) -> list[_Told]:
    """Every occasion on which somebody said improved, holding or closed, oldest first."""
    at = priority.course.as_at
    told = [
        _Told(review.date, review.finding, at(review.date), review.id)
        for review in priority.progress_reviews
        if review.finding in _BETTER
    ]
    if priority.is_closed:
        day = priority.priority.closed or priority.as_of
        told.append(_Told(day, "closed", at(day)))
    return sorted(told, key=lambda one: one.day)


def _say(priority: PriorityView, told: list[_Told]) -> str:
    said = [f"{one.word} on {say_date(one.day)}, when {_stood(priority, one.standing)}" for one in told[::-1]]
    return listed(said, most=3)


def _stood(priority: PriorityView, standing: Standing) -> str:
    if standing.figure.value is None and not standing.by_results:
        return "there was no record of its measure since the change"
    before = "" if standing.baseline.value is None else f" against {priority.say_before(standing)} before"
    return f"it stood at {priority.say(standing)}{before}"


def _reviews(told: list[_Told]) -> tuple[tuple[str, str], ...]:
    return tuple(("reviews", one.review) for one in told if one.review is not None)
