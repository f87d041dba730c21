"""The weaker places of a claim in words and in records."""

from __future__ import annotations

from collections.abc import Sequence

from takehold.engine.measure.say import listed
from takehold.engine.measure.value import Records
from takehold.engine.view import ClaimView, Place


def say_weaker(claim: ClaimView, places: Sequence[Place]) -> str:
    """Which places are weaker, and at what figure."""
    told = [f"{claim.service.place_name(place)} at {claim.say(claim.weaker[place])}" for place in places]
    return listed(told, most=4)


def weak_records(claim: ClaimView, places: Sequence[Place]) -> Records:
    """The newest records of weaker places that contradict the claim; where none does, all that are there."""
    window = claim.window.beyond_activity
    there = window.among(*(claim.at(place, window) for place in places))
    against = claim.against(there)
    return against if len(against) else there
