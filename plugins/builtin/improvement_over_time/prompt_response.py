"""Action followed quickly once the issue was known."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class PromptResponse(ClaimCheck):
    """Action followed quickly once the issue was known.

    Establishes: That something was begun soon after the problem was found.
    Why it matters: A service that knows of a risk and waits leaves people exposed to it. How fast it moves says how well it
        listens to its own checks.
    How it decides: It counts the days from when the problem was identified (else from when its priority was opened) to the
        earliest linked action. Met within 28, a concern within 56, not met later or where no action has a date.
    What to do: Date the problem and every action. Where it took long, say in a review why.
    """

    id = "prompt-response"
    family = "improvement-over-time"
    severity = Severity.MINOR
    sources = (
        "improvement-over-time#why/1",
        "improvement-over-time#example-2/risk",
    )

    prompt_days: int = parameter(
        28, "Within how many days of finding the problem action is prompt", at_least=1, at_most=365
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how long a claim's problem waited."""
        known, how = _known(claim)
        if known is None:
            return insufficient(
                "Nobody wrote down when the problem was found, nor when a priority was opened for it",
                "Write the day the problem was found under identified_on",
                columns=("identified_on",),
            )
        dated = [action for action in claim.actions if action.opened is not None]
        if not dated:
            found = counted(len(claim.actions), "linked action")
            return not_met(
                f"The problem was {how} on {say_date(known)}, and "
                + (f"none of {found} has a date" if claim.actions else "no action is linked to it"),
                "Write under opened when each action was agreed"
                if claim.actions
                else "Link the action that was taken",
                figures={"actions": len(claim.actions)},
                about=tuple(("actions", action.id) for action in claim.actions),
            )
        first = min(dated, key=lambda action: (action.opened, action.id))
        assert first.opened is not None
        days = (first.opened - known).days
        when = (
            "on the same day"
            if days == 0
            else f"{counted(abs(days), 'day')} {'later' if days > 0 else 'before that'}"
        )
        what = f"The problem was {how} on {say_date(known)}; the first action ({first.id}) was opened {when}"
        more = {"figures": {"days": days, "actions": len(dated)}, "about": (("actions", first.id),)}
        remedy = f"Open the first action within {self.prompt_days} days next time, or say in a review why it took longer"
        if days > 2 * self.prompt_days:
            return not_met(what, remedy, **more)
        return met(what, **more) if days <= self.prompt_days else concern(what, remedy, **more)


def _known(claim: ClaimView) -> tuple[dt.date | None, str]:
    """Since when the problem was known, and how that shows."""
    if claim.claim.identified_on is not None:
        return claim.claim.identified_on, "identified"
    opened = [priority.opened for priority in claim.priorities if priority.opened is not None]
    return min(opened, default=None), "made a priority"
