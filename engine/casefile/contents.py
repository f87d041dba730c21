"""What a case holds, table by table, in the plain values that a document keeps and the text that a cell keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from ..model import ALL, NEEDED, TABLES, Case, Fits, columns
from .cells import text_of
from .others import headings_of, ordered, others_by_id, with_others


def tables_of(case: Case) -> Iterator[str]:
    """The tables that a case has anything to say in, and those it cannot do without."""
    for table in TABLES:
        if table in NEEDED or getattr(case, table):
            yield table


def records_of(case: Case, table: str) -> Iterator[dict[str, Any]]:
    """A table's records as a document holds them: by column, blank ones left out, `all` for an open scope."""
    unusual = table in case.others or table in case.headings
    order, others = headings_of(case, table), others_by_id(case, table)
    for record in _records(case, table):
        plain = {name: _plain(value) for name, value in record.items() if value is not None and value != ()}
        yield ordered(plain, order, others.get(record["id"], {})) if unusual else plain


def _records(case: Case, table: str) -> Iterator[dict[str, Any]]:
    names = [column.name for column in columns(table)]
    if table == "evidence":
        yield from case.evidence.select(names).iter_rows(named=True)
        return
    for record in (case.service,) if table == "service" else getattr(case, table):
        yield {column.name: _cell(record, column.name, column.fits) for column in columns(table)}


def _cell(record: Any, column: str, fits: Fits) -> Any:
    value = getattr(record, column)
    return ALL if value is None and fits is Fits.SCOPE else value


def _plain(value: Any) -> Any:
    """A value as TOML and JSON have it: whole numbers without a fraction, lists as lists."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def texts_of(case: Case, table: str) -> pl.DataFrame:
    """A table as the text of its cells, one column for each that the table has, blank as null."""
    if table == "evidence":
        texts = case.evidence.select(
            _as_text(column.name, case.evidence.schema[column.name]) for column in columns(table)
        )
        return with_others(case, table, texts)
    records = list(records_of(case, table))
    cells = {name: [text_of(record.get(name)) for record in records] for name in headings_of(case, table)}
    return pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """An evidence column as text, by the rules of `text_of`, a whole column at a time."""
    cell = pl.col(name)
    if isinstance(kind, pl.List):
        return cell.list.join("; ")
    if kind == pl.Boolean:
        return pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no")).alias(name)
    if kind == pl.Float64:
        whole = (cell == cell.round()) & (cell.abs() < 1e15)
        return (
            pl.when(whole)
            .then(cell.cast(pl.Int64, strict=False).cast(pl.String))
            .otherwise(cell.cast(pl.String))
        )
    return cell.cast(pl.String)
