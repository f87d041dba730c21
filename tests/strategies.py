"""Cases to test with: any case that is sound, with everything that can be in one, drawn by Hypothesis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs
import polars as pl
from hypothesis import strategies as st

from takehold.engine.casefile.evidence import schema
from takehold.engine.model import TABLES, Case, Column, Evidence, Fits, columns

MOST = 4
"""Rows in a table: enough for every kind of reference, few enough to shrink."""


def texts() -> st.SearchStrategy[str]:
    """Texts as cells hold them: trimmed, never blank, with line breaks, quotation marks and any script."""
    letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cn"))
    awkward = st.sampled_from(["'", '"', ",", ";", "\n", "=1+1", "é", "£", "  ", "\t", "#", "|"])
    return st.lists(letters | awkward, min_size=1, max_size=8).map("".join).map(str.strip).filter(bool)


def ids(prefix: str) -> st.SearchStrategy[list[str]]:
    """The ids of one table."""
    return st.integers(0, MOST).map(lambda number: [f"{prefix}{n + 1}" for n in range(number)])


def dates() -> st.SearchStrategy[dt.date]:
    """Days that a record might bear."""
    return st.dates(dt.date(2019, 1, 1), dt.date(2031, 12, 31))


def numbers() -> st.SearchStrategy[float]:
    """Figures that any column takes."""
    whole = st.integers(0, 10**6).map(float)
    return whole | st.floats(0, 1e9, allow_nan=False).map(abs)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A sound case: every value fits its column, and every reference names something."""
    known = {table: draw(ids(table[0])) for table in TABLES if table != "service"}
    known["themes"] = ["call bells", "meals"]
    tables: dict[str, Any] = {}
    for table in TABLES:
        names = ["elm"] if table == "service" else known[table]
        nameless = any(
            column.required and column.refers_to and not there(column, known) for column in columns(table)
        )
        tables[table] = () if nameless else tuple(draw(records(table, name, known)) for name in names)
    return Case(service=tables.pop("service")[0], evidence=evidence_frame(tables.pop("evidence")), **tables)


@st.composite
def records(draw: st.DrawFn, table: str, id_: str, known: dict[str, list[str]]) -> Any:
    """One row of a table, naming only what is known."""
    values: dict[str, Any] = {"id": id_}
    for column in columns(table):
        if column.name == "id":
            continue
        fitting = fits(table, column, known)
        if column.required or draw(st.booleans()):
            values[column.name] = draw(fitting)
    if table == "evidence" and values.get("numerator", 0) > values.get("denominator", 0):
        values["numerator"] = values.get("denominator", 0.0)  # as a proportion's must be
    return TABLES[table](**values)


def there(column: Column, known: dict[str, list[str]]) -> list[str]:
    """Every id that a column can name."""
    return [id_ for target in column.refers_to for id_ in known[target]]


def fits(table: str, column: Column, known: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    """What fits in a column."""
    names = there(column, known)
    match column.fits:
        case Fits.TEXT if column.name == "theme":
            return st.sampled_from(known["themes"])
        case Fits.TEXT:
            return texts()
        case Fits.ID:
            return st.sampled_from(names) if names else st.none()
        case Fits.WORD:
            return st.sampled_from(column.words)
        case Fits.DATE:
            return dates()
        case Fits.DATE_OR_WORDS:
            return dates() | st.sampled_from(["ongoing", "ASAP", "TBC", "31/02/2026"])
        case Fits.NUMBER:
            return numbers() if table == "evidence" else st.floats(0, 1)
        case Fits.YES_NO:
            return st.booleans()
        case Fits.LIST:
            return some_of(names or (["s1", "s2"] if not column.refers_to else []), column.required)
        case Fits.SCOPE:
            return st.none() | some_of(names, False).map(lambda some: some or None)
    raise AssertionError(column.fits)


def some_of(names: Sequence[str], required: bool) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these names, each once, in any order."""
    if not names:
        return st.just(())
    return st.lists(st.sampled_from(names), min_size=int(required), max_size=3, unique=True).map(tuple)


def evidence_frame(rows: Sequence[Evidence]) -> pl.DataFrame:
    """The evidence table of these records, as if written in a folder's CSV."""
    kinds = schema()
    found: dict[str, list[Any]] = {name: [] for name in kinds}
    for row, record in enumerate(rows, start=2):
        for name, value in attrs.asdict(record, recurse=False).items():
            found[name].append(list(value) or None if isinstance(value, tuple) else value)
        found["file"].append("evidence.csv")
        found["row"].append(row)
    return pl.DataFrame(found, schema=kinds)
