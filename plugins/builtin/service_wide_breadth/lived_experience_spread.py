"""It is felt in every area."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_applicable, not_met
from takehold.engine.measure.say import listed
from takehold.engine.result import Outcome, Severity
from takehold.engine.view import ClaimView, Place

from .felt import feeling


class LivedExperienceSpread(ClaimCheck):
    """It is felt in every area.

    Establishes: That people report the better position on every team, not only where most feedback comes
        from.
    Why it matters: A good average of feedback can hide one unit whose families see no change.
    How it decides: Asks what lived-experience asks of every team that has enough reports from before the
        change and from the newest three review cycles. Met where each of them meets it, a concern where some
        do, not met where none does. With one team this does not apply; where no team has enough, nobody can
        tell.
    What to do: Ask for feedback on the teams that are behind, and write the team on every report.
    """

    id = "lived-experience-spread"
    family = "service-wide-breadth"
    severity = Severity.MINOR
    sources = (
        "service-wide-breadth#example-3/step-2",
        "service-wide-breadth#example-3/step-3",
        "service-wide-breadth#example-3/step-4",
        "service-wide-breadth#example-3/audit",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge on how many teams people feel it."""
        if len(claim.teams) < 2:
            return not_applicable("The claim speaks of no more than one team")
        everywhere = {team: feeling(claim, Place(team=team)) for team in claim.teams}
        felt = {team: found for team, found in everywhere.items() if found.outcome is not None}
        name, day = claim.service.team_name, say_date(claim.changed_on)
        if not felt:
            return insufficient(
                f"No team has enough reports from before {day} and since to say how people there find it",
                f"Enter what people on {listed([name(team) for team in claim.teams])} said before "
                f"{day} and say now, each "
                "report with its team and a result",
                figures={"teams": len(claim.teams), "judged": 0},
            )
        good = [team for team, found in felt.items() if found.outcome is Outcome.MET]
        rest = [team for team in felt if team not in good]
        figures = {"teams": len(claim.teams), "judged": len(felt), "met": good, "short": rest}
        figures |= {"n": sum(found.figures["now_n"] for found in felt.values())}
        after = claim.window.of_groups("experience")
        if not rest:
            return met(
                f"On {listed([name(team) for team in good])} people report that it is better",
                figures=figures,
                supporting=claim.speaking_for(after),
            )
        told = listed([f"{name(team)} ({felt[team].shown})" for team in rest], most=3)
        unhappy = after.among(*(felt[team].contradicting for team in rest))
        found = {"figures": figures, "contradicting": unhappy}
        remedy = (
            f"Ask people on {listed([name(team) for team in rest])} what is still not better, and act on it"
        )
        if good:
            return concern(
                f"On {listed([name(team) for team in good])} people feel it, not yet on {told}",
                remedy,
                **found,
            )
        return not_met(f"People do not feel it yet on {told}", remedy, **found)
