"""The rows of a case, whichever table they stand in: looked up, put in, taken out.

A case is frozen: each of these gives another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import polars as pl

from takehold.engine.casefile.cells import text_of
from takehold.engine.casefile.evidence import no_evidence, schema
from takehold.engine.model import (
    TABLES,
    Case,
    Evidence,
    Fits,
    Place,
    Service,
    columns,
)

_PREFIX = {
    "measures": "m",
    "claims": "c",
    "evidence": "e",
    "priorities": "p",
    "actions": "a",
    "updates": "u",
    "reviews": "r",
    "monitoring": "w",
    "variation": "v",
    "gates": "g",
}


def ids(case: Case, table: str) -> list[str]:
    """Every id of a table, in its order."""
    if table == "evidence":
        return list(case.evidence["id"].to_list())
    if table == "service":
        return [case.service.id]
    return [row.id for row in getattr(case, table)]


def find(case: Case, table: str, id: str) -> Any:
    """One row of a table as its model class. Raises KeyError where there is none."""
    if table == "evidence":
        found = case.evidence.filter(case.evidence["id"] == id).head(1).to_dicts()
        if not found:
            raise KeyError(id)
        return record_of(found[0])
    for row in (case.service,) if table == "service" else getattr(case, table):
        if row.id == id:
            return row
    raise KeyError(id)


def record_of(cells: Mapping[str, Any]) -> Evidence:
    """A record of the evidence table as its model class; other columns of the table are passed over."""
    known = {column.name for column in columns("evidence")}
    lists = {column.name for column in columns("evidence") if column.fits is Fits.LIST}
    told: dict[str, Any] = {
        name: tuple(value or ()) if name in lists else value for name, value in cells.items() if name in known
    }
    return Evidence(**told)


def texts(row: Any, table: str) -> dict[str, str]:
    """A row as the text of its cells; an open scope is `all`, a blank cell is empty."""
    found = {}
    for column in columns(table):
        value = getattr(row, column.name)
        blank = "all" if column.fits is Fits.SCOPE else ""
        found[column.name] = text_of(value) or blank
    return found


def put(case: Case, table: str, row: Any) -> Case:
    """The case with a row in the place of the one of its id, or at the end of its table."""
    if table == "service":
        return attrs.evolve(case, service=row)
    if table == "evidence":
        return _put_evidence(case, row)
    rows = getattr(case, table)
    there = [old.id for old in rows]
    if row.id in there:
        at = there.index(row.id)
        return _with(case, table, (*rows[:at], row, *rows[at + 1 :]))
    return _placed(_with(case, table, (*rows, row)), table)


def _put_evidence(case: Case, row: Evidence) -> Case:
    cells = {name: _cell(value) for name, value in attrs.asdict(row, recurse=False).items()}
    there = case.evidence.with_row_index("__at").filter(pl.col("id") == row.id)["__at"].to_list()
    at = there[0] if there else len(case.evidence)
    file = case.evidence["file"][0] if len(case.evidence) else _file(case, "evidence")
    row_at = at + 2
    if _in_place(file):
        row_at = case.evidence["row"][at] if there else max(case.evidence["row"].to_list(), default=1) + 1
    one = pl.DataFrame([{**cells, "file": file, "row": row_at}], schema=schema())
    rest = case.evidence[at + 1 :] if there else case.evidence[:0]
    return attrs.evolve(case, evidence=pl.concat([case.evidence[:at], one, rest]).rechunk())


def _cell(value: Any) -> Any:
    return (list(value) or None) if isinstance(value, tuple) else value


def without(case: Case, table: str, id: str) -> Case:
    """The case without a row. Raises KeyError for the service, which cannot go."""
    if table == "service":
        raise KeyError(id)
    if table == "evidence":
        left = case.evidence.filter(pl.col("id") != id)
        if _in_place(_file(case, "evidence")):
            return attrs.evolve(case, evidence=left)
        numbered = left.with_columns((pl.int_range(pl.len(), dtype=pl.Int64) + 2).alias("row"))
        return attrs.evolve(case, evidence=numbered)
    rows = tuple(row for row in getattr(case, table) if row.id != id)
    return _placed(_with(case, table, rows), table)


def _with(case: Case, table: str, rows: tuple[Any, ...]) -> Case:
    changed: dict[str, Any] = {table: rows}
    return attrs.evolve(case, **changed)


def _placed(case: Case, table: str) -> Case:
    """The case with the table's places as its file will show them once written.

    A workbook's rows stay where they are, and a new one comes behind them; any other file is one row after another.
    """
    file = _file(case, table)
    kept = {key: place for key, place in case.places.items() if key[0] != table}
    here = {(table, row.id): Place(file, at) for at, row in enumerate(getattr(case, table), 2)}
    if _in_place(file):
        known = {key: case.places[key] for key in here if key in case.places}
        last = max((place.row or 1 for place in known.values()), default=1)
        here = {key: known.get(key, Place(file, last + 1)) for key in here}
    return attrs.evolve(case, places=kept | here)


def _in_place(file: str) -> bool:
    """Whether a table stands in a workbook, whose rows keep their places."""
    return "#" in file


def _file(case: Case, table: str) -> str:
    """The file (and sheet) that a table stands in, worked out from where the others do where it is new."""
    own = next((place.file for (name, _), place in case.places.items() if name == table), None)
    if own is not None:
        return own
    other = next(iter(case.places.values()), Place("service.toml")).file
    return f"{other.partition('#')[0]}#{table}" if "#" in other else f"{table}.csv"


def next_id(case: Case, table: str, name: str = "") -> str:
    """An id that is free: a team, shift or measure after its name, any other row by the next number."""
    taken = set(ids(case, table))
    if table in ("teams", "shifts") or (table == "measures" and name):
        stem = slug(name)[:24] or table[:-1]
        return next(one for one in _numbered(stem) if one not in taken)
    prefix = _PREFIX[table]
    numbers = [int(found[1]) for id in taken if (found := re.fullmatch(rf"{prefix}-?0*(\d+)", id))]
    return f"{prefix}{max(numbers, default=0) + 1}"


def slug(text: str) -> str:
    """A name as an id or a file bears it: small letters and figures, with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    at = 2
    while True:
        yield f"{stem}-{at}"
        at += 1


def named_by(case: Case, table: str, id: str) -> tuple[str, ...]:
    """The rows that name a row, as a reader would look them up: `actions a3`."""
    found = []
    for other in TABLES:
        naming = [column.name for column in columns(other) if table in column.refers_to]
        if not naming or other == "evidence":
            continue
        for row in (case.service,) if other == "service" else getattr(case, other):
            if any(id in _names(getattr(row, name)) for name in naming):
                found.append(f"{other} {row.id}")
    return (*found, *_records_naming(case, table, id))


def _records_naming(case: Case, table: str, id: str) -> Iterator[str]:
    for column in columns("evidence"):
        if table in column.refers_to:
            cell = pl.col(column.name)
            hit = cell.list.contains(id) if column.fits is Fits.LIST else cell == id
            yield from (f"evidence {one}" for one in case.evidence.filter(hit)["id"].head(3).to_list())


def _names(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def new_case(service: Service) -> Case:
    """A case of a service that says nothing as yet."""
    return Case(service=service, evidence=no_evidence())
