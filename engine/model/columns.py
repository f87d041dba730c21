"""What a field of a table says of itself: a column with what fits in it and what it is for, and one maker for each kind."""

from __future__ import annotations

import enum
from typing import Any

import attrs


class Fits(enum.Enum):
    """What fits in a column, as a reader of the column's help would say it."""

    TEXT = "text"
    ID = "an id"
    WORD = "one of a few fixed words"
    DATE = "a date"
    DATE_OR_WORDS = "a date (words are kept, and judged)"
    NUMBER = "a number"
    YES_NO = "yes or no"
    LIST = "a list of ids, separated by ;"
    SCOPE = "`all`, or a list of ids separated by ;"


@attrs.frozen
class Column:
    """One column of one table: its name, what fits, and what a manager should know of it."""

    name: str
    fits: Fits
    help: str
    required: bool = False
    words: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    """Tables whose ids fit here; `themes` stands for any theme in use."""


def column_(
    fits: Fits,
    help: str,
    *,
    words: tuple[str, ...] = (),
    refers_to: tuple[str, ...] = (),
    default: Any = attrs.NOTHING,
) -> Any:
    """Declare a field as a column; a field without a default is required in its row."""
    metadata = {"fits": fits, "help": help, "words": words, "refers_to": refers_to}
    return attrs.field(default=default, metadata=metadata)


def text_(help: str, **more: Any) -> Any:
    """Words of any kind."""
    return column_(Fits.TEXT, help, **{"default": None, **more})


def id_(help: str, **more: Any) -> Any:
    """The row's own id."""
    return column_(Fits.ID, help, **more)


def ref_(table: str, help: str) -> Any:
    """The id of a row of another table."""
    return column_(Fits.ID, help, refers_to=(table,), default=None)


def word_(words: tuple[str, ...], help: str, **more: Any) -> Any:
    """One of a few fixed words."""
    return column_(Fits.WORD, help, words=words, **{"default": None, **more})


def date_(help: str) -> Any:
    """A date."""
    return column_(Fits.DATE, help, default=None)


def number_(help: str) -> Any:
    """A figure."""
    return column_(Fits.NUMBER, help, default=None)


def yes_no_(help: str) -> Any:
    """Yes, no, or not recorded."""
    return column_(Fits.YES_NO, help, default=None)


def list_(help: str, *refers_to: str) -> Any:
    """Ids of rows of other tables."""
    return column_(Fits.LIST, help, refers_to=refers_to, default=())
