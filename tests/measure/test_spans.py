"""The stretch of days that holds the most records."""

from __future__ import annotations

import datetime as dt

import pytest

from takehold.engine.measure.spans import fullest
from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Records
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView


def records(*days: int) -> Records:
    """Audits on some days of March 2026."""
    rows = [{"id": f"e{n}", "date": f"2026-03-{day:02}", "kind": "audit"} for n, day in enumerate(days)]
    return ServiceView(small_case({"as_of": "2026-03-31"}, evidence=rows), Terms()).records


def test_the_last_day_of_the_stretch_belongs_to_it() -> None:
    """Seven days from the 1st end on the 7th."""
    first, inside = fullest(records(1, 7, 8), 7)
    assert dt.date(2026, 3, 1) == first
    assert [True, True, False] == inside.tolist()


def test_the_fullest_stretch_need_not_be_the_first() -> None:
    """The stretch begins with the record from which the most follow within its days."""
    first, inside = fullest(records(1, 9, 10, 11, 20), 7)
    assert dt.date(2026, 3, 9) == first
    assert [False, True, True, True, False] == inside.tolist()


def test_of_equal_stretches_the_earliest_is_given() -> None:
    """Of two stretches that hold as many records the earlier one is named."""
    assert dt.date(2026, 3, 1) == fullest(records(1, 2, 20, 21), 7)[0]


def test_no_record_has_no_stretch() -> None:
    """An empty set has no fullest stretch."""
    with pytest.raises(ValueError, match="no record"):
        fullest(records(), 7)
