"""The tables of a case while it is being read: values with their places, before they are frozen into a `Case`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final

import polars as pl

from ..model import Column, Fits, Place, columns
from ..names import quoted
from .evidence import FILE, no_evidence
from .problems import Problems
from .sheet import ROW, Sheet


class Tables:
    """Every table's values in file order, the evidence as a frame, and the sheets they were read from.

    A row of which something does not fit, or whose id stands twice, is put aside: it is no part of the case, and looked
    at like any other, so that everything wrong with it is told at once.
    """

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        """Start with the sheets, and no values yet."""
        self.sheets = sheets
        self.rows: dict[str, list[tuple[Any, Place]]] = {}
        self.aside: dict[str, list[tuple[Any, Place]]] = {}
        self.evidence_aside: pl.DataFrame = no_evidence()
        self._evidence: pl.DataFrame = no_evidence()
        self._distinct: dict[str, list[str]] = {}
        self._ids: dict[str, pl.Series] = {}
        self._id_sets: dict[str, frozenset[str]] = {}
        self._texts: dict[tuple[str, str], dict[int | None, str | None]] = {}

    def put(self, table: str, rows: Iterable[tuple[Any, Place, bool]], problems: Problems) -> None:
        """Take a small table's values, each with whether all of it fits; an id that stands twice is told, and kept once."""
        first: dict[str, Place] = {}
        kept, aside = self.rows.setdefault(table, []), self.aside.setdefault(table, [])
        for value, place, fits in rows:
            if value.id in first:
                _twice(value.id, place, first[value.id].row, problems)
                fits = False
            elif value.id is not None:
                first[value.id] = place
            (kept if fits else aside).append((value, place))

    def put_evidence(self, frame: pl.DataFrame, aside: pl.DataFrame, problems: Problems) -> None:
        """Take the evidence, and the rows that do not fit; an id that stands twice is told, naming both rows, and kept once."""
        every = frame if aside.is_empty() else pl.concat([frame, aside.drop_nulls("id")]).sort(ROW)
        if every["id"].hash().n_unique() < every.height:
            first = every.group_by("id", maintain_order=True).first().select("id", pl.col(ROW).alias("first"))
            again = every.select("id", FILE, ROW).join(first, on="id").filter(pl.col(ROW) != pl.col("first"))
            for id_, file, row, before in again.sort(ROW).iter_rows():
                _twice(id_, Place(file, row), before, problems)
            doubled = pl.col(ROW).is_in(again[ROW].implode())
            aside = pl.concat([aside, frame.filter(doubled)])
            frame = frame.remove(doubled)
        self.evidence = frame
        self.evidence_aside = aside

    @property
    def every_record(self) -> pl.DataFrame:
        """The records, and those that were put aside."""
        return (
            pl.concat([self._evidence, self.evidence_aside]) if self.evidence_aside.height else self._evidence
        )

    def every(self, table: str) -> Iterator[tuple[Any, Place]]:
        """The values of a small table and their places, those that were put aside as well."""
        return chain(self.rows.get(table, ()), self.aside.get(table, ()))

    def change_evidence(self, new: pl.Expr) -> None:
        """Put a column in place of the one of its name, in the records that were put aside as well."""
        self.evidence = self._evidence.with_columns(new)
        self.evidence_aside = self.evidence_aside.with_columns(new)

    @property
    def evidence(self) -> pl.DataFrame:
        """The records, with what is amiss in them settled so far."""
        return self._evidence

    @evidence.setter
    def evidence(self, frame: pl.DataFrame) -> None:
        self._evidence = frame
        self._distinct = {}

    def distinct(self, column: str) -> list[str]:
        """The texts of a column of the evidence that names things, each once, in order of appearance."""
        if not self._distinct:
            found = self.every_record.select(map(_once, _NAMING))
            self._distinct = {one.name: found[one.name][0].to_list() for one in _NAMING}
        return self._distinct[column]

    def values(self, table: str) -> list[Any]:
        """The values of a small table, in file order."""
        return [value for value, _ in self.rows.get(table, ())]

    def change(self, table: str, new: Callable[[Any, Place], Any]) -> None:
        """Put in place of each value what `new` makes of it, of those that were put aside as well."""
        for rows in (self.rows, self.aside):
            rows[table] = [(new(value, place), place) for value, place in rows.get(table, ())]

    def has(self, table: str) -> bool:
        """Whether a table is there and holds a row."""
        return table in self.sheets and not self.sheets[table].frame.is_empty()

    def ids(self, table: str) -> pl.Series:
        """Every id that stands in a table, also of rows put aside because something else in them did not fit."""
        if table not in self._ids:
            frame = self.sheets[table].frame
            ids = frame["id"] if "id" in frame.columns else pl.Series("id", [], dtype=pl.String)
            self._ids[table] = ids.drop_nulls() if ids.null_count() else ids
        return self._ids[table]

    def id_set(self, table: str) -> frozenset[str]:
        """The same ids, to look names up in."""
        if table not in self._id_sets:
            self._id_sets[table] = frozenset(self.ids(table).to_list())
        return self._id_sets[table]

    def text(self, table: str, place: Place, column: str) -> str | None:
        """What was written in a small table's cell, before it was read as a value."""
        if (table, column) not in self._texts:
            frame = self.sheets[table].frame
            there = frame[column] if column in frame.columns else ()
            self._texts[table, column] = dict(zip(frame[ROW], there, strict=False))
        return self._texts[table, column].get(place.row)


_NAMING: Final = tuple(one for one in columns("evidence") if one.refers_to or one.name == "theme")
"""The columns of the evidence that name rows of other tables, or a theme: asked for together, for polars takes as
long over one as over all."""


def _once(column: Column) -> pl.Expr:
    texts = pl.col(column.name).drop_nulls()
    if column.fits is Fits.LIST:
        texts = texts.explode().drop_nulls()
    return texts.unique(maintain_order=True).implode()


def _twice(id_: str, place: Place, before: int | None, problems: Problems) -> None:
    where = f"row {before}" if before is not None else "another place"
    problems.error(
        f"The id {quoted(id_)} stands twice: here and in {where}; give each its own",
        Place(place.file, place.row, "id"),
        id_,
        kind="twice",
    )
