"""A CSV file as a sheet: its encoding, its delimiter, its heading row, and every row that does not fit.

polars reads the clean file, fast. What it would read wrongly or refuse without naming the row (a stray
quotation mark, a row that is too long) is read again by the standard library's csv, which names it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

import attrs
import numpy as np
import polars as pl

from ..model import Level, Place, columns
from ..names import key, quoted
from .limits import Limits, raised_by
from .problems import Problems
from .sheet import ROW, Sheet, match_headings, require_columns, tidy

_DELIMITERS = (",", ";", "\t")
_LOOK_AHEAD = 30
"""How many records are looked through for the heading row: exports put titles and dates above it."""


def read_csv(table: str, file: str, data: bytes, limits: Limits, problems: Problems) -> Sheet | None:
    """The table that a CSV file holds, or None where nothing can be read; what is wrong goes to `problems`."""
    decoded = _decode(file, data, problems)
    if decoded is None:
        return None
    head = _find_heading(table, decoded)
    if head is None:
        problems.error("The file is empty: not even headings", Place(file))
        return None
    place = Place(file, head.row)
    if len(head.cells) > limits.max_columns:
        problems.error(f"{len(head.cells):,} columns are too many {raised_by('max_columns')}", place)
        return None
    found = match_headings(table, head.cells, place, problems)
    require_columns(table, found, head.cells, place, problems)
    rows = _read_rows(head, decoded, file, problems)
    if rows is None:
        return None
    if rows.height > limits.max_rows:
        problems.error(f"{rows.height:,} rows are too many {raised_by('max_rows')}", Place(file))
        return None
    _unheaded(head, rows, file, problems)
    named = rows.select(
        *(pl.col(f"c{position}").alias(name) for name, position in found.items()),
        (pl.int_range(pl.len(), dtype=pl.Int64) + head.row + 1).alias(ROW),
    )
    return Sheet(table, file, tidy(named))


def _decode(file: str, data: bytes, problems: Problems) -> bytes | None:
    """The file as UTF-8 without a byte-order mark, lines ending in a line feed; None where it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problems.error("The file is saved as UTF-16 (Unicode text); save it as CSV UTF-8", Place(file))
        return None
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        problems.error("There is a NUL character here: this is no CSV file", Place(file, line))
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        decoded = _from_windows(file, data, error.start, problems)
        if decoded is None:
            return None
        data = decoded
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    return data


def _from_windows(file: str, data: bytes, first: int, problems: Problems) -> bytes | None:
    line = data.count(b"\n", 0, first) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "The file is neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8"
        problems.error(message, Place(file, line))
        return None
    excerpt = quoted(data[first - min(first, 20) : first + 10].decode("cp1252"))
    problems.warning(
        f"The file is not UTF-8 (first at {excerpt}); it was read as Windows-1252. Save it as CSV UTF-8",
        Place(file, line),
    )
    return text.encode()


@attrs.frozen
class _Heading:
    """The heading row: its cells, its row, the delimiter, and where the records after it begin in the bytes."""

    cells: tuple[str, ...]
    row: int
    delimiter: str
    end: int


def _find_heading(table: str, data: bytes) -> _Heading | None:
    """The row that names most of the table's columns, under whichever delimiter; else the first not blank."""
    known = {key(column.name) for column in columns(table)}
    best: _Heading | None = None
    most = -1
    for delimiter in sorted(_DELIMITERS, key=lambda mark: -_first_line(data).count(mark)):
        for head in _heads(data, delimiter):
            matched = len({key(cell) for cell in head.cells} & known)
            if matched > most:
                best, most = head, matched
    return best


def _first_line(data: bytes) -> str:
    return data[:65_536].lstrip().split(b"\n", 1)[0].decode("utf-8", "replace")


def _heads(data: bytes, delimiter: str) -> Iterator[_Heading]:
    """The first records that are not blank, each as if it were the heading row."""
    start = io.BytesIO(data)
    lines = (line.decode("utf-8") for line in start)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield _Heading(tuple(cells), row, delimiter, start.tell())
            if row >= _LOOK_AHEAD:
                return
    except csv.Error:  # an open quotation mark or an overlong cell: told when the rows are read
        return


def _read_rows(head: _Heading, data: bytes, file: str, problems: Problems) -> pl.DataFrame | None:
    """Every record after the heading, as text columns c0, c1, …, blank ones included so that rows keep their number."""
    body = memoryview(data)[head.end :]
    if _quotes_are_plain(body, head.delimiter):
        names = head.delimiter.join(f"c{position}" for position in range(len(head.cells)))
        try:
            frame = pl.read_csv(names.encode() + b"\n" + body, separator=head.delimiter, infer_schema=False)
        except pl.exceptions.PolarsError:
            pass  # a row is too long: the careful reading names it
        else:
            _short_rows(frame, head, body, file, problems)
            return frame
    return _read_carefully(head, data, file, problems)


def _quotes_are_plain(body: memoryview, delimiter: str) -> bool:
    """Whether every quotation mark opens or closes a whole cell, or is one of a doubled pair inside one.

    Anything else polars may read as one cell spanning many rows.
    """
    octets = np.frombuffer(body, dtype=np.uint8)
    marks = np.flatnonzero(octets == ord('"'))
    if not marks.size:
        return True
    if marks.size % 2:
        return False
    edges = [ord(delimiter), *b'\n\r"']
    before = octets[np.maximum(marks[0::2] - 1, 0)]
    after = octets[np.minimum(marks[1::2] + 1, octets.size - 1)]
    opens = np.isin(before, edges) | (marks[0::2] == 0)
    closes = np.isin(after, edges) | (marks[1::2] == octets.size - 1)
    return bool(opens.all() and closes.all())


def _short_rows(frame: pl.DataFrame, head: _Heading, body: memoryview, file: str, problems: Problems) -> None:
    """Name the rows that polars padded without a word; only a row whose last cell is blank can be one."""
    if frame.is_empty() or not frame.to_series(frame.width - 1).null_count():
        return
    octets = np.frombuffer(body, dtype=np.uint8)
    outside = np.cumsum(octets == ord('"'), dtype=np.uint8) & 1 == 0
    ends = np.flatnonzero((octets == ord("\n")) & outside)
    starts = np.concatenate(([0], ends + 1))[: frame.height]
    marks = np.add.reduceat((octets == ord(head.delimiter)) & outside, starts, dtype=np.int32)
    short = frame.with_row_index("at").filter(pl.Series(marks < frame.width - 1))
    filled = short.filter(pl.any_horizontal(pl.exclude("at").is_not_null()))
    _warn_short([head.row + 1 + at for at in filled["at"]], len(head.cells), file, problems)


def _warn_short(rows: list[int], width: int, file: str, problems: Problems) -> None:
    for row in rows[: problems.room(Level.WARNING, Place(file), "short")]:
        problems.warning(
            f"The row has fewer cells than the {width} headings; the cells that are missing were read as blank",
            Place(file, row),
            kind="short",
        )


def _read_carefully(head: _Heading, data: bytes, file: str, problems: Problems) -> pl.DataFrame:
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
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


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


def _unheaded(head: _Heading, rows: pl.DataFrame, file: str, problems: Problems) -> None:
    for position, cell in enumerate(head.cells):
        if not cell.strip() and (rows[f"c{position}"].str.strip_chars() != "").any():
            message = f"Column {position + 1} holds values and has no heading; it was left out"
            problems.warning(message, Place(file, head.row), kind=position)
