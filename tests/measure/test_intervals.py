"""Intervals, against the tables they were published with."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.engine.measure.intervals import (
    Interval,
    median_shift,
    newcombe,
    poisson_ratio,
    welch,
    wilson,
)


def close(low: float, high: float, places: int = 4) -> object:
    """What an interval printed with so many places is equal to."""
    return pytest.approx((low, high), abs=0.51 * 10**-places)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def test_an_interval_excludes_only_what_lies_strictly_outside() -> None:
    """Both ends belong to the interval."""
    interval = Interval(1.0, 2.0)
    assert [True, False, False, True] == [interval.excludes(value) for value in (0.99, 1.0, 2.0, 2.01)]


class TestWilson:
    @pytest.mark.parametrize(
        ("successes", "n", "low", "high"),
        [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
            (9, 10, 0.5958, 0.9821),
            (17, 20, 0.6396, 0.9476),
            (45, 50, 0.7864, 0.9565),
            (90, 100, 0.8256, 0.9448),
        ],
    )
    def test_is_the_published_interval(self, successes: int, n: int, low: float, high: float) -> None:
        """The first four are table I of Newcombe 1998 (pages 857-872), method 3."""
        assert close(low, high) == ends(wilson(successes, n))

    @pytest.mark.parametrize(("n", "low"), [(1, 0.2065), (3, 0.4385), (5, 0.5655), (10, 0.7225)])
    def test_all_passes_still_leave_doubt(self, n: int, low: float) -> None:
        """Nothing but passes gives an interval that ends at exactly 1 and starts well below."""
        assert close(low, 1.0) == ends(wilson(n, n))
        assert 1.0 == wilson(n, n).high

    @pytest.mark.parametrize(("bound", "n"), [(0.80, 16), (0.85, 22), (0.90, 35), (0.95, 73)])
    def test_how_many_passes_show_a_share(self, bound: float, n: int) -> None:
        """So many passes out of as many, and not one fewer, put the lower end at 80, 85, 90 and 95%."""
        assert wilson(n - 1, n - 1).low < bound <= wilson(n, n).low

    def test_no_success_gives_exactly_nought(self) -> None:
        """The lower end of none in twelve is 0, and its upper end .2425."""
        assert 0.0 == wilson(0, 12).low
        assert close(0.0, 0.2425) == ends(wilson(0, 12))

    def test_either_end_is_reached_exactly(self) -> None:
        """None of n begins at exactly 0 and all of n ends at exactly 1, whatever rounding would make of it."""
        assert [] == [n for n in range(1, 200) if (wilson(0, n).low, wilson(n, n).high) != (0.0, 1.0)]

    def test_half_successes_lie_between_whole_ones(self) -> None:
        """A record that is partly met moves the interval half as far as it should: between its neighbours."""
        assert wilson(7, 10).low < wilson(7.5, 10).low < wilson(8, 10).low

    @pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5), (0, 0)])
    def test_what_is_no_share_is_refused(self, successes: float, n: float) -> None:
        """More successes than were looked at, or nothing looked at, is a mistake and not an interval."""
        with pytest.raises(ValueError, match="is not a share"):
            wilson(successes, n)


class TestNewcombe:
    @pytest.mark.parametrize(
        ("before", "after", "low", "high"),
        [
            ((48, 80), (56, 70), 0.0524, 0.3339),
            ((3, 10), (9, 10), 0.1705, 0.8090),
            ((2, 7), (6, 7), 0.0582, 0.8062),
            ((0, 29), (5, 56), -0.0381, 0.1926),
            ((0, 20), (0, 10), -0.1611, 0.2775),
            ((0, 20), (10, 10), 0.6791, 1.0),
        ],
    )
    def test_is_the_published_interval(
        self, before: tuple[int, int], after: tuple[int, int], low: float, high: float
    ) -> None:
        """Six contrasts of table II of Newcombe 1998 (pages 873-890), method 10, with his first as *after*."""
        assert close(low, high) == ends(newcombe(*before, *after))

    @given(before=st.integers(0, 20), after=st.integers(0, 20), confidence=st.sampled_from([0.8, 0.95, 0.99]))
    def test_swapping_sides_mirrors_it(self, before: int, after: int, confidence: float) -> None:
        """Before and after exchanged give the same interval with its signs turned."""
        one, other = newcombe(before, 20, after, 20, confidence), newcombe(after, 20, before, 20, confidence)
        assert (-one.high, -one.low) == pytest.approx(ends(other))


class TestWelch:
    def test_is_the_interval_by_hand(self) -> None:
        """[1, 2, 3, 4] against [4, 6, 8]: difference 3.5, variances 5/3 and 4, t by its definition."""
        from scipy.special import stdtrit

        one, two = (5 / 3) / 4, 4 / 3
        freedom = (one + two) ** 2 / (one**2 / 3 + two**2 / 2)
        half = stdtrit(freedom, 0.975) * math.sqrt(one + two)
        assert pytest.approx((3.5 - half, 3.5 + half)) == ends(welch([1, 2, 3, 4], [4, 6, 8]))

    def test_two_values_a_side_are_enough(self) -> None:
        """[1, 3] against [5, 9]: difference 5, variances of the means 1 and 4, so 25/17 degrees of freedom."""
        from scipy.special import stdtrit

        half = stdtrit(25 / 17, 0.975) * math.sqrt(5)
        assert pytest.approx((5 - half, 5 + half)) == ends(welch([1, 3], [5, 9]))
        assert welch([1], [5, 9]) is None
        assert welch([1, 3], [5]) is None

    def test_is_scipys_interval(self) -> None:
        """Yields of two kinds in unequal numbers: scipy's own Welch interval, computed beside it."""
        from scipy.stats import ttest_ind

        before = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
        after = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4]
        theirs = ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
        assert pytest.approx((theirs.low, theirs.high)) == ends(welch(before, after))

    def test_two_sides_without_variation_leave_no_doubt(self) -> None:
        """Values of exactly 0.1 against exactly 0.3 give the difference itself, both ends alike."""
        assert Interval(0.3 - 0.1, 0.3 - 0.1) == welch([0.1] * 3, [0.3] * 7)

    def test_the_same_value_throughout_is_no_change(self) -> None:
        """A figure that never moved shows no difference at all, rounding included."""
        interval = welch([0.1] * 3, [0.1] * 7)
        assert interval is not None and not interval.excludes(0)

    def test_one_side_without_variation_is_judged_by_the_other(self) -> None:
        """With no variation before, the degrees of freedom are those of the other side."""
        from scipy.special import stdtrit

        half = stdtrit(2, 0.975) * math.sqrt(1 / 3)
        assert pytest.approx((1 - half, 1 + half)) == ends(welch([1, 1, 1, 1], [1, 2, 3]))

    @pytest.mark.parametrize(("before", "after"), [([1], [1, 2]), ([1, 2], [3]), ([], [])])
    def test_fewer_than_two_values_give_none(self, before: list[float], after: list[float]) -> None:
        """One value has no variation that could be known."""
        assert welch(before, after) is None


