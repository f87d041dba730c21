"""A table of the case in its sheet: where its headings and its rows stand, and how a row is put in or taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...errors import CaseError
from ...model import columns
from ...names import key
from ..cells import text_of
from ..sheet import LOOK_AHEAD, heading_row
from ..workbook_writing import LONGEST_CELL, keeps
from .grid import Grid
from .parts import Unable

Record = Mapping[str, Any]
"""A row by column, as `contents.records_of` has it: blank cells left out."""

_EPOCH: Final = {1900: dt.date(1899, 12, 30), 1904: dt.date(1904, 1, 1)}


class Days:
    """How a workbook writes a day: from which year it counts, and which of its styles show a number as one."""

    def __init__(self, year: int, styles: Sequence[int]) -> None:
        self._epoch = _EPOCH[year]
        self.styles = styles

    def number(self, day: dt.date) -> int:
        """The number that stands for a day."""
        return (day - self._epoch).days


class TableSheet:
    """The sheet of one table other than the service."""

    def __init__(self, table: str, grid: Grid, days: Days) -> None:
        self.table, self.grid, self._days = table, grid, days
        early = {row: grid.texts(row) for row in grid.rows if row <= LOOK_AHEAD}
        best = heading_row(table, {row: tuple(cells.values()) for row, cells in early.items()})
        self._head = best if best is not None else 1
        headings = early.get(self._head, {})
        self._columns = {key(text): column for column, text in reversed(headings.items())}
        if best is not None and not any(key(column.name) in self._columns for column in columns(table)):
            raise Unable(f"the headings of {table} were not found")

    def fill(
        self,
        rows: Mapping[str, int],
        before: Mapping[str, Record],
        after: Mapping[str, Record],
        order: Sequence[str],
    ) -> tuple[int, int]:
        """Bring the sheet from what it holds to what it shall hold; gives the last row used before, and now.

        `rows` says where each record stands now; `before` and `after` hold the records that differ, `order` the ids
        of all that there shall be.
        """
        for id in before:
            if id not in after:
                self._clear(rows[id])
        places = dict(zip(order, self._places(rows, order), strict=True))
        last = max(rows.values(), default=None)
        for id, record in after.items():
            new = id not in rows
            was: Record = {} if new else before[id]
            for name in (*was, *(name for name in record if name not in was)):
                if was.get(name) != record.get(name):
                    self._put(places[id], name, record.get(name), last if new else None)
        return last or self._head, max(places.values(), default=0)

    def _places(self, rows: Mapping[str, int], order: Sequence[str]) -> Iterator[int]:
        """The row for each record: its own; for a new one a blank row behind the one before it, at the end behind all."""
        known = {
            self._columns[name]
            for column in columns(self.table)
            if (name := key(column.name)) in self._columns
        }
        ahead = [*(rows.get(id) for id in order), None]
        for at in range(len(order) - 1, -1, -1):
            ahead[at] = ahead[at] or ahead[at + 1]
        row, last = self._head, max(rows.values(), default=0)
        for id, limit in zip(order, ahead[:-1], strict=True):
            new = id not in rows
            row = max(row, last if limit is None else 0) + 1 if new else rows[id]
            while new and not self.grid.blank(row, known):
                row += 1
            if limit is not None and row > limit:
                raise Unable("the rows would stand in another order")
            yield row

    def _clear(self, row: int) -> None:
        """Blank what is under a heading in a row; a formula that somebody set beside the table stays."""
        own = {self._columns.get(key(column.name)) for column in columns(self.table)}
        for cell in self.grid.cells(row):
            if cell.column in own or (cell.column in self._columns.values() and not cell.formula):
                self.grid.put(row, cell.column, None, cell.style)

    def _put(self, row: int, name: str, value: Any, like: int | None) -> None:
        """Put a value under its heading, in the style of its cell; in a new row, of the cell in the row it is `like`."""
        column = self._columns.get(key(name)) or self._add_heading(name)
        style = self.grid.style_at(row, column)
        if style is None and like is not None:
            style = self.grid.style_at(like, column)
        put(self.grid, row, column, value, style, self._days)

    def _add_heading(self, name: str) -> int:
        """Head a column behind all that is there."""
        used = [cell.column for row in self.grid.rows for cell in self.grid.cells(row) if cell.filled]
        column = max(used, default=0) + 1
        style = self.grid.style_at(self._head, column - 1) if column > 1 else None
        self.grid.put(self._head, column, name, style)
        self._columns[key(name)] = column
        return column


class ServiceSheet:
    """The sheet of the service: a key, and beside it its value."""

    def __init__(self, grid: Grid, days: Days) -> None:
        self.grid, self._days = grid, days
        self._at: dict[str, tuple[int, int]] = {}
        for row in grid.rows:
            if cells := grid.texts(row):
                first = min(cells)
                self._at.setdefault(key(cells[first]), (row, first + 1))

    def fill(self, before: Record, after: Record) -> None:
        """Bring the sheet from what it holds to what it shall hold."""
        for name in dict.fromkeys((*before, *after)):
            if before.get(name) != after.get(name):
                row, column = self._at.get(key(name)) or self._add_key(name)
                put(self.grid, row, column, after.get(name), self.grid.style_at(row, column), self._days)

    def _add_key(self, name: str) -> tuple[int, int]:
        last = max((row for row, _ in self._at.values()), default=0)
        column = next((column for _, column in self._at.values()), 2)
        self.grid.put(last + 1, column - 1, name, self.grid.style_at(last, column - 1))
        self._at[key(name)] = last + 1, column
        return self._at[key(name)]


def put(grid: Grid, row: int, column: int, value: Any, style: int | None, days: Days) -> None:
    """Put a value of a case into a cell: a day as a day, a number as a number where it comes back whole, else as text.

    Raises CaseError where it is longer than a cell can hold.
    """
    if isinstance(value, dt.date) and days.styles:
        own = style if style in days.styles else days.styles[0]
        grid.put(row, column, days.number(value), own)
    elif value is None or keeps(value):
        grid.put(row, column, value, style)
    else:
        text = text_of(value) or ""
        if len(text) > LONGEST_CELL:
            raise CaseError.at(
                f"row {row}", f"A cell would be longer than the {LONGEST_CELL:,} characters it can hold"
            )
        grid.put(row, column, text, style)
