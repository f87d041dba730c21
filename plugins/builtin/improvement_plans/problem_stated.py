"""The priority says what is wrong."""

from __future__ import annotations

import attrs

from takehold.engine.check import Judgement, PriorityCheck, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView
from takehold.engine.wording import Use, objection, suggestion, vagueness, word_count


@attrs.frozen(kw_only=True)
class ProblemStated(PriorityCheck):
    """The priority says what is wrong.

    Establishes: That the priority names a problem: what was wrong, and how, where or when it showed.
    Why it matters: “Communication” or “records” can be worked on for ever. A problem that is named can be measured, and
        one day be seen to be gone.
    How it decides: Met where the problem is given in six words or more (`min_words`) and is not vague. A concern where it
        is vague or shorter, not met where it is missing.
    What to do: Write what was seen, where, how many times of how many, and when.
    """

    id = "problem-stated"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/1",
        "improvement-plans#why/2",
        "improvement-plans#why/3",
        "improvement-plans#example-1/step-1",
        "improvement-plans#example-2/step-1",
    )

    min_words: int = parameter(6, "How many words a problem takes to be stated", at_least=1)

    def judge(self, priority: PriorityView) -> Judgement:
        """Judge how a priority's problem is worded."""
        problem = priority.priority.problem
        if problem is None:
            return not_met(
                "The priority does not say what is wrong",
                "Write under problem what was wrong, where, and how it showed",
                columns=("problem",),
            )
        judged = vagueness(problem, Use.PROBLEM, names=priority.service.place_names)
        words = word_count(problem)
        figures = {"words": words}
        if judged.vague:
            return concern(
                f"What is wrong is said in words that fit any service: {objection(judged)}",
                f"Write what was seen, for example: “{suggestion(judged)}”",
                figures=figures | {"objected": list(judged.words)},
                columns=("problem",),
            )
        if words < self.min_words:
            return concern(
                f"What is wrong is said in {counted(words, 'word')}: “{problem}”",
                "Say as well where it was, how it showed, and how often",
                figures=figures,
                columns=("problem",),
            )
        return met("The priority says what is wrong", figures=figures)
