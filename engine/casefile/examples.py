"""Worked examples in a case file: rows whose id begins with `example-`, shown to be copied and then deleted.

They are left out wherever a case is read, so that a forgotten example never counts as evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from ..model import TABLES, Place
from ..names import listed
from .problems import Problems
from .sheet import Sheet

MARK: Final = "example-"
"""How the id of a worked example begins."""


def without_examples(sheets: Mapping[str, Sheet], problems: Problems) -> dict[str, Sheet]:
    """The sheets without their worked examples; one warning says how many were left out, and where the first is."""
    kept: dict[str, Sheet] = {}
    found: list[tuple[str, str, Place]] = []
    for table in TABLES:
        if (sheet := sheets.get(table)) is None:
            continue
        if table != "service" and "id" in sheet.frame.columns:
            shown = pl.col("id").str.to_lowercase().str.starts_with(MARK).fill_null(False)
            rows = sheet.frame.filter(shown).select("id", "row").rows()
            if rows:
                found += [(table, id_, Place(sheet.file, row, "id")) for id_, row in rows]
                sheet = attrs.evolve(sheet, frame=sheet.frame.remove(shown))
        kept[table] = sheet
    if found:
        _, first, place = found[0]
        problems.warning(_message(found), place, first)
    return kept


def _message(found: Sequence[tuple[str, str, Place]]) -> str:
    if len(found) == 1:
        return (
            f"This row is a worked example (its id begins with {MARK}), left out here; delete it once you have seen how "
            "it is done"
        )
    where = listed([f"{table} row {place.row}" for table, _, place in found], most=20)
    return (
        f"{len(found)} rows are worked examples (their ids begin with {MARK}), left out here: {where}; delete them once "
        "you have seen how it is done"
    )
