"""Before and after differ, measurably and beyond chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.difference import Difference, difference
from takehold.engine.measure.say import counted, odds, say_figure, value
from takehold.engine.measure.value import Figure
from takehold.engine.result import Outcome, Severity
from takehold.engine.view import ClaimView

_WORST_FIRST = (Outcome.NOT_MET, Outcome.CONCERN, Outcome.MET)


@attrs.frozen
class _Comparison:
    """The newest cycles against one set of records from before the change."""

    name: str
    before: Figure
    found: Difference
    improved: bool

    @property
    def outcome(self) -> Outcome:
        """What this comparison alone would say."""
        # A baseline that met the target leaves the same or a worse figure at the improved position, and no different.
        if not self.found.better:
            return Outcome.NOT_MET
        if self.improved and self.found.beyond_chance:
            return Outcome.MET
        return Outcome.CONCERN if self.improved or self.found.beyond_chance else Outcome.NOT_MET


@attrs.frozen(kw_only=True)
class MeasurableImprovement(ClaimCheck):
    """Before and after differ, measurably and beyond chance.

    Establishes: That the claim's own measure stands clearly better now than before the change, by more than the ups
        and downs that small numbers bring by themselves.
    Why it matters: A good month after a bad one proves little. What counts is a difference that is large enough to
        matter and that chance does not explain.
    How it decides: It compares the newest three review cycles with the baseline in the claim's measure. Met where the
        figure is at the improved position and the 95% interval of the difference leaves no room for no change. A
        concern where only one of the two holds. Not met where it is the same, worse, or better by too little to tell.
        Where a baseline was chosen out of more records from before the change, all those of the year before are held
        against it too, and the worse answer counts.
    What to do: Measure the same thing in the same way before and after, and look at more cases in each review cycle.
    """

    id = "measurable-improvement"
    family = "improvement-over-time"
    severity = Severity.BLOCKER
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#why/1",
        "improvement-over-time#example-1/step-5",
        "improvement-over-time#example-2/step-5",
        "improvement-over-time#example-1/measure",
        "improvement-over-time#example-2/measure",
        "improvement-over-time#inspector/1",
        "improvement-over-time#conclusion/3",
        "staff-practice#example-1/measure",
        "staff-practice#example-2/measure",
        "staff-practice#example-3/measure",
        "improvement-plans#example-2/step-4",
        "improvement-plans#framework/3",
        "improvement-plans#conclusion/3",
    )

    confidence: float = parameter(
        0.95, "How sure the interval of the difference is to hold the truth", at_least=0.5, at_most=0.999
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge a claim's figure against what it was."""
        now = claim.now.figure
        if not claim.baseline.enough or not now.enough:
            return _thin(claim, now)
        worst = min(self._comparisons(claim, now), key=lambda one: _WORST_FIRST.index(one.outcome))
        what = _said(claim, now, worst)
        found: dict[str, Any] = {
            "figures": _figures(claim, now, worst),
            "supporting": claim.window.keep(claim.gauge.counts[claim.window.rows]),
        }
        if worst.outcome is Outcome.MET:
            return met(what, **found)
        found["contradicting"] = claim.contradicting.in_cycles(claim.window_cycles)
        if worst.outcome is Outcome.NOT_MET:
            return not_met(what, "Look at what is still in the way, change that, and measure again", **found)
        if worst.improved:
            remedy = (
                "Look at more cases in each of the next review cycles, so that chance no longer explains it"
            )
        else:
            assert worst.before.value is not None
            position = value(claim.gauge.measure, claim.gauge.position(worst.before.value))
            remedy = f"Carry on until the newest review cycles stand at {position} or better"
        return concern(what, remedy, **found)

    def _comparisons(self, claim: ClaimView, now: Figure) -> Iterator[_Comparison]:
        """The newest cycles against the baseline and, where that was chosen, the whole year before the change."""
        sides = [("the baseline", claim.baseline)]
        if claim.baseline_was_chosen:
            sides.append(("all records of the year before the change", claim.gauge.figure(claim.year_before)))
        assert now.value is not None
        for name, before in sides:
            if before.enough and before.value is not None:
                found = difference(claim.gauge, before, now, self.confidence)
                yield _Comparison(name, before, found, claim.gauge.improved(now.value, before.value))


def _since(claim: ClaimView) -> str:
    return say_date(max(claim.window_from, claim.changed_on))


def _thin(claim: ClaimView, now: Figure) -> Judgement:
    """Too little on one side or both, in the measure itself."""
    measure = claim.gauge.measure
    unit = "whole cycle" if claim.gauge.per_cycle else "record"
    has, lacks = [], []
    for figure, when in (
        (claim.baseline, f"from before the change on {say_date(claim.changed_on)}"),
        (now, f"since {_since(claim)}"),
    ):
        if not figure.enough:
            size = len(figure.values) if claim.gauge.per_cycle else figure.n
            has.append(f"{counted(size, unit)} {when}")
            lacks.append(f"{counted(max(1, claim.terms.min_records - size), f'more {unit}')} {when}")
    named = f"'{measure.name or measure.id}'" if measure else "results that name no measure"
    return insufficient(
        f"There is too little to compare in {named}: {' and '.join(has)}",
        f"Enter at least {' and '.join(lacks)}, {'with figures in this measure' if measure else 'each with a result'}",
        figures={"n": now.n, "baseline_n": claim.baseline.n, "cycles": len(claim.window_cycles)},
        supporting=claim.window,
        columns=("measure",),
    )


def _said(claim: ClaimView, now: Figure, worst: _Comparison) -> str:
    """What stands against what, and what may be said of the difference."""
    measure, found = claim.gauge.measure, worst.found
    text = (
        f"Since {_since(claim)} it stands at {say_figure(measure, now)}, "
        f"against {say_figure(measure, worst.before)} in {worst.name}"
    )
    if not found.better:
        return f"{text}: no better"
    by_how_much = f"({found.say(measure)})"
    if worst.outcome is Outcome.MET:
        return f"{text}: better, beyond chance {by_how_much}"
    if worst.improved:
        return f"{text}: better, but {_by_chance(found)} {by_how_much}"
    if found.beyond_chance:
        return f"{text}: better beyond chance {by_how_much}, but short of the improved position"
    return f"{text}: better, but short of the improved position, and {_by_chance(found)} {by_how_much}"


def _by_chance(found: Difference) -> str:
    if found.by_chance is None:
        return "chance alone could explain it"
    return f"chance alone would bring as much {odds(found.by_chance)}"


def _figures(claim: ClaimView, now: Figure, worst: _Comparison) -> dict[str, Any]:
    figures = {
        "value": now.value,
        "n": now.n,
        "cycles": len(claim.window_cycles),
        "baseline": worst.before.value,
        "baseline_n": worst.before.n,
        "against": worst.name,
        "interval": worst.found.ends,
        "interval_of": "ratio" if worst.found.ratio else "difference",
    }
    if worst.found.by_chance is not None:
        figures["by_chance"] = worst.found.by_chance
    return figures
