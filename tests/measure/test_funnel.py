"""Funnel limits, against FunnelPlotR's figures and against tails added up term by term."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from takehold.engine.measure.funnel import (
    ALARM,
    ALERT,
    Band,
    proportion_funnel,
    ratio_curve,
    ratio_funnel,
)

# The example in FunnelPlotR's own tests.
OBSERVED = [100, 150, 180, 80, 120, 225]
EXPECTED = [108, 112, 165, 95, 100, 220]


def at_most(count: int, n: int, chance: float) -> float:
    return sum(math.comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(count + 1))


def poisson_at_most(count: int, expected: float) -> float:
    return sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(count + 1))


@pytest.mark.parametrize(
    ("expected", "confidence", "low", "high"),
    [
        (15, ALERT, 0.5596924, 1.649348),
        (20, ALERT, 0.6108260, 1.544419),
        (30, ALERT, 0.6746958, 1.427562),
        (15, ALARM, 0.3862650, 2.082907),
        (20, ALARM, 0.4479107, 1.902094),
        (30, ALARM, 0.5289724, 1.702771),
    ],
)
def test_curve_is_that_of_funnelplotr(expected: float, confidence: float, low: float, high: float) -> None:
    """The limits to draw for a ratio are FunnelPlotR's, as its tests state them."""
    curve = ratio_curve(expected, confidence)
    assert pytest.approx((low, high), abs=1e-6) == (curve.low, curve.high)


def test_dispersion_is_that_of_funnelplotr() -> None:
    """With nothing drawn in, the dispersion of its example is FunnelPlotR's 2.948033."""
    assert pytest.approx(2.948033, abs=1e-6) == ratio_funnel(OBSERVED, EXPECTED, winsorise=0).dispersion


def test_the_dispersion_of_shares_is_their_mean_squared_score() -> None:
    """On the arcsine scale, where a share of n has a standard error of 1 / (2 sqrt n)."""
    successes, sizes = [8, 30, 45, 12], [20, 40, 50, 40]
    middle = math.asin(math.sqrt(sum(successes) / sum(sizes)))
    scores = [
        2 * math.sqrt(n) * (math.asin(math.sqrt(k / n)) - middle)
        for k, n in zip(successes, sizes, strict=True)
    ]
    expected = sum(score**2 for score in scores) / 4
    assert pytest.approx(expected) == proportion_funnel(successes, sizes, winsorise=0).dispersion


def test_a_size_for_each_service_is_needed() -> None:
    """One share fewer than sizes is a mistake and no funnel."""
    with pytest.raises(ValueError, match="argument"):
        proportion_funnel([8, 30], [20, 40, 50])
    with pytest.raises(ValueError, match="argument"):
        ratio_funnel([8, 30], [20, 40, 50])


def test_the_outermost_are_drawn_in_before_dispersion_is_judged() -> None:
    """At a tenth of six, the outermost score at either end moves halfway to the next one."""
    scores = sorted(math.sqrt(e) * math.log(o / e) for o, e in zip(OBSERVED, EXPECTED, strict=True))
    low, high = (scores[0] + scores[1]) / 2, (scores[-1] + scores[-2]) / 2
    expected = (low**2 + sum(score**2 for score in scores[1:-1]) + high**2) / 6
    assert pytest.approx(expected) == ratio_funnel(OBSERVED, EXPECTED).dispersion


def test_variation_between_services_widens_the_limits() -> None:
    """With FunnelPlotR's dispersion, the variance between is DerSimonian & Laird's, and limits reach by it."""
    funnel = ratio_funnel(OBSERVED, EXPECTED, winsorise=0)
    weights = sum(EXPECTED)
    between = (6 * 2.948033 - 5) / (weights - sum(e**2 for e in EXPECTED) / weights)
    assert pytest.approx(between, rel=1e-6) == funnel.between
    assert pytest.approx(math.exp(1.959964 * math.sqrt(1 / 112 + between))) == funnel.points[1].alert.high


def test_a_ratio_outside_is_one_whose_exact_tail_is_small() -> None:
    """Without more variation than chance gives, the limits are the outermost counts with a tail of .025."""
    funnel = ratio_funnel([5, 9, 7], [6.0, 8.0, 7.0])
    assert 0.0 == funnel.between
    for point in funnel.points:
        fewest, most = round(point.alert.low * point.size), round(point.alert.high * point.size)
        assert poisson_at_most(fewest - 1, point.size) < 0.025 <= poisson_at_most(fewest, point.size)
        assert 1 - poisson_at_most(most, point.size) < 0.025 <= 1 - poisson_at_most(most - 1, point.size)


