"""An `.xlsx` workbook as sheets: a sheet per table, and the service as two columns, key and value.

Cells are read as text (`n/a` in a column of numbers would be lost otherwise). What hides, merges, filters or
stands above the headings changes nothing; a date that is only a number is the day it stands for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
import polars as pl

from ..model import NEEDED, Fits, Place, columns
from ..names import key, quoted
from .guard import refusing
from .limits import Limits
from .package import Package, open_package
from .problems import Problems
from .sheet import (
    LOOK_AHEAD,
    ROW,
    Sheet,
    below_headings,
    heading_row,
    match_headings,
    missing_tables,
    refuse_nul,
    require_columns,
    table_named,
    tidy,
    unknown,
    unknown_table,
)

ASIDE: Final = ("start here", "lists")
"""Sheets of takehold's own empty workbook that hold no table: the explanation, and what drop-downs offer."""

_EPOCH: Final = dt.date(1899, 12, 30)
_EPOCH_1904: Final = dt.date(1904, 1, 1)
_MIDNIGHT: Final = " 00:00:00"
_CUT: Final = r"\.\d{9}$"
"""Nine decimals: where the library that reads sheets cuts a number that it gives as text."""
_SERIAL: Final = r"^\d{5}(\.\d+)?$"


def read_workbook(file: str, data: bytes, limits: Limits, problems: Problems) -> dict[str, Sheet]:
    """The sheets of a whole case in one workbook. Raises CaseError where it cannot be opened."""
    package = open_package(file, data, limits)
    reader = _open(file, data)
    sheets: dict[str, Sheet] = {}
    there: list[str] = []
    for name in reader.sheet_names:
        table = table_named(name)
        if table is None:
            if name not in package.hidden and key(name) not in map(key, ASIDE):
                unknown_table(name, Place(f"{file}#{name}"), problems, "The sheet")
        elif table in there:
            problems.error(f"Two sheets hold the {table}; keep one", Place(f"{file}#{name}"))
        else:
            there.append(table)
            sheet = _read(table, f"{file}#{name}", reader, name, package, limits, problems)
            if sheet is not None:
                sheets[table] = sheet
    missing_tables(there, dict.fromkeys(NEEDED, file), problems)
    return sheets


def sheet_cells(
    file: str, data: bytes, limits: Limits, problems: Problems
) -> Iterator[tuple[str, pl.DataFrame, int]]:
    """The sheets that a workbook shows: each one's name, its cells as text, and the year its days are counted from."""
    package = open_package(file, data, limits)
    reader = _open(file, data)
    for name in reader.sheet_names:
        if name not in package.hidden:
            yield (
                name,
                _cells(f"{file}#{name}", reader, name, package, problems),
                1904 if package.from_1904 else 1900,
            )


def _open(file: str, data: bytes) -> Any:
    import fastexcel

    with refusing(file, "This cannot be read as an .xlsx workbook; save it again"):
        return fastexcel.read_excel(data)


def _read(
    table: str, place: str, reader: Any, name: str, package: Package, limits: Limits, problems: Problems
) -> Sheet | None:
    cells = _cells(place, reader, name, package, problems)
    if table == "service":
        return _service(place, cells, problems)
    return _table(table, place, cells, package, limits, problems)


def _cells(place: str, reader: Any, name: str, package: Package, problems: Problems) -> pl.DataFrame:
    """A sheet's cells as text columns c0, c1, … beside their `row`."""
    with refusing(place, "The sheet cannot be read; save the workbook again"):
        cells = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    for cell, shown in package.errors.get(name, ()):
        message = f"{cell} shows {shown}, a formula's error; it was read as blank"
        problems.warning(message, Place(place), kind="formula")
    cells.columns = [f"c{position}" for position in range(cells.width)]
    numbers = pl.int_range(1, cells.height + 1, dtype=pl.Int64, eager=True).alias(ROW)
    return _whole_numbers(_without_midnights(cells), reader, name).insert_column(0, numbers)


def _without_midnights(cells: pl.DataFrame) -> pl.DataFrame:
    """A date cell comes with its midnight, which nobody wrote."""
    dated = [column.name for column in cells if column.str.ends_with(_MIDNIGHT).any()]
    return cells.with_columns(pl.col(dated).str.strip_suffix(_MIDNIGHT)) if dated else cells


