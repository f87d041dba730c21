"""One data set of many services: a table each for evidence, claims and the rest, with a column `service` in each.

    evidence.parquet, evidence.csv                 each row names its service
    evidence/service=elm-house/part-0.parquet      or each service has a folder of its own
    service.csv, claims.csv, actions.csv, …        as in a case file, with `service` beside the other columns

A table is read for some services at a time; what is read is brought to the sheets of which a case is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

import attrs
import numpy as np
import polars as pl

from ..casefile.csvfile import decode
from ..casefile.csvrows import Heading, read_rows
from ..casefile.limits import Limits
from ..casefile.parquet import FIRST_ROW, parquet_sheet
from ..casefile.problems import Problems
from ..casefile.sheet import ROW, Sheet, below_headings
from ..errors import CaseError
from ..model import NEEDED, TABLES, Place, Problem
from ..names import key
from . import storage
from .extents import SERVICE, Extent, Extents, csv_extents, parquet_extents

_BYTES_A_ROW: Final = 20
"""About how many bytes of a Parquet file a row takes."""


@attrs.frozen
class Part:
    """Some services' rows of one table: its sheet, whose `row` counts from 0, and each service's extent and digest."""

    sheet: Sheet
    extents: tuple[Extent, ...]
    digests: tuple[str, ...]


@attrs.frozen
class CsvTable:
    """A CSV file in which each row names its service."""

    table: str
    place: str
    head: Heading
    column: int
    extents: Extents

    @property
    def file(self) -> str:
        """The file as a message names it."""
        return storage.name_of(self.place)

    def read(self, services: Sequence[str], limits: Limits, problems: Problems, base: int) -> Part | None:
        """The rows of some services, numbered from `base` on; None where they cannot be told apart."""
        extents = tuple(self.extents[service] for service in services if service in self.extents)
        texts = [decode(self.file, data, problems) for data in _parts(self.place, extents)]
        if None in texts:
            return None
        heading = _heading_line(self.head)
        lines = (text if text.endswith(b"\n") else text + b"\n" for text in texts if text is not None)
        head = attrs.evolve(self.head, row=base - 1, start=0, end=len(heading))
        rows = read_rows(head, b"".join((heading, *lines)), self.file, problems)
        if rows.height != sum(extent.count for extent in extents):
            return None
        own = rows.with_columns(pl.lit(None, pl.String).alias(f"c{self.column}"))
        cells = ["" if at == self.column else cell for at, cell in enumerate(self.head.cells)]
        sheet = below_headings(self.table, Place(self.file, self.head.row), cells, own, limits, problems)
        _need_service(sheet, rows.select(ROW, pl.col(f"c{self.column}").alias(SERVICE)), problems)
        digests = tuple(hashlib.sha256(text or b"").hexdigest() for text in texts)
        return Part(sheet, extents, digests) if sheet is not None else None


def _heading_line(head: Heading) -> bytes:
    """A heading row as the delimiter has it; what its cells say is known, so each is numbered only."""
    return head.delimiter.join(f"c{at}" for at in range(len(head.cells))).encode() + b"\n"


def _parts(place: str, extents: Sequence[Extent]) -> Iterator[bytes]:
    with storage.opened(place) as file:
        for extent in extents:
            file.seek(extent.start)
            yield file.read(extent.end - extent.start)


@attrs.frozen
class ParquetTable:
    """A Parquet file in which each row names its service."""

    table: str
    place: str
    extents: Extents

    @property
    def file(self) -> str:
        """The file as a message names it."""
        return storage.name_of(self.place)

    def read(self, services: Sequence[str], limits: Limits, problems: Problems, base: int) -> Part | None:
        """The rows of some services, numbered from `base` on; None where they cannot be told apart."""
        extents = tuple(self.extents[service] for service in services if service in self.extents)
        scan = pl.scan_parquet(self.place)
        frames = [scan.slice(one.start, one.count).collect() for one in _joined(extents)]
        frame = pl.concat(frames) if frames else scan.head(0).collect()
        return _part(self.table, self.file, frame, extents, base, limits, problems)


def _joined(extents: Sequence[Extent]) -> Iterator[Extent]:
    """Extents that follow each other as one: a slice costs as much for one service as for ten."""
    held: Extent | None = None
    for extent in extents:
        if held is not None and held.end == extent.start:
            held = attrs.evolve(held, end=extent.end, count=held.count + extent.count)
            continue
        if held is not None:
            yield held
        held = extent
    if held is not None:
        yield held


@attrs.frozen
class PartitionedTable:
    """A folder with a folder for each service, of Parquet files."""

    table: str
    places: dict[str, tuple[str, ...]]
    extents: Extents
    file: str

    def read(self, services: Sequence[str], limits: Limits, problems: Problems, base: int) -> Part | None:
        """The rows of some services, numbered from `base` on; None where they cannot be told apart."""
        mine = [service for service in services if service in self.places]
        frames = [
            pl.concat(pl.read_parquet(storage.whole(one)) for one in self.places[name]) for name in mine
        ]
        extents = tuple(Extent(0, frame.height, FIRST_ROW, frame.height) for frame in frames)
        frame = pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame()
        return _part(self.table, self.file, frame, extents, base, limits, problems)


def _need_service(sheet: Sheet | None, named: pl.DataFrame, problems: Problems) -> None:
    """Tell the rows that are not blank and name no service."""
    if sheet is None:
        return
    nameless = named.filter(pl.col(SERVICE).str.strip_chars().fill_null("") == "")[ROW]
    for row in sheet.frame[ROW].filter(sheet.frame[ROW].is_in(nameless.implode())) if len(nameless) else ():
        problems.error("The row names no service", Place(sheet.file, row, SERVICE), kind=SERVICE)


def _part(
    table: str,
    file: str,
    frame: pl.DataFrame,
    extents: tuple[Extent, ...],
    base: int,
    limits: Limits,
    problems: Problems,
) -> Part:
    own = [name for name in frame.columns if key(name) != SERVICE]
    sheet = parquet_sheet(table, file, frame.select(own), base, limits, problems)
    for name in set(frame.columns) - set(own):
        rows = pl.int_range(base, base + frame.height, eager=True).alias(ROW)
        _need_service(sheet, pl.DataFrame([rows, frame[name].cast(pl.String).alias(SERVICE)]), problems)
    bounds = np.searchsorted(
        sheet.frame[ROW].to_numpy(), base + np.cumsum([0, *(one.count for one in extents)])
    )
    digests = tuple(
        hashlib.sha256(sheet.frame[a:b].drop(ROW).write_csv().encode()).hexdigest()
        for a, b in pairwise(bounds.tolist())
    )
    return Part(sheet, extents, digests)


Table = CsvTable | ParquetTable | PartitionedTable


@attrs.frozen
class Dataset:
    """A data set: its tables, and its services in the order of the evidence, those without any after them."""

    place: str
    tables: tuple[Table, ...]
    services: tuple[str, ...]
    headings: tuple[Problem, ...] = ()
    """What is wrong with the headings of its tables: told to every service."""

    def only(self, services: Sequence[str]) -> Dataset:
        """The same with some services alone: what a process needs to be sent to read them."""
        wanted = set(services)

        def some(table: Table) -> Table:
            return attrs.evolve(table, extents={k: v for k, v in table.extents.items() if k in wanted})

        return attrs.evolve(self, tables=tuple(map(some, self.tables)), services=tuple(services))

    def weight(self, service: str) -> int:
        """How many rows a service has: how long it will take, roughly."""
        return 200 + sum(table.extents[service].count for table in self.tables if service in table.extents)


def looks_like_dataset(place: str) -> bool:
    """Whether a folder holds tables of many services: evidence, and a service table that is no `service.toml`."""
    names = {key(storage.name_of(path)) for path in storage.inside(place)}
    evidence = {"evidence", "evidence.csv", "evidence.parquet"}
    return bool(names & evidence) and bool(names & {"service.csv", "service.parquet"})


def find_dataset(place: str) -> Dataset:
    """The data set of a folder. Raises CaseError where a table is missing or cannot be divided by service."""
    found = [table for path in storage.inside(place) if (table := _table(path)) is not None]
    tables = tuple(sorted(found, key=lambda table: list(TABLES).index(table.table)))
    there = [table.table for table in tables]
    for name in TABLES:
        if there.count(name) > 1 or (name in NEEDED and name not in there):
            what = "no table" if name not in there else "two tables"
            raise CaseError.at(storage.name_of(place), f"The data set has {what} called {name}")
    ordered = sorted(tables, key=lambda table: table.table != "evidence")
    services = dict.fromkeys(service for table in ordered for service in table.extents)
    limits = Limits.from_environment()
    problems = Problems(limits.max_problems)
    for table in tables:
        if not isinstance(table, PartitionedTable):
            table.read((), limits, problems, 0)
    return Dataset(place, tables, tuple(services), problems.all())


def _table(path: str) -> Table | None:
    name = storage.name_of(path)
    stem, dot, ending = name.partition(".")
    table = key(stem)
    if table not in TABLES:
        return None
    if not dot:
        return _partitioned(table, path)
    if f".{ending.lower()}" == ".csv":
        return CsvTable(table, path, *csv_extents(path, table))
    return ParquetTable(table, path, parquet_extents(path)) if ending.lower() == "parquet" else None


def _partitioned(table: str, path: str) -> PartitionedTable | None:
    places: dict[str, tuple[str, ...]] = {}
    for folder in storage.inside(path):
        column, _, service = storage.name_of(folder).partition("=")
        if key(column) == SERVICE and service:
            places[unquote(service)] = tuple(
                one for one in storage.inside(folder) if one.endswith(".parquet")
            )
    # How many rows there are is known once they are read; until then the bytes say how long that will take.
    extents = {
        service: Extent(0, 0, FIRST_ROW, sum(map(storage.size, files)) // _BYTES_A_ROW)
        for service, files in places.items()
        if files
    }
    return PartitionedTable(table, places, extents, f"{storage.name_of(path)}.parquet") if extents else None
