"""Somebody is doing something about it."""

from __future__ import annotations

from typing import Any

from takehold.engine.check import Judgement, PriorityCheck, met, not_met
from takehold.engine.measure.say import counted
from takehold.engine.model import Action
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView
from takehold.engine.wording import Tier, strength, strongest


class PriorityHasActions(PriorityCheck):
    """Somebody is doing something about it.

    Establishes: That the priority has at least one action that was not given up.
    Why it matters: A problem that is written down, and for which nobody undertook anything, is a problem that the
        service knows of and leaves as it is.
    How it decides: Met where the priority has an action that is not cancelled, else not met.
    What to do: Agree one thing that somebody will do about it, by when, and how anyone will know that it worked.
    """

    id = "priority-has-actions"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#framework/2",
        "improvement-plans#example-1/step-2",
        "improvement-plans#example-2/step-2",
    )

    def judge(self, priority: PriorityView) -> Judgement:
        """Judge whether anything is being done."""
        standing = [action for action in priority.actions if action.status != "cancelled"]
        given_up = len(priority.actions) - len(standing)
        figures = {"actions": len(standing), "cancelled": given_up, **_tiers(standing)}
        if not standing:
            what = f"all of its actions were cancelled ({given_up})" if given_up else "it has no action"
            return not_met(
                f"Nobody is doing anything about this priority: {what}",
                "Agree one action, with an owner, a date and a way to check it, and enter it for this priority",
                figures=figures,
                about=tuple(("actions", action.id) for action in priority.actions),
            )
        held = figures["strongest"]
        return met(
            f"It has {counted(len(standing), 'action')}"
            + (f", the strongest of them {held}" if held else ""),
            figures=figures,
            about=tuple(("actions", action.id) for action in standing),
        )


def _tiers(actions: list[Action]) -> dict[str, Any]:
    """How strong the actions are together, by the hierarchy of action: one weak one among others is no fault."""
    found = [strength(action.text, action.kind) for action in actions]
    counts = {tier.value: sum(one.tier is tier for one in found) for tier in Tier}
    best = strongest(found)
    return counts | {"strongest": best.value if best else None}