def test_no_event_where_two_were_expected_is_no_outlier() -> None:
    """None in place of 2 comes one time in seven, so nothing is said of it."""
    assert Band.WITHIN == ratio_funnel([0, 2, 2], [2, 2, 2]).points[0].band


def test_no_event_counts_as_half_of_one_for_dispersion() -> None:
    """None and two where two were expected of each: scores of root 2 times log ¼, and of 0."""
    expected = (math.sqrt(2) * math.log(0.25)) ** 2 / 2
    assert pytest.approx(expected) == ratio_funnel([0, 2], [2, 2], winsorise=0).dispersion


def test_a_share_outside_is_one_whose_exact_tail_is_small() -> None:
    """Limits of a share are the fewest and the most successes whose binomial tail reaches .025, or .001."""
    funnel = proportion_funnel([40, 43, 8], [50, 50, 10])
    assert 0.0 == funnel.between
    for point in funnel.points:
        n = int(point.size)
        for limits, tail in ((point.alert, 0.025), (point.alarm, 0.001)):
            fewest, most = round(limits.low * n), round(limits.high * n)
            assert at_most(fewest - 1, n, funnel.centre) < tail <= at_most(fewest, n, funnel.centre)
            assert 1 - at_most(most, n, funnel.centre) < tail <= 1 - at_most(most - 1, n, funnel.centre)


def test_full_marks_in_a_good_field_are_no_outlier() -> None:
    """Ten of ten where nearly all pass is not above the funnel."""
    assert Band.WITHIN == proportion_funnel([10, 95, 190], [10, 100, 200]).points[0].band


def test_one_bad_service_in_thirty_is_found() -> None:
    """Twenty-nine services at 80% leave one at 40% beyond the 99.8% limits, and none of the others."""
    funnel = proportion_funnel([40] * 29 + [20], [50] * 30)
    assert [Band.WITHIN] * 29 + [Band.ALARM] == [point.band for point in funnel.points]


def test_between_the_two_limits_is_an_alert() -> None:
    """33 of 50 against a field at 80%: the tail of 33 or fewer is between .001 and .025."""
    funnel = proportion_funnel([40] * 59 + [33], [50] * 60)
    assert 0.001 < at_most(33, 50, funnel.centre) < 0.025
    assert Band.ALERT == funnel.points[-1].band


def test_one_service_alone_is_within() -> None:
    """A portfolio of one has nothing to differ from."""
    assert Band.WITHIN == proportion_funnel([3], [10]).points[0].band


@pytest.mark.parametrize("sizes", [[], [10, 0]])
def test_a_funnel_without_services_or_sizes_is_refused(sizes: list[float]) -> None:
    """A service of which nothing was looked at has no place on a funnel."""
    with pytest.raises(ValueError, match="size above 0"):
        proportion_funnel([0.0] * len(sizes), sizes)


@pytest.mark.parametrize("expected", [0.5, 12.0, 120.0])
def test_the_most_events_are_found_for_few_and_for_many(expected: float) -> None:
    """Half of one expected or a hundred and twenty: the upper limit is the outermost count with a tail of .025."""
    most = round(ratio_funnel([expected], [expected]).points[0].alert.high * expected)
    assert 1 - poisson_at_most(most, expected) < 0.025 <= 1 - poisson_at_most(most - 1, expected)


def test_shares_that_vary_between_services_reach_further_on_the_arcsine_scale() -> None:
    """The upper limit is the squared sine of the pooled angle and 1.96 times the root of both variances."""
    funnel = proportion_funnel([10, 20, 30, 40], [50] * 4, winsorise=0)
    middle = math.asin(math.sqrt(100 / 200))
    reach = 1.959964 * math.sqrt(1 / (4 * 50) + funnel.between)
    assert funnel.between > 0
    assert pytest.approx(math.sin(middle + reach) ** 2, rel=1e-6) == funnel.points[0].alert.high
    assert pytest.approx(math.sin(middle - reach) ** 2, rel=1e-6) == funnel.points[0].alert.low


def test_ratios_lie_around_one() -> None:
    """As many events as were expected is a ratio of 1, which is the centre whatever was observed."""
    assert (1.0, 2.0) == (
        ratio_funnel(OBSERVED, EXPECTED).centre,
        ratio_funnel([4, 9], [2, 3]).points[0].value,
    )


@pytest.mark.parametrize("funnel", [proportion_funnel, ratio_funnel])
def test_as_many_counts_as_sizes_are_needed(funnel: Callable[..., object]) -> None:
    """A count without a size, or a size without a count, is refused and never left out."""
    with pytest.raises(ValueError):
        funnel([1, 2], [10, 10, 10])
    with pytest.raises(ValueError):
        funnel([1, 2, 3], [10, 10])
