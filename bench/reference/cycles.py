"""Review cycles: calendar weeks (from Monday), months and quarters, and plain walks from one to the next."""

from __future__ import annotations

from datetime import date, timedelta

import attrs


@attrs.frozen(order=True)
class Cycle:
    """One calendar cycle, first and last day included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether the day falls in it."""
        return self.start <= day <= self.end


def cycle_of(day: date, length: str) -> Cycle:
    """The calendar cycle (`week`, `month` or `quarter`) that a day falls in."""
    if length == "week":
        monday = day - timedelta(days=day.weekday())
        return Cycle(monday, monday + timedelta(days=6))
    if length == "month":
        first = day.replace(day=1)
        months = 1
    else:
        first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        months = 3
    month = first.month + months
    following = date(first.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return Cycle(first, following - timedelta(days=1))


def following(cycle: Cycle, length: str) -> Cycle:
    """The cycle after this one."""
    return cycle_of(cycle.end + timedelta(days=1), length)


def preceding(cycle: Cycle, length: str) -> Cycle:
    """The cycle before this one."""
    return cycle_of(cycle.start - timedelta(days=1), length)


def cycles_between(first: Cycle, last: Cycle, length: str) -> list[Cycle]:
    """Every cycle from the first to the last, both included; none where the last comes before the first."""
    found = []
    cycle = first
    while cycle.start <= last.start:
        found.append(cycle)
        cycle = following(cycle, length)
    return found


def year_before(day: date) -> date:
    """The same day a year earlier; the 28th for a 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
