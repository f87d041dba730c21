"""From what was typed to a row: read by the very rules that a file is read by, against the rest of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import polars as pl

from takehold.engine.casefile.contents import texts_of
from takehold.engine.casefile.limits import Limits
from takehold.engine.casefile.problems import Problems
from takehold.engine.casefile.reading import read_tables
from takehold.engine.casefile.references import resolve
from takehold.engine.casefile.sense import check_sense
from takehold.engine.casefile.sheet import ROW, Sheet
from takehold.engine.casefile.tables import Tables
from takehold.engine.model import NEEDED, TABLES, Case, Level, Problem, columns

from .records import record_of

Texts = Mapping[str, str]
"""A row as text, by column; a blank cell is left out or empty."""


@attrs.frozen
class Typed:
    """What an answer came to: the row, or what is wrong with each column (`` for the row as a whole)."""

    row: Any = None
    wrong: Mapping[str, str] = attrs.field(factory=dict)


def read_row(case: Case, table: str, cells: Texts) -> Typed:
    """Read a row from typed text against the rest of the case, by the rules a file is read by."""
    told = {name: text.strip() for name, text in cells.items() if text.strip()}
    tables, problems, at = _read(case, table, told)
    row = next((row for row in tables.values(table) if row.id == told.get("id")), None)
    wrong: dict[str, str] = {}
    for problem in problems:
        place = problem.place
        if problem.level is Level.ERROR and place.file == table and place.row in (at, None):
            wrong.setdefault(place.column or "", problem.message)
    for column in columns(table):
        if column.required and not told.get(column.name):
            wrong[column.name] = f"This needs an answer: {column.help[:1].lower()}{column.help[1:]}"
    if wrong:
        return Typed(None, wrong)
    if table == "evidence":
        found = tables.evidence.to_dicts()
        row = record_of(found[0]) if found else None
    return Typed(row) if row is not None else Typed(None, {"": "This could not be read"})


def _read(case: Case, table: str, told: Texts) -> tuple[Tables, tuple[Problem, ...], int]:
    """Read the small tables anew with one row as typed; gives them, what is wrong, and the row's place.

    Records are left out (but one that is typed): nothing in a small table turns on what they say.
    """
    limits = Limits()
    problems = Problems(limits.max_problems)
    sheets, at = _sheets(case, table, told)
    tables = read_tables(sheets, problems)
    resolve(tables, problems)
    check_sense(tables, problems)
    return tables, problems.all(), at


def _sheets(case: Case, table: str, told: Texts) -> tuple[dict[str, Sheet], int]:
    """Every table as text, as it would stand in a file; the typed row in its place, and which place that is."""
    no_records = attrs.evolve(case, evidence=case.evidence[:0])
    typed = {column.name: told.get(column.name) for column in columns(table)}
    sheets: dict[str, Sheet] = {}
    at = 0
    for name in TABLES:
        rows = texts_of(no_records, name).to_dicts()
        if name == table:
            there = [row["id"] for row in rows]
            at = (
                0
                if name == "service"
                else there.index(told.get("id"))
                if told.get("id") in there
                else len(rows)
            )
            rows[at : at + 1] = [typed]
        schema: dict[str, Any] = {column.name: pl.String for column in columns(name)} | {ROW: pl.Int64}
        numbered = [{**row, ROW: n} for n, row in enumerate(rows)]
        if rows or name in NEEDED:
            sheets[name] = Sheet(name, name, pl.DataFrame(numbered, schema=schema))
    return sheets, at
