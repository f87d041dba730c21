"""The individuals (XmR) chart of a measure over time, as NHS "Making Data Count" draws it.

Limits are the mean ± 2.66 × the mean moving range (the difference between neighbouring points), after
moving ranges of 3.267 times their mean or more have been left out once. Arithmetic and rules are those of
NHSRplotthedots 0.2.2, with one difference: where a stretch has too few points, or no moving range other
than 0, it has no limits and shows no special cause, since nothing says what its usual variation is.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import attrs

from .special_causes import Rule, SpecialCause, shifts, sign, singles, trends, two_of_three

LIMIT: Final = 2.66
"""Mean moving ranges from the mean to a limit: 3 sigma, where sigma is the mean moving range / 1.128."""

SCREEN: Final = 3.267
"""A moving range of this many times their mean is left out: the upper limit of a chart of moving ranges."""

_NEAR: Final = LIMIT * 2 / 3
_NOISE: Final = 1e-9
"""Differences below this share of the largest figure are taken as arithmetic noise, not as variation."""


class Assurance(enum.StrEnum):
    """Whether a target will be met while things stay as they are."""

    MEETS = "consistently-meets"
    MISSES = "consistently-misses"
    HIT_OR_MISS = "hit-or-miss"


@attrs.frozen
class Segment:
    """A stretch of a chart with one mean and one pair of limits; its points are `start` up to `stop`."""

    start: int
    stop: int
    mean: float
    moving_range: float | None
    """The mean moving range that the limits rest on; None where there are no limits."""
    reason: str | None = None
    """Why there are no limits, in words."""

    @property
    def usable(self) -> bool:
        """Whether the stretch has limits, so that a special cause could be seen at all."""
        return self.moving_range is not None

    @property
    def lower(self) -> float | None:
        """The lower limit, which may lie below what the measure can reach."""
        return None if self.moving_range is None else self.mean - LIMIT * self.moving_range

    @property
    def upper(self) -> float | None:
        """The upper limit, which may lie above what the measure can reach."""
        return None if self.moving_range is None else self.mean + LIMIT * self.moving_range

    def assurance(self, target: float, better: str) -> Assurance | None:
        """Whether the target lies beyond the limits, on which side; None where there are no limits."""
        if self.lower is None or self.upper is None:
            return None
        if self.lower <= target <= self.upper:
            return Assurance.HIT_OR_MISS
        return Assurance.MEETS if (target < self.lower) == (better == "higher") else Assurance.MISSES


@attrs.frozen
class Chart:
    """A chart: its values in order of time, its stretches, and every special cause, earliest first."""

    values: tuple[float, ...]
    segments: tuple[Segment, ...]
    causes: tuple[SpecialCause, ...]

    def at(self, point: int) -> tuple[SpecialCause, ...]:
        """The special causes that a point is part of, the one to name first first.

        Where a rising trend turns into a falling one, the point of the turn is in both: the later is first.
        """
        return tuple(
            sorted(
                (cause for cause in self.causes if point in cause.points),
                key=lambda cause: (list(Rule).index(cause.rule), -cause.points[0]),
            )
        )

    def unfavourable(self, since: int = 0) -> tuple[SpecialCause, ...]:
        """The special causes in the wrong direction that hold a point at `since` or later."""
        return tuple(cause for cause in self.causes if not cause.favourable and cause.points[-1] >= since)


def chart(
    values: Sequence[float],
    *,
    better: str,
    fix: int | None = None,
    rebase: Iterable[int] = (),
    screen: bool = True,
    shift: int = 7,
    trend: int = 7,
    min_points: int = 10,
) -> Chart:
    """Chart `values`, one for each cycle in order of time.

    `better` is `higher` or `lower`. With `fix`, each stretch takes its mean and limits from its first `fix`
    points. A new stretch starts at each position in `rebase` (one at or past either end starts none); no
    rule reaches across from one to the next.
    `screen` leaves out large moving ranges once. `shift` and `trend` are how many points in a row make one.
    A stretch whose mean rests on fewer than `min_points` points has no limits. Raises ValueError for a
    value that is not a finite number.
    """
    if not all(math.isfinite(value) for value in values):
        raise ValueError("a chart needs finite numbers")
    noise = _NOISE * max(map(abs, values), default=0.0)
    bounds = sorted({0, *rebase, len(values)} & set(range(len(values) + 1)))
    segments = [
        _segment(values, start, stop, fix, noise, screen=screen, min_points=min_points)
        for start, stop in pairwise(bounds)
    ]
    causes = [
        cause
        for segment in segments
        for cause in _causes(values, segment, better, noise, shift=shift, trend=trend)
    ]
    causes.sort(key=lambda cause: cause.points)
    return Chart(tuple(values), tuple(segments), tuple(causes))


def _segment(
    values: Sequence[float],
    start: int,
    stop: int,
    fix: int | None,
    noise: float,
    *,
    screen: bool,
    min_points: int,
) -> Segment:
    baseline = values[start : stop if fix is None else min(stop, start + fix)]
    mean = math.fsum(baseline) / len(baseline)
    needed = max(min_points, 2)
    if len(baseline) < needed:
        return Segment(
            start, stop, mean, None, f"it has {len(baseline)} of the {needed} points that limits need"
        )
    ranges = [abs(after - before) for before, after in pairwise(baseline)]
    moving_range = math.fsum(ranges) / len(ranges)
    if moving_range <= noise:
        reason = f"all {len(baseline)} points are the same, so there is no usual variation to judge by"
        return Segment(start, stop, mean, None, reason)
    if screen:
        kept = [size for size in ranges if size < SCREEN * moving_range]
        moving_range = math.fsum(kept) / len(kept)
        if moving_range <= noise:
            reason = (
                "apart from a jump or two every point is the same as the one before it, "
                "so there is no usual variation to judge by"
            )
            return Segment(start, stop, mean, None, reason)
    return Segment(start, stop, mean, moving_range)


def _causes(
    values: Sequence[float], segment: Segment, better: str, noise: float, *, shift: int, trend: int
) -> list[SpecialCause]:
    if segment.moving_range is None:
        return []
    away = [value - segment.mean for value in values[segment.start : segment.stop]]
    sides = [sign(distance, noise) for distance in away]
    beyond = [_beyond(distance, LIMIT * segment.moving_range, noise) for distance in away]
    near = [
        not outside and _beyond(distance, _NEAR * segment.moving_range, noise) != 0
        for distance, outside in zip(away, beyond, strict=True)
    ]
    steps = [sign(after - before, noise) for before, after in pairwise(away)]
    found = {
        Rule.BEYOND_LIMITS: singles(beyond),
        Rule.TREND: trends(steps, trend),
        Rule.TWO_OF_THREE: two_of_three(near, sides),
        Rule.SHIFT: shifts(sides, shift),
    }
    return [
        SpecialCause(
            rule=rule,
            points=tuple(segment.start + at for at in points),
            high=side > 0,
            favourable=(side > 0) == (better == "higher"),
        )
        for rule, runs in found.items()
        for points, side in runs
    ]


def _beyond(distance: float, limit: float, noise: float) -> int:
    """On which side a distance from the mean lies beyond a limit that far from it, or 0."""
    return sign(distance, limit + noise)
