"""The case as it stood on a date: nothing dated later counts, and what was left out is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs
import polars as pl

from ..calendar import say_date
from ..model import Case, Level, Place, Problem
from ..names import listed
from .cells import text_of

_HAPPENED: Final = {
    "updates": "date",
    "reviews": "date",
    "priorities": "opened",
    "actions": "opened",
    "gates": "since",
}
"""The date from which a row exists, by table."""

_LATER: Final = {
    "priorities": (("closed", "closed"), ("revised_on", None)),
    "actions": (("completed", "complete"), ("checked_on", None)),
    "claims": (("identified_on", None), ("standard_set_on", None), ("changed_on", None)),
    "gates": (("done", None),),
}
"""Dates that a row may come to hold later, and the status that goes with each."""


def as_at(case: Case, as_of: dt.date | None = None) -> Case:
    """The case as at a date: the one given, else the service's own, else the newest record's.

    Records, updates, reviews, priorities and actions dated later are left out. A closing, completion, check or
    revision dated later has not happened yet: its date is blank again and its status open. Each group is told
    in one warning, and so is a date that was not given. A case in which nothing is dated has an error instead.
    """
    problems: list[Problem] = []
    date = as_of or case.service.as_of or _newest(case, problems)
    if date is None:
        return attrs.evolve(case, problems=case.problems + tuple(problems))
    changes: dict[str, Any] = {"evidence": _evidence(case, date, problems)}
    for table in _HAPPENED:
        changes[table] = _happened(case, table, date, problems)
    for table in _LATER:
        changes[table] = _undone(case, table, changes.get(table, getattr(case, table)), date, problems)
    return attrs.evolve(
        case,
        service=attrs.evolve(case.service, as_of=date),
        problems=case.problems + tuple(problems),
        **changes,
    )


def _newest(case: Case, problems: list[Problem]) -> dt.date | None:
    """The newest record's date; where there are none, the newest date of what governance and the plan say."""
    place = case.places.get(("service", case.service.id), Place("service"))
    here = Place(place.file, place.row, "as_of")
    newest: dt.date | None = case.evidence.select(pl.col("date").max()).item()
    source = "newest record"
    if newest is None:
        rows = [getattr(row, date) for table, date in _HAPPENED.items() for row in getattr(case, table)]
        rows += [claim.changed_on for claim in case.claims]
        newest = max((date for date in rows if date), default=None)
        source = "newest date there is, for no record was read"
    if not case.service.id:
        return newest  # the service was not read, which has been told: it may well give a date
    if newest is None:
        message = "The case says no date to be assessed as at, and nothing in it bears a date; write as_of"
        problems.append(Problem(Level.ERROR, message, here))
        return None
    message = f"No as_of is given, so the case is taken as at {say_date(newest)}, the {source}"
    problems.append(Problem(Level.WARNING, message, here))
    return newest


def _evidence(case: Case, date: dt.date, problems: list[Problem]) -> pl.DataFrame:
    newest = case.evidence["date"].max()
    if not isinstance(newest, dt.date) or newest <= date:
        return case.evidence
    later = case.evidence.filter(pl.col("date") > date).select("id", "file", "row", "date")
    _, file, row, first = later.row(0)
    _tell(later["id"].to_list(), "record", "left out", date, Place(file, row, "date"), first, problems)
    return case.evidence.filter(pl.col("date") <= date)


def _happened(case: Case, table: str, date: dt.date, problems: list[Problem]) -> tuple[Any, ...]:
    """The rows of a table that existed on the date."""
    rows: tuple[Any, ...] = getattr(case, table)
    column = _HAPPENED[table]
    later = [row for row in rows if (on := getattr(row, column)) and on > date]
    if later:
        place = _place(case, table, later[0].id, column)
        first = getattr(later[0], column)
        _tell([row.id for row in later], _SINGULAR[table], "left out", date, place, first, problems)
    gone = {row.id for row in later}
    return tuple(row for row in rows if row.id not in gone)


_SINGULAR: Final = {
    "claims": "claim",
    "updates": "update",
    "reviews": "review",
    "priorities": "priority",
    "actions": "action",
    "gates": "gate",
}


def _undone(
    case: Case, table: str, rows: Sequence[Any], date: dt.date, problems: list[Problem]
) -> tuple[Any, ...]:
    """The rows without what had not yet happened to them on the date."""
    for column, status in _LATER[table]:
        later = {row.id: on for row in rows if (on := getattr(row, column)) and on > date}
        if not later:
            continue
        ids = list(later)
        what = f"taken as not yet {_DONE[column]}"
        place = _place(case, table, ids[0], column)
        _tell(ids, _SINGULAR[table], what, date, place, later[ids[0]], problems, f"`{column}` ")
        rows = [_without(row, column, status) if row.id in later else row for row in rows]
    return tuple(rows)


_DONE: Final = {
    "closed": "closed",
    "revised_on": "revised",
    "completed": "complete",
    "done": "done",
    "checked_on": "checked",
    "identified_on": "identified",
    "standard_set_on": "set",
    "changed_on": "changed",
}


def _without(row: Any, column: str, status: str | None) -> Any:
    row = attrs.evolve(row, **{column: None})
    return attrs.evolve(row, status="open") if status and row.status == status else row


def _place(case: Case, table: str, id_: str, column: str) -> Place:
    place = case.places.get((table, id_), Place(table))
    return Place(place.file, place.row, column)


def _tell(
    ids: Iterable[str],
    noun: str,
    done: str,
    date: dt.date,
    place: Place,
    first: dt.date,
    problems: list[Problem],
    column: str = "",
) -> None:
    every = list(ids)
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    what = (
        f"1 {noun} has a {column}date" if len(every) == 1 else f"{len(every):,} {plural} have a {column}date"
    )
    were = "was" if len(every) == 1 else "were"
    message = f"{what} after {say_date(date)} and {were} {done}: {listed(every, last='and')}"
    problems.append(Problem(Level.WARNING, message, place, text_of(first)))
