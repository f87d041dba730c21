"""Figures in a manager's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from .. import names
from ..model import Measure
from .value import Figure, Standing

GROUP_WORDS: Final[Mapping[str, str]] = {
    "audit": "audits",
    "observation": "observations",
    "staff": "staff checks",
    "records": "care records",
    "experience": "what people report",
    "outcomes": "incidents and outcomes",
}
"""What the records of each group are, as a sentence has it; activity shows no result and is not among them."""


def number(value: float) -> str:
    """A number without false precision: 6, 6.2, 0.083, 1,250."""
    if value == int(value) and abs(value) < 1e12:
        return f"{int(value):,}"
    if abs(value) >= 10:
        return f"{value:,.1f}"
    return f"{value:.2g}" if abs(value) < 1 else f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """A share as a percentage, to a whole number: 83%; finer where that would read as none or all: 0.13%."""
    return f"{_fine(100 * share)}%"


def points(difference: float) -> str:
    """A difference of two shares in percentage points: +12, -0.13."""
    sign = "+" if difference >= 0 else "-"
    return f"{sign}{_fine(100 * abs(difference))}"


def _fine(hundredths: float) -> str:
    """A percentage to a whole number, and finer below 1 and above 99, where that could read as none or all."""
    if 0 < hundredths < 1:
        return f"{hundredths:.2g}"
    if 99 < hundredths < 100:
        return f"{100 - float(f'{100 - hundredths:.1g}'):.4g}"
    return f"{hundredths:.0f}"


def value(measure: Measure | None, figure: float) -> str:
    """A figure of a measure: a percentage for a proportion, else the number and its unit."""
    if measure is None or measure.summary == "proportion":
        return percent(figure)
    if measure.summary == "count":
        return f"{number(figure)} a cycle"
    unit = f" {measure.unit}" if measure.unit else ""
    return f"{number(figure)}{unit}"


def say_figure(measure: Measure | None, figure: Figure) -> str:
    """A figure and what it is made from: 83% (33 of 40); 6.2 minutes (9 records)."""
    if figure.value is None:
        return "no figure"
    text = value(measure, figure.value)
    if measure is None or measure.summary in ("proportion", "rate"):
        return f"{text} ({number(figure.numerator)} of {number(figure.denominator)})"
    if measure.summary in ("count", "sum"):
        return f"{text} over {counted(len(figure.values), 'whole cycle')}"
    return f"{text} ({counted(figure.n, 'record')})"


def told(standing: Standing, name: str = "") -> dict[str, Any]:
    """A standing as plain numbers for a finding's figures: its value (or share of results met) and its n.

    `name` tells several standings of one finding apart: `routine` gives routine_value, routine_n.
    """
    before = f"{name}_" if name else ""
    if standing.by_results:
        return {f"{before}share_met": standing.share, f"{before}n": standing.results}
    return {f"{before}value": standing.figure.value, f"{before}n": standing.figure.n}


def odds(chance: float) -> str:
    """A chance as people say it: once in 20 times; less than once in 1,000 times."""
    if chance < 0.001:
        return "less than once in 1,000 times"
    return f"once in {round(1 / chance):,} times"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """A number and its noun: 1 record, 3 records."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def listed(words: Sequence[str], most: int = 6) -> str:
    """Words as a sentence has them: a, b and c; a, b and 4 more."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return names.listed(words, most=most)
