"""A dated operational change was made to the cause, by somebody named."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met
from takehold.engine.measure.say import listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import Owner, judge_owner


class ChangeIntroduced(ClaimCheck):
    """A dated operational change was made to the cause, by somebody named.

    Establishes: That somebody in particular changed something about why it went wrong, on a day that is known.
    Why it matters: If nothing was changed, a better month is luck, and luck turns. If nobody knows when it was changed,
        nothing can be told to come before it or after it.
    How it decides: Met where the date of the change and the cause are given, and at least one linked action has a named
        owner: a person, a post, or several. A concern where the cause or such an action is missing. Not met without the
        date of the change.
    What to do: Write down the day the new way of working took effect, what the cause was, and who made the change.
    """

    id = "change-introduced"
    family = "improvement-over-time"
    severity = Severity.BLOCKER
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#example-1/step-2",
        "improvement-over-time#example-1/step-3",
        "improvement-over-time#example-2/step-2",
        "improvement-over-time#example-3/step-2",
        "improvement-over-time#example-3/step-3",
        "staff-practice#framework/1",
        "improvement-plans#example-1/step-2",
        "improvement-plans#example-2/step-2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether a claim says what was changed, when and by whom."""
        if not claim.changed:
            return not_met(
                "The date the change took effect is not given",
                "Write the day the new way of working took effect under changed_on",
                columns=("changed_on",),
            )
        places = claim.service.place_names
        owned = [a for a in claim.actions if judge_owner(a.owner, places=places) is not Owner.NOBODY]
        figures = {
            "changed_on": claim.changed_on.isoformat(),
            "actions": len(claim.actions),
            "owned": len(owned),
        }
        day = say_date(claim.changed_on)
        missing, remedy = [], []
        if not claim.claim.cause:
            missing.append("its cause is not given")
            remedy.append("write under cause why it went wrong")
        if not owned:
            ids = listed([action.id for action in claim.actions])
            missing.append(
                f"no linked action has a named owner ({ids})" if ids else "no action is linked to it"
            )
            remedy.append(
                "name who made the change" if ids else "link the action that made the change, with its owner"
            )
        if missing:
            return concern(
                f"It changed on {day}, but {' and '.join(missing)}",
                f"{' and '.join(remedy)}".capitalize(),
                figures=figures,
                about=tuple(("actions", action.id) for action in claim.actions),
                columns=() if claim.claim.cause else ("cause",),
            )
        return met(
            f"It changed on {day}, about a cause that is given, by {listed(sorted({a.owner for a in owned if a.owner}))}",
            figures=figures,
            about=tuple(("actions", action.id) for action in owned),
        )
