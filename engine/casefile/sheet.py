"""A table as text: what every form of case file is brought to before a single cell is read.

From a sheet on, nothing knows whether the case was a folder, a workbook or a document.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

import attrs
import polars as pl

from ..model import NEEDED, TABLES, Place, columns
from ..names import hint, key, quoted
from .problems import Problems

ROW: Final = "row"
"""The column that holds the row a reader would see beside the record."""


@attrs.frozen(eq=False)
class Sheet:
    """One table's text: the columns that takehold knows, trimmed, blank as null, and each record's `row`."""

    table: str
    file: str
    frame: pl.DataFrame


def table_named(name: str) -> str | None:
    """The table that a file, sheet or heading name stands for, or None."""
    wanted = key(name)
    return wanted if wanted in TABLES else None


def match_headings(table: str, headings: Sequence[str], place: Place, problems: Problems) -> dict[str, int]:
    """Which heading stands for which column of the table: the column's name, and the heading's position.

    An unknown heading is a warning in `problems`, one that stands twice an error.
    """
    known = {key(column.name): column for column in columns(table)}
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        if not heading.strip():
            continue
        here = Place(place.file, place.row, heading.strip())
        column = known.get(key(heading))
        if column is None:
            names = [column.name for column in known.values() if column.name not in found]
            problems.warning(
                f"{quoted(heading)} is not a column of {table} and was left out{hint(heading, names)}", here
            )
        elif column.name in found:
            problems.error(f"Two columns are headed {quoted(column.name)}; keep one", here)
        else:
            found[column.name] = position
    return found


def require_columns(
    table: str, found: Container[str], headings: Sequence[str], place: Place, problems: Problems
) -> None:
    """Report each column that the table cannot do without and that no heading stands for."""
    for column in columns(table):
        if column.required and column.name not in found:
            near = hint(column.name, [heading.strip() for heading in headings if heading.strip()])
            problems.error(
                f"The column {quoted(column.name)} is missing{near}",
                Place(place.file, place.row, column.name),
            )


def tidy(frame: pl.DataFrame) -> pl.DataFrame:
    """Trim every cell, make blank cells null, and drop the rows that are blank from end to end."""
    texts = [name for name in frame.columns if name != ROW]
    if not texts:
        return frame.clear()
    untidy = _untidy(frame, texts)
    trimmed = pl.col(untidy).str.strip_chars()
    frame = frame.with_columns(pl.when(trimmed != "").then(trimmed)) if untidy else frame
    blank = pl.all_horizontal(pl.col(texts).is_null())
    return frame.remove(blank) if frame.select(blank.any()).item() else frame


_FEW: Final = 2_000
_SAMPLE: Final = 20_000


def _untidy(frame: pl.DataFrame, texts: list[str]) -> list[str]:
    """The columns in which a cell may need trimming; those of few distinct texts are looked at text by text.

    To trim a million cells takes several times as long as to see that there is nothing to trim.
    """
    varied = frame.head(_SAMPLE).select(pl.col(texts).n_unique() > _FEW).row(0)
    few = [name for name, many in zip(texts, varied, strict=True) if not many]
    distinct = frame.select(pl.col(few).drop_nulls().unique().implode())
    tidy_ones = {name for name in few if all(one and one == one.strip() for one in distinct[name][0])}
    return [name for name in texts if name not in tidy_ones]


def missing_tables(found: Sequence[str], file_of: dict[str, str], problems: Problems) -> None:
    """Report the tables that a case cannot do without and that were not there. `file_of` says where they belong."""
    for table in NEEDED:
        if table not in found:
            problems.error(
                f"The case has no {table}: it needs {', '.join(NEEDED[:-1])} and {NEEDED[-1]}",
                Place(file_of[table]),
            )


def unknown_table(name: str, place: Place, problems: Problems, what: str) -> None:
    """Warn of a file, sheet or key that is no table of a case."""
    problems.warning(
        f"{what} {quoted(name)} is not part of a case and was left out{hint(name, TABLES)}", place
    )
