"""Where each service's rows stand in a table that holds many services, found without keeping the table.

The rows of one service stand together. A file is looked through once, a piece at a time, so that one of any size
takes no more memory than a small one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

import attrs
import numpy as np
import polars as pl

from ..casefile.csvfile import find_heading
from ..casefile.csvrows import Heading
from ..casefile.parquet import FIRST_ROW
from ..errors import CaseError
from ..model import Level, Place, Problem, columns
from ..names import key, quoted
from .storage import name_of, opened, part

SERVICE: Final = "service"
"""The column that says whose row it is."""
PIECE: Final = 1 << 22
"""Bytes of a CSV file looked through in one go: few enough to stay in a processor's cache."""


@attrs.frozen
class Extent:
    """One service's rows in one file: from where to where (bytes of a CSV file, records of a Parquet file)."""

    start: int
    end: int
    first: int
    """The row that a spreadsheet would show beside the first of them."""
    count: int


Extents = dict[str, Extent]


class _Runs:
    """Gathers runs of rows of one service into extents."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: Extents = {}
        self._last: str | None = None
        self._nameless: Extent | None = None

    def add(self, service: str | None, extent: Extent) -> None:
        """Take the next run; rows without a service go with those before them, or at the top with those after.

        Whether they are blank, or lack only their service, is told when they are read.
        """
        service = service or self._last
        if self._nameless is not None:
            extent = _together(self._nameless, extent)
        self._nameless = extent if service is None else None
        if service is None:
            return
        if service == self._last:
            extent = _together(self.found[service], extent)
        elif service in self.found:
            rows = f"row {self.found[service].first} and row {extent.first}"
            message = f"The rows of {quoted(service)} stand in two places, from {rows} on; sort the file by its column service"
            raise CaseError((Problem(Level.ERROR, message, Place(self.file, extent.first, SERVICE)),))
        self.found[service] = extent
        self._last = service


def _together(before: Extent, after: Extent) -> Extent:
    return Extent(before.start, after.end, before.first, before.count + after.count)


def csv_extents(place: str, table: str) -> tuple[Heading, int, Extents]:
    """The heading row of a CSV file, which of its columns names the service, and each service's rows.

    Raises CaseError for a file without that column, or in which a service's rows do not stand together.
    """
    file = name_of(place)
    head = _head(place, table)
    at = next((at for at, cell in enumerate(head.cells) if key(cell) == SERVICE), None)
    if at is None:
        raise CaseError.at(file, "There is no column service, to say whose row each is")
    runs = _Runs(file)
    row, offset = head.row + 1, head.end
    pieces = _with_services(_pieces(place, head.end), lambda piece: _services(piece, head, at, file))
    for piece, starts, services in pieces:
        if len(services) != len(starts):
            raise CaseError.at(
                file, f"From row {row:,} on, the rows cannot be told apart; is a quotation mark left open?"
            )
        for service, first, last in _changes(services):
            end = int(starts[last]) if last < len(starts) else len(piece)
            extent = Extent(offset + int(starts[first]), offset + end, row + first, last - first)
            runs.add(service, extent)
        row, offset = row + len(starts), offset + len(piece)
    return head, at, runs.found


def _head(place: str, table: str) -> Heading:
    data = part(place, 0, 1 << 16)
    names = {key(column.name) for column in columns(table)} | {SERVICE}
    mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    head = find_heading(names, data[mark:]) if data.strip() else None
    if head is None:
        raise CaseError.at(name_of(place), "The file is empty: not even headings")
    return attrs.evolve(head, start=head.start + mark, end=head.end + mark)


def _pieces(place: str, start: int) -> Iterator[tuple[bytes, Any]]:
    """The file from `start` on, in pieces of whole rows, each with where its rows begin."""
    with opened(place) as file:
        file.seek(start)
        rest = b""
        while read := file.read(PIECE):
            data = rest + read
            ends = _row_ends(data)
            cut = int(ends[-1]) if len(ends) else 0
            if cut:
                yield data[:cut], np.concatenate(([0], ends[:-1]))
            rest = data[cut:]
        if rest:
            yield rest, np.concatenate(([0], _row_ends(rest)))


def _with_services(
    pieces: Iterable[tuple[bytes, Any]], services: Callable[[bytes], pl.Series]
) -> Iterator[tuple[bytes, Any, pl.Series]]:
    """Each piece with the services that its rows name, which are read while the next piece is cut into rows."""
    with ThreadPoolExecutor(1) as beside:
        last: tuple[bytes, Any, Future[pl.Series]] | None = None
        for piece, starts in pieces:
            reading = beside.submit(services, piece)
            if last is not None:
                yield last[0], last[1], last[2].result()
            last = piece, starts, reading
        if last is not None:
            yield last[0], last[1], last[2].result()


def _row_ends(data: bytes) -> Any:
    """Where each row ends: after a line break that no quotation marks enclose."""
    breaks, quotes = _positions(data, "\n"), _positions(data, '"')
    # A break is the end of a row where an even number of quotation marks lies before it.
    return breaks[np.searchsorted(quotes, breaks) % 2 == 0] + 1 if len(quotes) else breaks + 1


def _positions(piece: bytes, mark: str) -> Any:
    return np.flatnonzero(np.frombuffer(piece, dtype=np.uint8) == ord(mark))


def _services(piece: bytes, head: Heading, at: int, file: str) -> pl.Series:
    """The service that each row of a piece names."""
    try:
        frame = pl.read_csv(
            io.BytesIO(piece),
            has_header=False,
            separator=head.delimiter,
            infer_schema=False,
            columns=[at],
            encoding="utf8-lossy",
            truncate_ragged_lines=True,
            schema_overrides={f"column_{number + 1}": pl.String for number in range(len(head.cells))},
        )
    except pl.exceptions.PolarsError as error:
        raise CaseError.at(file, f"The rows cannot be told apart: {error}") from None
    return frame.to_series().str.strip_chars()


def _changes(services: pl.Series) -> Iterator[tuple[str | None, int, int]]:
    """Each run of one service: its id, and from which row to which."""
    runs = services.rle().struct.unnest()
    at = 0
    for length, service in runs.select("len", "value").iter_rows():
        yield service or None, at, at + length
        at += length


def parquet_extents(place: str) -> Extents:
    """Each service's rows in a Parquet file. Raises CaseError as `csv_extents` does."""
    file = name_of(place)
    schema = pl.read_parquet_schema(place)
    name = next((name for name in schema if key(name) == SERVICE), None)
    if name is None:
        raise CaseError.at(file, "There is no column service, to say whose row each is")
    services = pl.scan_parquet(place).select(pl.col(name).cast(pl.String)).collect().to_series()
    runs = _Runs(file)
    for service, first, last in _changes(services.str.strip_chars()):
        runs.add(service, Extent(first, last, FIRST_ROW + first, last - first))
    return runs.found
