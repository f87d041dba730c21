"""One claim's part of a case, coded once, and what it would be on a later day had some moves been made.

Between today and that day the service carries on exactly as it did in its newest whole cycles: the same records at
the same rate, in the same places and conditions, with the same results. Moves change that: they bring some of those
records to the standard, add records, or write down what is known already. Waiting is thus no move: it is the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
import polars as pl

from ..ledger import ACTIVITY, ARRAYS, BLANK, CONDITION_GROUPS, GROUP_CODE, KIND_CODE, MET, Ledger
from ..measure.value import Records
from ..model import OVERSIGHT, RELATIONS
from ..view import Coded, ServiceView
from .habits import good_figure, habits, poor_figure
from .made import KIND_OF, Made, columns_of
from .moves import FillOversight, Move, Target, Where

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..ledger import Bools, Ints
    from ..view import ClaimView

_PREFIX: Final = "path-"
_COMPLAINING: Final = [KIND_CODE[kind] for kind in ("incident", "complaint", "concern")]
_ROUTINE: Final = OVERSIGHT.index("routine")
_CONTRADICTS: Final = RELATIONS.index("contradicts")
_NEVER: Final = np.datetime64("9999-12-31", "D")


class Base:
    """One claim's part of a case: the records it looks at, and the habits behind them."""

    def __init__(self, view: ClaimView) -> None:
        service = view.service
        self.view = view
        self.claim = view.claim
        self.rhythm = view.rhythm
        self.as_of: dt.date = view.as_of
        self.rows = _looked_at(view)
        self.ledger = service.ledger.take(self.rows)
        self.naming = {
            id: np.isin(self.rows, rows) for id, rows in service.naming.items() if id in _under(view)
        }
        """Whether each row names the claim, or one that it rests on."""
        self.terms = service.terms
        under = _under(view)
        self.case = attrs.evolve(
            service.case, claims=tuple(claim for claim in service.case.claims if claim.id in under)
        )
        self.habits = habits(view)
        self.gauge = view.gauge
        self.experience = view.experience[0].gauge if view.experience else None
        self.poor = poor_figure(view)
        self.prefix = _PREFIX
        ids = "\n".join(["", *self.ledger.ids.tolist()])
        while f"\n{self.prefix}" in ids:
            self.prefix += "-"
        self._again: NDArray[np.object_] = np.zeros(0, dtype=object)
        self._good: dict[str, float] = {}
        self._carried: dict[dt.date, tuple[Ints, Any]] = {}
        self._days: dict[tuple[int, dt.date, bool], list[dt.date]] = {}
        replayed = np.union1d(view.linked.rows, view.theme_records.rows)
        self._replayed = np.isin(self.rows, replayed)
        self._cycles = self.rhythm.indices(self.ledger.day)

    @cached_property
    def table(self) -> pl.DataFrame:
        """What is rarely asked of a record, row by row as in the ledger; the last row stands for any made-up one."""
        on_file = self.view.service.table[self.rows]
        made_up = on_file.clear(1).with_columns(claims=pl.Series([[self.claim.id]], dtype=pl.List(pl.String)))
        return pl.concat([on_file, made_up])

    def coded(self, ledger: Ledger, sources: Ints) -> Coded:
        """Records that are those of the base over again, each by its row there; a row past the last is made up."""
        naming = {
            id: np.flatnonzero(np.append(names, id == self.claim.id)[sources])
            for id, names in {self.claim.id: np.zeros(len(self.rows), dtype=bool), **self.naming}.items()
        }
        return Coded(ledger, naming, self.view.service.rhythm, lambda: self.table[sources])

    def good(self, measure: str) -> float:
        """A figure that a good record has in a measure."""
        if measure not in self._good:
            gauge = self.view.service.gauge(measure, self.rhythm, self.terms)
            self._good[measure] = good_figure(gauge, self.view)
        return self._good[measure]

    @cached_property
    def late_shift(self) -> str | None:
        """A shift out of hours that the claim speaks of, None where only weekends are."""
        late = [shift.id for shift in self.case.shifts if shift.out_of_hours]
        return next((shift for shift in late if shift in self.view.shifts), None)

    def day_of(self, cycles: int) -> dt.date:
        """Today for 0, else the end of so many cycles from now: the running one counts unless it ends today."""
        if cycles == 0:
            return self.as_of
        now = self.rhythm.index(self.as_of)
        return self.rhythm.end(now + cycles - (0 if self.rhythm.end(now) == self.as_of else 1))

    def cycles_to(self, day: dt.date) -> range:
        """The cycles with a day after today, up to a day."""
        first = self.as_of + dt.timedelta(days=1)
        return range(self.rhythm.index(first), self.rhythm.index(day) + 1) if day >= first else range(0)

    def days(self, cycle: int, day: dt.date, weekend: bool) -> list[dt.date]:
        """The days of a cycle after today and up to a day: from Monday to Friday, or Saturdays and Sundays.

        Where only a weekend is left to check on, that.
        """
        key = (cycle, day, weekend)
        if key not in self._days:
            first = max(self.rhythm.start(cycle), self.as_of + dt.timedelta(days=1))
            last = min(self.rhythm.end(cycle), day)
            every = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
            fitting = [one for one in every if (one.weekday() >= 5) is weekend]
            self._days[key] = fitting or ([] if weekend else every)
        return self._days[key]

    def again(self, count: int) -> NDArray[np.object_]:
        """Ids for so many records that repeat."""
        if count > len(self._again):
            self._again = np.array([f"{self.prefix}again-{n + 1}" for n in range(2 * count)], dtype=object)
        return self._again[:count]

    def carried_on(self, day: dt.date) -> tuple[Ints, Any]:
        """The rows that repeat until a day if the service carries on as it does, and their new days."""
        if day not in self._carried:
            parts = (
                [self._repeated(cycle, day) for cycle in self.cycles_to(day)] if self.habits.cycles else []
            )
            rows = np.concatenate([p[0] for p in parts]) if parts else np.zeros(0, dtype=np.int64)
            days = np.concatenate([p[1] for p in parts]) if parts else np.zeros(0, dtype="datetime64[D]")
            self._carried[day] = (rows, days)
        return self._carried[day]

    def _repeated(self, cycle: int, day: dt.date) -> tuple[Ints, Any]:
        """The records of one cycle over again in a later one, on the same days of the week."""
        sources = self.habits.cycles
        source = sources[(cycle - sources[-1] - 1) % len(sources)]
        rows = np.flatnonzero(self._replayed & (self._cycles == source))
        start, end = self.rhythm.start(cycle), self.rhythm.end(cycle)
        weeks = round((start - self.rhythm.start(source)).days / 7)
        days = self.ledger.day[rows] + np.timedelta64(7 * weeks, "D")
        days = np.where(days < np.datetime64(start), days + np.timedelta64(7, "D"), days)
        days = np.where(days > np.datetime64(end), days - np.timedelta64(7, "D"), days)
        kept = (days > np.datetime64(self.as_of)) & (days <= np.datetime64(day))
        return rows[kept], days[kept]


