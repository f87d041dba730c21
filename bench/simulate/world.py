"""The service that is simulated: its places, its months, and how much of it is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

import attrs
import numpy as np

from takehold.engine.calendar import Rhythm

TEAMS: Final = ("elm", "oak", "ash")
SHIFTS: Final = ("day", "late", "night")
NIGHT: Final = SHIFTS.index("night")
CHANGED: Final = dt.date(2026, 1, 1)
"""The change takes effect on the first of a month, so that every month is wholly before or wholly after it."""
BAD: Final = 0.55
GOOD: Final = 0.93
FLAT: Final = 0.75
"""What is found right where nothing changes: ordinary, and short of the target."""
TARGET: Final = 0.9
SPREAD: Final = 0.03
"""How alike the points of one check are (the intraclass correlation): one check is one place on one day."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


@attrs.frozen
class Size:
    """How much of the service is looked at and heard in a month."""

    id: str
    checks: int
    points: int
    said: int

    def __str__(self) -> str:
        return f"{self.checks} checks of {self.points}, {self.said} voices"


SIZES: Final = (
    Size("thin", 3, 5, 2),
    Size("small", 9, 5, 4),
    Size("ordinary", 18, 6, 9),
    Size("large", 36, 10, 18),
)
"""Ordinary is each team on each shift twice a month, six points each time."""


@attrs.frozen(eq=False)
class Looked:
    """The checks of a service: when, where and how each was made. Months count from the change: -1 is the one before."""

    month: Ints
    team: Ints
    shift: Ints
    watched: Bools
    kind: Ints
    """An index of KINDS."""

    @property
    def since(self) -> Bools:
        """Which lie after the change."""
        return self.month >= 0


KINDS: Final = ("audit", "record-sample", "spot-check", "observation", "care-record", "supervision")
SHARES: Final = (0.15, 0.25, 0.15, 0.2, 0.15, 0.1)
"""What the checks are, and how many of each."""

Level = Callable[[Looked, np.random.Generator], Floats]
"""What share of points is truly right, check by check."""


def month_start(month: int) -> dt.date:
    """The first day of a month, counted from the change."""
    rhythm = Rhythm("month")
    return rhythm.start(rhythm.index(CHANGED) + month)


def month_length(month: int) -> int:
    """How many days a month has, counted from the change."""
    return (month_start(month + 1) - month_start(month)).days
