"""The rows of a case, whichever table they stand in: looked up, put in, taken out, and read from what was typed.

A case is frozen: each of these gives another one. What fits in a cell is the engine's to say; an answer goes
through the same reading as a cell of a file, against the rest of the case.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from takehold.engine.casefile.cells import text_of
from takehold.engine.casefile.contents import records_of
from takehold.engine.model import TABLES, Case, Evidence, Fits, Level, Place, Service, columns

Texts = Mapping[str, str]
"""A row as text, by column; a blank cell is left out or empty."""

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
        return _evidence(found[0])
    for row in (case.service,) if table == "service" else getattr(case, table):
        if row.id == id:
            return row
    raise KeyError(id)


def _evidence(cells: Mapping[str, Any]) -> Evidence:
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
    import polars as pl

    from takehold.engine.casefile.evidence import schema

    cells = {name: _cell(value) for name, value in attrs.asdict(row, recurse=False).items()}
    there = case.evidence.with_row_index("__at").filter(pl.col("id") == row.id)["__at"].to_list()
    at = there[0] if there else len(case.evidence)
    file = case.evidence["file"][0] if len(case.evidence) else _file(case, "evidence")
    one = pl.DataFrame([{**cells, "file": file, "row": at + 2}], schema=schema())
    rest = case.evidence[at + 1 :] if there else case.evidence[:0]
    return attrs.evolve(case, evidence=pl.concat([case.evidence[:at], one, rest]).rechunk())


def _cell(value: Any) -> Any:
    return (list(value) or None) if isinstance(value, tuple) else value


def without(case: Case, table: str, id: str) -> Case:
    """The case without a row. Raises KeyError for the service, which cannot go."""
    if table == "service":
        raise KeyError(id)
    if table == "evidence":
        import polars as pl

        left = case.evidence.filter(pl.col("id") != id)
        numbered = left.with_columns((pl.int_range(pl.len(), dtype=pl.Int64) + 2).alias("row"))
        return attrs.evolve(case, evidence=numbered)
    rows = tuple(row for row in getattr(case, table) if row.id != id)
    return _placed(_with(case, table, rows), table)


def _with(case: Case, table: str, rows: tuple[Any, ...]) -> Case:
    changed: dict[str, Any] = {table: rows}
    return attrs.evolve(case, **changed)


def _placed(case: Case, table: str) -> Case:
    """The case with the table's places as its file will show them once written: one row after another."""
    file = _file(case, table)
    kept = {key: place for key, place in case.places.items() if key[0] != table}
    here = {(table, row.id): Place(file, at) for at, row in enumerate(getattr(case, table), 2)}
    return attrs.evolve(case, places=kept | here)


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
        stem = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:24] or table[:-1]
        return next(one for one in _numbered(stem) if one not in taken)
    prefix = _PREFIX[table]
    numbers = [int(found[1]) for id in taken if (found := re.fullmatch(rf"{prefix}-?0*(\d+)", id))]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    at = 2
    while True:
        yield f"{stem}-{at}"
        at += 1


@attrs.frozen
class Typed:
    """What an answer came to: the row, or what is wrong with each column (`` for the row as a whole)."""

    row: Any = None
    wrong: Mapping[str, str] = attrs.field(factory=dict)


def read_row(case: Case, table: str, cells: Texts) -> Typed:
    """Read a row from typed text against the rest of the case, by the rules a file is read by."""
    told = {name: text for name, text in cells.items() if text.strip()}
    document = _document(case, table, told)
    tables, problems = _read(document)
    rows = tables.values(table)
    row = next((row for row in rows if row.id == told.get("id")), None)
    at = [one["id"] for one in document[table]].index(told.get("id", "")) + 2 if table != "service" else None
    wrong: dict[str, str] = {}
    for problem in problems:
        place = problem.place
        if problem.level is Level.ERROR and place.file.endswith(f"#{table}") and place.row in (at, None):
            wrong.setdefault(place.column or "", problem.message)
    for column in columns(table):
        if column.required and not told.get(column.name):
            wrong[column.name] = f"This needs an answer: {column.help[:1].lower()}{column.help[1:]}"
    if wrong:
        return Typed(None, wrong)
    if table == "evidence":
        found = tables.evidence.to_dicts()
        row = _evidence(found[0]) if found else None
    return Typed(row) if row is not None else Typed(None, {"": "This could not be read"})


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
    import polars as pl

    for column in columns("evidence"):
        if table in column.refers_to:
            cell = pl.col(column.name)
            hit = cell.list.contains(id) if column.fits is Fits.LIST else cell == id
            yield from (f"evidence {one}" for one in case.evidence.filter(hit)["id"].head(3).to_list())


def _names(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _document(case: Case, table: str, told: Texts) -> dict[str, Any]:
    """The case as a document, its records left out, with one row as typed."""
    document: dict[str, Any] = {"evidence": []}
    for name in TABLES:
        if name != "evidence":
            document[name] = list(records_of(case, name))
    document["service"] = document["service"][0]
    if table == "service":
        document["service"] = dict(told)
    elif table == "evidence":
        document["evidence"] = [dict(told)]
    else:
        kept = [row for row in document[table] if row["id"] != told.get("id")]
        at = (
            [row["id"] for row in document[table]].index(told["id"])
            if len(kept) < len(document[table])
            else len(kept)
        )
        document[table] = [*kept[:at], dict(told), *kept[at:]]
    return document


def _read(document: dict[str, Any]) -> tuple[Any, Any]:
    from takehold.engine.casefile.document import read_document
    from takehold.engine.casefile.evidence import read_evidence
    from takehold.engine.casefile.limits import Limits
    from takehold.engine.casefile.problems import Problems
    from takehold.engine.casefile.records import read_records
    from takehold.engine.casefile.references import resolve
    from takehold.engine.casefile.sense import check_sense
    from takehold.engine.casefile.tables import Tables

    limits = Limits()
    problems = Problems(limits.max_problems)
    data = json.dumps(document, default=lambda value: value.isoformat()).encode()
    sheets = read_document("case.json", data, limits, problems)
    tables = Tables(sheets)
    for name, sheet in sheets.items():
        if name == "evidence":
            tables.put_evidence(read_evidence(sheet, problems), problems)
        else:
            tables.put(name, read_records(sheet, problems), problems)
    resolve(tables, problems)
    check_sense(tables, problems)
    return tables, problems.all()


def new_case(service: Service) -> Case:
    """A case of a service that says nothing as yet."""
    from takehold.engine.casefile.evidence import no_evidence

    return Case(service=service, evidence=no_evidence())
