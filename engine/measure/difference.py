"""Whether after differs from before by more than chance, by the method that fits how the measure sums up."""

from __future__ import annotations

import math
from typing import Final

import attrs

from ..model import Measure
from .chance import chance_of_run
from .intervals import Interval, median_shift, newcombe, poisson_ratio, welch
from .say import number, points
from .value import Figure, Gauge

SMALL: Final = 30
"""A set that looked at no more than this many is small: chance alone can make it look good."""


@attrs.frozen
class Difference:
    """How one set of records differs from another in a measure.

    `interval` holds the differences (after minus before) or, where `ratio` is set, the ratios (after over before)
    that the data leave open; None where there are too few figures for one. `better` says that the figure after is
    better than the one before, `beyond_chance` that it is better and the interval leaves no room for no change.
    `by_chance` is how often a small set would come out as good although nothing had changed.
    """

    better: bool
    beyond_chance: bool
    interval: Interval | None
    ratio: bool
    by_chance: float | None = None

    def say(self, measure: Measure | None) -> str:
        """What the data leave open, in words: a difference of +12 to +58 points; 0.31 to 0.84 times what it was."""
        if self.interval is None:
            return "too few figures to say how much"
        low, high = self.interval.low, self.interval.high
        if self.ratio:
            top = f"to {number(high)}" if math.isfinite(high) else "and more"
            return f"{number(low)} {top} times what it was"
        if measure is None or measure.summary == "proportion":
            return f"a difference of {points(low)} to {points(high)} points"
        return f"a difference of {number(low)} to {number(high)}{f' {measure.unit}' if measure.unit else ''}"

    @property
    def ends(self) -> list[float | None]:
        """The two ends of the interval for a reader's figures; None for an end that is open, or no interval."""
        if self.interval is None:
            return []
        return [end if math.isfinite(end) else None for end in (self.interval.low, self.interval.high)]


def difference(gauge: Gauge, before: Figure, after: Figure, confidence: float) -> Difference:
    """Compare two figures of a measure, both with a value.

    Newcombe's interval for proportions, Welch's for means and for sums over cycles, the exact Poisson ratio for
    counts (events over cycles) and rates (events over exposure), the rank interval of the shift for medians.
    """
    assert before.value is not None and after.value is not None
    better = gauge.better(after.value, before.value)
    ratio = gauge.summary in ("count", "rate")
    interval = _interval(gauge.summary, before, after, confidence)
    beyond = better and interval is not None and interval.excludes(1.0 if ratio else 0.0)
    return Difference(better, beyond, interval, ratio, _by_chance(gauge, before, after) if better else None)


def _interval(summary: str, before: Figure, after: Figure, confidence: float) -> Interval | None:
    sums = (before.numerator, before.denominator, after.numerator, after.denominator)
    if summary == "proportion":
        return newcombe(*sums, confidence)
    if summary in ("count", "rate"):
        return poisson_ratio(*sums, confidence)
    if summary == "median":
        return median_shift(before.values, after.values, confidence)
    return welch(before.values, after.values, confidence)


def _by_chance(gauge: Gauge, before: Figure, after: Figure) -> float | None:
    """How often a small share after would reach what it did, while the truth stayed what it was."""
    size = round(after.denominator)
    if gauge.summary != "proportion" or not 0 < size <= SMALL:
        return None
    assert before.value is not None and after.value is not None
    better = "higher" if gauge.higher else "lower"
    return chance_of_run([size], after.value, before.value, better)
