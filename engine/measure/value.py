"""The value of a set of records in a measure, and where that value stands against the baseline.

The rules are those of the case file's "words with a fixed meaning": value of a set, enough records, improved
position, results alone, tolerance.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np

from ..ledger import (
    ACTIVITY,
    BLANK,
    GROUP_CODE,
    KIND_CODE,
    MET,
    Bools,
    Floats,
    Ints,
    Ledger,
    as_day,
)
from ..model import RESULTS, Measure
from .terms import Terms

_NEAR: Final = 1e-9
"""Two figures closer than this are the same: sums of decimals do not come out exactly."""

PER_CYCLE: Final = frozenset({"count", "sum"})
"""Summaries whose figure is one number per cycle, so that only whole cycles count."""


@attrs.frozen(eq=False)
class Records:
    """Some of a ledger's records, with the cycles that they were sought in (`period`).

    `rows` ascend, and the ledger is in order of date: so the records of some days, or of cycles in a row, stand together.
    """

    ledger: Ledger
    rows: Ints
    period: tuple[int, ...] = ()
    _parts: dict[tuple[object, ...], Records] = attrs.field(factory=dict, init=False, repr=False)
    """Its parts that were asked for: several checks look at the same teams, shifts and groups."""

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, which: Bools) -> Records:
        """Those of the set for which a mask over the set itself is true."""
        return Records(self.ledger, self.rows[which], self.period)

    def having(self, column: str, *codes: int) -> Records:
        """Those whose code in a column is one of some."""
        key = (column, *codes)
        if key not in self._parts:
            held = self.column(column)
            which = held == codes[0]
            for code in codes[1:]:  # of a few codes, sooner done than numpy's own `isin`
                which |= held == code
            self._parts[key] = self.keep(which)
        return self._parts[key]

    def saying(self, column: str, *words: str) -> Records:
        """Those that have one of some words in a column: `saying("result", "not met")`. Raises ValueError for no such word."""
        return self.having(column, *(self.ledger.code(column, word) for word in words))

    def among(self, *others: Records) -> Records:
        """Those that are in another set of the same ledger too, or in one of several."""
        there = np.zeros(len(self.ledger), dtype=bool)
        for one in others:
            there[one.rows] = True
        return self.keep(there[self.rows])

    def of_groups(self, *names: str) -> Records:
        """Those of some groups of evidence."""
        return self.having("group", *(GROUP_CODE[name] for name in names))

    def of_kinds(self, *names: str) -> Records:
        """Those of some kinds of evidence."""
        return self.having("kind", *(KIND_CODE[name] for name in names))

    def within(self, first: dt.date | None, last: dt.date | None) -> Records:
        """Those dated from one day to another, both inclusive; None leaves a side open."""
        day = self.ledger.day
        start = 0 if first is None else day.searchsorted(np.datetime64(first))
        end = len(day) if last is None else day.searchsorted(np.datetime64(last), side="right")
        return Records(self.ledger, self._between(start, end), self.period)

    def _between(self, start: int | np.intp, end: int | np.intp) -> Ints:
        """The set's rows from one row of the ledger up to another."""
        return self.rows[self.rows.searchsorted(start) : self.rows.searchsorted(end)]

    def in_cycles(self, cycles: Sequence[int]) -> Records:
        """Those that fall in some cycles, which become the set's period."""
        cycle = self.ledger.cycle
        first, last = (cycles[0], cycles[-1]) if cycles else (0, -1)
        if len(cycles) == last - first + 1:
            rows = self._between(cycle.searchsorted(first), cycle.searchsorted(last, side="right"))
        else:
            rows = self.rows[np.isin(cycle[self.rows], cycles)]
        return Records(self.ledger, rows, tuple(cycles))

    @property
    def beyond_activity(self) -> Records:
        """Those that could show a result: everything but activity."""
        key = ("beyond activity",)
        if key not in self._parts:
            self._parts[key] = self.keep(self.column("group") != ACTIVITY)
        return self._parts[key]

    @property
    def first_day(self) -> dt.date | None:
        """The day of the oldest, None where there are none."""
        return as_day(self.ledger.day[self.rows[0]]) if len(self.rows) else None

    @property
    def last_day(self) -> dt.date | None:
        """The day of the newest, None where there are none."""
        return as_day(self.ledger.day[self.rows[-1]]) if len(self.rows) else None

    def ids(self, most: int | None = None) -> tuple[str, ...]:
        """The records' ids, newest first, at most so many."""
        rows = self.rows[::-1] if most is None else self.rows[::-1][:most]
        return tuple(self.ledger.ids[rows].tolist())

    def codes(self, column: str) -> list[int]:
        """Which codes stand in a column of words, ascending, a blank's among them."""
        # Of a few codes, sooner done than numpy's own `unique`.
        there = np.bincount(self.column(column) - BLANK)
        codes: list[int] = (np.flatnonzero(there) + BLANK).tolist()
        return codes

    def column(self, name: str) -> Ints:
        """One coded column of the set."""
        values: Ints = getattr(self.ledger, name)[self.rows]
        return values


