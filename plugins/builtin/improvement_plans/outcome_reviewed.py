"""Somebody asked whether it worked, and was it enough."""

from __future__ import annotations

import datetime as dt

from takehold.engine.calendar import say_date
from takehold.engine.check import (
    Judgement,
    PriorityCheck,
    concern,
    insufficient,
    met,
    not_applicable,
    not_met,
)
from takehold.engine.measure.say import counted
from takehold.engine.model import Review, Update
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView


class OutcomeReviewed(PriorityCheck):
    """Somebody asked whether it worked, and was it enough.

    Establishes: That once a first action was done, somebody looked at what came of it and named the records.
    Why it matters: A completed action is a promise kept. Whether it changed anything is another question, and the
        one that people who use the service would ask.
    How it decides: Met where a review or an update about the priority, dated after its first completed action, cites
        evidence. A concern where there is one and none cites any. Not met where there is none. Not asked until an
        action is complete.
    What to do: At the next review, put the newest samples beside the baseline, and cite them.
    """

    id = "outcome-reviewed"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/3",
        "improvement-plans#example-1/step-4",
        "improvement-plans#example-1/step-5",
        "improvement-plans#example-2/step-5",
        "improvement-plans#example-3/step-1",
        "improvement-plans#intro/2",
        "improvement-plans#conclusion/3",
    )

    def judge(self, priority: PriorityView) -> Judgement:
        """Judge whether what came of the actions was looked at."""
        if not priority.complete_actions:
            return not_applicable("No action of this priority is complete yet")
        told: list[Review | Update] = [*priority.reviews, *priority.updates]
        if not told:
            return _nobody_looked(
                "Nobody has reported on this priority since an action was completed", priority
            )
        if not priority.completions:
            return insufficient(
                "Its completed actions bear no date of completion, so no review can be told to come after them",
                "Write under completed when each action was done",
                about=tuple(("actions", action.id) for action in priority.complete_actions),
            )
        first = priority.completions[0]
        return _looked([one for one in told if one.date > first], first, priority)


def _looked(after: list[Review | Update], first: dt.date, priority: PriorityView) -> Judgement:
    since = f"its first action was completed on {say_date(first)}"
    if not after:
        return _nobody_looked(f"Nobody has reported on this priority since {since}", priority)
    citing = [one for one in after if len(priority.service.named(one.evidence))]
    figures = {"reported": len(after), "citing": len(citing)}
    if not citing:
        return concern(
            f"Since {since} there {_reports(len(after))}, and none names a record",
            "At the next review, cite the records that show what came of the actions",
            figures=figures,
            about=tuple(_row(one) for one in after),
        )
    newest = max(citing, key=lambda one: (one.date, one.id))
    return met(
        f"What came of it was looked at on {say_date(newest.date)}, on the records, after {since}",
        figures=figures,
        supporting=priority.service.named(newest.evidence),
        about=(_row(newest),),
    )


def _nobody_looked(message: str, priority: PriorityView) -> Judgement:
    return not_met(
        message,
        f"Review before {say_date(priority.course.next_review)} what came of the completed actions, and cite the records",
        about=tuple(("actions", action.id) for action in priority.complete_actions),
    )


def _row(one: Review | Update) -> tuple[str, str]:
    return ("reviews" if isinstance(one, Review) else "updates", one.id)


def _reports(n: int) -> str:
    return f"{'is' if n == 1 else 'are'} {counted(n, 'review or update', 'reviews or updates')}"
