"""One cell: from the text a person wrote to the value it stands for, and back.

This is the only place that knows how a date, a number, a yes or a list is written. Every form of
case file is brought to text first, so that all of them follow the same rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from ..model import ALL, Column, Fits
from ..names import asked, key, listed, meant, quoted


class Unfit(ValueError):
    """A text that does not fit its column. The message quotes it and says what would fit."""


_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]([A-Za-z]{{3,9}})[ -](\d{{4}}){_TIME}", re.ASCII | re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"\d{1,2}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}", re.ASCII)
_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DATE_HELP = "write it as 2026-02-28 or 28/02/2026"
FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2199
"""Dates outside these years are stand-ins that some systems write for `none`, such as 31/12/9999."""


def date_of(text: str) -> dt.date:
    """The date a text stands for: ISO or British (day first), a time of day dropped. Raises Unfit."""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := _NAMED.fullmatch(text):
        day, month, year = int(match[1]), _month(match[2]), int(match[3])
    elif _SHORT_YEAR.fullmatch(text):
        raise Unfit(f"{quoted(text)} has a year of two figures; {_DATE_HELP}")
    else:
        raise Unfit(f"{quoted(text)} is not a date; {_DATE_HELP}")
    return _real(text, year, month, day)


def _month(name: str) -> int:
    """The number of a month by its name or first three letters (`Sept` too); 0 where it is none."""
    lower = name.lower()
    if lower == "sept":
        return 9
    return next((i for i, month in enumerate(_MONTHS, 1) if lower in (month, month[:3])), 0)


def _real(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        swapped = month > 12 and 1 <= day <= 12
        why = "; the day comes before the month" if swapped else ""
        raise Unfit(f"{quoted(text)} is not a date{why}; {_DATE_HELP}") from None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise Unfit(f"{quoted(text)} is not a likely date; leave the cell blank where there is none")
    return date


def date_or_words(text: str) -> dt.date | str:
    """The date a text stands for, or the text itself: what a tracker holds where a due date belongs."""
    try:
        return date_of(text)
    except Unfit:
        return text


def looks_like_date(text: str) -> bool:
    """Whether a text has the shape of a date, possible or not."""
    return any(form.fullmatch(text) for form in (_ISO, _DAY_FIRST, _NAMED, _SHORT_YEAR))


_NUMBER = re.compile(r"[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)


def number_of(text: str) -> float:
    """The number a text stands for; thousands may be set off by commas. Raises Unfit."""
    if _NUMBER.fullmatch(text):
        number = float(text.replace(",", ""))
        if abs(number) < 1e300:
            return number
    raise Unfit(f"{quoted(text)} is not a number; {_number_help(text)}")


def _number_help(text: str) -> str:
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"write it as {text.replace(',', '.')}"
    if text.endswith("%"):
        return "write the number alone"
    return "write a figure such as 12 or 0.85, or leave the cell blank where it was not recorded"


def share_of(text: str) -> float:
    """The number a text stands for, where a percentage may stand: `85%` is 0.85. Raises Unfit."""
    if text.endswith("%"):
        return hundredth(number_of(text[:-1].rstrip()))
    return number_of(text)


def hundredth(number: float) -> float:
    """A hundredth of a number, exactly as written by hand: 99.9 gives 0.999."""
    return float(Decimal(repr(number)) / 100)


_YES_NO = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
}


def yes_no_of(text: str) -> bool:
    """Yes or no, in any of the usual words. Raises Unfit."""
    try:
        return _YES_NO[text.casefold()]
    except KeyError:
        raise Unfit(f"{quoted(text)} is neither yes nor no; write yes, no, or leave the cell blank") from None


def word_of(text: str, words: tuple[str, ...]) -> str:
    """The fixed word that a text stands for, in its usual spelling. Raises Unfit."""
    wanted = key(text)
    for word in words:
        if key(word) == wanted:
            return word
    one_of = listed(words, most=len(words), last="or")
    raise Unfit(f"{quoted(text)} is not one of the words that fit{asked(meant(text, words))}; write {one_of}")


def items_of(text: str) -> tuple[str, ...]:
    """The items of a list separated by semicolons, each once, blanks left out."""
    return tuple(dict.fromkeys(item for part in text.split(";") if (item := part.strip())))


def scope_of(text: str) -> tuple[str, ...] | None:
    """The ids of a scope, or None for `all`. Raises Unfit where `all` stands beside others."""
    items = items_of(text)
    if all(key(item) != ALL for item in items):
        return items or None
    if len(items) > 1:
        raise Unfit(f"{quoted(text)} names all and some; write all, or the ones that are meant")
    return None


def id_of(text: str) -> str:
    """An id. Raises Unfit for one with a semicolon in it, which no list could name."""
    if ";" in text:
        raise Unfit(f"{quoted(text)} names more than one; a semicolon cannot stand in an id")
    return text


SHARES: Final = frozenset({"target", "threshold", "value"})
"""The columns in which a percentage can make sense: those that may hold a proportion."""


def reader_of(column: Column) -> Callable[[str], Any]:
    """The function that reads one cell of a column, from trimmed text; it raises Unfit."""
    match column.fits:
        case Fits.DATE:
            return date_of
        case Fits.DATE_OR_WORDS:
            return date_or_words
        case Fits.NUMBER:
            return share_of if column.name in SHARES else number_of
        case Fits.YES_NO:
            return yes_no_of
        case Fits.WORD:
            return lambda text: word_of(text, column.words)
        case Fits.LIST:
            return items_of
        case Fits.SCOPE:
            return scope_of
        case Fits.ID:
            return id_of
        case Fits.TEXT:
            return str


def text_of(value: Any) -> str | None:
    """The text that stands for a value in a cell, such that reading it gives the value back."""
    match value:
        case None | ():
            return None
        case bool():
            return "yes" if value else "no"
        case float():
            return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case dt.date():
            return value.isoformat()
        case tuple() | list():
            return "; ".join(str(text_of(item)) for item in value)
        case _:
            return str(value)
