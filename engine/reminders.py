"""Steps and review dates for a diary: a calendar file (RFC 5545) of all-day entries, and the same as rows.

No time of day is invented: every entry is for a whole day. The one time that the format demands, of the entry itself
(DTSTAMP), is the start of the day the case was assessed as at, so that the same case gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from typing import Final

import attrs

from .model import Case
from .report.escape import cell, shown
from .result import Result

_OCTETS: Final = 75
"""The longest line of a calendar file, in octets, its ending aside (RFC 5545, 3.1)."""


@attrs.frozen
class Reminder:
    """One entry of a diary. `key` names what it is about, the same in every run: the entry's address comes from it."""

    key: str
    day: dt.date
    title: str
    text: str


def reminders(result: Result, case: Case) -> tuple[Reminder, ...]:
    """What to put in the diary: each step by the day it can be settled, each claim's own day, each review date ahead."""
    found = [*_steps(result), *_claims(result), *_reviews(case, result.as_of)]
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def _steps(result: Result) -> Iterator[Reminder]:
    for step in result.path:
        if step.earliest is not None:
            yield Reminder(
                f"step/{step.claim}/{step.check}",
                step.earliest,
                f"{step.claim}: {step.check} ({step.kind})",
                step.what,
            )


def _claims(result: Result) -> Iterator[Reminder]:
    for claim in result.claims:
        if claim.earliest is not None:
            yield Reminder(
                f"claim/{claim.id}",
                claim.earliest,
                f"{claim.id}: assess again",
                f"The earliest day on which this claim could stand where it needs to: {claim.statement}",
            )


def _reviews(case: Case, as_of: dt.date) -> Iterator[Reminder]:
    for row in case.variation:
        if row.review_on is not None and row.review_on >= as_of:
            where = ", ".join(filter(None, (row.team, row.shift)))
            yield Reminder(
                f"variation/{row.id}",
                row.review_on,
                f"{row.claim}: look again at where it is weaker",
                f"{where}: {row.explanation or 'stated under variation'}",
            )


def calendar_of(result: Result, case: Case) -> bytes:
    """The reminders as a calendar file."""
    stamp = f"{result.as_of:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//takehold//path//EN", "CALSCALE:GREGORIAN"]
    for one in reminders(result, case):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_uid(result.service_id, one.key)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"SUMMARY:{_text(one.title)}",
            f"DESCRIPTION:{_text(one.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _uid(service: str, key: str) -> str:
    """An entry's address: the same for the same step of the same service, so that a new file moves the old entry."""
    return f"{hashlib.sha256(f'{service}/{key}'.encode()).hexdigest()[:32]}@takehold"


def _text(text: str) -> str:
    told = shown(text)
    for char in ("\\", ";", ","):
        told = told.replace(char, f"\\{char}")
    return told


def _folded(line: str) -> bytes:
    """One line with its ending, continued on the next where it is too long, never within a character."""
    parts, part = [], b""
    for char in line:
        octets = char.encode("utf-8")
        if len(part) + len(octets) > _OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"


def rows_of(result: Result, case: Case) -> bytes:
    """The reminders as CSV, UTF-8 with a byte-order mark, so that a spreadsheet reads it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("date", "title", "what", "about"))
    for one in reminders(result, case):
        writer.writerow([cell(value) for value in (one.day.isoformat(), one.title, one.text, one.key)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")