def _whole_numbers(cells: pl.DataFrame, reader: Any, name: str) -> pl.DataFrame:
    """Numbers of more decimals than their text was given, read again as numbers."""
    cut = [at for at, column in enumerate(cells) if column.str.contains(_CUT).any()]
    if not cut:
        return cells
    exact = reader.load_sheet(name, header_row=None, skip_rows=0, use_columns=cut, dtypes="float").to_polars()
    exact.columns = [cells.columns[at] for at in cut]
    texts = [pl.col(column).str.contains(_CUT) & exact[column].is_not_null() for column in exact.columns]
    return cells.with_columns(
        pl.when(is_cut).then(exact[column].cast(pl.String)).otherwise(pl.col(column)).alias(column)
        for column, is_cut in zip(exact.columns, texts, strict=True)
    )


def _table(
    table: str, place: str, cells: pl.DataFrame, package: Package, limits: Limits, problems: Problems
) -> Sheet | None:
    early = {row[0]: tuple(cell or "" for cell in row[1:]) for row in cells.head(LOOK_AHEAD).iter_rows()}
    at = heading_row(table, early)
    if at is None:
        if table in NEEDED:
            problems.error("The sheet is empty: not even headings", Place(place))
        return None
    headings = early[at]
    below = cells.slice(at)
    sheet = below_headings(table, Place(place, at), headings, below, limits, problems)
    if sheet is None:
        return None
    refuse_nul(sheet.frame, place, problems)
    return attrs.evolve(sheet, frame=_dated(sheet.frame, table, package))


def _dated(frame: pl.DataFrame, table: str, package: Package) -> pl.DataFrame:
    """Days written as a bare number, which is what a date cell holds once its format is lost."""
    dates = [column.name for column in columns(table) if column.fits in (Fits.DATE, Fits.DATE_OR_WORDS)]
    return with_dates(frame, dates, 1904 if package.from_1904 else 1900)


def with_dates(frame: pl.DataFrame, names: Sequence[str], year: int) -> pl.DataFrame:
    """The named columns with days that are bare numbers, counted from a year, as ISO dates."""
    epoch = _EPOCH_1904 if year == 1904 else _EPOCH
    serial = [name for name in names if name in frame.columns and frame[name].str.contains(_SERIAL).any()]
    for name in serial:
        days = pl.duration(days=pl.col(name).str.slice(0, 5).cast(pl.Int64, strict=False))
        date = (pl.lit(epoch) + days).dt.to_string("%Y-%m-%d")
        cell = pl.when(pl.col(name).str.contains(_SERIAL)).then(date).otherwise(pl.col(name))
        frame = frame.with_columns(cell.alias(name))
    return frame


def _service(place: str, cells: pl.DataFrame, problems: Problems) -> Sheet | None:
    """The service sheet: the first cell of a row is a key, the one beside it its value; the rest is nobody's."""
    blank: dict[str, int] = {}
    blank_ones: set[str] = set()
    pairs: dict[str, tuple[str, int]] = {}
    for row, *line in cells.iter_rows():
        written = [(text or "").strip() for text in line]
        at = next((position for position, text in enumerate(written) if text), len(written))
        name, value = [*written[at:], "", ""][:2]
        if (key(name), key(value)) == ("key", "value"):
            continue
        if not value:
            blank[key(name)] = row
            continue
        if key(name) in map(key, pairs):
            problems.error(f"{quoted(name)} stands twice; keep one", Place(place, row, name))
        pairs[name] = (value, row)
    names = list(pairs)
    found = match_headings("service", names, Place(place), problems)
    for column in columns("service"):
        if column.required and column.name not in found and (row := blank.get(key(column.name))):
            found_blank = f"The service's {quoted(column.name)} is not filled in yet"
            problems.error(found_blank, Place(place, row, column.name))
            blank_ones.add(column.name)
    require_columns("service", found | dict.fromkeys(blank_ones, -1), names, Place(place), problems)
    texts = {column: pairs[names[position]][0] for column, position in found.items()}
    rows = {column: pairs[names[position]][1] for column, position in found.items()}
    frame = pl.DataFrame({ROW: [1], **{column: [text] for column, text in texts.items()}})
    others, order = unknown(names, found)
    beside = pl.DataFrame({ROW: [1], **{name: [pairs[names[at]][0]] for at, name in others.items()}})
    return Sheet("service", place, tidy(frame), rows, beside if others else None, order)
