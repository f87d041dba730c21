"""A table as text: what every form of case file is brought to before a single cell is read.

From a sheet on, nothing knows whether the case was a folder, a workbook or a document.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from ..model import NEEDED, TABLES, Place, columns
from ..names import hint, key, quoted
from .limits import Limits, raised_by
from .problems import Problems

ROW: Final = "row"
"""The column that holds the row a reader would see beside the record."""


LOOK_AHEAD: Final = 30
"""How many rows are looked through for the headings: exports put titles and dates above them."""


@attrs.frozen(eq=False)
class Sheet:
    """One table's text: the columns that takehold knows, trimmed, blank as null, and each record's `row`."""

    table: str
    file: str
    frame: pl.DataFrame
    rows: Mapping[str, int] = attrs.field(factory=dict)
    """Where each column has a row of its own: a service written as one key and value below another."""
    others: pl.DataFrame | None = None
    """The columns that takehold does not know, as text beside their `row`; None where there is none."""
    headings: tuple[str, ...] = ()
    """Every heading in the order in which it stands, known ones in their usual spelling."""
    told: Mapping[str, Collection[int]] = attrs.field(factory=dict)
    """By column, the rows whose cell did not fit, was told and is blank now: it is not told again."""

    def at(self, row: int | None, column: str | None = None) -> Place:
        """The place of a record's cell."""
        return Place(self.file, self.rows.get(column or "", row), column)


def table_named(name: str) -> str | None:
    """The table that a file, sheet or heading name stands for, or None."""
    wanted = key(name)
    return wanted if wanted in TABLES else None


def named(table: str, cells: Sequence[str]) -> int:
    """How many of the table's columns these cells name: the more, the likelier that they are its headings."""
    return matching({key(column.name) for column in columns(table)}, cells)


def heading_row(table: str, rows: Mapping[int, Sequence[str]]) -> int | None:
    """Which of a sheet's first rows, given by their numbers, bears the headings: the one that names most columns."""
    best, most = None, -1
    for row, cells in rows.items():
        if any(cell.strip() for cell in cells) and (matched := named(table, cells)) > most:
            best, most = row, matched
    return best


def matching(names: Collection[str], cells: Sequence[str]) -> int:
    """How many of some names (as `names.key` has them) these cells bear; where none is known, how many are filled."""
    keys = {key(cell) for cell in cells if cell.strip()}
    return len(keys & set(names)) if names else len(keys)


def below_headings(
    table: str, place: Place, headings: Sequence[str], rows: pl.DataFrame, limits: Limits, problems: Problems
) -> Sheet | None:
    """The sheet of the records below a heading row, which come as text columns c0, c1, … beside their `row`."""
    headed = [heading for heading in headings if heading.strip()]
    if len(headed) > limits.max_columns:
        problems.error(f"{len(headed):,} columns are too many {raised_by('max_columns')}", place)
        return None
    if rows.height > limits.max_rows:
        problems.error(f"{rows.height:,} rows are too many {raised_by('max_rows')}", place)
        return None
    found = match_headings(table, headings, place, problems)
    require_columns(table, found, headings, place, problems)
    for position, heading in enumerate(headings):
        if not heading.strip() and (rows[f"c{position}"].str.strip_chars() != "").any():
            message = f"Column {position + 1} holds values and has no heading; it was left out"
            problems.warning(message, place, kind=position)
    frame = tidy(rows.select(ROW, *(pl.col(f"c{position}").alias(name) for name, position in found.items())))
    refuse_long(frame, place.file, limits, problems)
    others, order = unknown(headings, found)
    beside = (
        rows.select(ROW, *(pl.col(f"c{at}").alias(name) for at, name in others.items())) if others else None
    )
    return Sheet(table, place.file, frame, others=beside, headings=order)


def unknown(headings: Sequence[str], found: Mapping[str, int]) -> tuple[dict[int, str], tuple[str, ...]]:
    """The headings that no column claimed, by position, each with a name of its own; and the order of all."""
    known = {position: name for name, position in found.items()}
    taken = {"id", ROW, *found}
    others: dict[int, str] = {}
    for position, heading in enumerate(headings):
        name = heading.strip()
        if position not in known and name and name not in taken:
            taken.add(name)
            others[position] = name
    order = known | others
    return others, tuple(order[position] for position in sorted(order))


def refuse_long(frame: pl.DataFrame, file: str, limits: Limits, problems: Problems) -> None:
    """Report the cells that hold more than a cell may."""
    longest = frame.select(pl.exclude(ROW).str.len_bytes().max()) if frame.width > 1 else frame.clear()
    for name, most in longest.to_dict(as_series=False).items():
        if name != ROW and (most[0] or 0) > limits.max_cell:
            why = f"is longer than {limits.max_cell:,} characters {raised_by('max_cell')}"
            _refuse(frame.filter(pl.col(name).str.len_chars() > limits.max_cell), why, name, file, problems)


def refuse_nul(frame: pl.DataFrame, file: str, problems: Problems) -> None:
    """Report the cells with a NUL character, which not every form of case file could keep."""
    nul = pl.exclude(ROW).str.contains("\0", literal=True)
    found = frame.select(nul.any()) if frame.width > 1 else frame.clear()
    for name, there in found.to_dict(as_series=False).items():
        if there and there[0]:
            rows = frame.filter(pl.col(name).str.contains("\0", literal=True))
            _refuse(rows, "holds a NUL character", name, file, problems)


def _refuse(rows: pl.DataFrame, why: str, column: str, file: str, problems: Problems) -> None:
    for row in rows[ROW]:
        problems.error(f"The cell {why}", Place(file, row, column), kind=why)


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
                f"{quoted(heading)} is not a column of {table} and was not read{hint(heading, names)}", here
            )
        elif column.name in found:
            problems.error(f"Two columns are headed {quoted(column.name)}; keep one", here)
        else:
            found[column.name] = position
    return found


def require_columns(
    table: str, found: Mapping[str, int], headings: Sequence[str], place: Place, problems: Problems
) -> None:
    """Report each column that the table cannot do without and that no heading stands for."""
    unknown = [text.strip() for at, text in enumerate(headings) if text.strip() and at not in found.values()]
    for column in columns(table):
        if column.required and column.name not in found:
            near = hint(column.name, unknown)
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
    few = texts
    if frame.height > _SAMPLE:
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
