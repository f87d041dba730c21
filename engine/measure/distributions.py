"""The few distribution functions that intervals and chances need, without loading scipy.

Importing scipy.special takes longer than reading a small case and judging it. Everything here comes from
one function, the regularised incomplete beta, by its continued fraction (Abramowitz & Stegun 26.5.8,
evaluated by Lentz's method); the tests hold it against scipy's.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

_PRECISION: Final = 1e-15
_TINY: Final = 1e-300
_PASSES: Final = 100_000
"""More than any real count needs (some root of it); what is not a number never settles, and must end."""


def beta_cdf(a: float, b: float, x: float) -> float:
    """The chance that a Beta(a, b) value is at most `x`; a and b above 0."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    return _cdf_and_density(a, b, x)[0]


@lru_cache(maxsize=4096)
def beta_quantile(a: float, b: float, p: float) -> float:
    """The value that a Beta(a, b) value stays at or below with chance `p`, between 0 and 1."""
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(_PASSES):
        reached, density = _cdf_and_density(a, b, x)
        low, high = (x, high) if reached < p else (low, x)
        step = (reached - p) / density if density > 0 else math.inf
        # Newton's step where it stays between the values known to lie below and above, else halving.
        following = x - step if low < x - step < high else low + (high - low) / 2
        if abs(following - x) <= 4 * _PRECISION * x or not low < following < high:
            return following
        x = following
    raise ArithmeticError(f"no {p:g} quantile was found for Beta({a:g}, {b:g})")


def t_quantile(p: float, freedom: float) -> float:
    """The value that Student's t with these degrees of freedom stays below with chance `p` (0.5 or more)."""
    share = beta_quantile(0.5, freedom / 2, 2 * p - 1)
    return math.sqrt(freedom * share / (1 - share))


def binomial_at_least(successes: float, n: float, chance: float) -> float:
    """The chance of this many successes or more in `n` independent tries, each with this chance."""
    if successes <= 0:
        return 1.0
    if successes > n:
        return 0.0
    return beta_cdf(successes, n - successes + 1, chance)


def _cdf_and_density(a: float, b: float, x: float) -> tuple[float, float]:
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    weight = math.exp(a * math.log(x) + b * math.log1p(-x) - log_beta)
    density = weight / x / (1 - x)
    # The fraction converges fast on one side of the mean only; the other side is its mirror image.
    if x * (a + b + 2) <= a + 1:
        return weight * _fraction(a, b, x) / a, density
    return 1 - weight * _fraction(b, a, 1 - x) / b, density


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, each pass taking its next two terms."""
    numerator, denominator = 1.0, _safe_inverse(1 - (a + b) * x / (a + 1))
    total = denominator
    for m in range(1, _PASSES):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            denominator = _safe_inverse(1 + term * denominator)
            numerator = 1 + term / (numerator if abs(numerator) > _TINY else _TINY)
            factor = denominator * numerator
            total *= factor
        if abs(factor - 1) <= _PRECISION:
            return total
    raise ArithmeticError(f"the distribution of Beta({a:g}, {b:g}) did not settle at {x:g}")


def _safe_inverse(value: float) -> float:
    return 1 / (value if abs(value) > _TINY else _TINY)
