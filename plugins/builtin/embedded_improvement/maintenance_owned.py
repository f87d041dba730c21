"""Ordinary supervision keeps it going, and somebody owns it."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met
from takehold.engine.measure.say import counted
from takehold.engine.model import OVERSIGHT
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import Owner, judge_owner

_KINDS = ("supervision", "spot-check", "competency")


class MaintenanceOwned(ClaimCheck):
    """Ordinary supervision keeps it going, and somebody owns it.

    Establishes: That a person or post keeps the improvement going, and that ordinary supervision looks at it.
    Why it matters: When the recovery meetings end, an improvement that belongs to nobody in particular fades.
    How it decides: Met where the claim names an owner, and the newest three review cycles hold a supervision,
        spot check or competency record under routine oversight. A concern where one of the two is missing,
        not met where both are.
    What to do: Name one person or post as the claim's owner, and bring the standard up in ordinary
        supervision.
    """

    id = "maintenance-owned"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "embedded-improvement#example-1/step-4",
        "embedded-improvement#example-2/step-4",
        "embedded-improvement#example-3/step-4",
        "embedded-improvement#framework/3",
        "improvement-over-time#conclusion/3",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge who keeps it going, and how."""
        routine = claim.window.of_kinds(*_KINDS).having("oversight", OVERSIGHT.index("routine"))
        owned = judge_owner(claim.claim.owner, places=claim.service.place_names) is not Owner.NOBODY
        since = say_date(max(claim.window_from, claim.changed_on))
        number = len(routine)
        checks = counted(number, _SINGLE, _PLURAL) if number else f"no {_SINGLE}"
        figures = {"n": len(routine)}
        owner = claim.claim.owner
        who = f"{owner} keeps it going" if owned else _nobody(owner)
        shown = f"{who}; {checks} under routine oversight since {since}"
        columns = () if owned else ("owner",)
        if owned and len(routine):
            return met(shown, figures=figures, supporting=routine)
        asks = []
        if not owned:
            asks.append("Name one person or post as the claim's owner")
        if not len(routine):
            asks.append(
                f"Look at it in one ordinary supervision or spot check before {say_date(claim.next_review)}"
            )
        judged = concern if owned or len(routine) else not_met
        return judged(shown, ". ".join(asks), figures=figures, supporting=routine, columns=columns)


def _nobody(owner: str | None) -> str:
    return (
        "The claim names no owner"
        if owner is None
        else f"The claim's owner, “{owner}”, is nobody in particular"
    )


_SINGLE = "ordinary supervision, spot check or competency record"
_PLURAL = "ordinary supervisions, spot checks or competency records"
