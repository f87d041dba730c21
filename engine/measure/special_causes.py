"""The four rules by which a chart's points are more than its usual variation.

They are those of NHS "Making Data Count", as the NHS's own NHSRplotthedots 0.2.2 applies them. A rule is
given signs (+1 above, -1 below, 0 neither) and gives back the runs of points that it holds for.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from itertools import groupby

import attrs

Run = tuple[tuple[int, ...], int]
"""The points of a run, by position, and its sign: +1 above or rising, -1 below or falling."""


class Rule(enum.StrEnum):
    """A way in which points stand out, the one to name first where several hold first."""

    BEYOND_LIMITS = "beyond-limits"
    TREND = "trend"
    TWO_OF_THREE = "two-of-three"
    SHIFT = "shift"


@attrs.frozen
class SpecialCause:
    """One rule that holds, and the points that it holds for, by their position on the chart."""

    rule: Rule
    points: tuple[int, ...]
    high: bool
    """Above the mean; for a trend, rising."""
    favourable: bool


def sign(difference: float, noise: float) -> int:
    """+1 or -1, or 0 where the difference is no more than the noise of computing it."""
    return (difference > noise) - (difference < -noise)


def singles(sides: Sequence[int]) -> list[Run]:
    """Every point with a side, as a run of its own (given which side of the limits each point is beyond)."""
    return [((at,), side) for at, side in enumerate(sides) if side]


def shifts(sides: Sequence[int], length: int) -> list[Run]:
    """Every run of `length` or more points on one side of the mean; a point on the mean ends it."""
    return [(tuple(range(start, stop)), side) for start, stop, side in _runs(sides) if stop - start >= length]


def trends(steps: Sequence[int], length: int) -> list[Run]:
    """Every run of `length` or more points that only rise, or only fall; two equal points end it.

    `steps` holds the sign of each step from one point to the next, so it is one shorter than the points.
    """
    return [
        (tuple(range(start, stop + 1)), side)
        for start, stop, side in _runs(steps)
        if stop + 1 - start >= length
    ]


def two_of_three(near: Sequence[bool], sides: Sequence[int]) -> list[Run]:
    """Points near a limit, two or more of them in any three in a row that are all on that side.

    A point beyond the limit is not near it, and only the near points are given back, as NHSRplotthedots has it.
    """
    windows = [range(start, start + 3) for start in range(len(near) - 2)]
    held = [
        window
        for window in windows
        if abs(sum(sides[at] for at in window)) == 3 and sum(near[at] for at in window) >= 2
    ]
    points = sorted({at for window in held for at in window if near[at]})
    return [(group, sides[group[0]]) for group in _within_reach(points, sides)]


def _runs(signs: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Each run of equal signs other than 0: where it starts, where it stops, and its sign."""
    start = 0
    for side, members in groupby(signs):
        stop = start + sum(1 for _ in members)
        if side:
            yield start, stop, side
        start = stop


def _within_reach(points: Sequence[int], sides: Sequence[int]) -> Iterable[tuple[int, ...]]:
    """The points in groups of one side, each point at most two places from the one before it."""
    group: list[int] = []
    for at in points:
        if group and (at - group[-1] > 2 or sides[at] != sides[group[-1]]):
            yield tuple(group)
            group = []
        group.append(at)
    if group:
        yield tuple(group)
