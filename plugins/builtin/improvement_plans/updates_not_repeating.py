"""Updates say something new."""

from __future__ import annotations

from itertools import combinations
from typing import ClassVar

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Check, Judgement, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import listed
from takehold.engine.result import Severity
from takehold.engine.view import ActionView, PriorityView
from takehold.engine.wording import nearly_same

_NEWEST = 3


@attrs.frozen(kw_only=True)
class UpdatesNotRepeating(Check[ActionView | PriorityView]):
    """Updates say something new.

    Establishes: That each of the newest progress updates on an action or a priority says what the last did not.
    Why it matters: Months of the same update are the first sign that a plan has stopped and is only being carried
        forward.
    How it decides: The newest three updates are compared, case and punctuation aside. Met where no two are nearly the
        same (`similarity`), a concern where two are, not met where all three are. Not asked with fewer than two. A
        priority's updates are those on it or on one of its actions.
    What to do: Say in the next update what is different since the last, with a figure; where nothing is, say why.
    """

    id = "updates-not-repeating"
    subject = "action"
    also_priorities: ClassVar[bool] = True
    family = "improvement-plans"
    severity = Severity.MINOR
    sources = ("improvement-plans#example-3/risk", "improvement-plans#example-3/audit")

    similarity: float = parameter(
        0.85,
        "From what likeness on two updates are nearly the same (1: identical)",
        at_least=0.0,
        at_most=1.0,
    )

    def judge(self, view: ActionView | PriorityView) -> Judgement:
        """Judge the newest updates."""
        newest = view.updates[-_NEWEST:]
        if len(newest) < 2:
            return not_applicable("There are fewer than two updates to compare")
        pairs = list(combinations(newest, 2))
        alike = [pair for pair in pairs if nearly_same(pair[0].text, pair[1].text, self.similarity)]
        figures = {"updates": len(newest), "alike": len(alike)}
        if not alike:
            return met(f"The newest {len(newest)} updates each say something new", figures=figures)
        again = {update.id: update for pair in alike for update in pair}
        all_three = len(alike) == len(pairs) and len(newest) == _NEWEST
        judged = not_met if all_three else concern
        days = listed([say_date(update.date) for update in again.values()])
        return judged(
            f"The updates of {days} say nearly the same: “{alike[-1][-1].text}”",
            "Say in the next update what is different since the last, with a figure; where nothing is, say why",
            figures=figures,
            about=tuple(("updates", id) for id in again),
        )