@attrs.frozen
class Figure:
    """The value of a set of records: `value` is None where there is nothing to sum.

    `numerator` and `denominator` are sums for a proportion or rate; `values` the single figures for a mean
    or median, and one figure per cycle for a count or sum; `n` how many records it is made from.
    """

    value: float | None
    n: int
    enough: bool
    numerator: float = 0.0
    denominator: float = 0.0
    values: tuple[float, ...] = ()


NOTHING: Final = Figure(value=None, n=0, enough=False)


class Gauge:
    """One measure laid over one ledger: what each record is worth in it.

    Without a measure, a set is judged as the proportion of `result` over records that name no measure.
    """

    def __init__(self, measure: Measure | None, ledger: Ledger, terms: Terms) -> None:
        self.measure = measure
        self.terms = terms
        self.ledger = ledger
        self.summary = measure.summary if measure else "proportion"
        self.higher = measure is None or measure.better == "higher"
        self.target = measure.target if measure else None
        self.per_cycle = self.summary in PER_CYCLE
        self.counts, self.top, self.bottom = self._worth()

    def _worth(self) -> tuple[Bools, Floats, Floats]:
        """Whether each record counts, and what it adds above and below the line."""
        book = self.ledger
        beyond = book.group != ACTIVITY
        one = np.ones(len(book))
        if self.measure is None:
            return beyond & (book.measure == BLANK) & (book.result != BLANK), book.score, one
        named = beyond & (book.measure == book.words["measure"].code(self.measure.id))
        if self.summary == "count":
            return named, one, one
        if self.summary in ("mean", "median", "sum"):
            return named & ~np.isnan(book.value), book.value, one
        both = ~np.isnan(book.numerator) & ~np.isnan(book.denominator)
        if self.summary == "rate":
            return named & both, book.numerator, book.denominator
        # A result without figures is one case of one; in a measure where less is better, the case that met the
        # standard is the one that did not happen. Nought of nought is neither.
        score = book.score if self.higher else 1.0 - book.score
        counted = named & np.where(both, book.denominator > 0, book.result != BLANK)
        return counted, np.where(both, book.numerator, score), np.where(both, book.denominator, one)

    def figure(self, records: Records) -> Figure:
        """The value of a set of records in this measure, and whether they are enough to say so."""
        if self.per_cycle:
            return self._cycle_figure(records)
        rows = records.rows[self.counts[records.rows]]
        n = len(rows)
        if n == 0:
            return NOTHING
        top = self.top[rows]
        if self.summary in ("mean", "median"):
            middle = float(np.median(top)) if self.summary == "median" else float(top.mean())
            return Figure(middle, n, n >= self.terms.min_records, values=tuple(top.tolist()))
        above, below = float(top.sum()), float(self.bottom[rows].sum())
        enough = n >= self.terms.min_records or below >= self.terms.min_denominator - _NEAR
        return Figure(
            above / below if below > 0 else None, n, enough and below > 0, numerator=above, denominator=below
        )

    def _cycle_figure(self, records: Records) -> Figure:
        if not records.period:
            return NOTHING
        first, last = records.period[0], records.period[-1]
        rows = records.rows[self.counts[records.rows]]
        at = records.ledger.cycle[rows] - first
        inside = (at >= 0) & (at <= last - first)
        sums = np.bincount(at[inside], weights=self.top[rows][inside], minlength=last - first + 1)
        values = tuple(float(sums[cycle - first]) for cycle in records.period)
        enough = len(values) >= self.terms.min_records
        return Figure(
            sum(values) / len(values),
            int(inside.sum()),
            enough,
            numerator=sum(values),
            denominator=float(len(values)),
            values=values,
        )

    def better(self, value: float, than: float) -> bool:
        """Whether one figure is better than another, in this measure's direction."""
        gain = value - than if self.higher else than - value
        return gain > _NEAR

    def meets(self, value: float, target: float) -> bool:
        """Whether a figure is at a target or beyond it."""
        return not self.better(target, value)

    def _target(self, part: bool) -> float | None:
        """The target that a set is held to: a count's or sum's is the whole's, and no part of it has one."""
        return None if part and self.per_cycle else self.target

    def position(self, baseline: float, *, part: bool = False) -> float:
        """The figure at which the improved position begins, against a baseline."""
        target = self._target(part)
        if target is not None:
            if self.meets(baseline, target):
                return target
            return baseline + self.terms.gap_share * (target - baseline)
        change = self.terms.min_change * abs(baseline)
        return baseline + change if self.higher else baseline - change

    def improved(self, value: float, baseline: float, *, part: bool = False) -> bool:
        """Whether a figure, of the whole or of a `part` of it, is at the improved position against a baseline."""
        target = self._target(part)
        at_target = target is not None and self.meets(baseline, target)
        better = at_target or self.better(value, baseline)
        return better and self.meets(value, self.position(baseline, part=part))

    def best_possible(self, value: float) -> bool:
        """Whether nothing could be better: no event at all, where fewer is better."""
        return self.per_cycle and not self.higher and value <= _NEAR

    def tolerance(self, baseline: Figure) -> float | None:
        """How far one figure may lie behind another and still be level; None where a thin baseline leaves it open."""
        if self.summary == "proportion":
            return self.terms.points
        if not baseline.enough or baseline.value is None:
            return None
        return self.terms.tolerance_share * abs(baseline.value)


