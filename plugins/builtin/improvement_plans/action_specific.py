"""It says what will be done, in words that can be followed."""

from __future__ import annotations

import attrs

from takehold.engine.check import ActionCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.result import Severity
from takehold.engine.view import ActionView
from takehold.engine.wording import Degree, judge_action, objection, suggestion


@attrs.frozen(kw_only=True)
class ActionSpecific(ActionCheck):
    """It says what will be done, in words that can be followed.

    Establishes: That somebody who was not at the meeting could do the action from its words, and see whether it was done.
    Why it matters: “Improve communication” gives nobody anything to do on the next shift. Broad actions are why the right
        issue stays open for months.
    How it decides: Met where it says who does what, where or how often, and nothing vague governs it. A concern where a
        vague word stands in an otherwise specific text. Not met where a general verb governs a general thing, or the
        text is shorter than five words (`min_words`). A number, date, named record or frequency beside a vague word
        makes it definite.
    What to do: Say who will do what, where, how often, and in which record it will show.
    """

    id = "action-specific"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#why/2",
        "improvement-plans#example-1/risk",
        "improvement-plans#example-3/risk",
        "improvement-plans#intro/2",
        "improvement-over-time#example-3/risk",
        "improvement-plans#example-3/step-4",
        "staff-practice#why/1",
    )

    min_words: int = parameter(5, "How many words an action takes to be followed", at_least=1)

    def judge(self, action: ActionView) -> Judgement:
        """Judge how an action is worded."""
        row, service = action.action, action.service
        judged = judge_action(row.text, self.min_words, names=service.place_names)
        if judged.degree is Degree.SPECIFIC:
            return met("It says what will be done in words that can be followed")
        where = service.team_name(row.team) if row.team else None
        example = suggestion(judged, who=row.owner, where=where)
        outcome = not_met if judged.vague else concern
        return outcome(
            f"Nobody could tell from its words what to do: {objection(judged)}"
            if judged.vague
            else f"Part of what will be done is left open: {objection(judged)}",
            f"Write what will be done, for example: “{example}”",
            figures={"objected": list(judged.words), "missing": [slot.value for slot in judged.missing]},
            columns=("text",),
        )
