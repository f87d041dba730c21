"""A named person owns it."""

from __future__ import annotations

from takehold.engine.check import ActionCheck, Judgement, concern, met, not_met
from takehold.engine.result import Severity
from takehold.engine.view import ActionView
from takehold.engine.wording import Owner, judge_owner


class ActionOwned(ActionCheck):
    """A named person owns it.

    Establishes: That the action is one person's, by name or by post.
    Why it matters: What everybody is to do, nobody has to answer for.
    How it decides: Met where owner names a person or a single post. A concern where it names a pair or a group of posts.
        Not met where it is missing, or names nobody in particular: all staff, the team, management, to be confirmed.
    What to do: Write the one person or post who will say at the next review how far it has come.
    """

    id = "action-owned"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/2",
        "improvement-plans#why/1",
        "improvement-plans#example-1/step-2",
        "improvement-over-time#example-1/step-3",
        "improvement-over-time#example-3/step-3",
        "improvement-over-time#conclusion/3",
    )

    def judge(self, action: ActionView) -> Judgement:
        """Judge who owns an action."""
        owner = action.action.owner
        who = judge_owner(owner, places=action.service.place_names)
        if who is Owner.ONE:
            return met(f"It is owned by {owner}")
        if who is Owner.SEVERAL:
            return concern(
                f"It is owned by several: “{owner}”",
                "Choose the one of them who will answer for it, and name the others in the text",
                columns=("owner",),
            )
        return not_met(
            f"“{owner}” is nobody in particular" if owner else "It has no owner",
            "Write under owner the one person or post who will answer for it",
            columns=("owner",),
        )
