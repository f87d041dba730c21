"""No special cause has pushed it the wrong way."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import counted, listed, value
from takehold.engine.measure.special_causes import Rule, SpecialCause
from takehold.engine.measure.xmr import chart
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_SAY = {
    Rule.BEYOND_LIMITS: "Beyond the limits on the wrong side",
    Rule.SHIFT: "One after another on the wrong side of the mean",
    Rule.TREND: "Each worse than the one before",
    Rule.TWO_OF_THREE: "Close to the limit on the wrong side",
}


@attrs.frozen(kw_only=True)
class StableOutcomes(ClaimCheck):
    """No special cause has pushed it the wrong way.

    Establishes: That since the change the measure varies only as it usually does, with no sign of something
        pushing it the wrong way.
    Why it matters: Figures go up and down by themselves. A chart tells that apart from a slide that has begun
        and that an average still hides.
    How it decides: Draws the measure by review cycle since the change as an individuals chart (limits from
        the mean moving range times 2.66, very large moving ranges left out once, as the NHS charts do). Not
        met with a point beyond the limits, a run of 7 on the wrong side (`shift`) or 7 in a row going the
        wrong way (`trend`). A concern with two of three points close to the limit. With fewer than 10 points
        (`min_points`), or where every point is the same, nobody can tell.
    What to do: Find out what happened in the cycles named, and keep the chart going.
    """

    id = "stable-outcomes"
    family = "embedded-improvement"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#example-1/audit",
        "improvement-over-time#why/1",
        "embedded-improvement#intro/2",
        "embedded-improvement#example-3/step-1",
        "embedded-improvement#conclusion/3",
        "improvement-over-time#conclusion/3",
        "staff-practice#why/2",
    )

    min_points: int = parameter(10, "How many review cycles with enough records a chart needs", at_least=2)
    shift: int = parameter(7, "How many points in a row on one side of the mean make a shift", at_least=2)
    trend: int = parameter(7, "How many points in a row going one way make a trend", at_least=2)

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the chart of the measure since the change."""
        points = {
            cycle: standing.figure.value
            for cycle, standing in claim.by_cycle.items()
            if standing.figure.enough and standing.figure.value is not None
        }
        cycles, word = list(points), claim.rhythm.cycle
        figures = {"points": len(points), "values": list(points.values())}
        if len(points) < self.min_points:
            lacking = self.min_points - len(points)
            return insufficient(
                f"{counted(len(points), word)} with enough records since the change: a chart needs "
                f"{self.min_points}",
                f"Keep checking for {counted(lacking, word)} more, with enough records in each",
                figures=figures,
            )
        drawn = chart(
            list(points.values()),
            better="higher" if claim.gauge.higher else "lower",
            shift=self.shift,
            trend=self.trend,
            min_points=self.min_points,
        )
        segment = drawn.segments[0]
        if not segment.usable:
            return insufficient(
                f"A chart of {counted(len(points), word)} since the change says nothing: {segment.reason}",
                "Use a measure that can vary from cycle to cycle, or keep checking until it does",
                figures=figures,
            )
        figures |= {"mean": segment.mean, "lower": segment.lower, "upper": segment.upper}
        wrong = drawn.unfavourable()
        if not wrong:
            return met(
                f"In {counted(len(points), word)} since the change it varied only as usual, around "
                f"{value(claim.gauge.measure, segment.mean)}",
                figures=figures,
                supporting=claim.speaking_for(claim.after),
            )
        grave = [cause for cause in wrong if cause.rule is not Rule.TWO_OF_THREE]
        named = grave or list(wrong)
        at = sorted({cycles[point] for cause in named for point in cause.points})
        there = claim.after.in_cycles(at).beyond_activity
        bad = claim.against(there)
        judged = not_met if grave else concern
        return judged(
            "; ".join(
                _say(claim, [c for c in named if c.rule is rule], cycles)
                for rule in Rule
                if _has(named, rule)
            ),
            "Find out what happened then, put it right, and see the next cycles come back",
            figures=figures,
            contradicting=bad if len(bad) else there,
        )


def _say(claim: ClaimView, causes: Sequence[SpecialCause], cycles: list[int]) -> str:
    """Where one rule holds: single points each by name, a run by its ends."""
    times = []
    for cause in causes:
        first, last = (claim.rhythm.say(cycles[cause.points[at]]) for at in (0, -1))
        run = f"{len(cause.points)} {claim.rhythm.cycle}s from {first} to {last}"
        times.append(first if len(cause.points) == 1 else run)
    return f"{_SAY[causes[0].rule]}: {listed(times)}"


def _has(causes: Sequence[SpecialCause], rule: Rule) -> bool:
    return any(cause.rule is rule for cause in causes)
