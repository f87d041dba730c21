"""One cell of an export: from the text that a system wrote to the text that a case file would hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Final

from ..casefile.cells import Unfit, hundredth, number_of, text_of
from ..model import Column, Fits
from ..names import key, quoted
from .model import Feed
from .words import covers, dated, is_stand_in, moment_of, part_of

NOTHING: Final = frozenset(
    {
        "n/a",
        "n.a.",
        "n.a",
        "#n/a",
        "na",
        "nan",
        "null",
        "not-applicable",
        "not-recorded",
        "not-stated",
        "(blank)",
        "–",
        "—",
    }
)
"""Words that mean `not recorded` in any column, as `names.key` has them (dashes alone are told by `_is_dashes`)."""

PENDING: Final = frozenset(
    {"tbc", "tba", "tbd", "to-be-confirmed", "to-be-advised", "none", "nil", "unknown", "pending"}
)
"""Words that mean `not recorded` where a date, number, id or fixed word belongs; as text, or as a due date, they
say something and are kept."""

_KEPT: Final = (Fits.TEXT, Fits.DATE_OR_WORDS)
_DATES: Final = (Fits.DATE, Fits.DATE_OR_WORDS)
_DAY_NUMBER: Final = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_NOON: Final = re.compile(r"(?<=\d)\s*[ap]m$", re.IGNORECASE)
ID_LENGTH: Final = 12
"""Characters of a made id: two of a million rows collide once in more than a hundred exports."""


def reader(feed: Feed, column: Column) -> Callable[[str], str | None]:
    """The function that reads one cell for a column: the text of a case file, or None for blank. It raises Unfit."""
    words = {key(word): meant for word, meant in feed.words.items()}
    nothing = {key(word) for word in feed.none}

    def read(text: str) -> str | None:
        if (meant := words.get(key(text))) is not None:
            return meant or None
        if key(text) in nothing or is_nothing(text, column):
            return None
        for pattern in feed.patterns:
            if (part := part_of(text, pattern)) is not None:
                text = part
                break
        if (meant := words.get(key(text))) is not None:
            return meant or None
        if feed.words and feed.otherwise is not None:
            return feed.otherwise or None
        if feed.times:
            return shift_of(text, feed)
        if column.fits in _DATES:
            return _date(text, feed)
        if feed.number:
            return figure(text, feed.number)
        if feed.split:
            return _split(text, feed)
        return feed.prefix + text

    return read


def is_nothing(text: str, column: Column) -> bool:
    """Whether a text means that nothing was recorded, in this kind of column."""
    word = key(text)
    if word in NOTHING or not text.strip("-–— .?/"):
        return True
    return column.fits not in _KEPT and word in PENDING


def shift_of(text: str, feed: Feed) -> str | None:
    """The first shift whose spans hold the time of day, None where there is no time. Raises Unfit where none does."""
    moment = None if is_stand_in(text.split()[0]) else moment_of(text)
    if moment is None:
        return None
    day, minute = moment
    for shift, spans in feed.times:
        if any(covers(span, day, minute) for span in spans):
            return shift
    raise Unfit(f"{quoted(text)} falls in none of the times given for {feed.column}")


def _date(text: str, feed: Feed) -> str | None:
    if is_stand_in(text):
        return None
    if not feed.dates:
        if _DAY_NUMBER.fullmatch(text):
            hint = 'if it counts the days of a spreadsheet, say dates = "serial" in the mapping'
            raise Unfit(f"{quoted(text)} is not a date; {hint}")
        return _NOON.sub("", text)
    try:
        date = dated(text, feed.dates)
    except Unfit:
        if feed.column == "due":  # words are kept there, and judged
            return text
        raise
    return date.isoformat() if date else None


def figure(text: str, form: str) -> str:
    """A number by its form: `percent` and `share` give a part of one. Raises Unfit."""
    if form == "decimal-comma":
        if re.fullmatch(r"[+-]?[\d.]*\d(?:,\d+)?", text, re.ASCII):
            return text.replace(".", "").replace(",", ".")
        raise Unfit(f"{quoted(text)} is not a number with a decimal comma")
    signed = text.endswith("%")
    number = number_of(text.removesuffix("%").strip())
    if form == "share" and not signed:
        if not 0 <= number <= 1:
            raise Unfit(
                f"{quoted(text)} is no part of one, and the mapping says that this column holds parts of one"
            )
        return str(text_of(number))
    if form == "percent" and not signed and 0 < number < 1:
        raise Unfit(
            f"{quoted(text)} could be {text}% or a part of one; write it with a % sign, or all as parts of one"
        )
    if not 0 <= number <= 100:
        raise Unfit(f"{quoted(text)} is no percentage, which lies between 0 and 100")
    return str(text_of(hundredth(number)))


def _split(text: str, feed: Feed) -> str | None:
    for mark in feed.split:
        text = re.sub(re.escape(mark), ";", text, flags=re.IGNORECASE)
    items = (item.strip() for item in text.split(";"))
    return "; ".join(feed.prefix + item for item in items if item) or None


def made_id(texts: str, prefix: str) -> str:
    """An id from the cells that tell a row from others: the same cells give the same id in every export."""
    plain = " ".join(texts.split()).casefold()
    return prefix + hashlib.sha256(plain.encode()).hexdigest()[:ID_LENGTH]
