"""Which of several places stands best and which worst, and how far apart they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Generic, TypeVar

import attrs

from .value import Gauge, Lag, Standing

K = TypeVar("K")


@attrs.frozen
class Gap(Generic[K]):
    """The best and the worst of several places, and how far the worst is behind."""

    best: K
    worst: K
    lag: Lag


def widest(gauge: Gauge, standings: Mapping[K, Standing]) -> Gap[K] | None:
    """The gap between the best and the worst place with enough records.

    None with fewer than two to compare, or where too thin a baseline leaves open how far apart is level.
    A count or a sum never compares places: a team with more residents has more of everything.
    """
    places = _comparable(standings)
    if gauge.per_cycle or len(places) < 2:
        return None
    by_results = _by_results(standings, places)
    ranks = {place: _rank(gauge, standings[place], by_results) for place in places}
    best, worst = max(places, key=ranks.__getitem__), min(places, key=ranks.__getitem__)
    tolerance = gauge.terms.points if by_results else gauge.tolerance(standings[worst].baseline)
    if tolerance is None:
        return None
    return Gap(best, worst, Lag(ranks[best][0] - ranks[worst][0], tolerance, by_results))


def furthest(gauge: Gauge, standings: Mapping[K, Standing]) -> tuple[K, ...]:
    """The place that stands best, none where none has enough records; several where nothing tells them apart.

    For a count or a sum it is the one furthest ahead of its own baseline, relative to it. Of equals it is the
    one with the most records: without it the least is left.
    """
    places = _comparable(standings)
    by_results = _by_results(standings, places)
    ranks = {place: _rank(gauge, standings[place], by_results) for place in places}
    return tuple(place for place, rank in ranks.items() if rank == max(ranks.values()))


def _comparable(standings: Mapping[K, Standing]) -> list[K]:
    """The places that can be compared: in the measure, unless shares of results reach more of them."""
    measured = [p for p, s in standings.items() if s.figure.enough and s.figure.value is not None]
    shared = [p for p, s in standings.items() if s.enough and s.share is not None]
    return shared if len(shared) > len(measured) else measured


def _by_results(standings: Mapping[K, Standing], places: list[K]) -> bool:
    return not all(standings[place].figure.enough for place in places)


def _rank(gauge: Gauge, standing: Standing, by_results: bool) -> tuple[float, int]:
    """What places are ranked by: the better the higher, then the number of records."""
    if by_results:
        return standing.share or 0.0, standing.results
    value = standing.figure.value or 0.0
    if gauge.per_cycle:
        value = _advance(value, standing.baseline.value or 0.0)
    return (value if gauge.higher else -value), standing.figure.n


def _advance(value: float, baseline: float) -> float:
    """How far a figure has moved from its baseline, relative to it."""
    if baseline == 0:
        return 0.0 if value == 0 else math.copysign(math.inf, value)
    return (value - baseline) / abs(baseline)