def _under(view: ClaimView) -> set[str]:
    """The claim, and the claims it rests on at any remove."""
    known = view.service.claims_by_id
    found, ahead = {view.id}, list(view.claim.rests_on)
    while ahead:
        id = ahead.pop()
        if id in known and id not in found:
            found.add(id)
            ahead += known[id].rests_on
    return found


def _looked_at(view: ClaimView) -> Ints:
    """The rows that a claim's checks look at: its own, its theme's, those its reviews cite, those it rests on.

    And one from out of hours, if there is one: whether the service works then is asked of the service as a whole.
    """
    service = view.service
    cited = tuple(id for review in view.reviews for id in review.evidence)
    rows = [view.linked.rows, view.theme_records.rows, service.named(cited).rows]
    rows += [service.linked_rows(service.claims_by_id[id]) for id in _under(view)]
    rows.append(np.flatnonzero(service.ledger.out_of_hours == 1)[:1])
    return service.ledger.union(*rows)


class World:
    """A base as it would be on a day, some moves made. `made` counts the records each target had made, per cycle."""

    def __init__(self, base: Base, moves: Sequence[Move], day: dt.date) -> None:
        self.base = base
        self.day = day
        self.made: dict[Target, list[int]] = {}
        case = attrs.evolve(base.case, service=attrs.evolve(base.case.service, as_of=day))
        for move in moves:
            case = move.changed(case, base, day)
        self.service = ServiceView(case, base.terms, self._coded(moves))

    @property
    def claim(self) -> ClaimView:
        """The claim in this world."""
        return self.service.claim(self.base.claim.id)

    def _coded(self, moves: Sequence[Move]) -> Coded:
        base = self.base
        words = dict(base.ledger.words)
        before = base.ledger
        if any(isinstance(move, FillOversight) for move in moves):
            blank = (before.oversight == BLANK) & np.isin(before.group, CONDITION_GROUPS)
            before = attrs.evolve(before, oversight=np.where(blank, _ROUTINE, before.oversight))
        # In one order, whichever order they come in: which records two targets share depends on it.
        targets = sorted((m for m in moves if isinstance(m, Target)), key=lambda move: str(move.where))
        rows, ahead = self._ahead(before, targets)
        new = [made for move in moves for made in move.records(base)]
        new += self._made(targets, ahead)
        parts = [before, ahead, columns_of(base, new, words)] if new else [before, ahead]
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in ARRAYS}
        sources = np.concatenate([np.arange(len(before)), rows, np.full(len(new), len(before))])
        columns["cycle"] = base.view.service.rhythm.indices(columns["day"])
        # What was recorded stands in order already: only what is later than the first day of what is new moves.
        first = np.append(columns["day"][len(before) :], _NEVER).min()
        still = int(np.searchsorted(before.day, first, side="right"))
        order = still + np.argsort(columns["day"][still:], kind="stable")
        for column in columns.values():
            column[still:] = column[order]
        sources[still:] = sources[order]
        return base.coded(Ledger(**columns, words=words), sources)

    def _ahead(self, before: Ledger, targets: Sequence[Target]) -> tuple[Ints, Ledger]:
        """What the service records until the day if it carries on, with what the targets make of it."""
        rows, days = self.base.carried_on(self.day)
        book = before.take(rows)
        book = attrs.evolve(book, day=days, ids=self.base.again(len(rows)))
        keep = np.ones(len(rows), dtype=bool)
        for target in targets:
            book, gone = _to_standard(self.base, book, matching(self.base, book, target.where))
            keep &= ~gone
        return rows[keep], book.take(np.flatnonzero(keep))

    def _made(self, targets: Sequence[Target], ahead: Ledger) -> list[Made]:
        """The records that the targets need beside those the service makes anyway, shared where they can be."""
        base, new = self.base, []
        cycles = base.rhythm.indices(ahead.day)
        in_measure = base_counts(base, ahead)
        telling = (ahead.result == MET) | in_measure
        masks = {
            target: matching(base, ahead, target.where) & (in_measure if target.where.everything else telling)
            for target in targets
        }
        for cycle in base.cycles_to(self.day):
            mine: list[Made] = []
            for target in targets:
                if target.where.adverse:
                    continue
                lacking = wanted(base, target.where) - int((masks[target] & (cycles == cycle)).sum())
                counted = self.made.setdefault(target, [])
                counted.append(max(0, lacking))
                self._fill(target.where, lacking, mine, cycle)
            new += mine
        return new

    def _fill(self, where: Where, lacking: int, mine: list[Made], cycle: int) -> None:
        late = self.base.late_shift
        taken: list[int] = []
        for at, one in enumerate(mine):
            if len(taken) < lacking and one.take(where, late):
                taken.append(at)
        late_day = where.late and late is None
        days = self.base.days(cycle, self.day, late_day) if lacking > len(taken) else []
        lacking -= len(taken)
        for n in range(lacking if days else 0):
            kind = KIND_OF[where.group] if where.group else None
            one = Made(days[(n * len(days)) // lacking], kind=kind, late_day=late_day)
            one.take(where, late)
            mine.append(one)


def wanted(base: Base, where: Where) -> int:
    """How many records of a kind there are to be in a cycle: enough in a few, at no higher a rate than the service's."""
    if where.everything and base.gauge.summary == "count" and base.gauge.higher and base.gauge.measure:
        return max(base.habits.floor, int(base.good(base.gauge.measure.id)))
    return base.habits.floor


def base_counts(base: Base, book: Ledger) -> Bools:
    """Which rows count in the claim's measure."""
    measure = base.gauge.measure
    if measure is None:
        return np.asarray(book.result != BLANK)
    return np.asarray(book.measure == book.words["measure"].code(measure.id))


def matching(base: Base, book: Ledger, where: Where) -> Bools:
    """Which rows a move is about."""
    found = book.group != ACTIVITY
    if where.team is not None:
        found = found & (book.team == book.words["team"].code(where.team))
    if where.shift is not None:
        found = found & (book.shift == book.words["shift"].code(where.shift))
    if where.late:
        found = found & (book.out_of_hours == 1)
    if where.condition is not None:
        column, word = where.condition
        code = 0 if column == "scheduled" else _CODES[word]
        found = found & (getattr(book, column) == code) & np.isin(book.group, CONDITION_GROUPS)
    if where.group is not None:
        found = found & (book.group == GROUP_CODE[where.group])
    if where.adverse:
        rows = base.view.service.adverse(Records(book, np.arange(len(book)))).rows
        found = found & np.isin(np.arange(len(book)), rows)
    return np.asarray(found)


_CODES: Final = {"routine": _ROUTINE, "busy": 1}


def _to_standard(base: Base, book: Ledger, which: Bools) -> tuple[Ledger, Bools]:
    """Some rows as they are where all is well, and which of them would not have been made at all."""
    if not which.any():
        return book, which
    complaining = np.isin(book.kind, _COMPLAINING) & (book.result != MET)
    gone = which & complaining
    result = np.where(which & (book.result != BLANK), MET, book.result)
    columns = {name: getattr(book, name).copy() for name in ("value", "numerator")}
    for code, id in enumerate(book.words["measure"].words):
        rows = which & (book.measure == code)
        if not rows.any():
            continue
        measure = base.view.service.measures[id]
        good = base.good(id)
        if measure.summary in ("proportion", "rate"):
            columns["numerator"] = np.where(rows, book.denominator * good, columns["numerator"])
        elif measure.summary == "count":
            gone = gone | (rows & (measure.better == "lower"))
        else:
            columns["value"] = np.where(rows & ~np.isnan(book.value), good, columns["value"])
    relation = np.where(which & (book.relation == _CONTRADICTS), BLANK, book.relation)
    return attrs.evolve(book, result=result, relation=relation, **columns), np.asarray(gone)
