"""Worked examples in a case file: rows whose id begins with `example-`, shown to be copied and then deleted.

They are left out wherever a case is read, so that a forgotten example never counts as evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
import polars as pl

from ..model import TABLES, Place
from .problems import Problems
from .sheet import Sheet

MARK: Final = "example-"
"""How the id of a worked example begins."""


def without_examples(sheets: Mapping[str, Sheet], problems: Problems) -> dict[str, Sheet]:
    """The sheets without their worked examples; one warning says how many were left out, and where the first is."""
    kept: dict[str, Sheet] = {}
    places: list[Place] = []
    for table in TABLES:
        if (sheet := sheets.get(table)) is None:
            continue
        if table != "service" and "id" in sheet.frame.columns:
            shown = pl.col("id").str.to_lowercase().str.starts_with(MARK).fill_null(False)
            rows = sheet.frame.filter(shown)["row"]
            if len(rows):
                places += [Place(sheet.file, row, "id") for row in rows]
                sheet = attrs.evolve(sheet, frame=sheet.frame.remove(shown))
        kept[table] = sheet
    if places:
        one = len(places) == 1
        what = "1 row is a worked example" if one else f"{len(places)} rows are worked examples"
        whose = "its id begins" if one else "their ids begin"
        it = "it" if one else "them"
        message = (
            f"{what} ({whose} with {MARK}), left out here; delete {it} once you have seen how it is done"
        )
        problems.warning(message, places[0])
    return kept
