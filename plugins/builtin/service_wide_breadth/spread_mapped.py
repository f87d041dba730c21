"""Leaders can say exactly where it is better and where not yet known."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import listed, percent
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, Place

_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class SpreadMapped(ClaimCheck):
    """Leaders can say exactly where it is better and where not yet known.

    Establishes: That every team, every shift and nearly every team on every shift has been looked at lately.
    Why it matters: Where nobody looked, nobody knows. A claim for the whole service needs a map without white
        areas.
    How it decides: Over the newest three review cycles, activity aside. Met where every team and every shift
        that the claim speaks of has a record, and three quarters of their combinations do (`mapped_share`). A
        concern where every team and shift has one, but fewer combinations. Not met where a team or a shift
        has none. It does not apply where the service lists neither teams nor shifts.
    What to do: Make one check in each place named here, and write down team and shift on every record.
    """

    id = "spread-mapped"
    family = "service-wide-breadth"
    severity = Severity.BLOCKER
    sources = (
        "service-wide-breadth#framework/1",
        "service-wide-breadth#example-1/step-1",
        "service-wide-breadth#example-2/step-1",
        "service-wide-breadth#intro/2",
        "service-wide-breadth#inspector/1",
        "service-wide-breadth#conclusion/2",
        "service-wide-breadth#conclusion/3",
    )

    mapped_share: float = parameter(
        0.75, "The share of team-and-shift combinations that must have a record", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge where it has been looked at."""
        if not claim.service.case.teams and not claim.service.case.shifts:
            return not_applicable("The service lists neither teams nor shifts")
        records = claim.window.beyond_activity
        places = [
            *(Place(team=team) for team in claim.teams),
            *(Place(shift=shift) for shift in claim.shifts),
        ]
        unseen = [place for place in places if not len(claim.at(place, records))]
        cells = [cell for cell in claim.cells if not len(claim.at(cell, records))]
        since = say_date(max(claim.window_from, claim.changed_on))
        mapped = len(claim.cells) - len(cells)
        share = mapped / len(claim.cells) if claim.cells else 1.0
        figures = {"n": len(records), "places": len(places), "unseen": len(unseen)}
        figures |= {"cells": len(claim.cells), "cells_seen": mapped}
        name = claim.service.place_name
        by = f"before {say_date(claim.next_review)}"
        if unseen:
            names = listed([name(place) for place in unseen])
            return not_met(
                f"Nothing was recorded since {since} for {names}",
                f"Make a check for {names} {by}, or write the team and shift on the records that were "
                "made there",
                figures=figures,
                supporting=records,
            )
        if share < self.mapped_share - _NEAR:
            names = listed([name(cell) for cell in cells])
            return concern(
                f"Every team and shift has a record since {since}, but only {mapped} of {len(claim.cells)} "
                f"combinations of both ({percent(share)}): none for {names}",
                f"Make a check for {names} {by}",
                figures=figures,
                supporting=records,
            )
        gaps = f"; none yet for {listed([name(cell) for cell in cells])}" if cells else ""
        return met(
            f"Every team and every shift has a record since {since}{gaps}",
            figures=figures,
            supporting=records,
        )
