"""A Parquet file as a sheet: its columns brought to text where they are typed, so that one set of rules reads all."""

from __future__ import annotations

import io

import polars as pl

from ..errors import CaseError
from ..model import Place
from ..names import quoted
from .guard import refusing
from .limits import Limits, raised_by
from .problems import Problems
from .sheet import ROW, Sheet, match_headings, refuse_long, refuse_nul, require_columns, tidy, unknown

FIRST_ROW = 2
"""The row of the first record, as a spreadsheet of the same table would number it."""


def read_parquet(table: str, file: str, data: bytes, limits: Limits, problems: Problems) -> Sheet:
    """The table that a Parquet file holds. Raises CaseError where it cannot be read."""
    with refusing(file, "This cannot be read as Parquet; write it again, or as CSV"):
        frame = pl.read_parquet(io.BytesIO(data), n_rows=limits.max_rows + 1)
    return parquet_sheet(table, file, frame, FIRST_ROW, limits, problems)


def parquet_sheet(
    table: str, file: str, frame: pl.DataFrame, first: int, limits: Limits, problems: Problems
) -> Sheet:
    """The sheet of rows as they stand in a Parquet file, numbered from `first` on. Raises CaseError as `read_parquet`."""
    with refusing(file, "This cannot be read as Parquet; write it again, or as CSV"):
        if frame.height > limits.max_rows:
            raise CaseError.at(file, f"The rows are too many {raised_by('max_rows')}")
        found = match_headings(table, frame.columns, Place(file), problems)
        texts = [_as_text(frame.to_series(at).alias(name), file, problems) for name, at in found.items()]
        others, order = unknown(frame.columns, found)
        kept = [_as_text(frame.to_series(at).alias(name), file, problems) for at, name in others.items()]
    require_columns(table, found, frame.columns, Place(file), problems)
    rows = pl.int_range(first, frame.height + first, dtype=pl.Int64, eager=True).alias(ROW)
    tidied = tidy(pl.DataFrame([*texts, rows]))
    refuse_long(tidied, file, limits, problems)
    refuse_nul(tidied, file, problems)
    return Sheet(table, file, tidied, others=pl.DataFrame([*kept, rows]) if kept else None, headings=order)


def _as_text(column: pl.Series, file: str, problems: Problems) -> pl.Series:
    """A column as the text of its cells, dates as ISO, lists with semicolons."""
    kind = column.dtype
    if kind == pl.String or kind.is_numeric() or kind.is_temporal() or kind == pl.Boolean:
        return column.cast(pl.String)
    if isinstance(kind, pl.List) and kind.inner == pl.String:
        return column.list.join(";")
    if isinstance(kind, (pl.Categorical, pl.Enum)):
        return column.cast(pl.String)
    problems.error(
        f"{quoted(str(kind))} is not a kind of column that a case can hold", Place(file, None, column.name)
    )
    return pl.Series(column.name, [None] * len(column), dtype=pl.String)
