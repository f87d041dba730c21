"""A CSV file as a sheet: its encoding, its delimiter and its heading row; `csvrows` reads what is below."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator

import polars as pl

from ..model import Place, columns
from ..names import key, quoted
from .csvrows import PIECE, Heading, read_rows
from .limits import Limits
from .problems import Problems
from .sheet import LOOK_AHEAD, Sheet, below_headings, matching

_DELIMITERS = (",", ";", "\t")


def read_csv(table: str, file: str, data: bytes, limits: Limits, problems: Problems) -> Sheet | None:
    """The table that a CSV file holds, or None where nothing can be read; what is wrong goes to `problems`."""
    names = {key(column.name) for column in columns(table)}
    found = csv_rows(file, data, names, problems)
    if found is None:
        return None
    head, rows = found
    return below_headings(table, Place(file, head.row), head.cells, rows, limits, problems)


def csv_rows(
    file: str, data: bytes, names: Collection[str], problems: Problems
) -> tuple[Heading, pl.DataFrame] | None:
    """The heading row of a CSV file (the one that bears most of `names`) and the rows below it, as text."""
    decoded = decode(file, data, problems)
    if decoded is None:
        return None
    head = find_heading(names, decoded)
    if head is None:
        problems.error("The file is empty: not even headings", Place(file))
        return None
    return head, read_rows(head, decoded, file, problems)


def decode(file: str, data: bytes, problems: Problems) -> bytes | None:
    """The file as UTF-8 without a byte-order mark, lines ending in a line feed; None where it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problems.error("The file is saved as UTF-16 (Unicode text); save it as CSV UTF-8", Place(file))
        return None
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        problems.error("There is a NUL character here: this is no CSV file", Place(file, line))
        return None
    data = data.removeprefix(codecs.BOM_UTF8)
    first = _first_foreign(data)
    if first is not None:
        decoded = _from_windows(file, data, first, problems)
        if decoded is None:
            return None
        data = decoded
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    return data


def _first_foreign(data: bytes) -> int | None:
    """Where the first byte stands that is not UTF-8, or None. Piece by piece, for a large file's text is larger still."""
    if data.isascii():
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), PIECE):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + PIECE], final=start + PIECE >= len(data))
        except UnicodeDecodeError as error:
            return start - held + error.start
    return None


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


def find_heading(names: Collection[str], data: bytes) -> Heading | None:
    """The row that bears most of the names, under whichever delimiter; else the first not blank."""
    best: Heading | None = None
    most = -1
    for delimiter in sorted(_DELIMITERS, key=lambda mark: -_first_line(data).count(mark)):
        for head in _heads(data, delimiter):
            if (matched := matching(names, head.cells)) > most:
                best, most = head, matched
            if names and matched > 1 and matched == sum(bool(cell.strip()) for cell in head.cells):
                return head
    return best


def _first_line(data: bytes) -> str:
    return data[:65_536].lstrip().split(b"\n", 1)[0].decode("utf-8", "replace")


def _heads(data: bytes, delimiter: str) -> Iterator[Heading]:
    """The first records that are not blank, each as if it were the heading row."""
    lines = io.BytesIO(data)
    reader = csv.reader((line.decode("utf-8") for line in lines), delimiter=delimiter)
    start = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield Heading(tuple(cells), row, delimiter, start, lines.tell())
            if row >= LOOK_AHEAD:
                return
            start = lines.tell()
    except csv.Error:  # an open quotation mark or an overlong cell: told when the rows are read
        return
