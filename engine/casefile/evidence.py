"""The evidence: from a sheet of text to a typed table, column by column.

What polars can convert by itself it does; every text that is left goes once through the same rules as
the cells of the small tables, however many rows hold it. Bad cells are found by column, told by row.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import attrs
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


def type_of(column: Column) -> pl.DataType:
    """The polars type of an evidence column."""
    return _TYPES.get(column.fits, pl.String())


def schema() -> dict[str, pl.DataType]:
    """The columns of the evidence table and their types, the record's place last."""
    return {column.name: type_of(column) for column in columns("evidence")} | {
        FILE: pl.String(),
        ROW: pl.Int64(),
    }


@cache
def no_evidence() -> pl.DataFrame:
    """The evidence table of a case that has none: one for all, as none is ever changed in place."""
    return pl.DataFrame(schema=schema())


def read_evidence(sheet: Sheet, problems: Problems) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The typed table of a sheet: the rows that fit, and those with a cell that does not.

    Each such cell is told, and null in the second table: what fits beside it can still be looked at.
    """
    frame = sheet.frame
    there = [column for column in columns("evidence") if column.name in frame.columns]
    quick = frame.select(_quick(column) for column in there if column.fits in (Fits.DATE, Fits.NUMBER))
    meanings = _meanings(frame, quick, there)
    typed = {column.name: _typed(frame, quick, column, meanings[column.name]) for column in there}
    blank = {column.name: pl.lit(None, type_of(column)).alias(column.name) for column in columns("evidence")}
    place = [pl.lit(sheet.file).alias(FILE), pl.col(ROW)]
    bad = [frame[ROW].is_in(list(rows)) for rows in sheet.told.values()]
    for column in there:
        bad += _tell_column(column, meanings[column.name], sheet, problems)
    table = frame.select(*(blank | typed).values(), *place)
    if not bad:
        return table.rechunk(), table.clear()  # else whatever filters it next does so, each time anew
    wrong = table.select(pl.any_horizontal(*bad)).to_series()
    return table.filter(~wrong).rechunk(), table.filter(wrong)


@attrs.frozen
class _Meaning:
    """What the distinct texts of a column stand for, and why those that do not fit do not."""

    values: dict[str, Any]
    unfit: dict[str, str]


def _quick(column: Column) -> pl.Expr:
    """The values that polars can read by itself, null where it cannot.

    polars is trusted only with what `cells` would read alike.
    """
    text = pl.col(column.name)
    if column.fits is Fits.DATE:
        dates = text.str.to_date("%Y-%m-%d", strict=False)
        return pl.when(dates.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(dates)
    numbers = text.cast(pl.Float64, strict=False)
    return pl.when(numbers.abs() < 1e300).then(numbers)


def _meanings(frame: pl.DataFrame, quick: pl.DataFrame, there: list[Column]) -> dict[str, _Meaning]:
    """The meaning of each text that polars cannot convert by itself, column by column."""
    wanted = []
    for column in there:
        texts = pl.col(column.name).drop_nulls()
        if column.name in quick.columns:
            texts = pl.col(column.name).filter(quick[column.name].is_null()).drop_nulls()
        elif column.fits is Fits.TEXT:
            texts = texts.head(0)
        elif column.name == "id":
            texts = texts.filter(texts.str.contains(";", literal=True))
        wanted.append(texts.unique().sort().implode())
    found = frame.select(wanted)
    return {column.name: _meaning(found[column.name][0], reader_of(column)) for column in there}


def _meaning(texts: pl.Series, read: Callable[[str], Any]) -> _Meaning:
    values: dict[str, Any] = {}
    unfit: dict[str, str] = {}
    for text in texts:
        try:
            values[text] = read(text)
        except Unfit as error:
            unfit[text] = str(error)
    return _Meaning(values, unfit)


def _typed(
    frame: pl.DataFrame, quick: pl.DataFrame, column: Column, meaning: _Meaning
) -> pl.Expr | pl.Series:
    """The column's values, null where a cell is blank or does not fit."""
    values, name = meaning.values, column.name
    if name in quick.columns:
        rest = _replaced(pl.col(name), values, type_of(column))
        return quick.select(pl.col(name).fill_null(frame.select(rest)[name]))[name] if values else quick[name]
    if column.fits is Fits.LIST:
        return _lists(name, values)
    if column.fits is Fits.YES_NO:
        return _replaced(pl.col(name), values, pl.Boolean())
    changed = {text: value for text, value in values.items() if text != value} | dict.fromkeys(meaning.unfit)
    return pl.col(name).replace(changed) if changed else pl.col(name)


def _replaced(text: pl.Expr, values: dict[str, Any], dtype: pl.DataType) -> pl.Expr:
    return text.replace_strict(list(values), list(values.values()), default=None, return_dtype=dtype)


def _lists(name: str, values: dict[str, tuple[str, ...]]) -> pl.Expr:
    """The lists of a column: polars replaces by position in a table of the distinct ones."""
    lists = pl.Series(name, [list(items) or None for items in values.values()], dtype=pl.List(pl.String))
    at = pl.col(name).replace_strict(
        list(values), list(range(len(values))), default=None, return_dtype=pl.UInt32
    )
    return pl.lit(lists).gather(at)


def _tell_column(column: Column, meaning: _Meaning, sheet: Sheet, problems: Problems) -> list[pl.Series]:
    """Tell each cell of the column that is blank and must not be, or does not fit; and give the rows of them."""
    place = Place(sheet.file, None, column.name)
    text = sheet.frame[column.name]
    bad = []
    if column.required and text.null_count():
        bad.append(text.is_null())
        message = needs("evidence", column.name)
        silent = sheet.frame.filter(bad[-1]).remove(pl.col(ROW).is_in(list(sheet.told.get(column.name, ()))))
        _tell(silent, place, "blank", problems, lambda _: message)
    if unfit := meaning.unfit:
        bad.append(text.is_in(list(unfit)).fill_null(False))
        _tell(sheet.frame.filter(bad[-1]), place, "unfit", problems, unfit.__getitem__)
    return bad


def _tell(rows: pl.DataFrame, place: Place, kind: str, problems: Problems, say: Callable[[Any], str]) -> None:
    """Note a problem for each row, as far as there is room; count the rest. `say` tells it from the cell's text."""
    room = problems.room(Level.ERROR, place, kind)
    for row, text in rows.select(ROW, str(place.column)).head(room).iter_rows():
        problems.error(say(text), Place(place.file, row, place.column), text, kind=kind)
    problems.uncounted(Level.ERROR, place, max(0, rows.height - room), kind)
