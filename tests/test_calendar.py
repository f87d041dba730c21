"""Review cycles are calendar weeks, months and quarters that follow one another."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takehold.engine.calendar import Rhythm, say_date, year_before

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
CYCLES = st.sampled_from(["week", "month", "quarter"])


@given(DAYS, CYCLES)
def test_a_day_lies_within_its_cycle(day: dt.date, cycle: str) -> None:
    """A day's cycle begins on it or before and ends on it or after."""
    rhythm = Rhythm(cycle)
    index = rhythm.index(day)
    assert rhythm.start(index) <= day <= rhythm.end(index)


@given(DAYS, CYCLES)
def test_cycles_leave_no_gap(day: dt.date, cycle: str) -> None:
    """The day after a cycle's end is the first of the next."""
    rhythm = Rhythm(cycle)
    index = rhythm.index(day)
    assert rhythm.start(index + 1) == rhythm.end(index) + dt.timedelta(days=1)


@given(st.lists(DAYS, min_size=1), CYCLES)
def test_many_days_at_once_fall_where_each_does_alone(days: list[dt.date], cycle: str) -> None:
    """The array form agrees with the plain form."""
    rhythm = Rhythm(cycle)
    assert [rhythm.index(day) for day in days] == rhythm.indices(np.array(days, "datetime64[D]")).tolist()


def test_a_week_begins_on_monday() -> None:
    """Sunday 1 March 2026 belongs to the week before Monday 2 March."""
    rhythm = Rhythm("week")
    assert rhythm.start(rhythm.index(dt.date(2026, 3, 1))) == dt.date(2026, 2, 23)
    assert rhythm.start(rhythm.index(dt.date(2026, 3, 2))) == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("first", "last", "starts"),
    [
        ((2026, 1, 1), (2026, 3, 31), [(2026, 1, 1), (2026, 2, 1), (2026, 3, 1)]),
        ((2026, 1, 2), (2026, 3, 30), [(2026, 2, 1)]),
        ((2026, 1, 2), (2026, 1, 30), []),
    ],
)
def test_only_cycles_wholly_inside_are_whole(
    first: tuple[int, int, int], last: tuple[int, int, int], starts: list[tuple[int, int, int]]
) -> None:
    """A cycle that a day is missing from, at either end, is not whole."""
    rhythm = Rhythm("month")
    whole = rhythm.whole(dt.date(*first), dt.date(*last))
    assert [dt.date(*start) for start in starts] == [rhythm.start(index) for index in whole]


def test_a_cycle_is_said_as_people_say_it() -> None:
    """March 2026, January to March 2026, the week of 2 March 2026."""
    day = dt.date(2026, 3, 4)
    said = [Rhythm(cycle).say(Rhythm(cycle).index(day)) for cycle in ("month", "quarter", "week")]
    assert said == ["March 2026", "January to March 2026", "the week of 2 March 2026"]
    assert say_date(day) == "4 March 2026"


def test_the_year_before_a_leap_day() -> None:
    """29 February has no namesake a year earlier: the 28th stands for it."""
    assert year_before(dt.date(2024, 2, 29)) == dt.date(2023, 2, 28)
