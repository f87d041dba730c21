"""It shows in more than one team, shift and condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_applicable, not_met
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.value import Standing
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_TWO: Final = 2
"""How many teams, and how many shifts, make more than one: the criterion's own number."""


class PracticalTransfer(ClaimCheck):
    """It shows in more than one team, shift and condition.

    Establishes: That at least two teams and at least two shifts are at the improved position by themselves.
    Why it matters: One closely managed team can lift the figure of a whole service. What has transferred shows where
        nobody is making a special effort.
    How it decides: Looks at each team and each shift that the claim speaks of, over the newest three review cycles.
        Met where two teams and two shifts have enough records and are at the improved position, a concern where only
        teams or only shifts do, not met where neither does. Where the claim speaks of one team, only shifts count,
        and the other way round; where it speaks of one of each, this does not apply.
    What to do: Check the teams and shifts that have few records, and carry the change to those that are behind.
    """

    id = "practical-transfer"
    family = "embedded-improvement"
    severity = Severity.MAJOR
    sources = (
        "embedded-improvement#framework/2",
        "embedded-improvement#example-1/step-3",
        "embedded-improvement#example-3/step-3",
        "embedded-improvement#inspector/2",
        "embedded-improvement#commissioner/1",
        "embedded-improvement#example-1/risk",
        "staff-practice#commissioner/2",
        "embedded-improvement#conclusion/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge in how many teams and shifts it shows."""
        sides = []
        if len(claim.teams) > 1:
            sides.append(_side(claim, "team", claim.by_team, claim.service.team_name))
        if len(claim.shifts) > 1:
            sides.append(_side(claim, "shift", claim.by_shift, claim.service.shift_name))
        if not sides:
            return not_applicable("The claim speaks of no more than one team and one shift")
        reached = [good for good, _, _ in sides if len(good) >= _TWO]
        since = say_date(max(claim.window_from, claim.changed_on))
        shown = f"At the improved position since {since}: " + " and ".join(words for _, words, _ in sides)
        figures = {kind: len(good) for kind, (good, _, _) in zip(_kinds(claim), sides, strict=True)}
        figures |= {"n": len(claim.window.beyond_activity)}
        weaker = claim.against(claim.window)
        if len(reached) == len(sides):
            return met(shown, figures=figures, supporting=claim.speaking_for(claim.window))
        remedy = ". ".join(ask for good, _, ask in sides if len(good) < _TWO)
        judged = concern if reached else not_met
        return judged(
            shown, remedy, figures=figures, supporting=claim.speaking_for(claim.window), contradicting=weaker
        )


def _kinds(claim: ClaimView) -> list[str]:
    return [name for name, places in (("teams", claim.teams), ("shifts", claim.shifts)) if len(places) > 1]


def _side(
    claim: ClaimView, kind: str, standings: Mapping[str, Standing], name: Callable[[str], str]
) -> tuple[list[str], str, str]:
    """The places at the improved position, the words for them, and what to ask for of the others."""
    good = [place for place, standing in standings.items() if standing.improved]
    which = f" ({listed([name(place) for place in good])})" if good else ""
    words = f"{len(good)} of {counted(len(standings), kind)}{which}"
    thin = [place for place, standing in standings.items() if not standing.enough]
    if thin:
        place = thin[0]
        lacking = claim.short_of(standings[place])
        ask = f"Record {counted(lacking, 'more check')} on {name(place)} before {say_date(claim.next_review)}"
    else:
        behind = listed([name(place) for place, standing in standings.items() if not standing.improved])
        ask = f"Bring {behind} to the improved position"
    return good, words, ask
