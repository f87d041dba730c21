"""The gap between teams is closing."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import (
    ClaimCheck,
    Judgement,
    concern,
    insufficient,
    met,
    not_applicable,
    not_met,
    parameter,
)
from takehold.engine.measure.gaps import Gap, widest
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, Place

from .compared import gap_figures, no_comparison, say_gap, say_gap_size

_CYCLES = 4


@attrs.frozen(kw_only=True)
class TeamGapNarrowing(ClaimCheck):
    """The gap between teams is closing.

    Establishes: That the weakest team is level with the best, or clearly nearer to it than soon after the
        change.
    Why it matters: An improvement that spreads makes teams more alike. A gap that stays says that it has not
        left the team where it began.
    How it decides: Compares the best and the worst team with enough records over the newest three review
        cycles. Met where they are within the tolerance. A concern where the gap is at least a quarter smaller
        (`narrowing`) than in the first three cycles after the change. Not met otherwise. It does not apply to
        one team; with fewer than two teams to compare, or too few cycles to see a change, nobody can tell.
    What to do: Put support where the gap is, and look at the teams side by side in every review.
    """

    id = "team-gap-narrowing"
    family = "service-wide-breadth"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#example-1/step-2",
        "service-wide-breadth#example-1/step-3",
        "service-wide-breadth#example-1/audit",
        "service-wide-breadth#example-1/step-4",
        "embedded-improvement#example-1/risk",
        "embedded-improvement#example-1/audit",
        "service-wide-breadth#conclusion/3",
    )

    narrowing: float = parameter(
        0.25, "How much smaller than soon after the change the gap must be", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how far the teams are apart."""
        if len(claim.teams) < 2:
            return not_applicable("The claim speaks of no more than one team")
        if claim.gauge.per_cycle:
            return no_comparison(claim, "teams")
        gap = widest(claim.gauge, claim.by_team)
        since = say_date(max(claim.window_from, claim.changed_on))
        if gap is None and sum(standing.enough for standing in claim.by_team.values()) > 1:
            raise claim.thin_baseline
        if gap is None:
            return insufficient(
                f"Fewer than two teams have enough records since {since} to compare",
                f"Record {counted(claim.terms.min_records, 'check')} for each team before "
                f"{say_date(claim.next_review)}",
                figures={"n": len(claim.window.beyond_activity)},
            )
        figures = gap_figures(gap, claim.by_team)
        shown = f"Since {since} {say_gap(claim, gap, claim.by_team, claim.service.team_name)}"
        if not gap.lag.over():
            return met(
                f"{shown}: within the tolerance", figures=figures, supporting=claim.speaking_for(claim.window)
            )
        worst = claim.at(Place(team=gap.worst), claim.window).beyond_activity
        bad = claim.against(worst)
        found = {"figures": figures, "contradicting": bad if len(bad) else worst}
        name = claim.service.team_name(gap.worst)
        remedy = f"Give {name} the support named in one action with an owner and a date, and compare again"
        if len(claim.after_cycles) < _CYCLES:
            lacking = _CYCLES - len(claim.after_cycles)
            return insufficient(
                f"{shown}; too little time has passed since the change to say whether the gap closes",
                f"Compare the teams again after {counted(lacking, f'more {claim.rhythm.cycle}')}",
                **found,
            )
        then = self._first(claim)
        if then is None:
            return not_met(f"{shown}; how far they were apart at first is not known", remedy, **found)
        figures |= {"first_gap": then.lag.size}
        at_first = f"{shown}; soon after the change {say_gap_size(claim, then)} lay between best and weakest"
        if gap.lag.narrowed(then.lag, self.narrowing):
            return concern(f"{at_first}, so it is closing", remedy, **found)
        return not_met(f"{at_first}, so it is not closing", remedy, **found)

    def _first(self, claim: ClaimView) -> Gap[str] | None:
        """The gap in the first three after-cycles with enough records."""
        enough = [cycle for cycle, standing in claim.by_cycle.items() if standing.enough]
        records = claim.first_window(enough)
        return widest(
            claim.gauge, {team: claim.standing_at(Place(team=team), records) for team in claim.teams}
        )
