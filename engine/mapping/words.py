"""How a mapping's own small languages are read: spans of time, forms of date, patterns. No regular expression of
a user's is ever run, so that no mapping can hang.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..casefile.cells import FIRST_YEAR, LAST_YEAR, Unfit, date_of, looks_like_date
from ..names import quoted
from .model import Span

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK: Final = r"(\d{1,2})[:.]?(\d{2})"
_SPAN: Final = re.compile(rf"{_CLOCK}\s*(?:-|–|to)\s*{_CLOCK}", re.ASCII)
_DAY: Final = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAYS: Final = re.compile(rf"{_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?", re.IGNORECASE)
WHOLE_DAY: Final = (0, 24 * 60)


def spans_of(text: str) -> tuple[Span, ...]:
    """`07:00-21:00`, `Sat-Sun`, `Sat-Sun 07:00-21:00`, several with commas. Raises Unfit."""
    found = []
    for part in text.split(","):
        time = _SPAN.search(part)
        rest = part if time is None else part[: time.start()] + part[time.end() :]
        day = _DAYS.fullmatch(rest.strip()) if rest.strip() else None
        if (rest.strip() and day is None) or not part.strip():
            raise Unfit(f"{quoted(text)} is no time of the week; write 07:00-21:00, or Sat-Sun 07:00-21:00")
        start, end = WHOLE_DAY if time is None else (_minutes(text, time, 1), _minutes(text, time, 3))
        found.append(Span(_days(day) if day else None, start, end))
    return tuple(found)


def _minutes(text: str, match: re.Match[str], at: int) -> int:
    hour, minute = int(match[at]), int(match[at + 1])
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Unfit(f"{quoted(text)} holds a time that no clock shows")
    return hour * 60 + minute


def _days(match: re.Match[str]) -> frozenset[int]:
    first = DAYS.index(match[1].lower())
    last = DAYS.index(match[2].lower()) if match[2] else first
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def covers(span: Span, day: int | None, minute: int) -> bool:
    """Whether a span holds a minute of a day; past midnight it still belongs to the day on which it began."""
    if span.start < span.end:
        return span.start <= minute < span.end and _on(span, day)
    if minute >= span.start:
        return _on(span, day)
    return minute < span.end and _on(span, None if day is None else (day - 1) % 7)


def _on(span: Span, day: int | None) -> bool:
    return span.days is None or (day is not None and day in span.days)


_TIME_OF_DAY: Final = re.compile(
    r"(?:^|[T ])(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]m)?", re.IGNORECASE | re.ASCII
)


def moment_of(text: str) -> tuple[int | None, int] | None:
    """The day of the week, where a date stands before it, and the minute; None where there is no time. Raises Unfit."""
    match = _TIME_OF_DAY.search(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unfit(f"{quoted(text)} holds a time that no clock shows")
    before = text[: match.start()].strip()
    try:
        day = date_of(before).weekday() if before else None
    except Unfit:
        day = None
    return day, hour * 60 + minute


_TOKENS: Final = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMM": r"(?P<name>[A-Za-z]{3,9})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "HH": r"\d{1,2}",
    "mm": r"\d{2}",
    "SS": r"\d{2}",
}
_TOKEN: Final = re.compile("|".join(_TOKENS))
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EPOCHS: Final = {"serial": 1, "unix": 86_400, "unix-ms": 86_400_000}
"""Dates as a bare number, and how many of it make a day: of a spreadsheet (from 1900), or since 1970."""
_SHEET_EPOCH: Final = dt.date(1899, 12, 30)
_UNIX_EPOCH: Final = dt.date(1970, 1, 1)


def check_form(form: str) -> None:
    """Raise Unfit for a form of date that cannot be read."""
    if form not in EPOCHS and not (
        "DD" in form and ("MM" in form) and "YY" in form and not _TOKEN.sub("", form).strip(" /.-:T,")
    ):
        known = ", ".join(EPOCHS)
        raise Unfit(
            f"{quoted(form)} is no form of date; write DD/MM/YYYY, MM/DD/YYYY, YYYYMMDD, DD MMM YY or {known}"
        )


def dated(text: str, forms: Sequence[str]) -> dt.date | None:
    """The date that a text stands for under the first form that fits; None for a stand-in. Raises Unfit."""
    for form in forms:
        found = _under(text, form)
        if found is not None:
            return found[0]
    raise Unfit(f"{quoted(text)} is not a date in the form {' or '.join(forms)}")


def _under(text: str, form: str) -> tuple[dt.date | None] | None:
    """The date under one form (none within, for a stand-in), None where the text is of another form."""
    if form in EPOCHS:
        return _counted(text, form)
    pattern = _TOKEN.sub(lambda token: _TOKENS[token[0]], form.replace(".", r"\."))
    if not any(mark in form for mark in " /.-"):
        pattern = pattern.replace("{1,2}", "{2}")
    match = re.fullmatch(pattern + r"(?:[T ]\d{1,2}:\d{2}.*)?", text, re.ASCII)
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts.get("year") or 0) or 2000 + int(parts.get("short") or 0)
    name = parts.get("name")
    month = (
        MONTHS.index(name[:3].lower()) + 1
        if name and name[:3].lower() in MONTHS
        else int(parts.get("month") or 0)
    )
    if is_stand_in_year(year):
        return (None,)
    try:
        return (dt.date(year, month, int(parts["day"])),)
    except ValueError:
        return None


def _counted(text: str, form: str) -> tuple[dt.date | None] | None:
    if not re.fullmatch(r"\d{1,16}(?:\.\d+)?", text, re.ASCII):
        return None
    days = int(float(text)) // EPOCHS[form]
    if days == 0 or days > 110_000:
        return (None,)
    return ((_SHEET_EPOCH if form == "serial" else _UNIX_EPOCH) + dt.timedelta(days=days),)


def is_stand_in_year(year: int) -> bool:
    """Whether a date of that year stands for none: 31/12/9999, 01/01/1900."""
    return not FIRST_YEAR <= year <= LAST_YEAR


_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)
_RUN: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def is_stand_in(text: str) -> bool:
    """Whether a text is a date that stands for none: 31/12/9999, 99991231, 1900-01-01, 0001-01-01T00:00:00."""
    if run := _RUN.fullmatch(text):
        return is_stand_in_year(int(run[1])) and 1 <= int(run[2]) <= 12 and 1 <= int(run[3]) <= 31
    year = _YEAR.search(text)
    return bool(year and is_stand_in_year(int(year[1])) and looks_like_date(text))


def check_pattern(pattern: str) -> None:
    """Raise Unfit for a pattern that keeps nothing, or more than one part."""
    if pattern.count("{}") != 1:
        raise Unfit(
            f"{quoted(pattern)} has not one {{}} in it, which stands for the part to keep; * is anything"
        )
    if re.search(r"(?:\*|\{\}){2}", pattern):
        raise Unfit(f"{quoted(pattern)} has two wildcards side by side, so where one ends cannot be told")


def part_of(text: str, pattern: str) -> str | None:
    """The part of a text that stands where a pattern has `{}`, or None where the text does not fit it.

    Each literal between wildcards is looked for from left to right, once: no pattern takes long.
    """
    low = text.lower()
    if len(low) != len(text):  # a letter that lower case writes with two
        low = text
    at, kept = 0, ""
    pieces = list(_pieces(pattern.lower()))
    for number, (wild, literal) in enumerate(pieces):
        last = number == len(pieces) - 1
        found = len(low) - len(literal) if wild and last else low.find(literal, at)
        if found < at or (not wild and found != at) or not low.startswith(literal, found):
            return None
        if wild == "{}":
            kept = text[at:found]
        at = found + len(literal)
    return kept.strip() or None


def _pieces(pattern: str) -> Iterator[tuple[str, str]]:
    """Each literal, with the wildcard before it."""
    at, wild = 0, ""
    for match in re.finditer(r"\*|\{\}", pattern):
        yield wild, pattern[at : match.start()]
        wild, at = match[0], match.end()
    yield wild, pattern[at:]
