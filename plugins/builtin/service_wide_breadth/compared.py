"""The gap between the best and the worst of several places, in words and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from takehold.engine.check import Judgement, insufficient
from takehold.engine.measure.gaps import Gap
from takehold.engine.measure.say import counted, value
from takehold.engine.measure.value import Standing
from takehold.engine.view import ClaimView


def say_gap(
    claim: ClaimView, gap: Gap[str], standings: Mapping[str, Standing], name: Callable[[str], str]
) -> str:
    """Which place is best and which worst, and at what figures."""
    best, worst = (
        f"{name(place)} at {_say(claim, gap, standings[place])}" for place in (gap.best, gap.worst)
    )
    return f"the best is {best} and the weakest {worst}"


def gap_figures(gap: Gap[str], standings: Mapping[str, Standing]) -> dict[str, Any]:
    """The gap as plain numbers, with how many records each end rests on."""
    n = {place: (s.results if gap.lag.by_results else s.figure.n) for place, s in standings.items()}
    return {
        "best": gap.best,
        "best_n": n[gap.best],
        "worst": gap.worst,
        "worst_n": n[gap.worst],
        "gap": gap.lag.size,
        "tolerance": gap.lag.tolerance,
    }


def _say(claim: ClaimView, gap: Gap[str], standing: Standing) -> str:
    if gap.lag.by_results and standing.share is not None:
        return f"{standing.share:.0%} of {standing.results} results met"
    return claim.say(standing)


def say_gap_size(claim: ClaimView, gap: Gap[str]) -> str:
    """How far the worst is behind the best: 23 percentage points; 1.4 minutes."""
    if gap.lag.by_results or claim.gauge.summary == "proportion":
        return counted(round(100 * gap.lag.size), "percentage point")
    return value(claim.gauge.measure, gap.lag.size)


def no_comparison(claim: ClaimView, places: str) -> Judgement:
    """The answer where the measure is one that does not compare places with each other."""
    measure = claim.gauge.measure
    name = (measure.name or measure.id) if measure else "The measure"
    return insufficient(
        f"{name} is a number per {claim.rhythm.cycle}, which does not compare {places} with each "
        "other: a larger one has more "
        "of everything",
        "Measure a share or a rate too, or look at each against its own baseline",
        figures={"n": len(claim.window.beyond_activity)},
    )