class TestPoissonRatio:
    def test_is_the_published_interval(self) -> None:
        """Lung cancer in Fredericia against three other cities: the example of R's poisson.test."""
        found = poisson_ratio(6 + 8 + 7, 1083 + 1050 + 878, 11, 800)
        assert pytest.approx((0.8584264, 4.2772659), abs=1e-7) == ends(found)

    def test_either_end_leaves_the_events_half_of_the_rest(self) -> None:
        """At the upper end so few events or fewer after, and at the lower so many or more, have chance .025."""
        low, high = ends(poisson_ratio(9, 300, 2, 200))
        for ratio, counts in ((high, range(3)), (low, range(2, 12))):
            share = ratio * 200 / (ratio * 200 + 300)
            chance = sum(math.comb(11, k) * share**k * (1 - share) ** (11 - k) for k in counts)
            assert pytest.approx(0.025) == chance

    def test_no_event_on_either_side_leaves_the_ratio_open(self) -> None:
        """Nothing happened before or since: any ratio is possible."""
        assert Interval(0.0, math.inf) == poisson_ratio(0, 100, 0, 50)

    def test_no_event_before_gives_no_upper_end(self) -> None:
        """With 4 events since and none before, the lower end solves share ** 4 = .025."""
        share = 0.025 ** (1 / 4)
        assert pytest.approx((share / (1 - share), math.inf)) == ends(poisson_ratio(0, 100, 4, 100))

    def test_no_event_since_starts_at_nought(self) -> None:
        """With 4 events before and none since, the upper end solves (1 - share) ** 4 = .025."""
        rest = 0.025 ** (1 / 4)
        assert pytest.approx((0.0, (1 - rest) / rest)) == ends(poisson_ratio(4, 100, 0, 100))

    @pytest.mark.parametrize("given", [(-1, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, -2)])
    def test_what_is_no_rate_is_refused(self, given: tuple[float, float, float, float]) -> None:
        """A negative count, or an exposure of nothing, is a mistake and not an interval."""
        with pytest.raises(ValueError, match="exposure above 0"):
            poisson_ratio(*given)


# Critical values of the Mann-Whitney U, two-sided .05, as printed in the usual table.
CRITICAL = {
    5: [2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19, 20],
    10: [8, 11, 14, 17, 20, 23, 26, 29, 33, 36, 39, 42, 45, 48, 52, 55],
    20: [20, 27, 34, 41, 48, 55, 62, 69, 76, 83, 90, 98, 105, 112, 119, 127],
}


