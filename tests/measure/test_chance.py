"""How often chance alone gives a run of good cycles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.engine.measure.chance import chance_of_run


@pytest.mark.parametrize(
    ("mark", "size", "truth", "expected"),
    [
        (0.9, 10, 0.80, (0.376, 0.141, 0.053)),
        (1.0, 5, 0.80, (0.328, 0.107, 0.035)),
        (0.85, 20, 0.80, (0.411, 0.169, 0.070)),
        (0.9, 10, 0.75, (0.244, 0.060, 0.015)),
    ],
)
def test_three_good_audits_by_chance(
    mark: float, size: int, truth: float, expected: tuple[float, float, float]
) -> None:
    """The binomial chances of one, two and three audits at the mark where nothing is better."""
    found = tuple(chance_of_run([size] * cycles, mark, truth) for cycles in (1, 2, 3))
    assert pytest.approx(expected, abs=5e-4) == found


def test_cycles_of_unequal_size_multiply() -> None:
    """Two of two, then three of three, at a true half: a quarter times an eighth."""
    assert pytest.approx(1 / 32) == chance_of_run([2, 3], 1.0, 0.5)


def test_a_mark_that_rounding_lifts_is_still_reached() -> None:
    """7 of 100 are at 7%, although 0.07 × 100 comes out a shade above 7: 1 less the chance of 6 or fewer."""
    from scipy.stats import binom

    assert pytest.approx(1 - binom.cdf(6, 100, 0.05)) == chance_of_run([100], 0.07, 0.05)


@given(size=st.integers(1, 40), events=st.integers(0, 40), truth=st.floats(0.01, 0.99))
def test_lower_is_the_mirror_of_higher(size: int, events: int, truth: float) -> None:
    """Errors at or below a mark come as often as their absence at or above its opposite."""
    mark = min(events, size) / size
    mirrored = chance_of_run([size], 1 - mark, 1 - truth)
    assert pytest.approx(mirrored) == chance_of_run([size], mark, truth, better="lower")
