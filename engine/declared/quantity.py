"""Quantities: one number (or word) from a selection, with the records and rows it is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs
import numpy as np

from ..ledger import ACTIVITY, GROUP_NAMES
from ..measure.say import counted, number, percent
from ..measure.value import Against, Records, lag
from ..view import NotKnown, Place
from .fields import ROWS, ask, day
from .select import blank, records, rows
from .spec import POSITIONS, Part, Selection


@attrs.frozen
class Measured:
    """What a quantity came to: its value (None: nothing was selected), in words, and what it is made from."""

    value: Any
    said: str = ""
    n: int = 0
    found: Records | tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    place: str = ""
    newest: dt.date | None = None


def measure(subject: str, view: Any, part: Part) -> Measured:
    """Work a part's quantity out. Raises NotKnown where the records cannot tell."""
    if part.over is not None:
        return _over(subject, view, part)
    return _MAKERS[part.quantity](subject, view, part)


# Over cycles or places


def _over(subject: str, view: Any, part: Part) -> Measured:
    """The least (or the most) of a quantity over cycles or places, and where that is."""
    every = records(subject, view, part.of)
    each: list[tuple[str, Records]] = []
    if part.over == "cycles":
        each = [
            (view.rhythm.say(cycle), every.in_cycles((cycle,))) for cycle in view.after_cycles[-part.last :]
        ]
    else:
        each = [(view.service.place_name(place), view.at(place, every)) for place in _places(view, part.over)]
    made = [(where, _of_records(view, part, chosen)) for where, chosen in each]
    known = [(where, one) for where, one in made if one.value is not None]
    if not known:
        return Measured(None)
    pick = min if part.take == "least" else max
    where, one = pick(known, key=lambda pair: pair[1].value)
    return attrs.evolve(one, place=where, found=every, n=len(every))


def _places(view: Any, over: str | None) -> Iterator[Place]:
    if over in ("teams", "places"):
        yield from (Place(team=team) for team in view.teams)
    if over in ("shifts", "places"):
        yield from (Place(shift=shift) for shift in view.shifts)
    if over == "cells":
        yield from view.cells


# Of records and rows


def _of_records(view: Any, part: Part, found: Records, which: Records | None = None) -> Measured:
    """A quantity of some records alone."""
    n = len(found)
    base = Measured(None, n=n, found=found, newest=found.last_day)
    if part.quantity == "count":
        return attrs.evolve(base, value=n, said=f"{n:,}")
    if part.enough and not view.many_enough(found):
        raise NotKnown(
            f"There {'is' if n == 1 else 'are'} only {counted(n, 'record')} to judge this by",
            f"Make {counted(view.terms.min_records - min(n, view.terms.min_records - 1), 'more record')}",
        )
    if part.quantity == "value":
        figure = view.gauge.figure(found)
        if not figure.enough or figure.value is None:
            return base
        return attrs.evolve(base, value=figure.value, said=view.say(view.standing(found)))
    if n == 0:
        return base
    if part.quantity == "age":
        newest = found.last_day
        age = (view.as_of - newest).days
        return attrs.evolve(base, value=age, said=counted(age, "day"), found=found.within(newest, newest))
    if part.quantity == "distinct":
        value = len(np.unique(_column(found, part.by)))
        return attrs.evolve(base, value=value, said=f"{value:,}")
    if part.quantity == "largest-share":
        counts = np.unique(_column(found, part.by), return_counts=True)[1]
        share = int(counts.max()) / n
    else:
        share = len(which if which is not None else found) / n
    return attrs.evolve(base, value=share, said=percent(share))


def _column(found: Records, name: str | None) -> Any:
    if name == "weekday":
        # 1 January 1970 was a Thursday.
        return (found.ledger.day[found.rows].astype("datetime64[D]").astype(np.int64) + 3) % 7
    return found.column(name or "")


def _selected(subject: str, view: Any, part: Part) -> Measured:
    if part.of.rows is not None:
        return _of_rows(subject, view, part)
    found = records(subject, view, part.of)
    which = None
    if part.which is not None:
        which = found.among(records(subject, view, part.which))
    return _of_records(view, part, found, which)


def _of_rows(subject: str, view: Any, part: Part) -> Measured:
    found = rows(subject, view, part.of)
    about = tuple((part.of.rows or "", row.id) for row in found)
    if part.quantity == "count":
        return Measured(len(found), f"{len(found):,}", len(found), about=about)
    if part.quantity == "distinct":
        value = len({getattr(row, part.by or "") for row in found} - {None})
        return Measured(value, f"{value:,}", len(found), about=about)
    dated = [(row.date, row.id) for row in found if getattr(row, "date", None) is not None]
    if not dated:
        return Measured(None, n=len(found), about=about)
    newest, id = max(dated)
    return _aged(view, newest, ((part.of.rows or "", id),), len(found))


# Dates


def _age(subject: str, view: Any, part: Part) -> Measured:
    if not part.dates:
        return _selected(subject, view, part)
    found = [pair for name in part.dates for pair in _dates(subject, view, name)]
    if not found:
        return Measured(None)
    newest, row = max(found, key=lambda pair: pair[0])
    return _aged(view, newest, (row,) if row else (), len(found))


def _aged(view: Any, newest: dt.date, about: tuple[tuple[str, str], ...], n: int) -> Measured:
    age = (view.as_of - newest).days
    return Measured(age, counted(age, "day"), n, about=about, newest=newest)


