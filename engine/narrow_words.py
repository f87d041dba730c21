"""A claim reworded to say what its evidence supports, and no more: where, what, from which figure to which, since when.

What a stage asks for is said only where the check that looks at it is met: with a reservation, or where the question did
not arise, the stage stands and the sentence is silent.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from .calendar import say_date
from .measure.say import listed, say_figure

if TYPE_CHECKING:
    from .view import ClaimView


def reworded(claim: ClaimView, stage: str, met: Collection[str]) -> str:
    """The sentence that a claim could use instead, at a stage it reaches; `met` are the checks that are met there."""
    subject = _subject(claim)
    where = _where(claim)
    day = say_date(claim.changed_on)
    was = say_figure(claim.gauge.measure, claim.baseline)
    if stage == "acted-on" and not (claim.now.improved and claim.baseline.value is not None):
        known = f" It stood at {was} before." if claim.baseline.value is not None else ""
        return f"{where}we changed something about {subject} on {day}.{known} It is too early to say that it is better."
    now = claim.say(claim.now)
    course = f"{where}{subject} stands at {now}"
    if claim.baseline.value is not None and not claim.now.by_results:
        course += f", where it was {was} before {day}"
    else:
        course += f" since the change on {day}"
    if stage == "acted-on":
        return f"{course}. What brought that about is not shown yet."
    return f"{course}{_lasting(claim, stage, met)}."


_CONDITIONS: Final = (
    ("oversight-independence", "under ordinary oversight"),
    ("unscheduled-holds", "when checks come without notice"),
    ("holds-under-pressure", "when it is busy"),
)
"""The checks of conditions, and what each establishes in a sentence."""


def _lasting(claim: ClaimView, stage: str, met: Collection[str]) -> str:
    if stage not in ("sustained", "embedded", "service-wide") or claim.first_improved is None:
        return ""
    first = claim.rhythm.say(claim.first_improved)
    said = (
        f"; it has been better since {first}"
        if "improvement-holding" in met
        else f"; it was first better in {first}"
    )
    if "governance-confirms" in met:
        said += ", and governance has confirmed it"
    if stage in ("embedded", "service-wide"):
        conditions = listed([words for check, words in _CONDITIONS if check in met])
        said += f"; it holds {conditions}" if conditions else ""
    if stage == "service-wide" and "lived-experience" in met:
        said += "; people and families say so too"
    return said


def _subject(claim: ClaimView) -> str:
    measure = claim.gauge.measure
    if measure is not None and measure.name:
        name = measure.name
        return f"“{name[:1].lower()}{name[1:]}”" if not name[:2].isupper() else f"“{name}”"
    if claim.claim.theme is not None:
        return f"“{claim.claim.theme}”"
    return "what we check here"


def _where(claim: ClaimView) -> str:
    """The places the sentence speaks of; all of them need no naming."""
    service = claim.service
    teams = [service.team_name(team) for team in claim.claim.teams or ()]
    shifts = [service.shift_name(shift) for shift in claim.claim.shifts or ()]
    if not teams and not shifts:
        return "Across the service "
    named = f"On {listed(teams)}" if teams else "In every team"
    return f"{named} ({listed(shifts)}) " if shifts else f"{named} "
