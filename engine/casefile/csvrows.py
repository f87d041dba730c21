"""The records of a CSV file below its headings, and every row of it that does not fit.

polars reads the clean file, fast. What it would read wrongly, pad without a word or refuse without naming
the row (a stray quotation mark, a row too short or too long) is found here, or read again by the standard
library's csv, which names it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import attrs
import numpy as np
import polars as pl
from numpy.typing import NDArray

from ..model import Level, Place
from ..names import quoted
from .problems import Problems
from .sheet import ROW

PIECE = 1 << 20
"""Bytes looked at in one go: what fits a processor's cache."""


@attrs.frozen
class Heading:
    """The heading row: its cells, its row, the delimiter, and where it begins and ends in the bytes."""

    cells: tuple[str, ...]
    row: int
    delimiter: str
    start: int
    end: int


def read_rows(head: Heading, data: bytes, file: str, problems: Problems) -> pl.DataFrame:
    """Every record after the heading, blank ones too, as text columns c0, c1, … and its `row`."""
    width = len(head.cells)
    quotes = _plain_quotes(data, head)
    if quotes is not None:
        try:
            frame = pl.read_csv(
                data[head.start :],
                separator=head.delimiter,
                infer_schema=False,
                row_index_name=ROW,
                row_index_offset=head.row + 1,
            )
        except pl.exceptions.PolarsError:
            pass  # a row is too long: the careful reading names it
        else:
            if frame.width == width + 1:
                frame.columns = [ROW, *(f"c{position}" for position in range(width))]
                _short_rows(frame, head, data, quotes, file, problems)
                return frame.with_columns(pl.col(ROW).cast(pl.Int64))
    return _read_carefully(head, data, file, problems)


def _pieces(data: bytes, start: int) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """The bytes from `start` on, a piece at a time, each with where it begins."""
    view = memoryview(data)
    for at in range(start, len(data), PIECE):
        yield at, np.frombuffer(view[at : at + PIECE], dtype=np.uint8)


def _count(data: bytes, start: int, mark: str) -> int:
    """How often a mark stands in the bytes from `start` on (`bytes.count` takes ten times as long on many)."""
    return sum(int(np.count_nonzero(piece == ord(mark))) for _, piece in _pieces(data, start))


def _plain_quotes(data: bytes, head: Heading) -> NDArray[np.int64] | None:
    """Where quotation marks stand, if every one opens or closes a whole cell, or is one of a doubled pair inside one.

    None for anything else, which polars may read as one cell spanning many rows.
    """
    if data.find(b'"', head.start) < 0:
        return np.zeros(0, dtype=np.int64)
    marks = np.concatenate(
        [at + np.flatnonzero(piece == ord('"')) for at, piece in _pieces(data, head.start)]
    )
    if marks.size % 2:
        return None
    octets = np.frombuffer(data, dtype=np.uint8)
    edges = [ord(head.delimiter), *b'\n\r"']
    opening, closing = marks[0::2], marks[1::2]
    opens = np.isin(octets[np.maximum(opening - 1, 0)], edges) | (opening == head.start)
    closes = np.isin(octets[np.minimum(closing + 1, octets.size - 1)], edges) | (closing == octets.size - 1)
    return marks if opens.all() and closes.all() else None


def _short_rows(
    frame: pl.DataFrame,
    head: Heading,
    data: bytes,
    quotes: NDArray[np.int64],
    file: str,
    problems: Problems,
) -> None:
    """Name the rows that polars padded without a word; only a row whose last cell is blank can be one."""
    if frame.is_empty() or not frame.to_series(frame.width - 1).null_count():
        return
    between = frame.width - 2
    if _count(data, head.end, head.delimiter) - _inside(quotes, head, data) == frame.height * between:
        return
    marks = _delimiters(data, head, frame.height)
    filled = frame.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()) & pl.Series(marks < between))
    _warn_short(filled[ROW].to_list(), len(head.cells), file, problems)


def _inside(quotes: NDArray[np.int64], head: Heading, data: bytes) -> int:
    """How many delimiters stand inside cells below the heading, which only cells in quotation marks can hold."""
    marks, delimiter = quotes[quotes >= head.end].tolist(), head.delimiter.encode()
    return sum(data.count(delimiter, start, end) for start, end in zip(marks[0::2], marks[1::2], strict=True))


def _delimiters(data: bytes, head: Heading, height: int) -> NDArray[np.int64]:
    """How many delimiters stand between the cells of each record."""
    counts = np.zeros(height + 2, dtype=np.int64)
    record, inside = 0, 0
    for _, piece in _pieces(data, head.end):
        outside = np.cumsum(piece == ord('"'), dtype=np.uint8) + inside & 1 == 0
        ends = np.flatnonzero((piece == ord("\n")) & outside)
        marks = np.flatnonzero((piece == ord(head.delimiter)) & outside)
        found = np.bincount(np.searchsorted(ends, marks), minlength=1)
        counts[record : record + found.size] += found
        record += ends.size
        inside = int(outside[-1]) ^ 1
    return counts[:height]


def _warn_short(rows: list[int], width: int, file: str, problems: Problems) -> None:
    room = problems.room(Level.WARNING, Place(file), "short")
    for row in rows[:room]:
        problems.warning(
            f"The row has fewer cells than the {width} headings; the cells that are missing were read as blank",
            Place(file, row),
            kind="short",
        )
    problems.uncounted(Level.WARNING, Place(file), len(rows[room:]), "short")


def _read_carefully(head: Heading, data: bytes, file: str, problems: Problems) -> pl.DataFrame:
    """The records after the heading, read one by one: a row that does not fit is named and left blank."""
    width = len(head.cells)
    lines = io.StringIO(data[head.end :].decode(), newline="")
    reader = csv.reader(lines, delimiter=head.delimiter, strict=True)
    rows: list[list[str]] = []
    short: list[int] = []
    blank = [""] * width
    while True:
        row = head.row + 1 + len(rows)
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.error(_what_is_wrong(error), Place(file, row), kind="csv")
            rows.append(blank)
            continue
        if extra := [cell for cell in cells[width:] if cell.strip()]:
            problems.error(
                f"The row has {len(cells)} cells where there are {width} headings ({quoted(extra[0])} is over); "
                f"a cell that holds a {_MARK_NAMES[head.delimiter]} stands in quotation marks",
                Place(file, row),
                kind="long",
            )
            cells = blank
        elif len(cells) < width and any(cell.strip() for cell in cells):
            short.append(row)
        rows.append((cells + blank)[:width])
    _warn_short(short, width, file, problems)
    names = [f"c{position}" for position in range(width)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    numbers = pl.Series(ROW, range(head.row + 1, head.row + 1 + len(rows)), dtype=pl.Int64)
    return frame.insert_column(0, numbers)


_MARK_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}


def _what_is_wrong(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end of data" in said:
        return "A quotation mark opened in this row is never closed"
    if "expected after" in said:
        return "Text goes on after a closing quotation mark; inside a cell a quotation mark is written twice"
    if "field larger" in said:
        return "A cell is far too long; is a quotation mark left open?"
    return "The row cannot be read as CSV; is a line break left outside quotation marks?"