def _dates(subject: str, view: Any, name: str) -> Iterator[tuple[dt.date, tuple[str, str] | None]]:
    """The dates that a name stands for: a field of the subject, or a column of rows that belong to it."""
    table, _, column = name.rpartition(".")
    if not table:
        value = view.as_of if name == "as_of" else day(ask(subject, view, name))
        if value is not None:
            yield value, None
        return
    for row in ROWS[subject][table](view):
        value = day(getattr(row, column))
        if value is not None:
            yield value, (table, row.id)


def _days(subject: str, view: Any, part: Part) -> Measured:
    start, end = (_first(subject, view, names) for names in (part.start, part.end))
    for found, names in ((start, part.start), (end, part.end)):
        if found is None:
            raise blank(names[0])
    assert start is not None and end is not None
    value = (end[0] - start[0]).days
    about = tuple(row for _, row in (start, end) if row is not None)
    columns = tuple(name for name in (*part.start, *part.end) if "." not in name and name != "as_of")
    return Measured(value, counted(value, "day"), 1, about=about, columns=columns, newest=end[0])


def _first(subject: str, view: Any, names: tuple[str, ...]) -> tuple[dt.date, tuple[str, str] | None] | None:
    """The first of several dates that is known; of the rows of a table, the earliest."""
    for name in names:
        found = sorted(_dates(subject, view, name), key=lambda pair: pair[0])
        if found:
            return found[0]
    return None


# Fields


def _field(subject: str, view: Any, part: Part) -> Measured:
    value = ask(subject, view, part.field or "")
    said = "nothing" if value is None else str(value)
    return Measured(value, said, 1, columns=(part.field or "",))


def _words(subject: str, view: Any, part: Part) -> Measured:
    value = len(str(ask(subject, view, part.field or "") or "").split())
    return Measured(value, counted(value, "word"), 1, columns=(part.field or "",))


# Where records stand


def _position(subject: str, view: Any, part: Part) -> Measured:
    found, standing = _standing(subject, view, part.of)
    if not standing.enough:
        return Measured(None, n=len(found), found=found)
    if not standing.known:
        raise view.thin_baseline
    words = dict(zip((Against.IMPROVED, Against.BETTER, Against.NO_BETTER), POSITIONS, strict=True))
    return Measured(words[standing.against], view.say(standing), len(found), found)


def _gap(subject: str, view: Any, part: Part) -> Measured:
    found, standing = _standing(subject, view, part.of)
    _, other = _standing(subject, view, part.other or Selection())
    behind = lag(view.gauge, standing, other) if standing.enough and other.enough else None
    if behind is None:
        return Measured(None, n=len(found), found=found)
    if behind.tolerance == 0:
        size = 0.0 if abs(behind.size) < 1e-9 else float(np.copysign(1e9, behind.size))
    else:
        size = behind.size / behind.tolerance
    said = f"{view.say(standing)} against {view.say(other)}"
    return Measured(size, said, len(found), found)


def _standing(subject: str, view: Any, chosen: Selection) -> tuple[Records, Any]:
    found = records(subject, view, chosen)
    under = chosen.period == "held-checks"
    return found, view.condition_standing(found) if under else view.standing(found)


def _trend(subject: str, view: Any, part: Part) -> Measured:
    """The newest cycle against the oldest, of the newest so many: in the measure's figure, or in the count of rows."""
    found = records(subject, view, part.of)
    cycles = view.after_cycles[-part.last :]
    counting = part.by == "count"
    values = []
    for cycle in cycles:
        chosen = found.in_cycles((cycle,))
        figure = view.gauge.figure(chosen)
        if counting:
            values.append(float(len(chosen)))
        elif figure.value is not None and len(chosen):
            values.append(figure.value)
    if len(values) < 2:
        return Measured(None, n=len(found), found=found)
    change = values[-1] - values[0]
    return Measured(change, number(change), len(found), found)


def _run(subject: str, view: Any, part: Part) -> Measured:
    run = view.improved_run
    found = view.after.in_cycles(run[::-1]).beyond_activity
    return Measured(len(run), f"{len(run):,}", len(run), found)


def _agreeing(subject: str, view: Any, part: Part) -> Measured:
    codes = [code for code, _ in enumerate(GROUP_NAMES) if code != ACTIVITY]
    agree = [
        code
        for code in codes
        if len(view.supporting.having("group", code)) > len(view.contradicting.having("group", code))
    ]
    return Measured(len(agree), f"{len(agree):,}", len(view.supporting), view.supporting)


def _lines(subject: str, view: Any, part: Part) -> Measured:
    lines = view.graph.lines_of_support(view.id)
    value = {"source": lines.by_document, "recorded_by": lines.by_recorder, "both": lines.by_both}[
        part.by or ""
    ]
    found = view.service.named(view.graph.supporting(view.id))
    return Measured(value, f"{value:,}", len(found), found)


_MAKERS: Final[Mapping[str, Callable[[str, Any, Part], Measured]]] = {
    "count": _selected,
    "share": _selected,
    "largest-share": _selected,
    "distinct": _selected,
    "value": _selected,
    "age": _age,
    "days": _days,
    "words": _words,
    "field": _field,
    "position": _position,
    "gap": _gap,
    "trend": _trend,
    "run": _run,
    "agreeing": _agreeing,
    "lines": _lines,
}
