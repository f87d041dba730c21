"""It says how anyone will know it worked."""

from __future__ import annotations

from takehold.engine.check import Judgement, concern, met, not_met
from takehold.engine.result import Severity
from takehold.engine.view import ActionView
from takehold.engine.wording import Use, objection, suggestion, vagueness

from .bases import StandingActionCheck


class ActionCheckable(StandingActionCheck):
    """It says how anyone will know it worked.

    Establishes: That the action names a measure, a record or a way of finding out by which its effect will show.
    Why it matters: Agreed beforehand, a check decides whether the action worked. Thought of afterwards, it tends to be
        whatever looks good.
    How it decides: Met where check names a measure, a record or a method, a concern where it is vague, not met where it is
        missing. Not asked of a cancelled action.
    What to do: Write under check what will be looked at, how many, where, and when.
    """

    id = "action-checkable"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/2",
        "improvement-plans#example-3/step-4",
        "improvement-over-time#commissioner/1",
        "improvement-over-time#example-3/step-2",
        "improvement-plans#intro/2",
    )

    def judge_standing(self, action: ActionView) -> Judgement:
        """Judge how an action's check is worded."""
        row, service = action.action, action.service
        judged = vagueness(row.check or "", Use.CHECK, names=service.own_names)
        where = service.team_name(row.team) if row.team else None
        example = suggestion(judged, who=row.owner, where=where)
        if row.check is None:
            return not_met(
                "It does not say how anyone will know that it worked",
                f"Write under check what will be looked at, for example: “{example}”",
                columns=("check",),
            )
        if judged.vague:
            return concern(
                f"How anyone will know that it worked is left open: {objection(judged)}",
                f"Write under check what will be looked at, for example: “{example}”",
                figures={"objected": list(judged.words)},
                columns=("check",),
            )
        return met(f"It says how anyone will know that it worked: {row.check}")
