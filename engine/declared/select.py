"""Selecting: the records of a selection, the rows of another table, and whether conditions hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from ..ledger import BLANK
from ..measure.value import Records
from ..model import GROUPS, KINDS, OVERSIGHT, PRESSURE, RESULTS, STAFF_GROUPS
from ..view import Course, NotKnown
from .fields import ROWS, ask, row_of
from .named import NAMED, settle, settled
from .spec import SAME, Condition, Limit, Selection

NEAR: Final = 1e-9

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "group": tuple(GROUPS),
    "result": RESULTS,
    "oversight": OVERSIGHT,
    "pressure": PRESSURE,
    "staff_group": STAFF_GROUPS,
}
"""The columns of fixed words, and those words in the order of their codes."""

FREE: Final = ("team", "shift", "theme", "measure", "recorded_by", "source")
"""The columns of a service's own words."""

FLAGS: Final = ("scheduled", "out_of_hours")
"""The columns of yes and no."""

NUMBERS: Final = ("value", "numerator", "denominator")
"""The columns of figures."""

COLUMNS: Final = (*CODES, *FREE, *FLAGS, *NUMBERS)
"""Every column that a selection can ask to be filled in or blank."""


def records(subject: str, view: Any, chosen: Selection) -> Records:
    """The records of a selection. Raises NotKnown where the period cannot be told, or the case has no such name."""
    found = _relation(view, chosen, _period(subject, view, chosen))
    if chosen.beyond_activity:
        found = found.beyond_activity
    for column, words in chosen.words.items():
        if column in NAMED:
            words = tuple(one for word in words for one in settled(subject, view, column, word))
        found = found.saying(column, *words)
    for column, flag in chosen.flags.items():
        found = found.having(column, int(flag))
    for column in chosen.filled:
        found = found.keep(~_blank(found, column))
    for column in chosen.blank:
        found = found.keep(_blank(found, column))
    if chosen.own_measure:
        found = found.keep(view.gauge.counts[found.rows])
    if chosen.days is not None:
        found = found.within(view.as_of - dt.timedelta(days=chosen.days), None)
    return found


def _blank(found: Records, column: str) -> Any:
    held = found.column(column)
    return np.isnan(held) if column in NUMBERS else held == BLANK


def _period(subject: str, view: Any, chosen: Selection) -> Records:
    if chosen.cited is not None:
        service = view if subject == "service" else view.service
        return _records(service.named(getattr(row_of(subject, view), chosen.cited)))
    if subject == "service":
        return _records(view.records)
    course: Course = view.course if subject == "priority" else view
    match chosen.period:
        case "held-checks":
            return course.held_under_conditions
        case "first-window":
            return course.first_window()
        case "newest-cycles":
            return course.linked.in_cycles(course.newest_cycles)
        case period:
            return _records(getattr(course, period.replace("-", "_")))


def _records(found: Records) -> Records:
    return found


def _relation(view: Any, chosen: Selection, found: Records) -> Records:
    """Those that bear so on the claim; `through` takes the records under the claims it rests on where it has none."""
    if not chosen.relation:
        return found
    bearing = found.among(*(getattr(view, relation) for relation in chosen.relation))
    if chosen.through and not len(view.supporting) and view.is_supported:
        return _records(view.service.named(view.graph.supporting(view.id)))
    return bearing


def rows(subject: str, view: Any, chosen: Selection) -> tuple[Any, ...]:
    """The rows of another table that belong to the subject and fit; an unknown is no fit.

    Raises NotKnown where a condition asks for a name that the case does not have.
    """
    found = ROWS[subject][chosen.rows or ""](view)
    where = [settle(subject, view, condition) for condition in chosen.where]
    return tuple(row for row in found if all(_row_fits(row, condition) for condition in where))


def _row_fits(row: Any, condition: Condition) -> bool:
    if condition.any:
        return any(_row_fits(row, one) for one in condition.any)
    value = getattr(row, condition.field or "")
    return _holds(None if value in ("", ()) else value, condition, {}) is True


def applies(
    subject: str, view: Any, conditions: Iterable[Condition], params: Mapping[str, float]
) -> tuple[bool, Condition | None]:
    """Whether all conditions hold, and the first that does not. Raises NotKnown where a blank leaves it open."""
    unknown: NotKnown | None = None
    for condition in conditions:
        try:
            if not _subject_fits(subject, view, condition, params):
                return False, condition
        except NotKnown as error:
            unknown = unknown or error
    if unknown is not None:
        raise unknown
    return True, None


def _subject_fits(subject: str, view: Any, condition: Condition, params: Mapping[str, float]) -> bool:
    if condition.any:
        return _any_fits(subject, view, condition.any, params)
    if condition.records is not None:
        chosen = condition.records
        found = rows(subject, view, chosen) if chosen.rows else records(subject, view, chosen)
        return within(len(found), condition.limits, params)
    name = condition.field or ""
    value = ask(subject, view, name)
    if condition.known and value is None:
        raise blank(name)
    condition = settle(subject, view, condition)
    holds = _holds(value, condition, params)
    if holds is None:
        raise blank(name)
    return holds


def _any_fits(subject: str, view: Any, conditions: Iterable[Condition], params: Mapping[str, float]) -> bool:
    unknown: NotKnown | None = None
    for condition in conditions:
        try:
            if _subject_fits(subject, view, condition, params):
                return True
        except NotKnown as error:
            unknown = unknown or error
    if unknown is not None:
        raise unknown
    return False


def blank(name: str) -> NotKnown:
    """What to say of a field that is blank and would be needed."""
    shown = name.replace("_", " ")
    return NotKnown(
        f"Nothing is given under {name}, so nobody can tell", f"Fill in {name} ({shown})", (name,)
    )


def _holds(value: Any, condition: Condition, params: Mapping[str, float]) -> bool | None:
    """Whether a value fits; None where it is blank and a blank decides nothing."""
    if condition.filled is not None:
        return (value is not None) is condition.filled
    if value is None and any(limit.how not in SAME for limit in condition.limits):
        return None
    return within(value, condition.limits, params)


def within(value: Any, limits: Iterable[Limit], params: Mapping[str, float]) -> bool:
    """Whether a value is within every limit."""
    return all(_within(value, limit, params) for limit in limits)


def _within(value: Any, limit: Limit, params: Mapping[str, float]) -> bool:
    bound = limit.bound(params)
    if limit.how in SAME:
        same = value in bound if limit.how == "in" else value == bound
        return bool(same) is (limit.how != "not")
    match limit.how:
        case "at_least":
            return bool(value >= bound - NEAR)
        case "at_most":
            return bool(value <= bound + NEAR)
        case "more_than":
            return bool(value > bound + NEAR)
        case _:
            return bool(value < bound - NEAR)
