"""It shows in more than one team, shift and condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

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
    Why it matters: One closely managed team can lift the figure of a whole service. What has transferred
        shows where nobody is making a special effort.
    How it decides: Looks at each team and each shift that the claim speaks of, over the newest three review
        cycles. Met where two teams and two shifts have enough records and are at the improved position, a
        concern where only teams or only shifts do, not met where neither does. Where the claim speaks of one
        team, only shifts count, and the other way round; where it speaks of one of each, this does not apply.
        With too thin a baseline nobody can tell.
    What to do: Check the teams and shifts that have few records, and carry the change to those that are
        behind.
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
        service = claim.service
        kinds = (("team", claim.teams, service.team_name), ("shift", claim.shifts, service.shift_name))
        several = [(kind, name) for kind, places, name in kinds if len(places) > 1]
        if not several:
            return not_applicable("The claim speaks of no more than one team and one shift")
        standings = {"team": claim.by_team, "shift": claim.by_shift}
        sides = [_Side(claim, kind, standings[kind], name) for kind, name in several]
        reached = [side for side in sides if side.reached]
        if len(reached) < len(sides) and any(side.open for side in sides):
            raise claim.thin_baseline
        since = say_date(max(claim.window_from, claim.changed_on))
        shown = f"At the improved position since {since}: {' and '.join(str(side) for side in sides)}"
        figures = {f"{side.kind}s": len(side.good) for side in sides} | {
            "n": len(claim.window.beyond_activity)
        }
        good, bad = claim.speaking_for(claim.window), claim.against(claim.window)
        if len(reached) == len(sides):
            return met(shown, figures=figures, supporting=good, contradicting=bad)
        remedy = ". ".join(side.ask for side in sides if not side.reached)
        judged = concern if reached else not_met
        return judged(shown, remedy, figures=figures, supporting=good, contradicting=bad)


@attrs.frozen
class _Side:
    """The teams, or the shifts, that the claim speaks of, and where each stands."""

    claim: ClaimView
    kind: str
    standings: Mapping[str, Standing]
    name: Callable[[str], str]

    @property
    def good(self) -> list[str]:
        return [place for place, standing in self.standings.items() if standing.improved]

    @property
    def reached(self) -> bool:
        return len(self.good) >= _TWO

    @property
    def open(self) -> bool:
        """Whether only a thin baseline keeps two of them from being known."""
        unknown = sum(standing.enough and not standing.known for standing in self.standings.values())
        return not self.reached and len(self.good) + unknown >= _TWO

    def __str__(self) -> str:
        which = f" ({listed([self.name(place) for place in self.good])})" if self.good else ""
        return f"{len(self.good)} of {counted(len(self.standings), self.kind)}{which}"

    @property
    def ask(self) -> str:
        """What the others need: more records for the first that is thin, else the improvement itself."""
        thin = next((place for place, standing in self.standings.items() if not standing.enough), None)
        if thin is None:
            behind = [self.name(place) for place, standing in self.standings.items() if not standing.improved]
            return f"Bring {listed(behind)} to the improved position"
        lacking = self.claim.short_of(self.standings[thin])
        by = say_date(self.claim.next_review)
        return f"Record {counted(lacking, 'more check')} on {self.name(thin)} before {by}"
