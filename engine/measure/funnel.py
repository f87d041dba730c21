"""Funnel limits: which of many services differ from the rest by more than their size would explain.

Spiegelhalter, "Funnel plots for comparing institutional performance", Statist. Med. 2005; 24: 1185-1202,
and, for services that vary more than chance alone would have them, Spiegelhalter et al., J. R. Statist. Soc. A
2012; 175: 1-47. Without such limits, of twenty equal services compared at 95% one at least stands out
two times in three.
"""

from __future__ import annotations

import enum
import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Final

import attrs

from .distributions import binomial_at_least, gamma_quantile, poisson_at_most
from .intervals import Interval

ALERT: Final = 0.95
ALARM: Final = 0.998


class Band(enum.StrEnum):
    """How far out a service lies: within both limits, beyond the 95% ones, or beyond the 99.8% ones."""

    WITHIN = "within"
    ALERT = "alert"
    ALARM = "alarm"


@attrs.frozen
class FunnelPoint:
    """One service: its figure, what the figure rests on, and the limits for that size."""

    value: float
    size: float
    """How many were looked at; for a ratio, how many events were expected."""
    alert: Interval
    alarm: Interval

    @property
    def band(self) -> Band:
        """Which limits the figure is beyond."""
        if self.alarm.excludes(self.value):
            return Band.ALARM
        return Band.ALERT if self.alert.excludes(self.value) else Band.WITHIN


@attrs.frozen
class Funnel:
    """Services beside each other, in the order given."""

    centre: float
    dispersion: float
    """The mean squared standardised figure, outermost ones drawn in: 1 where chance alone is at work."""
    between: float
    """The variance between services, on the transformed scale, that the dispersion above 1 stands for."""
    points: tuple[FunnelPoint, ...]


def proportion_funnel(
    successes: Sequence[float], sizes: Sequence[float], *, winsorise: float = 0.1
) -> Funnel:
    """A funnel of shares around their pooled share.

    Limits are exact: the fewest and the most successes whose binomial tail is not below half of what is
    left. Variation between services, found on the arcsine scale, widens them. `winsorise` is the part of
    the services at either end whose standardised figure is drawn in before dispersion is judged. Raises
    ValueError for no services, or for a size not above 0.
    """
    _need_sizes(sizes)
    centre = sum(successes) / sum(sizes)
    middle = math.asin(math.sqrt(centre))
    errors = [1 / (2 * math.sqrt(size)) for size in sizes]
    scores = [
        (math.asin(math.sqrt(count / size)) - middle) / error
        for count, size, error in zip(successes, sizes, errors, strict=True)
    ]
    dispersion, between = _dispersion(scores, errors, winsorise)

    def limits(size: float, error: float, confidence: float) -> Interval:
        tail = (1 - confidence) / 2
        exact = Interval(_fewest(size, centre, tail) / size, (size - _fewest(size, 1 - centre, tail)) / size)
        reach = _reach(error, between, confidence)
        low, high = max(middle - reach, 0.0), min(middle + reach, math.pi / 2)
        return _widened(exact, Interval(math.sin(low) ** 2, math.sin(high) ** 2), between)

    return Funnel(centre, dispersion, between, _points(successes, sizes, errors, limits))


def ratio_funnel(observed: Sequence[float], expected: Sequence[float], *, winsorise: float = 0.1) -> Funnel:
    """A funnel of events observed over events expected, around 1.

    Limits are exact in the same way, by Poisson tails; variation between services is found on the log
    scale, where no event counts as half of one. Raises ValueError as `proportion_funnel` does.
    """
    _need_sizes(expected)
    errors = [1 / math.sqrt(size) for size in expected]
    scores = [
        math.log(max(count, 0.5) / size) / error
        for count, size, error in zip(observed, expected, errors, strict=True)
    ]
    dispersion, between = _dispersion(scores, errors, winsorise)

    def limits(size: float, error: float, confidence: float) -> Interval:
        fewest, most = _poisson_range(size, (1 - confidence) / 2)
        reach = _reach(error, between, confidence)
        spread = Interval(math.exp(-reach), math.exp(reach))
        return _widened(Interval(fewest / size, most / size), spread, between)

    return Funnel(1.0, dispersion, between, _points(observed, expected, errors, limits))


def ratio_curve(expected: float, confidence: float) -> Interval:
    """The smooth limits to draw for a ratio, as FunnelPlotR draws them.

    They are the exact interval of a count that equals what was expected, so they run a little inside the
    limits of `ratio_funnel`, by which a service is judged.
    """
    tail = (1 - confidence) / 2
    return Interval(
        low=gamma_quantile(expected, tail) / expected,
        high=gamma_quantile(expected + 1, 1 - tail) / expected,
    )


def _need_sizes(sizes: Sequence[float]) -> None:
    if not sizes or min(sizes) <= 0:
        raise ValueError("a funnel needs services, each of a size above 0")


def _dispersion(scores: Sequence[float], errors: Sequence[float], winsorise: float) -> tuple[float, float]:
    """The dispersion of standardised figures, and the variance between services (DerSimonian & Laird)."""
    ordered, count = sorted(scores), len(scores)
    low, high = _quantile(ordered, winsorise), _quantile(ordered, 1 - winsorise)
    dispersion = sum(min(max(score, low), high) ** 2 for score in scores) / count
    weights = [1 / error**2 for error in errors]
    total = sum(weights)
    spare = total - sum(weight**2 for weight in weights) / total
    between = (count * dispersion - (count - 1)) / spare if count > 1 else 0.0
    return dispersion, max(0.0, between)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile by linear interpolation between neighbours (type 7 of Hyndman & Fan)."""
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def _reach(error: float, between: float, confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2) * math.sqrt(error**2 + between)


def _widened(exact: Interval, spread: Interval, between: float) -> Interval:
    """Variation between services can only excuse a service, so it never draws an exact limit in."""
    if between == 0:
        return exact
    return Interval(min(exact.low, spread.low), max(exact.high, spread.high))


def _fewest(size: float, chance: float, tail: float) -> int:
    """The fewest successes for which so few or fewer have at least this chance."""
    counts = range(math.floor(size) + 1)
    return bisect_left(counts, tail, key=lambda count: 1 - binomial_at_least(count + 1, size, chance))


def _poisson_range(expected: float, tail: float) -> tuple[int, int]:
    """The fewest and the most events for which so few, or so many, have at least this chance."""
    counts = range(math.ceil(2 * expected) + 50)  # beyond this no tail reaches a thousandth
    fewest = bisect_left(counts, tail, key=lambda count: poisson_at_most(count, expected))
    most = bisect_left(counts, True, key=lambda count: 1 - poisson_at_most(count, expected) < tail)
    return fewest, most


def _points(
    counts: Sequence[float],
    sizes: Sequence[float],
    errors: Sequence[float],
    limits: Callable[[float, float, float], Interval],
) -> tuple[FunnelPoint, ...]:
    # Of thousands of services many are of one size, and limits are searched for.
    found = {
        size: (limits(size, error, ALERT), limits(size, error, ALARM))
        for size, error in dict(zip(sizes, errors, strict=True)).items()
    }
    return tuple(
        FunnelPoint(count / size, size, *found[size]) for count, size in zip(counts, sizes, strict=True)
    )
