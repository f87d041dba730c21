"""The newest two cycles of some records."""

from __future__ import annotations

import datetime as dt

import pytest

from takehold.engine.calendar import Rhythm
from takehold.engine.measure.newest import newest_two
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView


@pytest.mark.parametrize(
    ("record", "as_of", "months"),
    [
        ("2026-06-02", "2026-06-30", ("May 2026", "June 2026")),
        ("2026-06-02", "2026-07-05", ("May 2026", "June 2026")),
        ("2026-07-01", "2026-07-05", ("June 2026", "July 2026")),
        ("2026-01-01", "2026-07-31", ("May 2026", "June 2026")),
    ],
)
def test_the_cycle_of_the_date_counts_once_it_has_a_record(
    record: str, as_of: str, months: tuple[str, str]
) -> None:
    """Without a record in the newest month, the two months before it are the newest two."""
    case = small_case({"as_of": as_of}, evidence=[{"id": "e1", "date": record, "kind": "audit"}])
    rhythm = Rhythm("month")
    first, last = newest_two(ServiceView(case, Terms()).records, rhythm, dt.date.fromisoformat(as_of))
    assert months == (rhythm.say(first), rhythm.say(last))
