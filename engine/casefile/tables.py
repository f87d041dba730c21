"""The tables of a case while it is being read: values with their places, before they are frozen into a `Case`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from ..model import Place
from ..names import quoted
from .evidence import FILE, no_evidence
from .problems import Problems
from .sheet import ROW, Sheet


class Tables:
    """Every table's values in file order, the evidence as a frame, and the sheets they were read from."""

    def __init__(self, sheets: dict[str, Sheet]) -> None:
        """Start with the sheets, and no values yet."""
        self.sheets = sheets
        self.rows: dict[str, list[tuple[Any, Place]]] = {}
        self.evidence: pl.DataFrame = no_evidence()
        self._texts: dict[tuple[str, str], dict[int | None, str | None]] = {}

    def put(self, table: str, rows: list[tuple[Any, Place]], problems: Problems) -> None:
        """Take a small table's values; an id that stands twice is told, naming both rows, and kept once."""
        kept: dict[str, tuple[Any, Place]] = {}
        for value, place in rows:
            if value.id in kept:
                _twice(value.id, place, kept[value.id][1].row, problems)
            else:
                kept[value.id] = (value, place)
        self.rows[table] = list(kept.values())

    def put_evidence(self, frame: pl.DataFrame, problems: Problems) -> None:
        """Take the evidence; an id that stands twice is told, naming both rows, and kept once."""
        if frame["id"].hash().n_unique() < frame.height:
            first = frame.group_by("id", maintain_order=True).first().select("id", pl.col(ROW).alias("first"))
            again = frame.select("id", FILE, ROW).join(first, on="id").filter(pl.col(ROW) != pl.col("first"))
            for id_, file, row, before in again.sort(ROW).iter_rows():
                _twice(id_, Place(file, row), before, problems)
            frame = frame.unique("id", keep="first", maintain_order=True)
        self.evidence = frame

    def values(self, table: str) -> list[Any]:
        """The values of a small table, in file order."""
        return [value for value, _ in self.rows.get(table, ())]

    def change(self, table: str, new: Callable[[Any, Place], Any]) -> None:
        """Put in place of each value what `new` makes of it."""
        self.rows[table] = [(new(value, place), place) for value, place in self.rows.get(table, ())]

    def has(self, table: str) -> bool:
        """Whether a table is there and holds a row."""
        return table in self.sheets and not self.sheets[table].frame.is_empty()

    def ids(self, table: str) -> pl.Series:
        """Every id that stands in a table, also of rows left out because something else in them did not fit."""
        frame = self.sheets[table].frame
        return frame["id"].drop_nulls() if "id" in frame.columns else pl.Series("id", [], dtype=pl.String)

    def left_out(self, table: str, column: str) -> pl.DataFrame:
        """The texts of a column, beside their `row`, in the rows that were left out: something in them did not fit."""
        frame = self.sheets[table].frame
        if column not in frame.columns:
            return frame.select(ROW).clear().with_columns(pl.lit(None, pl.String).alias(column))
        if table == "evidence":
            kept = self.evidence[ROW]
        else:
            kept = pl.Series([place.row for _, place in self.rows.get(table, ())], dtype=pl.Int64)
        if len(kept) == frame.height:
            return frame.select(ROW, column).clear()
        return frame.select(ROW, column).filter(~pl.col(ROW).is_in(kept.implode())).drop_nulls(column)

    def text(self, table: str, place: Place, column: str) -> str | None:
        """What was written in a small table's cell, before it was read as a value."""
        if (table, column) not in self._texts:
            frame = self.sheets[table].frame
            there = frame.select(ROW, column).iter_rows() if column in frame.columns else ()
            self._texts[table, column] = dict(there)
        return self._texts[table, column].get(place.row)


def _twice(id_: str, place: Place, before: int | None, problems: Problems) -> None:
    where = f"row {before}" if before is not None else "another place"
    problems.error(
        f"The id {quoted(id_)} stands twice: here and in {where}; give each its own",
        Place(place.file, place.row, "id"),
        id_,
        kind="twice",
    )