class Against(enum.Enum):
    """Where a set stands against the baseline."""

    IMPROVED = "at the improved position"
    BETTER = "better than the baseline, short of the improved position"
    NO_BETTER = "no better than the baseline"
    NOT_KNOWN = "not known"


@attrs.frozen
class Standing:
    """How a set of records stands: its figure, the baseline it was held against, and the answer.

    `share` is the share of results met, where there are enough; `by_results` says that it decided, because the
    measure's own figures are thin.
    """

    figure: Figure
    baseline: Figure
    against: Against
    share: float | None = None
    results: int = 0
    by_results: bool = False

    @property
    def enough(self) -> bool:
        """Whether the set is not thin: in its measure, or by results alone."""
        return self.figure.enough or self.by_results

    @property
    def known(self) -> bool:
        """Whether its position is known."""
        return self.against is not Against.NOT_KNOWN

    @property
    def improved(self) -> bool:
        """Whether it is known to be at the improved position."""
        return self.against is Against.IMPROVED

    @property
    def weaker(self) -> bool:
        """Whether it is known not to be."""
        return self.known and not self.improved


def result_share(records: Records, terms: Terms) -> tuple[float | None, int]:
    """The share of results that are met over the non-activity records that have one, and how many have.

    None where they are too few to say.
    """
    _, *there = np.bincount(records.ledger.shown[records.rows] - BLANK, minlength=len(RESULTS) + 1).tolist()
    n = sum(there)
    return (there[MET] / n if n >= terms.min_records else None), n


def stand(
    gauge: Gauge,
    records: Records,
    baseline: Figure,
    before: Records,
    *,
    by_results_only: bool = False,
    figure: Figure | None = None,
    part: bool = False,
) -> Standing:
    """Where a set of records stands against a baseline, by its measure or, where that is thin, by results alone.

    `before` are the baseline's records: they say whether a share of results is better than it was. `part` says
    that the set is one team, shift or cell, which may stay at the best possible figure.
    """
    terms = gauge.terms
    own = figure if figure is not None else NOTHING if by_results_only else gauge.figure(records)
    share, n = result_share(records, terms)
    if own.enough and own.value is not None:
        if not baseline.enough or baseline.value is None:
            return Standing(own, baseline, Against.NOT_KNOWN, share, n)
        stays_best = part and gauge.best_possible(own.value) and gauge.best_possible(baseline.value)
        if stays_best or gauge.improved(own.value, baseline.value, part=part):
            return Standing(own, baseline, Against.IMPROVED, share, n)
        rose = gauge.better(own.value, baseline.value)
        return Standing(own, baseline, Against.BETTER if rose else Against.NO_BETTER, share, n)
    if share is None:
        return Standing(own, baseline, Against.NOT_KNOWN, None, n)
    if share >= terms.result_share - _NEAR:
        return Standing(own, baseline, Against.IMPROVED, share, n, by_results=True)
    was, _ = result_share(before, terms)
    rose = was is not None and share > was + _NEAR
    return Standing(own, baseline, Against.BETTER if rose else Against.NO_BETTER, share, n, by_results=True)


@attrs.frozen
class Lag:
    """How far one set is behind another, below 0 where it is ahead, and the tolerance to hold that against.

    `by_results` says that shares of results were compared, since the measure's own figures are thin in one.
    """

    size: float
    tolerance: float
    by_results: bool

    def over(self, times: float = 1.0) -> bool:
        """Whether it is worse by more than so many times the tolerance."""
        return self.size > times * self.tolerance + _NEAR

    def smaller(self, than: Lag) -> bool:
        """Whether it is known to be smaller than another, found in the same way."""
        return than.by_results is self.by_results and self.size < than.size - _NEAR

    def narrowed(self, since: Lag | None, share: float) -> bool:
        """Whether it is known to be at least that share smaller than it was."""
        if since is None or since.by_results is not self.by_results or since.size <= _NEAR:
            return False
        return self.size <= (1 - share) * since.size + _NEAR


def lag(gauge: Gauge, standing: Standing, other: Standing) -> Lag | None:
    """How far one set is behind another.

    Both are compared in the measure where both have enough there, else by their shares of results; None where
    they cannot be compared, or where too thin a baseline leaves open how far apart is level.
    """
    one, two = standing.figure, other.figure
    if one.enough and two.enough and one.value is not None and two.value is not None:
        tolerance = gauge.tolerance(standing.baseline)
        size = two.value - one.value if gauge.higher else one.value - two.value
        return None if tolerance is None else Lag(size, tolerance, by_results=False)
    if standing.share is None or other.share is None:
        return None
    return Lag(other.share - standing.share, gauge.terms.points, by_results=True)


def behind(gauge: Gauge, standing: Standing, other: Standing, times: float = 1.0) -> bool | None:
    """Whether one set is worse than another by more than so many times the tolerance; None as `lag`."""
    found = lag(gauge, standing, other)
    return None if found is None else found.over(times)
