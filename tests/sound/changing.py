"""Changes to a case that a verdict must not mind, or must not rise by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import attrs
import polars as pl

from takehold.engine.model import TABLES, Case, Fits, columns

from .services import with_records

DAYS_OF_28_YEARS = 10_227
DAYS_OF_400_YEARS = 146_097
"""Whole weeks both, after which months are as long again: 28 years where no century lies between, 400 always."""


def worsened(case: Case, chance: Random, most: int) -> Iterator[tuple[str, Case]]:
    """The case with one favourable after-record turned unfavourable, for some records by chance.

    Only records that lie after the change of every claim and the opening of every priority: else they would be a
    baseline for one of them. What is marked with a relation stays as it is marked, and is left alone.
    """
    days = [claim.changed_on for claim in case.claims] + [row.opened for row in case.priorities]
    first = max((day for day in days if day is not None), default=dt.date.min)
    measures = {measure.id: measure for measure in case.measures}
    rows = case.evidence.to_dicts()
    candidates = [at for at, row in enumerate(rows) if row["date"] >= first and row["relation"] is None]
    chance.shuffle(candidates)
    told = 0
    for at in candidates:
        turned = unfavourable(rows[at], measures)
        if turned != rows[at]:
            yield turned["id"], with_records(case, [*rows[:at], turned, *rows[at + 1 :]])
            told += 1
        if told == most:
            return


def unfavourable(row: Mapping[str, Any], measures: Mapping[str, Any]) -> dict[str, Any]:
    """A record at its worst: the result not met, its figures at the worse end, a compliment a complaint."""
    turned, measure = dict(row), measures.get(row["measure"])
    if row["result"] is not None:
        turned["result"] = "not met"
    if row["kind"] == "compliment":
        turned["kind"] = "complaint"
    if measure is None:
        return turned
    higher = measure.better == "higher"
    if measure.summary == "proportion" and row["numerator"] is not None and row["denominator"]:
        turned["numerator"] = 0.0 if higher else row["denominator"]
    elif measure.summary == "rate" and row["numerator"] is not None and row["denominator"]:
        turned["numerator"] = 0.0 if higher else 2 * row["numerator"] + row["denominator"]
    elif measure.summary in ("mean", "median", "sum") and row["value"] is not None:
        turned["value"] = 0.0 if higher else 2 * row["value"] + 20
    return turned


def shuffled(case: Case, chance: Random) -> Case:
    """Rows and columns in another order; the measures stay, since of several the first in the table decides."""
    rows = case.evidence.to_dicts()
    chance.shuffle(rows)
    names = list(case.evidence.columns)
    chance.shuffle(names)
    evidence = pl.DataFrame(rows, schema=case.evidence.schema).select(names)
    tables = {}
    for name in TABLES:
        if name not in ("service", "evidence", "measures"):
            found = list(getattr(case, name))
            chance.shuffle(found)
            tables[name] = tuple(found)
    return attrs.evolve(case, evidence=evidence, **tables)


def moved(case: Case, days: int) -> Case:
    """Every date later by so many days."""
    by = dt.timedelta(days=days)

    def row(record: Any, table: str) -> Any:
        dates = [c.name for c in columns(table) if c.fits in (Fits.DATE, Fits.DATE_OR_WORDS)]
        told = {name: getattr(record, name) for name in dates}
        return attrs.evolve(
            record, **{name: day + by for name, day in told.items() if isinstance(day, dt.date)}
        )

    tables: dict[str, Any] = {
        name: tuple(row(record, name) for record in getattr(case, name))
        for name in TABLES
        if name not in ("service", "evidence")
    }
    evidence = case.evidence.with_columns(pl.col("date") + by)
    return attrs.evolve(case, service=row(case.service, "service"), evidence=evidence, **tables)


def renamed(case: Case, chance: Random) -> tuple[Case, dict[str, str]]:
    """Every id changed, and every recorder's and staff member's name; gives the new id of each old one too.

    Names of teams and shifts are kept (where there was none, the old id is one): words in the texts refer to them.
    """
    ids = {id for name in TABLES if name != "service" for id in _ids(case, name)}
    fresh = [f"x{n}" for n in range(len(ids))]
    chance.shuffle(fresh)
    new = dict(zip(sorted(ids), fresh, strict=True))

    def value(old: Any) -> Any:
        if isinstance(old, tuple | list):
            return type(old)(new.get(id, id) for id in old)
        return new.get(old, old)

    def row(record: Any, table: str) -> Any:
        told = {"id": new[record.id]}
        for column in columns(table):
            if column.refers_to or column.name == "indicator":
                told[column.name] = value(getattr(record, column.name))
        if table in ("teams", "shifts", "measures") and record.name is None:
            told["name"] = record.id
        return attrs.evolve(record, **told)

    tables = {
        name: tuple(row(record, name) for record in getattr(case, name))
        for name in TABLES
        if name not in ("service", "evidence")
    }
    rows = [
        {
            **record,
            **{name: value(record[name]) for name in ("id", "claims", "team", "shift", "measure")},
            "recorded_by": record["recorded_by"] and f"Recorder {record['recorded_by'].casefold()}",
            "staff": record["staff"] and [f"p-{name}" for name in record["staff"]],
        }
        for record in case.evidence.to_dicts()
    ]
    places = {(table, new.get(id, id)): place for (table, id), place in case.places.items()}
    return attrs.evolve(with_records(case, rows), **tables, places=places), new


def _ids(case: Case, table: str) -> list[str]:
    if table == "evidence":
        return list(case.evidence["id"].to_list())
    return [row.id for row in getattr(case, table)]
