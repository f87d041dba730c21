"""One sheet of the pack: a heading row that stays, filters, widths, and a page that prints.

Every text is written as text: nothing that stands in a case file becomes a formula, a link or a number. What a
spreadsheet would take for a formula is also marked as text in the cell itself, so that it stays one when edited.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import attrs
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ..escape import is_formula, shown

MOST_ROWS: Final = 1_048_575
"""How many rows a sheet takes below its headings."""
MOST_TEXT: Final = 32_767
"""How many characters a cell takes."""

_FIRST_YEAR: Final = 1900
"""A workbook has no dates before."""

Cell = str | int | float | dt.date | bool | None
"""What a cell can hold; None leaves it blank."""

_SHADES: Final[Mapping[str, tuple[str, str]]] = {
    "good": ("#0A6149", "#D8F0E5"),
    "part": ("#6D4A00", "#FCEFCB"),
    "bad": ("#97201F", "#FAE0DC"),
    "none": ("#55626E", "#EDF0F2"),
    "odd": ("#6A2C91", "#F0E3F8"),
}


@attrs.frozen
class Column:
    """A column: its heading, how wide it is in characters, and whether it goes on paper (those that do come first)."""

    heading: str
    width: float = 14
    printed: bool = True


@attrs.frozen
class Marked:
    """A cell with a shade, which says the same as its words."""

    value: Cell
    shade: str


class Book:
    """The workbook being written, with the few formats that it uses."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._formats: dict[tuple[str, ...], Any] = {}

    def sheet(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell | Marked]],
        *,
        note: str = "",
        list_: bool = True,
    ) -> Worksheet:
        """A sheet of a table: headings in the second row, below a line that says what it is.

        A `list_` has filters and lies on its side; else the sheet is one to read from top to bottom.
        """
        made = self.book.add_worksheet(name)
        self._write(made, 0, 0, note, ("note",))
        for at, column in enumerate(columns):
            made.set_column(at, at, column.width)
            self._write(made, 1, at, column.heading, ("head",))
        made.set_row(1, 2 * _LINE_HEIGHT + 2)
        last = 1
        for last, row in enumerate(rows, 2):
            if last > MOST_ROWS:
                left = "More rows than a sheet can hold: the rest is left out"
                self._write(made, 0, 0, f"{note}. {left}", ("note",))
                last -= 1
                break
            for at, cell in enumerate(row):
                self._cell(made, last, at, cell)
            made.set_row(last, _height(row, columns))
        made.freeze_panes(2, 1)
        if list_:
            made.autofilter(1, 0, max(last, 2), len(columns) - 1)
            made.set_landscape()
        made.print_area(0, 0, max(last, 2), sum(column.printed for column in columns) - 1)
        made.repeat_rows(1)
        self._page(made)
        return made

    def _page(self, made: Worksheet) -> None:
        """A4, one page wide, with its number below."""
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        made.set_footer("&L&A&RPage &P of &N")

    def _cell(self, made: Worksheet, row: int, column: int, cell: Cell | Marked) -> None:
        if isinstance(cell, Marked):
            self._write(made, row, column, cell.value, (cell.shade,))
        else:
            self._write(made, row, column, cell, ())

    def _write(self, made: Worksheet, row: int, column: int, value: Cell, look: tuple[str, ...]) -> None:
        """One cell, by what it is; text is never looked at to see whether it might be something else."""
        if value is None or value == "":
            made.write_blank(row, column, None, self.format(*look))
        elif isinstance(value, bool):
            made.write_string(row, column, "yes" if value else "no", self.format(*look))
        elif isinstance(value, dt.date) and value.year >= _FIRST_YEAR:
            made.write_datetime(
                row, column, dt.datetime(value.year, value.month, value.day), self.format(*look, "date")
            )
        elif isinstance(value, int | float) and math.isfinite(value):
            made.write_number(row, column, value, self.format(*look, "number"))
        else:
            text = shown(str(value))[:MOST_TEXT]
            quoted = ("quoted",) if is_formula(text) else ()
            made.write_string(row, column, text, self.format(*look, *quoted))

    def format(self, *look: str) -> Any:
        """A format by the words that describe it, made once."""
        if look not in self._formats:
            told: dict[str, Any] = {"valign": "top", "text_wrap": True, "font_size": 10} | _LINE
            for word in look:
                told |= _LOOKS[word] if word in _LOOKS else _shade(word)
            self._formats[look] = self.book.add_format(told)
        return self._formats[look]


_LINE_HEIGHT: Final = 13.0
"""Points that a line of the pack's type takes."""
_LINE: Final = {"bottom": 1, "bottom_color": "#D3DAE0"}
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#E8EEF4", "valign": "vcenter"},
    "note": {"italic": True, "text_wrap": False, "font_color": "#55626E", "bottom": 0},
    "date": {"num_format": "d mmm yyyy", "align": "left"},
    "number": {"num_format": "#,##0.###", "align": "right"},
    "quoted": {"quote_prefix": True},
}


def _height(row: Sequence[Cell | Marked], columns: Sequence[Column]) -> float:
    """A height in points for the longest cell that is printed: not every program fits rows to text by itself."""
    lines = 1
    for cell, column in zip(row, columns, strict=True):
        value = cell.value if isinstance(cell, Marked) else cell
        if isinstance(value, str) and column.printed:
            lines = max(lines, math.ceil(len(value) / column.width))
    return min(lines * _LINE_HEIGHT + 2, 400.0)


def _shade(name: str) -> dict[str, Any]:
    ink, paper = _SHADES[name]
    return {"font_color": ink, "bg_color": paper}
