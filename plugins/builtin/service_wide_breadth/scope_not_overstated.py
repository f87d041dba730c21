"""The claim reaches no further than its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from takehold.engine.calendar import say_date
from takehold.engine.check import (
    ClaimCheck,
    Judgement,
    concern,
    insufficient,
    met,
    not_applicable,
    not_met,
)
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.value import Standing
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, Place

from .weaker import say_weaker, weak_records


class ScopeNotOverstated(ClaimCheck):
    """The claim reaches no further than its evidence.

    Establishes: That the claim holds for every team and shift it speaks of, or says itself where it does not.
    Why it matters: A claim for all that holds for most is the first thing an assessor finds out, on the one
        shift where it is not so. A smaller claim that holds is worth more.
    How it decides: Over the newest three review cycles. Met where every team and shift has enough records and
        is at the improved position, and no team on any shift is weaker. A concern where some have too few
        records, or a weaker place is stated under variation and not called material. Not met where a weaker
        place is stated nowhere or called material, where more than half of the teams or of the shifts are
        weaker, or where fewer than half have any record. Where no place has a known position, nobody can
        tell.
    What to do: Name in the claim the teams and shifts for which it holds, or state the others under
        variation.
    """

    id = "scope-not-overstated"
    family = "service-wide-breadth"
    severity = Severity.BLOCKER
    sources = (
        "service-wide-breadth#intro/1",
        "service-wide-breadth#intro/2",
        "service-wide-breadth#inspector/2",
        "service-wide-breadth#why/1",
        "service-wide-breadth#example-1/risk",
        "service-wide-breadth#example-2/risk",
        "service-wide-breadth#conclusion/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether the claim's scope is covered."""
        if not claim.service.case.teams and not claim.service.case.shifts:
            return not_applicable("The service lists neither teams nor shifts")
        since = say_date(max(claim.window_from, claim.changed_on))
        standings = _standings(claim)
        unseen = _mostly_unseen(claim)
        if not unseen and not any(standing.known for standing in standings.values()):
            return self._unknown(claim, since, standings)
        overstated = [place for place in claim.weaker if not _excused(claim, place)]
        figures = {
            "places": len(standings),
            "improved": sum(standing.improved for standing in standings.values()),
            "weaker": len(claim.weaker),
            "n": len(claim.window.beyond_activity),
        }
        good = claim.speaking_for(claim.window)
        if unseen:
            blank = [place for place in standings if not len(claim.at(place, claim.window.beyond_activity))]
            names = listed([claim.service.place_name(place) for place in blank])
            return not_met(
                f"Fewer than half of {unseen} that the claim speaks of have a record since {since}",
                f"Make a check for {names} before {say_date(claim.next_review)}, or leave them out of "
                "the claim",
                figures=figures,
                supporting=good,
                columns=("teams", "shifts"),
            )
        if overstated or claim.mostly_weaker:
            places = overstated or list(claim.weaker)
            what = (
                "More than half of the teams or of the shifts are weaker" if claim.mostly_weaker else "Weaker"
            )
            return not_met(
                f"{what} since {since}: {say_weaker(claim, places)}",
                _narrower(claim, standings),
                figures=figures,
                supporting=good,
                contradicting=weak_records(claim, places),
                columns=("teams", "shifts"),
                about=_stated(claim, places),
            )
        thin = [place for place, standing in standings.items() if not standing.known]
        if not thin and not claim.weaker:
            return met(
                f"Every team and shift that the claim speaks of is at the improved position since {since}",
                figures=figures,
                supporting=good,
            )
        return self._reserved(claim, since, standings, thin, figures)

    def _unknown(self, claim: ClaimView, since: str, standings: Mapping[Place, Standing]) -> Judgement:
        if not standings:
            return insufficient(
                f"None of the service's teams was open since {since}",
                "Put the dates under opened and closed of the teams right, or name the claim's own teams",
                columns=("teams",),
            )
        if any(standing.enough for standing in standings.values()):
            raise claim.thin_baseline
        names = listed([claim.service.place_name(place) for place in standings])
        return insufficient(
            f"No team and no shift has enough records since {since} to say where it stands",
            f"Record {counted(claim.terms.min_records, 'check')} for each of {names} before "
            f"{say_date(claim.next_review)}",
            figures={"places": len(standings), "n": len(claim.window.beyond_activity)},
            supporting=claim.window.beyond_activity,
        )

    def _reserved(
        self,
        claim: ClaimView,
        since: str,
        standings: Mapping[Place, Standing],
        thin: Sequence[Place],
        figures: dict[str, int],
    ) -> Judgement:
        said, remedies = [], []
        if claim.weaker:
            said.append(f"weaker, as leaders say themselves: {say_weaker(claim, list(claim.weaker))}")
            remedies.append("Keep the weaker places under review, as the variation says")
        if thin:
            names = listed([claim.service.place_name(place) for place in thin])
            said.append(f"{names} {'has' if len(thin) == 1 else 'have'} too few records to say")
            lacking = max(claim.short_of(standings[place]) for place in thin)
            remedies.append(
                f"Record {counted(lacking, 'more check')} for {names} before {say_date(claim.next_review)}"
            )
        return concern(
            f"Since {since} {'; '.join(said)}",
            ". ".join(remedies),
            figures=figures,
            supporting=claim.speaking_for(claim.window),
            contradicting=weak_records(claim, list(claim.weaker)),
            about=_stated(claim, list(claim.weaker)),
        )


