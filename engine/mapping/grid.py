"""An export's file or sheet as it stands: headings as written, cells as text, rows as a spreadsheet numbers them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from ..casefile.csvfile import csv_rows
from ..casefile.folder import load
from ..casefile.limits import Limits, raised_by
from ..casefile.problems import Problems
from ..casefile.sheet import ROW, refuse_long, tidy
from ..model import Place
from ..names import key, quoted

TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS: Final = (".xlsx",)
ENDINGS: Final = TEXT_ENDINGS + WORKBOOK_ENDINGS


@attrs.frozen(eq=False)
class Grid:
    """One file or sheet: its place as messages show it, its headings, and a text column under each, with `row`.

    A heading that stands twice is `Notes` and `Notes (2)`; a column with values and none is `column 5`.
    """

    file: str
    headings: tuple[str, ...]
    frame: pl.DataFrame
    heading_row: int
    repeated: frozenset[str] = frozenset()
    serials: int | None = None
    """For a workbook: the year from which its bare days are counted, 1900 or 1904."""

    def named(self, heading: str) -> str | None:
        """The heading that is meant, ignoring case, space, hyphen and underscore; None where there is none."""
        wanted = key(heading)
        return next((name for name in self.headings if key(name) == wanted), None)


@attrs.frozen
class Opened:
    """A file of an export that was read: its name, the SHA-256 of its bytes, and what it holds, sheet by sheet."""

    file: str
    digest: str
    grids: tuple[Grid, ...]


def open_file(
    path: Path, sheet: str | None, wanted: Collection[str], limits: Limits, problems: Problems
) -> Opened:
    """The sheets of a file (those that `sheet` names, or all that are shown). Raises CaseError where it cannot be read.

    `wanted` are headings that the mapping names: the row that holds most of them is the heading row.
    """
    data = load(path, path.name, limits)
    names = frozenset(map(key, wanted))
    digest = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        return Opened(path.name, digest, tuple(_sheets(path.name, data, sheet, names, limits, problems)))
    found = csv_rows(path.name, data, names, problems)
    if found is None:
        return Opened(path.name, digest, ())
    head, rows = found
    grid = _grid(path.name, head.cells, rows, head.row, limits, problems)
    return Opened(path.name, digest, (grid,) if grid else ())


def _sheets(
    file: str, data: bytes, sheet: str | None, names: frozenset[str], limits: Limits, problems: Problems
) -> list[Grid]:
    from ..casefile.workbook import sheet_cells  # the library that reads sheets is of no use to a CSV

    grids = []
    for name, cells, epoch in sheet_cells(file, data, limits, problems):
        if sheet is not None and not fnmatchcase(key(name), key(sheet)):
            continue
        at = _heading_row(cells, names)
        if at is None:
            continue
        headings = [cell or "" for cell in cells.row(at)[1:]]
        grid = _grid(f"{file}#{name}", headings, cells.slice(at + 1), cells[ROW][at], limits, problems)
        if grid:
            grids.append(attrs.evolve(grid, serials=epoch))
    return grids


def _heading_row(cells: pl.DataFrame, names: frozenset[str]) -> int | None:
    from ..casefile.sheet import LOOK_AHEAD, matching

    best, most = None, -1
    for at, row in enumerate(cells.head(LOOK_AHEAD).iter_rows()):
        texts = [cell or "" for cell in row[1:]]
        if any(text.strip() for text in texts) and (matched := matching(names, texts)) > most:
            best, most = at, matched
    return best


def _grid(
    file: str, cells: Sequence[str], rows: pl.DataFrame, heading_row: int, limits: Limits, problems: Problems
) -> Grid | None:
    if sum(bool(cell.strip()) for cell in cells) > limits.max_columns:
        problems.error(
            f"{len(cells):,} columns are too many {raised_by('max_columns')}", Place(file, heading_row)
        )
        return None
    if rows.height > limits.max_rows:
        problems.error(f"{rows.height:,} rows are too many {raised_by('max_rows')}", Place(file))
        return None
    names, repeated = _names(cells, rows)
    frame = rows.select(ROW, *(pl.col(f"c{at}").alias(name) for at, name in names.items()))
    frame = tidy(frame)
    refuse_long(frame, file, limits, problems)
    return Grid(file, tuple(names.values()), frame, heading_row, repeated)


def _names(cells: Sequence[str], rows: pl.DataFrame) -> tuple[dict[int, str], frozenset[str]]:
    """The name of each column that has a heading or a value, and the headings that stand more than once."""
    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    repeated = set()
    for at, cell in enumerate(cells):
        name = " ".join(cell.split())
        if not name:
            if not (rows[f"c{at}"].str.strip_chars() != "").any():
                continue
            name = f"column {at + 1}"
        seen[key(name)] += 1
        if seen[key(name)] > 1:
            repeated.add(name)
            name = f"{name} ({seen[key(name)]})"
        names[at] = f"{name} (heading)" if name == ROW else name
    return names, frozenset(repeated)


def unique_text(frame: pl.DataFrame, heading: str) -> list[str]:
    """The distinct texts of a column, blanks left out, in order of appearance."""
    return list(frame[heading].drop_nulls().unique(maintain_order=True))


def shown(headings: Sequence[str], most: int = 8) -> str:
    """The first headings of a sheet, for a message that says what is there."""
    some = ", ".join(quoted(name) for name in headings[:most])
    return some + (f" and {len(headings) - most} more" if len(headings) > most else "")
