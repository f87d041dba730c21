"""How often a run of good cycles would come by chance alone, although nothing is better."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .distributions import binomial_at_least

_ROUNDING = 1e-9
"""0.07 × 100 comes out as 7.000000000000001: a mark that close to a whole number is that number."""


def chance_of_run(sizes: Iterable[int], mark: float, truth: float, better: str = "higher") -> float:
    """The chance that every cycle in a row reaches `mark` while the true share stays `truth`.

    `sizes` holds how many were looked at in each cycle of the run, `mark` and `truth` are shares between
    0 and 1, and each thing looked at is taken to be independent of the others. With `better` as `lower`,
    a cycle reaches the mark by being at or below it. A small chance is what makes a run worth something:
    three cycles of ten at 90% or more come by chance once in twenty times where the truth is 80%.
    """
    return math.prod(_chance_of_one(size, mark, truth, better) for size in sizes)


def _chance_of_one(size: int, mark: float, truth: float, better: str) -> float:
    if better == "lower":
        mark, truth = 1 - mark, 1 - truth
    return binomial_at_least(math.ceil(mark * size - _ROUNDING * max(size, 1)), size, truth)
