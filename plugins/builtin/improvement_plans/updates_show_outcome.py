"""Updates report results, not effort."""

from __future__ import annotations

from typing import ClassVar

from takehold.engine.calendar import say_date
from takehold.engine.check import Check, Judgement, concern, met, not_applicable, not_met
from takehold.engine.measure.say import counted
from takehold.engine.model import Update
from takehold.engine.result import Severity
from takehold.engine.view import ActionView, PriorityView
from takehold.engine.wording import gives_figure


class UpdatesShowOutcome(Check[ActionView | PriorityView]):
    """Updates report results, not effort.

    Establishes: That the newest progress update on an action or a priority says what has come of it: a figure, or a
        record that shows it.
    Why it matters: “Discussed with staff, work continues” says that people are busy. Whether anything is better, it
        leaves open.
    How it decides: Met where the newest update gives a figure or cites evidence, a concern where only an earlier one
        does, not met where none does. Not asked where there is no update. A priority's updates are those on it or on
        one of its actions.
    What to do: Write in the next update how many of how many, against how many before, and cite the record.
    """

    id = "updates-show-outcome"
    subject = "action"
    also_priorities: ClassVar[bool] = True
    family = "improvement-plans"
    severity = Severity.MINOR
    sources = (
        "improvement-plans#example-3/risk",
        "improvement-plans#example-3/audit",
        "improvement-plans#inspector/1",
        "improvement-plans#commissioner/1",
    )

    def judge(self, view: ActionView | PriorityView) -> Judgement:
        """Judge what the updates report."""
        updates = view.updates
        if not updates:
            return not_applicable("There is no update")

        def shows(update: Update) -> bool:
            return gives_figure(update.text) or len(view.service.named(update.evidence)) > 0

        newest = updates[-1]
        showing = [update for update in updates if shows(update)]
        figures = {"updates": len(updates), "with_result": len(showing)}
        said = f"The newest update, of {say_date(newest.date)},"
        if showing and showing[-1] is newest:
            return met(
                f"{said} says what has come of it",
                figures=figures,
                supporting=view.service.named(newest.evidence),
                about=(("updates", newest.id),),
            )
        remedy = "Write in the next update how many of how many, against how many before, and cite the record"
        quoted = f"{said} reports no result: “{newest.text}”"
        if showing:
            return concern(
                f"{quoted}; the last that did is of {say_date(showing[-1].date)}",
                remedy,
                figures=figures,
                about=(("updates", newest.id), ("updates", showing[-1].id)),
            )
        return not_met(
            quoted
            if len(updates) == 1
            else f"None of {counted(len(updates), 'update')} reports a result. {quoted}",
            remedy,
            figures=figures,
            about=tuple(("updates", update.id) for update in updates),
        )
