"""A case without some of its evidence: what the verdict would be were a record, document, recorder, team or shift not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import polars as pl

from .errors import UsageError
from .model import Case
from .names import hint, listed, quoted

COLUMNS: Final[Mapping[str, str]] = {
    "record": "id",
    "document": "source",
    "recorder": "recorded_by",
    "team": "team",
    "shift": "shift",
}
"""What can be withdrawn, and the column of the evidence that names it."""

_CITING: Final = ("priorities", "actions", "updates", "reviews")
_CITED: Final = ("evidence", "check_evidence")


@attrs.frozen
class Withdrawn:
    """The case that is left, and what went: of which kind, by which name, and how many records of it."""

    case: Case
    gone: tuple[tuple[str, str, int], ...]

    def said(self) -> str:
        """What went, in words: 12 records in the document 'Audit book'."""
        return listed(_said(*one) for one in self.gone)


def withdraw(case: Case, names: Sequence[str]) -> Withdrawn:
    """The case without the records that some names stand for, and without what its plan says of them.

    A name is a record's id, a document, who recorded, a team or a shift (its id or name), or one of these with its kind
    before it (`document:Audit book`); case and spacing aside. Teams and shifts themselves stay: only what was recorded
    of them goes. Raises UsageError for a name that is none, or that stands for several things.
    """
    known = _known(case)
    gone = tuple(dict.fromkeys(_meant(name, known) for name in names))
    named = [_named(case, kind, name) for kind, name in gone]
    out = case.evidence.select(pl.any_horizontal(named)).to_series()
    counts = tuple(
        (kind, name, int(case.evidence.select(rows.sum()).item()))
        for (kind, name), rows in zip(gone, named, strict=True)
    )
    left = case.evidence.filter(~out)
    ids = set(case.evidence.filter(out)["id"].to_list())
    return Withdrawn(attrs.evolve(case, evidence=left, **_without(case, ids)), counts)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _named(case: Case, kind: str, name: str) -> pl.Expr:
    """Whether each record bears a name, however it is spelt there."""
    column = COLUMNS[kind]
    spelt = [word for word in case.evidence[column].drop_nulls().unique() if _key(word) == _key(name)]
    return pl.col(column).is_in(spelt).fill_null(False)


def _known(case: Case) -> dict[str, dict[str, str]]:
    """For each name as it is compared, the kinds of thing it stands for, each with the name that the records hold."""
    known: dict[str, dict[str, str]] = {}
    for kind, column in COLUMNS.items():
        for name in case.evidence[column].drop_nulls().unique().sort().to_list():
            known.setdefault(_key(name), {}).setdefault(kind, name)
    for kind, rows in (("team", case.teams), ("shift", case.shifts)):
        for row in rows:
            for name in (row.id, row.name):
                if name is not None:
                    known.setdefault(_key(name), {}).setdefault(kind, row.id)
    return known


def _meant(name: str, known: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    kind, _, own = name.partition(":")
    if kind in COLUMNS and kind in known.get(_key(own), {}):
        return kind, known[_key(own)][kind]
    found = known.get(_key(name), {})
    if not found:
        raise UsageError(
            f"no record, document, recorder, team or shift is called {quoted(name)}{hint(name, known)}"
        )
    if len(found) > 1:
        choices = " or ".join(f"{kind}:{own}" for kind, own in found.items())
        raise UsageError(f"{quoted(name)} stands for several things: say {choices}")
    return next(iter(found.items()))


def _without(case: Case, ids: set[str]) -> dict[str, Any]:
    """The tables that cite records, without those that are gone."""

    def rows(table: str) -> Iterator[Any]:
        for row in getattr(case, table):
            told = {name: getattr(row, name) for name in _CITED if hasattr(row, name)}
            kept = {name: _left(cited, ids) for name, cited in told.items()}
            yield row if kept == told else attrs.evolve(row, **kept)

    return {table: tuple(rows(table)) for table in _CITING}


def _left(cited: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(id for id in cited if id not in gone)


def _said(kind: str, name: str, n: int) -> str:
    if kind == "record":
        return f"record {name}"
    records = f"{n:,} {'record' if n == 1 else 'records'}"
    words = {
        "document": "in the document",
        "recorder": "made by",
        "team": "of the team",
        "shift": "of the shift",
    }
    return f"{records} {words[kind]} {quoted(name)}"
