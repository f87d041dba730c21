"""Reminders: a calendar file that holds to RFC 5545, all days and no times, and the same as rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import attrs
import pytest

from takehold.engine.model import Case, Variation
from takehold.engine.reminders import calendar_of, reminders, rows_of
from takehold.engine.result import Result, Step, StepKind
from takehold.engine.testing import small_case

from .report.making import result

WHAT = "Make checks; without notice, on Elm\\Oak: " + "é€" * 60


@pytest.fixture
def case() -> Case:
    made = small_case({"as_of": "2026-10-31"})
    row = Variation(
        id="v1", claim="c1", team="elm", explanation="Two vacancies", review_on=dt.date(2026, 12, 1)
    )
    return attrs.evolve(made, variation=(row, attrs.evolve(row, id="v2", review_on=dt.date(2026, 1, 1))))


@pytest.fixture
def told() -> Result:
    steps = (
        Step("c1", "unscheduled-holds", StepKind.DO, WHAT, dt.date(2026, 11, 30)),
        Step("c1", "measurable-improvement", StepKind.DO, "Nothing settles this", None),
    )
    return attrs.evolve(result(()), claims=(), as_of=dt.date(2026, 10, 31), path=steps)


def unfolded(data: bytes) -> list[str]:
    """The content lines of a calendar file, as RFC 5545 (3.1) unfolds them."""
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def test_lines_are_short_and_end_as_the_format_asks(case: Case, told: Result) -> None:
    """Every line ends in CR LF, is at most 75 octets long, and is whole UTF-8."""
    data = calendar_of(told, case)
    lines = data.split(b"\r\n")
    assert b"" == lines[-1]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)


def test_entries_are_whole_days(case: Case, told: Result) -> None:
    """Each entry has a day and no time, and ends where it began: it says no end."""
    lines = unfolded(calendar_of(told, case))
    starts = [line for line in lines if line.startswith("DTSTART")]
    assert ["DTSTART;VALUE=DATE:20261130", "DTSTART;VALUE=DATE:20261201"] == starts
    assert not [line for line in lines if re.match(r"DTEND|DURATION|VALARM", line)]


def test_the_parts_that_the_format_asks_for_are_there(case: Case, told: Result) -> None:
    """A calendar has a version and a maker; an entry an address of its own and a stamp in UTC."""
    lines = unfolded(calendar_of(told, case))
    assert ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR") == (lines[0], lines[1], lines[-1])
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    uids = [line for line in lines if line.startswith("UID:")]
    assert 2 == len(set(uids))
    assert {"DTSTAMP:20261031T000000Z"} == {line for line in lines if line.startswith("DTSTAMP")}


def test_text_is_escaped(case: Case, told: Result) -> None:
    """Backslash, semicolon and comma are escaped (RFC 5545, 3.3.11), and nothing is lost."""
    [text] = [line for line in unfolded(calendar_of(told, case)) if "Elm" in line]
    assert "Make checks\\; without notice\\, on Elm\\\\Oak: " in text
    assert text.endswith("é€" * 60)


def test_an_entry_keeps_its_address(case: Case, told: Result) -> None:
    """A step whose day moves keeps its address, so that a diary moves the entry and makes no second one."""
    later = attrs.evolve(told, path=(attrs.evolve(told.path[0], earliest=dt.date(2027, 1, 31)),))

    def address(one: Result) -> set[str]:
        return {line for line in unfolded(calendar_of(one, case)) if line.startswith("UID:")}

    assert address(told) == address(later)


def test_what_has_no_date_is_not_in_the_diary(case: Case, told: Result) -> None:
    """A step that nothing settles, and a review day that is past, are no entries."""
    assert ["step/c1/unscheduled-holds", "variation/v1"] == [one.key for one in reminders(told, case)]


def test_rows_say_the_same(case: Case, told: Result) -> None:
    """The rows hold the same days and titles as the calendar, and no cell begins as a formula would."""
    rows = list(csv.DictReader(io.StringIO(rows_of(told, case).decode("utf-8-sig"))))
    assert [one.day.isoformat() for one in reminders(told, case)] == [row["date"] for row in rows]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
