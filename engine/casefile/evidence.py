"""The evidence: from a sheet of text to a typed table, column by column.

What polars can convert by itself it does; every text that is left goes once through the same rules as
the cells of the small tables, however many rows hold it. Bad cells are found by column, told by row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import polars as pl

from ..model import Column, Fits, Level, Place, columns
from .cells import FIRST_YEAR, LAST_YEAR, Unfit, reader_of
from .problems import Problems
from .records import needs
from .sheet import ROW, Sheet

FILE: Final = "file"

_TYPES: Final[dict[Fits, pl.DataType]] = {
    Fits.DATE: pl.Date(),
    Fits.NUMBER: pl.Float64(),
    Fits.YES_NO: pl.Boolean(),
    Fits.LIST: pl.List(pl.String),
}
_BAD: Final = "__bad__"


def type_of(column: Column) -> pl.DataType:
    """The polars type of an evidence column."""
    return _TYPES.get(column.fits, pl.String())


def schema() -> dict[str, pl.DataType]:
    """The columns of the evidence table and their types, the record's place last."""
    return {column.name: type_of(column) for column in columns("evidence")} | {
        FILE: pl.String(),
        ROW: pl.Int64(),
    }


def no_evidence() -> pl.DataFrame:
    """The evidence table of a case that has none."""
    return pl.DataFrame(schema=schema())


def read_evidence(sheet: Sheet, problems: Problems) -> pl.DataFrame:
    """The typed table of a sheet. Rows with a cell that does not fit are told, and left out."""
    frame, height = sheet.frame, sheet.frame.height
    bad = pl.repeat(False, height, eager=True)
    typed: list[pl.Series] = []
    for column in columns("evidence"):
        if column.name in frame.columns:
            series, unfit = _read_column(column, frame[column.name], sheet, problems)
            bad = bad | unfit
        else:
            series = pl.Series(column.name, [None], dtype=type_of(column)).new_from_index(0, height)
        typed.append(series)
        if column.required:
            bad = bad | series.is_null()
    table = pl.DataFrame([*typed, pl.Series(FILE, [sheet.file]).new_from_index(0, height), frame[ROW]])
    return table.filter(~bad) if bad.any() else table


def _read_column(
    column: Column, text: pl.Series, sheet: Sheet, problems: Problems
) -> tuple[pl.Series, pl.Series]:
    """One column's values, and which of its cells did not fit."""
    place = Place(sheet.file, None, column.name)
    if column.required and text.null_count():
        message = needs("evidence", column.name)
        _tell(sheet.frame.filter(text.is_null())[ROW], place, "blank", problems, lambda _: (message, None))
    if column.fits is Fits.TEXT:
        return text, text.is_null() & False
    read = reader_of(column)
    quick = _quickly(column, text)
    left = text if quick is None else text.filter(quick.is_null() & text.is_not_null())
    values, unfit = _by_distinct(left, read)
    if unfit:
        rows = sheet.frame.filter(text.is_in(list(unfit)))
        cells = rows[column.name]
        _tell(rows[ROW], place, "unfit", problems, lambda at: (unfit[cells[at]], cells[at]))
    wrong = text.is_in(list(unfit)) if unfit else text.is_null() & False
    if quick is None:
        return _spread(text, values, type_of(column)), wrong
    if values:
        quick = quick.fill_null(_spread(text, values, type_of(column)))
    return quick, wrong


def _quickly(column: Column, text: pl.Series) -> pl.Series | None:
    """The values that polars can read by itself, null where it cannot; None where it has no way of its own.

    polars is trusted only with what `cells` would read alike.
    """
    if column.fits is Fits.DATE:
        dates = text.str.to_date("%Y-%m-%d", strict=False)
        likely = dates.dt.year().is_between(FIRST_YEAR, LAST_YEAR)
        return dates.set(~likely.fill_null(True), None)
    if column.fits is Fits.NUMBER:
        numbers = text.cast(pl.Float64, strict=False)
        return numbers.set(~(numbers.abs() < 1e300).fill_null(True), None)
    if column.fits is Fits.ID and not text.str.contains(";", literal=True).any():
        return text
    return None


def _by_distinct(text: pl.Series, read: Callable[[str], Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What each distinct text stands for, and for those that do not fit, why."""
    values: dict[str, Any] = {}
    unfit: dict[str, str] = {}
    for one in text.drop_nulls().unique().sort():
        try:
            values[one] = read(one)
        except Unfit as error:
            unfit[one] = str(error)
    return values, unfit


def _spread(text: pl.Series, values: dict[str, Any], dtype: pl.DataType) -> pl.Series:
    """Each cell's value, from the value of its text."""
    if dtype == pl.List:
        return _spread_lists(text, values)
    return text.replace_strict(list(values), list(values.values()), default=None, return_dtype=dtype)


def _spread_lists(text: pl.Series, values: dict[str, tuple[str, ...]]) -> pl.Series:
    """As `_spread`, for lists: polars replaces by position in a table of the distinct lists."""
    lists = pl.Series(text.name, [list(items) or None for items in values.values()], dtype=pl.List(pl.String))
    at = text.replace_strict(list(values), list(range(len(values))), default=None, return_dtype=pl.UInt32)
    return lists.gather(at)


def _tell(
    rows: pl.Series,
    place: Place,
    kind: str,
    problems: Problems,
    say: Callable[[int], tuple[str, str | None]],
) -> None:
    """Note a problem for each row, as far as there is room; count the rest."""
    room = problems.room(Level.ERROR, place, kind)
    for at, row in enumerate(rows.head(room)):
        message, value = say(at)
        problems.error(message, Place(place.file, row, place.column), value, kind=kind)
    problems.uncounted(Level.ERROR, place, max(0, len(rows) - room), kind)
