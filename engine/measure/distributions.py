"""The few distribution functions that intervals and chances need, without loading scipy.

Importing scipy.special takes longer than reading a small case and judging it. Everything here comes from
two functions, the regularised incomplete beta, by its continued fraction (Abramowitz & Stegun 26.5.8,
evaluated by Lentz's method), and the regularised incomplete gamma, by its series and its continued fraction
(6.5.29 and 6.5.31); the tests hold them against scipy's.
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


def poisson_at_most(count: float, expected: float) -> float:
    """The chance of this many events or fewer where so many are expected."""
    return 1 - gamma_cdf(count + 1, expected) if count >= 0 else 0.0


def gamma_cdf(shape: float, x: float) -> float:
    """The chance that a Gamma(shape) value of scale 1 is at most `x`; shape above 0."""
    if x <= 0:
        return 0.0
    weight = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    # The series converges fast below the mean, the fraction above it.
    return weight * _gamma_series(shape, x) if x < shape + 1 else 1 - weight * _gamma_fraction(shape, x)


def gamma_quantile(shape: float, p: float) -> float:
    """The value that a Gamma(shape) value of scale 1 stays at or below with chance `p`, between 0 and 1."""
    low, high = 0.0, shape + 1
    while gamma_cdf(shape, high) < p:
        high *= 2
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        low, high = (middle, high) if gamma_cdf(shape, middle) < p else (low, middle)
    return high


_HALVINGS: Final = 200
"""More than it takes until two neighbouring numbers are left."""


def _gamma_series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for n in range(1, _PASSES):
        term *= x / (shape + n)
        total += term
        if term <= total * _PRECISION:
            return total
    raise ArithmeticError(f"the distribution of Gamma({shape:g}) did not settle at {x:g}")


def _gamma_fraction(shape: float, x: float) -> float:
    middle = x + 1 - shape
    numerator, denominator = 1 / _TINY, _safe_inverse(middle)
    total = denominator
    for n in range(1, _PASSES):
        middle += 2
        term = n * (shape - n)
        denominator = _safe_inverse(middle + term * denominator)
        numerator = middle + term / (numerator if abs(numerator) > _TINY else _TINY)
        factor = denominator * numerator
        total *= factor
        if abs(factor - 1) <= _PRECISION:
            return total
    raise ArithmeticError(f"the distribution of Gamma({shape:g}) did not settle at {x:g}")


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
