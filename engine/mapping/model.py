"""What a mapping says: which source feeds which table, and how each column is fed. Values only; `apply` does the work."""

from __future__ import annotations

from collections.abc import Mapping as Map

import attrs

from ..model import Place


@attrs.frozen
class Span:
    """A part of the week: from a time of day until another (which may be past midnight), on some days or all."""

    days: frozenset[int] | None
    """0 is Monday; None: every day."""
    start: int
    """Minutes past midnight, included."""
    end: int
    """Minutes past midnight, not included."""


@attrs.frozen(kw_only=True)
class Feed:
    """How one column of a table is fed. The steps are taken in the order of the fields."""

    column: str
    place: Place
    headings: tuple[str, ...] = ()
    """Where the text comes from: the first that is not blank, or all of them joined."""
    join: str | None = None
    value: str | None = None
    """A fixed text, the same in every row."""
    hash: tuple[str, ...] = ()
    """Headings whose cells together make an id that stays the same from export to export."""
    words: Map[str, str] = attrs.field(factory=dict)
    """What each word of the export stands for; blank: not recorded."""
    otherwise: str | None = None
    """What a text stands for that `words` does not name; None: itself."""
    none: tuple[str, ...] = ()
    """Words that mean `not recorded` here, beside the usual ones."""
    patterns: tuple[str, ...] = ()
    """`{} - *`: the part of a text that is kept."""
    times: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    """Which shift a time of day belongs to, first that fits."""
    dates: tuple[str, ...] = ()
    """Forms such as `DD/MM/YYYY`, first that fits."""
    number: str | None = None
    """`percent` (85 or 85% is 0.85), `share` (0.85, or 85%) or `decimal-comma`."""
    split: tuple[str, ...] = ()
    """What separates the items of a list."""
    prefix: str = ""


@attrs.frozen(kw_only=True)
class Condition:
    """A row is meant where the cell under the heading is (or is not) one of some words, holds one, or is blank."""

    heading: str
    place: Place
    among: tuple[str, ...] | None = None
    not_among: tuple[str, ...] | None = None
    holds: tuple[str, ...] | None = None
    blank: bool | None = None


@attrs.frozen(kw_only=True)
class Unfold:
    """One row becomes several: one for each marked heading, or for each numbered part of a long cell."""

    into: str
    """The heading under which the part stands for the columns to be fed from."""
    place: Place
    headings: tuple[str, ...] = ()
    marks: tuple[str, ...] = ("1", "yes", "y", "true", "x")
    numbered: str | None = None
    """The heading of a cell such as `1. Do this. 2. Do that.`"""


@attrs.frozen(kw_only=True)
class Source:
    """One kind of file or sheet of an export, and the table that it feeds."""

    table: str
    place: Place
    name: str | None = None
    """By which another mapping can be like this source alone: `alwaysready#feedback`."""
    files: tuple[str, ...] = ()
    """File names, with * and ? as wildcards; blank: the one file that the export is."""
    sheet: str | None = None
    feeds: Map[str, Feed] = attrs.field(factory=dict)
    leave_out: tuple[Condition, ...] = ()
    unfold: Unfold | None = None
    newest: str | None = None
    """The heading that says which of two rows with one id is the newer."""
    optional: bool = False
    """Whether an export without such a file is as it should be."""


@attrs.frozen
class Mapping:
    """A whole mapping: its file as messages show it, its title, and its sources."""

    file: str
    title: str
    digest: str
    sources: tuple[Source, ...]
    case: str | None = None
    """The folder with the service, the claims and other ordinary tables, where it is not the export's own."""
