"""It says why it matters."""

from __future__ import annotations

from takehold.engine.check import Judgement, PriorityCheck, concern, met, not_met
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

_WORDS = 4


class RationaleGiven(PriorityCheck):
    """It says why it matters.

    Establishes: That the priority says what is at stake for people: harm, distress, missed care, lost trust.
    Why it matters: A reason tells everyone why this problem comes before others, and an assessor that it was chosen
        and did not merely arrive.
    How it decides: Met where why is given in four words or more, a concern where it is given in fewer, not met where
        it is missing.
    What to do: Write under why what happens to people, and to how many, while the problem lasts.
    """

    id = "rationale-given"
    family = "improvement-plans"
    severity = Severity.MINOR
    sources = (
        "improvement-plans#framework/1",
        "improvement-plans#example-1/step-1",
        "improvement-plans#commissioner/2",
        "improvement-plans#example-2/step-1",
    )

    def judge(self, priority: PriorityView) -> Judgement:
        """Judge whether a reason is given."""
        why = priority.priority.why
        if why is None:
            return not_met(
                "The priority does not say why it matters",
                "Write under why what happens to people while the problem lasts",
                columns=("why",),
            )
        words = len(why.split())
        if words < _WORDS:
            return concern(
                f"Why it matters is given in {counted(words, 'word')}: “{why}”",
                "Say in a sentence what happens to people, and to how many, while the problem lasts",
                figures={"words": words},
                columns=("why",),
            )
        return met("The priority says why it matters", figures={"words": words}, columns=("why",))
