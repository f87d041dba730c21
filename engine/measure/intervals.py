"""Intervals that say how far a figure, or a difference between before and after, could be chance.

Every difference is *after minus before* and every ratio *after over before*: a positive difference, or a
ratio above 1, is a rise, whether or not a rise is what was wanted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import Final

import attrs

from .distributions import beta_quantile, t_quantile


@attrs.frozen
class Interval:
    """The values that the data leave open, both ends included."""

    low: float
    high: float

    def excludes(self, value: float) -> bool:
        """Whether `value` lies strictly outside, so that the data speak against it."""
        return value < self.low or value > self.high


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval:
    """The score interval of a share (Wilson 1927; method 3 of Newcombe, Statist. Med. 1998; 17: 857-872).

    Successes may be fractional, since a record that is partly met counts a half. Raises ValueError where
    they are not between 0 and n, or n is not above 0.
    """
    if not 0 <= successes <= n or n <= 0:
        raise ValueError(f"{successes:g} of {n:g} is not a share")
    z = _normal(confidence)
    share = successes / n
    centre = (successes + z * z / 2) / (n + z * z)
    half = z * math.sqrt(share * (1 - share) * n + z * z / 4) / (n + z * z)
    # At either end the formula gives exactly that end; in floating point, only nearly.
    return Interval(
        low=centre - half if successes > 0 else 0.0,
        high=centre + half if successes < n else 1.0,
    )


def newcombe(
    successes_before: float,
    n_before: float,
    successes_after: float,
    n_after: float,
    confidence: float = 0.95,
) -> Interval:
    """The difference of two shares, after minus before (method 10 of Newcombe, Statist. Med. 1998; 17: 873-890).

    Built from the two Wilson intervals; raises ValueError as `wilson` does.
    """
    before = wilson(successes_before, n_before, confidence)
    after = wilson(successes_after, n_after, confidence)
    share_before, share_after = successes_before / n_before, successes_after / n_after
    difference = share_after - share_before
    return Interval(
        low=difference - math.hypot(share_after - after.low, before.high - share_before),
        high=difference + math.hypot(after.high - share_after, share_before - before.low),
    )


def welch(before: Sequence[float], after: Sequence[float], confidence: float = 0.95) -> Interval | None:
    """The difference of two means, after minus before, variances not assumed equal (Welch 1947).

    None where a side has fewer than two values. Where neither side varies at all, the interval has no
    width: nothing in the data leaves the difference open.
    """
    if len(before) < 2 or len(after) < 2:
        return None
    mean_before, error_before = _mean_and_error(before)
    mean_after, error_after = _mean_and_error(after)
    difference, error = mean_after - mean_before, error_before + error_after
    if error == 0:
        return Interval(difference, difference)
    parts = error_before**2 / (len(before) - 1) + error_after**2 / (len(after) - 1)
    half = t_quantile(0.5 + confidence / 2, error**2 / parts) * math.sqrt(error)
    return Interval(difference - half, difference + half)


def poisson_ratio(
    events_before: float,
    exposure_before: float,
    events_after: float,
    exposure_after: float,
    confidence: float = 0.95,
) -> Interval:
    """The ratio of two rates, after over before, exact given the events there were in all.

    Of a known number of events, those after are binomial, and their share is the ratio in another form:
    Clopper & Pearson's interval of that share is turned back into one of the ratio (Lehmann, Testing
    Statistical Hypotheses, 4.5; `poisson.test` in R). With no event before, the ratio has no upper end;
    with none on either side it is left wholly open. Raises ValueError for a negative number of events
    or an exposure that is not above 0.
    """
    if min(events_before, events_after) < 0 or min(exposure_before, exposure_after) <= 0:
        raise ValueError("a rate needs events of 0 or more and an exposure above 0")
    tail = (1 - confidence) / 2
    scale = exposure_before / exposure_after
    odds_before = _lowest_odds(events_before, events_after, tail)
    low = _lowest_odds(events_after, events_before, tail) * scale
    high = scale / odds_before if odds_before > 0 else math.inf
    return Interval(low, high)


def median_shift(
    before: Sequence[float], after: Sequence[float], confidence: float = 0.95
) -> Interval | None:
    """How far values have shifted, after minus before: the rank interval around the Hodges-Lehmann shift.

    Of all differences between an after-value and a before-value, the interval runs from the k-th smallest
    to the k-th largest, k by the Mann-Whitney statistic (Moses; Hollander & Wolfe, Nonparametric
    Statistical Methods, 4.3): counted exactly up to some 40 values a side, and by its normal
    approximation with continuity correction above. Ties make it wider, never narrower. None where so few
    values could not reach this confidence even if every after-value were beyond every before-value.
    """
    if not before or not after:
        return None
    rank = _critical_rank(*sorted((len(before), len(after))), confidence)
    if rank < 1:
        return None
    earlier, later = sorted(before), sorted(after)
    pairs = len(earlier) * len(later)
    return Interval(_kth_difference(earlier, later, rank), _kth_difference(earlier, later, pairs + 1 - rank))


def _lowest_odds(events: float, others: float, tail: float) -> float:
    """The lowest odds for one of these events, against one of the others, that leaves them this chance."""
    if events == 0:
        return 0.0
    share = beta_quantile(events, others + 1, tail)
    return share / (1 - share)


@lru_cache(maxsize=64)
def _normal(confidence: float) -> float:
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def _mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """The mean, and the variance of that mean; exactly no variance where all values are the same."""
    if min(values) == max(values):
        return values[0], 0.0
    n = len(values)
    mean = math.fsum(values) / n
    return mean, math.fsum((value - mean) ** 2 for value in values) / (n - 1) / n


_COUNTED: Final = 40**3
"""Up to this product of both sample sizes and the smaller one, ranks are counted, not approximated."""


@lru_cache(maxsize=256)
def _critical_rank(smaller: int, larger: int, confidence: float) -> int:
    """The largest k for which the Mann-Whitney statistic is below k with at most half the remaining chance."""
    pairs, tail = smaller * larger, (1 - confidence) / 2
    if pairs * smaller > _COUNTED:
        deviation = math.sqrt(pairs * (smaller + larger + 1) / 12)
        return math.floor(pairs / 2 + 0.5 - _normal(confidence) * deviation)
    allowed = tail * math.comb(smaller + larger, smaller)
    ways = _ways(smaller, larger)
    rank, used = 0, ways[0]
    while used <= allowed:
        rank += 1
        used += ways[rank]
    return rank


def _ways(smaller: int, larger: int) -> list[int]:
    """In how many orderings of both samples the Mann-Whitney statistic is 0, 1, 2 … up to half its range.

    These are the coefficients of a Gaussian binomial: the product over i of (1 - q^(larger + i)) / (1 - q^i).
    """
    top = smaller * larger // 2 + 1
    ways = [1] + [0] * top
    for i in range(1, smaller + 1):
        for u in range(top, larger + i - 1, -1):
            ways[u] -= ways[u - larger - i]
        for u in range(i, top + 1):
            ways[u] += ways[u - i]
    return ways


def _kth_difference(earlier: Sequence[float], later: Sequence[float], k: int) -> float:
    """The k-th smallest of all differences later - earlier (both sorted), without listing them all."""
    low, high = later[0] - earlier[-1], later[-1] - earlier[0]
    while low < high:
        middle = low + (high - low) / 2
        # Between two neighbouring floats the middle can round to the upper one.
        count, below, above = _split(earlier, later, middle if middle < high else low)
        low, high = (low, below) if count >= k else (above, high)
    return low


def _split(earlier: Sequence[float], later: Sequence[float], at: float) -> tuple[int, float, float]:
    """How many differences are at most `at`, the largest of those, and the smallest of the others."""
    count, reach, below, above = 0, 0, -math.inf, math.inf
    for value in earlier:
        while reach < len(later) and later[reach] - value <= at:
            reach += 1
        count += reach
        if reach:
            below = max(below, later[reach - 1] - value)
        if reach < len(later):
            above = min(above, later[reach] - value)
    return count, below, above
