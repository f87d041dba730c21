"""Each area is checked in several ways."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.ledger import BLANK, GROUP_NAMES
from takehold.engine.measure.say import GROUP_WORDS, counted, listed
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, Place


@attrs.frozen(kw_only=True)
class MultiPointChecking(ClaimCheck):
    """Each area is checked in several ways.

    Establishes: That every team has been looked at since the change in at least three different ways.
    Why it matters: A single audit tool sees what it was made to see. What an audit, a watching eye and a
        family all say of one team is hard to doubt.
    How it decides: Counts, for every team the claim speaks of, the groups of records since the change:
        audits, observations, staff checks, care records, what people report, incidents and outcomes. Met with
        three or more for each (`min_groups`), a concern with two, not met where some team has one or none.
        Where no record names a team, the service as a whole is the area.
    What to do: Add the kind of check that a team lacks, rather than more of the kind it has.
    """

    id = "multi-point-checking"
    family = "service-wide-breadth"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#framework/2",
        "service-wide-breadth#example-1/step-1",
        "service-wide-breadth#example-1/step-3",
        "service-wide-breadth#conclusion/2",
        "service-wide-breadth#conclusion/3",
    )

    min_groups: int = parameter(
        3, "In how many different ways each team must have been checked", at_least=1, at_most=6
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge in how many ways each team has been checked."""
        records = claim.after.beyond_activity
        areas = _areas(claim, records)
        groups = {area: _groups(held) for area, held in areas.items()}
        fewest = min(len(found) for found in groups.values())
        areas_named = [claim.service.place_name(area) for area in groups]
        figures = {
            "n": len(records),
            "areas": areas_named,
            "groups": [len(found) for found in groups.values()],
        }
        since = say_date(claim.changed_on)
        if fewest >= self.min_groups:
            return met(
                f"Since {since} {listed(areas_named)} {'has' if len(groups) == 1 else 'have'} been "
                "checked in "
                f"{counted(fewest, 'way')} or more",
                figures=figures,
                supporting=records,
            )
        few = [area for area, found in groups.items() if len(found) < self.min_groups]
        told = [f"{claim.service.place_name(area)} ({_ways(groups[area])})" for area in few]
        least = min(few, key=lambda area: len(groups[area]))
        lacking = [
            GROUP_WORDS[name] for name in GROUP_NAMES if name in GROUP_WORDS and name not in groups[least]
        ]
        judged = concern if fewest >= 2 else not_met
        return judged(
            f"Since {since} not every area was checked in {counted(self.min_groups, 'way')}: {listed(told)}",
            f"Add for {claim.service.place_name(least)} what it lacks most: {listed(lacking[:3])}, before "
            f"{say_date(claim.next_review)}",
            figures=figures,
            supporting=records,
        )


def _areas(claim: ClaimView, records: Records) -> dict[Place, Records]:
    """The records of each team in scope; of the service as a whole where none names a team."""
    if not claim.teams or not (records.column("team") != BLANK).any():
        return {Place(): records}
    return {Place(team=team): claim.at(Place(team=team), records) for team in claim.teams}


def _groups(records: Records) -> list[str]:
    return [GROUP_NAMES[code] for code in records.codes("group")]


def _ways(groups: list[str]) -> str:
    return listed([GROUP_WORDS[name] for name in groups]) or "nothing"