class TestMedianShift:
    def test_is_the_published_interval(self) -> None:
        """Tritiated water through the chorioamnion (Hollander & Wolfe, tables 4.1 and 4.3): -.76 to .15."""
        at_term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
        earlier = [1.15, 0.88, 0.90, 0.74, 1.21]
        assert close(-0.76, 0.15, places=9) == ends(median_shift(at_term, earlier))

    @pytest.mark.parametrize(
        ("smaller", "larger", "critical"),
        [(n, m, value) for n, row in CRITICAL.items() for m, value in zip(range(5, 21), row, strict=True)],
    )
    def test_ranks_are_those_of_the_table(self, smaller: int, larger: int, critical: int) -> None:
        """With before all 0, the differences are the after-values, so the ends show which ranks were taken.

        A tabled U is the largest that speaks against no shift, so the rank is one more; each after-value
        stands for as many differences as there are before-values.
        """
        low, high = ends(median_shift([0.0] * larger, [float(k) for k in range(1, smaller + 1)]))
        below = critical // larger
        assert (below + 1, smaller - below) == (low, high)

    def test_it_is_the_same_as_listing_all_differences(self) -> None:
        """Seven against nine: rank 13 (a critical U of 12) from either end of the 63 differences listed."""
        before = [3.1, 4.7, 5.0, 5.2, 6.6, 7.9, 9.3]
        after = [1.0, 1.4, 2.2, 2.3, 3.6, 4.1, 4.8, 5.0, 5.5]
        differences = sorted(b - a for a, b in itertools.product(before, after))
        assert Interval(differences[12], differences[-13]) == median_shift(before, after)

    @given(
        before=st.lists(st.integers(-9, 9), min_size=4, max_size=12),
        after=st.lists(st.integers(-9, 9), min_size=4, max_size=12),
    )
    def test_swapping_sides_mirrors_it(self, before: list[int], after: list[int]) -> None:
        """Before and after exchanged give the same interval with its signs turned, ties or none."""
        low, high = ends(median_shift(before, after))
        assert (-high, -low) == ends(median_shift(after, before))

    @pytest.mark.parametrize(
        ("before", "after", "reached"), [(3, 3, False), (3, 4, False), (3, 5, True), (4, 4, True)]
    )
    def test_too_few_values_give_none(self, before: int, after: int, reached: bool) -> None:
        """All orderings of 3 and 4 number 35, and 1/35 is over .025; those of 3 and 5, 56, so 1/56 is not."""
        found = median_shift([0.0] * before, [1.0] * after)
        assert (Interval(1.0, 1.0) if reached else None) == found

    def test_an_empty_side_gives_none(self) -> None:
        """There is no shift from nothing."""
        assert median_shift([], [1.0, 2.0]) is None

    def test_many_values_are_ranked_by_the_normal_approximation(self) -> None:
        """For 100 and 100 the rank is 5000 + .5 - 1.96 × the root of 100 × 100 × 201 / 12, rounded down."""
        rank = math.floor(5000.5 - 1.959964 * math.sqrt(100 * 100 * 201 / 12))
        differences = sorted(b - a for a, b in itertools.product(range(0, 300, 3), range(100)))
        assert Interval(differences[rank - 1], differences[-rank]) == median_shift(
            range(0, 300, 3), range(100)
        )

    @pytest.mark.parametrize(("smaller", "larger"), [(41, 41), (45, 60), (8, 2000)])
    def test_the_approximation_keeps_its_confidence(self, smaller: int, larger: int) -> None:
        """Beyond counting, the chance outside the interval is at most .05 and at least .047, all orders counted."""
        before = [float(value) for value in range(larger)]
        after = [value * 1e5 + 0.5 for value in range(smaller)]
        low, _ = ends(median_shift(before, after))
        rank = 1 + sum(b - a < low for a, b in itertools.product(before, after))
        lowest = sum(_chances(smaller, larger)[:rank])
        assert 0.047 <= 2 * lowest <= 0.05


def _chances(smaller: int, larger: int) -> list[float]:
    """The chance of each value of U, adding one rank after another to the smaller sample or not."""
    import numpy as np

    count = smaller + larger
    lowest = smaller * (smaller + 1) // 2
    ways = np.zeros((smaller + 1, smaller * larger + lowest + 1))
    ways[0, 0] = 1
    for rank in range(1, count + 1):
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    return [float(way) / math.comb(count, smaller) for way in ways[smaller, lowest:]]

    def test_the_largest_samples_that_are_counted_out(self) -> None:
        """Forty a side, all differences apart: the rank, counted, is that of the normal approximation to within one."""
        earlier, later = [float(i) for i in range(40)], [1000.0 * j for j in range(40)]
        found = median_shift(earlier, later)
        assert found is not None
        differences = sorted(after - before for after in later for before in earlier)
        rank = 1 + differences.index(found.low)
        by_approximation = math.floor(800.5 - 1.959964 * math.sqrt(1600 * 81 / 12))
        assert abs(rank - by_approximation) <= 1
        assert differences[-rank] == found.high
