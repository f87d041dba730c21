"""The incomplete beta function and its relatives, against scipy's and against sums done by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.engine.measure.distributions import (
    beta_cdf,
    beta_quantile,
    binomial_at_least,
    gamma_cdf,
    t_quantile,
)

from ..loading import loaded

shapes = st.floats(0.3, 1e5)


@given(a=shapes, b=shapes, x=st.floats(0.0, 1.0))
def test_beta_cdf_agrees_with_scipy(a: float, b: float, x: float) -> None:
    """The beta distribution function is scipy's to nine places, over the shapes that counts give."""
    from scipy.special import betainc

    assert pytest.approx(betainc(a, b, x), abs=1e-9) == beta_cdf(a, b, x)


@given(a=shapes, b=shapes, p=st.floats(1e-4, 1 - 1e-4))
def test_beta_quantile_undoes_the_cdf(a: float, b: float, p: float) -> None:
    """A quantile is the point that the distribution function takes back to the same chance."""
    x = beta_quantile(a, b, p)
    if 1e-12 < x < 1 - 1e-12:
        assert pytest.approx(p, abs=1e-7) == beta_cdf(a, b, x)


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_t_quantile_is_the_tabled_one(freedom: float, expected: float) -> None:
    """The 97.5% points of Student's t are those of the printed table."""
    assert expected == pytest.approx(t_quantile(0.975, freedom), abs=5e-4)


@pytest.mark.parametrize("successes", range(12))
def test_binomial_tail_is_the_sum_of_its_terms(successes: int) -> None:
    """A binomial tail equals its terms added one by one."""
    expected = sum(math.comb(10, k) * 0.8**k * 0.2 ** (10 - k) for k in range(successes, 11))
    assert pytest.approx(expected, abs=1e-12) == binomial_at_least(successes, 10, 0.8)


def test_intervals_load_neither_numpy_nor_scipy() -> None:
    """Every interval and chart is had without numpy or scipy, whose loading would be felt at each start."""
    code = """
from takehold.engine.measure import intervals, xmr, chance
intervals.welch([1, 2, 3], [2, 3, 5])
intervals.poisson_ratio(9, 100, 3, 100)
intervals.median_shift(range(9), range(5, 14))
intervals.newcombe(3, 10, 9, 10)
chance.chance_of_run([10, 10, 10], 0.9, 0.8)
xmr.chart([1, 2, 3, 2, 1, 2, 3, 4, 3, 2], better="lower")
"""
    assert set() == loaded(code, "numpy", "scipy", "polars")


@pytest.mark.parametrize("shape", [0.5, 1, 3, 15, 80, 700])
@pytest.mark.parametrize("of_mean", [0.1, 0.7, 1, 1.3, 3])
def test_gamma_agrees_with_scipy(shape: float, of_mean: float) -> None:
    """The gamma distribution function is scipy's to nine places, and its quantile leads back."""
    from scipy.special import gammainc

    from takehold.engine.measure.distributions import gamma_cdf, gamma_quantile

    x = shape * of_mean
    chance = float(gammainc(shape, x))
    assert pytest.approx(chance, abs=1e-9) == gamma_cdf(shape, x)
    if 1e-6 < chance < 1 - 1e-6:
        assert pytest.approx(x, rel=1e-7) == gamma_quantile(shape, chance)


def test_poisson_is_its_terms_added_up() -> None:
    """The chance of three events or fewer where two are expected: e to the minus 2, times 1 + 2 + 2 + 4/3."""
    from takehold.engine.measure.distributions import poisson_at_most

    assert pytest.approx(math.exp(-2) * (1 + 2 + 2 + 4 / 3)) == poisson_at_most(3, 2)


@pytest.mark.parametrize(
    ("unsettled", "said"),
    [
        (lambda: gamma_cdf(2, math.nan), r"Gamma\(2\) did not settle at nan"),
        (lambda: beta_cdf(2, 3, math.nan), r"Beta\(3, 2\) did not settle at nan"),
        (lambda: beta_quantile(math.nan, 2.0, 0.5), "Beta"),
    ],
)
def test_what_is_not_a_number_ends_and_is_told(unsettled: Callable[[], float], said: str) -> None:
    """A figure that is none neither runs for ever nor becomes a chance."""
    with pytest.raises(ArithmeticError, match=said):
        unsettled()
