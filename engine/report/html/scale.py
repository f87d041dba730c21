"""From figures to places on a chart, and the figures worth writing beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs


@attrs.frozen
class Scale:
    """A straight axis: figures from `low` to `high` laid from `start` to `stop` of the drawing."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, figure: float) -> float:
        """Where a figure lies; one beyond the axis lies at its end."""
        share = (min(max(figure, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)

    def ticks(self, most: int = 5) -> tuple[float, ...]:
        """Round figures along the axis, at most so many steps of 1, 2, 2.5 or 5 times a power of ten."""
        step = round_step((self.high - self.low) / most)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(round(at * step, 10) for at in range(first, last + 1))


def round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten that is no smaller than a figure."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * (1 - 1e-9))


def bounds(figures: Sequence[float], *, percent: bool) -> tuple[float, float]:
    """The ends of an axis that holds some figures: 0 to 100% for shares, else from 0 (or below) to a round figure."""
    if percent:
        return 0.0, 1.0
    low, high = min(0.0, *figures), max(0.0, *figures)
    if high == low:
        return low, low + 1.0
    step = round_step((high - low) / 5)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
