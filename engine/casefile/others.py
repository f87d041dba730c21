"""What stands in a case file beside what takehold knows: other columns, and an order of its own.

None of it is read. It is kept with the case, so that writing the case again loses nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ..model import Case, columns
from .sheet import ROW, Sheet


def kept_others(sheets: Mapping[str, Sheet]) -> dict[str, pl.DataFrame]:
    """By table, the cells of the columns that takehold does not know, with the id of their row."""
    found = {}
    for table, sheet in sheets.items():
        if sheet.others is None or "id" not in sheet.frame.columns:
            continue
        ids = sheet.frame.select(ROW, "id").drop_nulls("id").unique("id", keep="first", maintain_order=True)
        found[table] = ids.join(sheet.others, on=ROW, how="left", maintain_order="left").drop(ROW)
    return found


def kept_headings(sheets: Mapping[str, Sheet]) -> dict[str, tuple[str, ...]]:
    """By table, the order of its headings, where it is not the usual one."""
    found = {}
    for table, sheet in sheets.items():
        usual = [column.name for column in columns(table)]
        known = [name for name in usual if name in sheet.headings]
        others = [name for name in sheet.headings if name not in usual]
        if list(sheet.headings) != known + others:
            found[table] = sheet.headings
    return found


def headings_of(case: Case, table: str) -> list[str]:
    """Every heading of a table to be written: in the order kept, what was not there before at the end."""
    usual = [column.name for column in columns(table)]
    others = [name for name in case.others[table].columns if name != "id"] if table in case.others else []
    order = [name for name in case.headings.get(table, ()) if name in usual or name in others]
    return [*order, *(name for name in usual + others if name not in order)]


def others_by_id(case: Case, table: str) -> dict[str, dict[str, str]]:
    """The cells of the columns that takehold does not know, by the id of their row, blank ones left out."""
    if table not in case.others:
        return {}
    rows = case.others[table].iter_rows(named=True)
    return {row.pop("id"): {name: text for name, text in row.items() if text} for row in rows}


def with_others(case: Case, table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table to be written, its other columns beside its own, all in the order kept."""
    if table in case.others:
        frame = frame.join(case.others[table], on="id", how="left", maintain_order="left")
    return frame.select(name for name in headings_of(case, table) if name in frame.columns)


def ordered(record: Mapping[str, Any], order: Sequence[str], others: Mapping[str, str]) -> dict[str, Any]:
    """A record to be written, its other cells beside its own, in the order of the headings."""
    whole = {**record, **others}
    return {name: whole[name] for name in order if name in whole}
