"""A workbook open for editing: its bytes, and the case that they give."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence

import attrs
import polars as pl

from ...errors import CaseError
from ...model import TABLES, Case
from ..contents import records_of, texts_of
from ..folder import Read, digest
from ..limits import Limits
from ..problems import Problems
from ..reading import case_of
from ..sheet import table_named
from ..workbook import read_workbook
from .grid import Grid, Strings
from .parts import MAIN, Parts, Unable
from .styles import date_styles
from .table import Days, Record, ServiceSheet, TableSheet

EMPTY = b'<worksheet xmlns="%b"><sheetData/></worksheet>' % MAIN


@attrs.frozen
class Book:
    """A workbook: the name it goes by, its bytes, and the case that is in it."""

    file: str
    data: bytes
    case: Case
    limits: Limits

    def holding(self, case: Case) -> Book | None:
        """The workbook with another case in it, all its other contents as they are; None where that cannot be done.

        What comes out is read again, and is only given where it holds the very case. Raises CaseError where a cell is
        longer than a workbook can hold.
        """
        try:
            data = _edited(self, case)
            made = open_book(self.file, data, self.limits)
        except (Unable, CaseError, zipfile.BadZipFile, KeyError, ValueError, IndexError):
            return None
        return made if made.case.sound and same(made.case, case) else None


def open_book(file: str, data: bytes, limits: Limits | None = None) -> Book:
    """Open a workbook's bytes. Raises CaseError where they are none."""
    limits = limits or Limits.from_environment()
    problems = Problems(limits.max_problems)
    sheets = read_workbook(file, data, limits, problems)
    case = case_of(sheets, [Read(file, digest(data), tuple(sheets))], problems)
    return Book(file, data, case, limits)


def same(one: Case, other: Case) -> bool:
    """Whether two cases say the same, wherever it stands."""
    small = all(getattr(one, table) == getattr(other, table) for table in TABLES if table != "evidence")
    names = [name for name in one.evidence.columns if name not in ("file", "row")]
    return small and one.evidence.select(names).equals(other.evidence.select(names))


def _edited(book: Book, case: Case) -> bytes:
    parts = Parts(book.data)
    shared = parts.related("sharedStrings")
    strings = Strings(parts.get(shared) if shared else None)
    styles = parts.related("styles")
    days = Days(1904 if parts.from_1904 else 1900, date_styles(parts.get(styles)) if styles else [])
    lost = False
    for table in TABLES:
        before, after = _differing(book.case, case, table)
        if before == after:
            continue
        part = _part(parts, table)
        grid = Grid(parts.get(part), strings)
        if table == "service":
            ServiceSheet(grid, days).fill(*_only(before, after))
        else:
            rows, order = _rows(book.case, table), _order(case, table)
            parts.stretch(part, *TableSheet(table, grid, days).fill(rows, before, after, order))
        parts.put(part, grid.xml())
        lost = lost or grid.formulas_lost
    if lost:
        parts.forget_order()
    parts.ask_to_work_out(list(parts.sheets().values()))
    return parts.zipped()


def _part(parts: Parts, table: str) -> str:
    """The part that holds a table's sheet; a sheet of its own is added where there is none."""
    sheets = parts.sheets()
    found = [part for name, part in sheets.items() if table_named(name) == table]
    if found:
        return found[0]
    parts.add_sheet(table, EMPTY)
    return parts.sheets()[table]


def _only(before: Mapping[str, Record], after: Mapping[str, Record]) -> tuple[Record, Record]:
    return next(iter(before.values()), {}), next(iter(after.values()), {})


def _order(case: Case, table: str) -> list[str]:
    """The ids of a table, in order."""
    if table == "evidence":
        return list(case.evidence["id"].to_list())
    return [row.id for row in getattr(case, table)]


def _rows(case: Case, table: str) -> dict[str, int]:
    """The row of each record of a table."""
    if table == "evidence":
        return dict(zip(case.evidence["id"].to_list(), case.evidence["row"].to_list(), strict=True))
    return {id: place.row for (name, id), place in case.places.items() if name == table and place.row}


def _differing(one: Case, other: Case, table: str) -> tuple[dict[str, Record], dict[str, Record]]:
    """The records of a table that are not the same in two cases, by id, as each case has them."""
    if table == "evidence":
        one, other = _unlike(one, other), _unlike(other, one)
    before: dict[str, Record] = {str(record["id"]): record for record in records_of(one, table)}
    after: dict[str, Record] = {str(record["id"]): record for record in records_of(other, table)}
    if table == "service":
        return before, after
    return (
        {id: record for id, record in before.items() if after.get(id) != record},
        {id: record for id, record in after.items() if before.get(id) != record},
    )


def _unlike(one: Case, other: Case) -> Case:
    """A case with only those records that the other does not hold alike."""
    mine, theirs = (texts_of(case, "evidence") for case in (one, other))
    names: Sequence[str] = [name for name in mine.columns if name in theirs.columns]
    ids = mine.join(theirs, on=names, how="anti", nulls_equal=True)["id"]
    return attrs.evolve(one, evidence=one.evidence.filter(pl.col("id").is_in(ids.implode())))