def _standings(claim: ClaimView) -> dict[Place, Standing]:
    """Every team and every shift in scope, and where it stands."""
    teams = {Place(team=team): standing for team, standing in claim.by_team.items()}
    return teams | {Place(shift=shift): standing for shift, standing in claim.by_shift.items()}


def _mostly_unseen(claim: ClaimView) -> str | None:
    """The kind of place of which fewer than half have a record in the window; None where there is none."""
    records = claim.window.beyond_activity
    teams = [Place(team=team) for team in claim.teams]
    shifts = [Place(shift=shift) for shift in claim.shifts]
    for word, places in (("the teams", teams), ("the shifts", shifts)):
        if sum(len(claim.at(place, records)) > 0 for place in places) * 2 < len(places):
            return word
    return None


def _excused(claim: ClaimView, place: Place) -> bool:
    """Whether leaders state a weaker place themselves and do not call it material."""
    rows = claim.variation_for(place)
    return bool(rows) and not any(row.material for row in rows)


def _stated(claim: ClaimView, places: Sequence[Place]) -> tuple[tuple[str, str], ...]:
    rows = {row.id: None for place in places for row in claim.variation_for(place)}
    return tuple(("variation", id) for id in rows)


def _narrower(claim: ClaimView, standings: Mapping[Place, Standing]) -> str:
    """The claim that today's records would carry, by team or by shift, whichever keeps more of it."""
    teams = [t for t in claim.teams if _holds(claim, standings, Place(team=t))]
    shifts = [s for s in claim.shifts if _holds(claim, standings, Place(shift=s))]
    by_team = [claim.service.team_name(team) for team in teams]
    by_shift = [claim.service.shift_name(shift) for shift in shifts]
    if not by_team and not by_shift:
        return (
            "Claim it for no team or shift yet: bring the weaker places named here to the improved "
            "position first"
        )
    more_by_shift = len(shifts) * max(len(claim.teams), 1) > len(teams) * max(len(claim.shifts), 1)
    return (
        f"Claim it for {listed(by_shift if more_by_shift or not by_team else by_team)} only, until the "
        "others follow"
    )


def _holds(claim: ClaimView, standings: Mapping[Place, Standing], place: Place) -> bool:
    """Whether a team or shift is at the improved position with no weaker cell in it."""
    return standings[place].improved and not any(place.covers(other) for other in claim.weaker)
