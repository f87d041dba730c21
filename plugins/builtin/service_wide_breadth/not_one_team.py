"""It does not rest on the best team alone."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_applicable, not_met
from takehold.engine.ledger import BLANK
from takehold.engine.measure.gaps import furthest
from takehold.engine.measure.say import counted, told
from takehold.engine.measure.value import Against, Records, Standing
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class NotOneTeam(ClaimCheck):
    """It does not rest on the best team alone.

    Establishes: That the improvement is still there when the best team is left out.
    Why it matters: One strong team can carry the average of a whole service while the others stand where they
        stood.
    How it decides: Leaves the best team's records out of the newest three review cycles, and those that name
        no team. Met where the rest is at the improved position, a concern where it is only better than the
        baseline, not met where it is not even that. With one team this does not apply; where the rest is too
        few, nobody can tell.
    What to do: Carry what the best team does to the next one, and check the others as often.
    """

    id = "not-one-team"
    family = "service-wide-breadth"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#example-1/risk",
        "service-wide-breadth#example-1/step-2",
        "service-wide-breadth#intro/2",
        "service-wide-breadth#commissioner/1",
        "service-wide-breadth#why/1",
        "service-wide-breadth#conclusion/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the claim without its best team."""
        if len(claim.teams) < 2:
            return not_applicable("The claim speaks of no more than one team")
        since = say_date(max(claim.window_from, claim.changed_on))
        equals = furthest(claim.gauge, claim.by_team)
        if not equals:
            return insufficient(
                f"No team has enough records since {since}, so none can be told to be the best",
                f"Record {counted(claim.terms.min_records, 'check')} for each team before "
                f"{say_date(claim.next_review)}",
                figures={"n": len(claim.window.beyond_activity)},
            )
        # Of several that are best together, the one without which the others stand worst: whichever came first
        # in the table must not decide.
        best = min(equals, key=lambda team: _HARDEST.index(_rest(claim, team)[1].against))
        name = claim.service.team_name(best)
        rest, standing = _rest(claim, best)
        if not standing.enough:
            return insufficient(
                f"Without {name}, the records since {since} that name a team are too few to say where "
                "the others stand",
                f"Record {counted(claim.short_of(standing), 'more check')} for the other teams before "
                f"{say_date(claim.next_review)}",
                figures={"best": best} | told(standing, "rest"),
                supporting=rest,
            )
        if not standing.known:
            raise claim.thin_baseline
        figures = {"best": best} | told(claim.by_team[best], "best") | told(standing, "rest")
        shown = f"Without {name}, the best team, the others stand at {claim.say(standing)} since {since}"
        good, bad = claim.speaking_for(rest), claim.against(rest)
        if standing.improved:
            return met(shown, figures=figures, supporting=good, contradicting=bad)
        found = {
            "figures": figures,
            "supporting": good,
            "contradicting": bad if len(bad) else rest.beyond_activity,
        }
        remedy = (
            f"Carry what {name} does to the other teams, and check them again before "
            f"{say_date(claim.next_review)}"
        )
        if standing.against is Against.BETTER:
            return concern(
                f"{shown}: better than before, but short of the improved position", remedy, **found
            )
        return not_met(f"{shown}: no better than before", remedy, **found)


_HARDEST = (Against.NO_BETTER, Against.BETTER, Against.NOT_KNOWN, Against.IMPROVED)


def _rest(claim: ClaimView, team: str) -> tuple[Records, Standing]:
    """The window without one team, and where that stands."""
    code = claim.ledger.words["team"].code(team)
    rest = _without(claim.window, code)
    return rest, claim.standing(rest, part=_without(claim.before, code))


def _without(records: Records, team: int) -> Records:
    """Those of a set that name another team."""
    teams = records.column("team")
    return records.keep((teams != BLANK) & (teams != team))
