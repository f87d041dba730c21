"""It grew out of evidence."""

from __future__ import annotations

import datetime as dt

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PriorityCheck, concern, met, not_met
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

from .bases import no_opening_day

_LEAST = 3


class PriorityEvidenced(PriorityCheck):
    """It grew out of evidence.

    Establishes: That the priority was opened because of something that records showed.
    Why it matters: A plan that answers what complaints, audits and observations say is about the service. One that
        answers nothing in particular is about the plan.
    How it decides: Met where the priority cites a record dated on or before the day it opened. A concern where it
        cites none, but three or more adverse records of its theme came before. Not met where there is neither, or all
        that it cites is later.
    What to do: Write under evidence the ids of the complaints, incidents or audits that led to it.
    """

    id = "priority-evidenced"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/1",
        "improvement-plans#why/2",
        "improvement-plans#example-1/step-1",
        "improvement-plans#example-1/audit",
        "improvement-plans#commissioner/1",
        "improvement-plans#example-2/step-1",
        "improvement-plans#conclusion/1",
        "improvement-plans#inspector/1",
    )

    def judge(self, priority: PriorityView) -> Judgement:
        """Judge what led to a priority."""
        opened = priority.priority.opened
        if opened is None:
            return no_opening_day("which records came before it")
        day = say_date(opened)
        cited = priority.service.named(priority.priority.evidence)
        led = cited.within(None, opened)
        adverse = priority.service.adverse(priority.theme_records)
        before = adverse.within(None, opened - dt.timedelta(days=1))
        figures = {
            "cited": len(priority.priority.evidence),
            "cited_before": len(led),
            "adverse_before": len(before),
        }
        if len(led):
            return met(
                f"It cites {counted(len(led), 'record')} from before it opened on {day}",
                figures=figures,
                supporting=led,
            )
        if priority.priority.evidence:
            return not_met(
                f"Everything that it cites is dated after it opened on {day}, and so cannot have led to it",
                f"Write under evidence the records from before {day} that led to it",
                figures=figures,
                contradicting=cited,
                columns=("evidence",),
            )
        if len(before) >= _LEAST:
            return concern(
                f"It cites no record, though {len(before)} that say something went wrong came before it opened on {day}",
                f"Write under evidence which of these led to it, for example {before.ids(1)[0]}",
                figures=figures,
                supporting=before,
                columns=("evidence",),
            )
        theme = f" of its theme, {priority.theme}," if priority.theme else ""
        return not_met(
            f"It cites no record, and before it opened on {day} {_few(len(before))}{theme} said that something went wrong",
            "Write under evidence the complaints, incidents or audits that led to it, or say that nothing did",
            figures=figures,
            contradicting=before,
            columns=("evidence",),
        )


def _few(n: int) -> str:
    return f"only {counted(n, 'record')}" if n else "no record"
