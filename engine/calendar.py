"""Review cycles: calendar weeks (from Monday), months or quarters, as whole numbers that follow one another."""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EPOCH = 1970
_MONTHS = tuple(_calendar.month_name)
"""Looked up once: the calendar's own list formats a date each time it is asked."""


def say_date(day: dt.date) -> str:
    """The date as a manager would write it: 3 June 2026."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


@attrs.frozen
class Rhythm:
    """A length of review cycle (`week`, `month` or `quarter`), and the arithmetic of its cycles.

    A cycle is an integer; the next one is one more. Weeks begin on Monday.
    """

    cycle: str

    def index(self, day: dt.date) -> int:
        """The cycle that a day falls in."""
        match self.cycle:
            case "week":
                return (day.toordinal() - 1) // 7
            case "month":
                return (day.year - _EPOCH) * 12 + day.month - 1
            case _:
                return (day.year - _EPOCH) * 4 + (day.month - 1) // 3

    def indices(self, days: NDArray[np.datetime64]) -> NDArray[np.int64]:
        """The cycles that many days fall in (days as numpy `datetime64[D]`)."""
        import numpy as np

        def whole(values: Any) -> NDArray[np.int64]:
            return np.asarray(values, dtype=np.int64)

        if self.cycle == "week":
            # Day 1 of the proleptic calendar is a Monday; numpy counts from 1 January 1970.
            return (whole(days.astype("datetime64[D]").astype(np.int64)) + _UNIX_ORDINAL - 1) // 7
        months = whole(days.astype("datetime64[M]").astype(np.int64))
        return months if self.cycle == "month" else months // 3

    def start(self, index: int) -> dt.date:
        """The first day of a cycle."""
        match self.cycle:
            case "week":
                return dt.date.fromordinal(index * 7 + 1)
            case "month":
                return dt.date(_EPOCH + index // 12, index % 12 + 1, 1)
            case _:
                return dt.date(_EPOCH + index // 4, index % 4 * 3 + 1, 1)

    def end(self, index: int) -> dt.date:
        """The last day of a cycle."""
        return self.start(index + 1) - dt.timedelta(days=1)

    def say(self, index: int) -> str:
        """A cycle in words: March 2026; the week of 2 March 2026; January to March 2026."""
        start = self.start(index)
        match self.cycle:
            case "week":
                return f"the week of {say_date(start)}"
            case "month":
                return f"{_MONTHS[start.month]} {start.year}"
            case _:
                return f"{_MONTHS[start.month]} to {_MONTHS[start.month + 2]} {start.year}"

    def whole(self, first: dt.date, last: dt.date) -> range:
        """The cycles that lie wholly within two days, both inclusive."""
        begin = self.index(first)
        if self.start(begin) < first:
            begin += 1
        finish = self.index(last)
        if self.end(finish) > last:
            finish -= 1
        return range(begin, max(begin, finish + 1))


_UNIX_ORDINAL = dt.date(1970, 1, 1).toordinal()


def year_before(day: dt.date) -> dt.date:
    """The same day a year earlier (28 February for 29 February)."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
