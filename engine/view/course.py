"""The course of one story: its records before the change and after, cycle by cycle, and where they stand.

A claim has a course, and so has a priority of the improvement plan. Everything is worked out on first use and
kept; asking for what the records cannot tell raises `NotKnown`, which becomes an `insufficient` finding that
names what is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..calendar import Rhythm, say_date
from ..ledger import Ledger
from ..measure.newest import newest_two
from ..measure.terms import Terms
from ..measure.value import NOTHING, Against, Figure, Gauge, Records, Standing, result_share, stand

if TYPE_CHECKING:
    from ..ledger import Ints


class NotKnown(Exception):
    """The records cannot tell; carries the sentence, what would settle it, and the columns that are blank."""

    def __init__(self, message: str, remedy: str, columns: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.columns = columns


class Course:
    """Records of one story up to `as_of`, with a baseline before `changed_on` and cycles after it."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        rows: Ints,
        gauge: Gauge,
        rhythm: Rhythm,
        as_of: dt.date,
        changed_on: dt.date | None,
        baseline_from: dt.date | None = None,
        baseline_to: dt.date | None = None,
        undated: NotKnown | None = None,
    ) -> None:
        self.ledger = ledger
        self.gauge = gauge
        self.rhythm = rhythm
        self.as_of = as_of
        self._changed_on = changed_on
        self._undated = undated or NotKnown(
            "The date the change took effect is not given, so no record can be told to lie before it or after it",
            "Write the date the change took effect under changed_on",
            ("changed_on",),
        )
        self.baseline_from = baseline_from
        self.baseline_to = baseline_to
        self.linked = Records(ledger, rows)

    @property
    def terms(self) -> Terms:
        """The numbers behind the words with a fixed meaning, as set for whoever asks."""
        return self.gauge.terms

    @property
    def changed(self) -> bool:
        """Whether the date of the change is given."""
        return self._changed_on is not None

    @property
    def changed_on(self) -> dt.date:
        """The date the change took effect. Raises NotKnown where it is not given."""
        if self._changed_on is None:
            raise self._undated
        return self._changed_on

    # Before the change

    @cached_property
    def _earlier(self) -> Records:
        return self.linked.within(None, self.changed_on - dt.timedelta(days=1))

    @cached_property
    def before(self) -> Records:
        """The baseline's records; their period is every whole cycle of it."""
        found = self._earlier.within(self.baseline_from, self.baseline_to)
        first, last = self._baseline_span
        whole = self.rhythm.whole(first, last) if first is not None else range(0)
        return Records(self.ledger, found.rows, tuple(whole))

    @cached_property
    def _baseline_span(self) -> tuple[dt.date | None, dt.date]:
        last = self.changed_on - dt.timedelta(days=1)
        if self.baseline_to is not None:
            last = min(last, self.baseline_to)
        return self.baseline_from or self._records_began, last

    @cached_property
    def _records_began(self) -> dt.date | None:
        """The first day of the cycle of the first record before the change: what it holds is all there is of it."""
        first = self._earlier.first_day
        return self.rhythm.start(self.rhythm.index(first)) if first is not None else None

    @cached_property
    def baseline_cycles(self) -> range:
        """Every cycle the baseline touches, empty ones counted; the one that holds the change is an after-cycle."""
        first, last = self._baseline_span
        return self._cycles(first, last)

    @cached_property
    def cycles_before_change(self) -> range:
        """Every cycle from the baseline's start, else from the first linked record, to the change."""
        return self._cycles(self._baseline_span[0], self.changed_on - dt.timedelta(days=1))

    def _cycles(self, first: dt.date | None, last: dt.date) -> range:
        if first is None or first > last:
            return range(0)
        until = min(self.rhythm.index(last) + 1, self.rhythm.index(self.changed_on))
        return range(self.rhythm.index(first), max(until, self.rhythm.index(first)))

    @cached_property
    def baseline(self) -> Figure:
        """The value before the change."""
        return self.gauge.figure(self.before)

    @cached_property
    def year_before(self) -> Records:
        """All the records of the year before the change, chosen as baseline or not."""
        from ..calendar import year_before

        first = year_before(self.changed_on)
        found = self._earlier.within(first, None)
        # A cycle before anybody kept records, or said that the baseline began, is not a cycle without any.
        began = min(
            (day for day in (self._records_began, self.baseline_from) if day is not None), default=first
        )
        whole = self.rhythm.whole(max(first, began), self.changed_on - dt.timedelta(days=1))
        return Records(self.ledger, found.rows, tuple(whole))

    def between(self, first: dt.date, last: dt.date) -> Records:
        """The linked records from one day to another, both inclusive; their period is every whole cycle between."""
        found = self.linked.within(first, last)
        return Records(self.ledger, found.rows, tuple(self.rhythm.whole(first, last)))

    @cached_property
    def baseline_was_chosen(self) -> bool:
        """Whether linked records lie before the change and outside the baseline's dates."""
        return len(self._earlier.beyond_activity) > len(self.before.beyond_activity)

    @property
    def thin_baseline(self) -> NotKnown:
        """What to raise where the baseline is too thin to hold anything against."""
        day = say_date(self.changed_on)
        return NotKnown(
            f"How it was before the change on {day} rests on too few records to compare with",
            f"Enter more of the records from before {day}: three, or one that looked at five cases",
            ("baseline_from", "baseline_to"),
        )

    # After the change

    @cached_property
    def after(self) -> Records:
        """Records dated on or after the change."""
        found = self.linked.within(self.changed_on, None)
        return Records(self.ledger, found.rows, self.after_cycles)

    @cached_property
    def after_cycles(self) -> tuple[int, ...]:
        """The cycles since the change, oldest first; the one as_of falls in once it has a record.

        For a count or a sum only whole cycles are here, and an empty one that as_of ends is whole.
        """
        return self.after_cycles_at(self.as_of)

    def after_cycles_at(self, day: dt.date) -> tuple[int, ...]:
        """The cycles since the change as they stood on an earlier day."""
        changed = self.changed_on
        if day < changed:
            return ()
        if self.gauge.per_cycle:
            return tuple(self.rhythm.whole(changed, day))
        last = self.rhythm.index(day)
        begun = self.linked.within(max(changed, self.rhythm.start(last)), day)
        return tuple(range(self.rhythm.index(changed), last + (1 if len(begun) else 0)))

    @cached_property
    def whole_cycles_after(self) -> range:
        """The cycles that lie wholly between the change and as_of."""
        return self.rhythm.whole(self.changed_on, self.as_of)

    @cached_property
    def window_cycles(self) -> tuple[int, ...]:
        """The newest cycles (three, unless a ruleset says otherwise)."""
        return self.after_cycles[-self.terms.window :]

    @cached_property
    def window(self) -> Records:
        """The after-records of the newest cycles."""
        return self.after.in_cycles(self.window_cycles)

    @property
    def window_from(self) -> dt.date:
        """The first day of the window."""
        return self.rhythm.start(self.window_cycles[0]) if self.window_cycles else self.changed_on

    def first_window(self, cycles: Sequence[int] | None = None) -> Records:
        """The after-records of the first cycles after the change (or the first of some of them)."""
        chosen = tuple(self.after_cycles if cycles is None else cycles)[: self.terms.window]
        return self.after.in_cycles(chosen)

    @cached_property
    def newest_cycles(self) -> tuple[int, ...]:
        """The newest two cycles up to as_of, whole or not: what repeats now shows in them."""
        return newest_two(self.linked, self.rhythm, self.as_of)

    @property
    def next_review(self) -> dt.date:
        """The last day of the next cycle: by when something small that is asked for now can be there."""
        return self.rhythm.end(self.rhythm.index(self.as_of) + 1)

    # Where sets stand

    def standing(self, records: Records, *, part: Records | None = None) -> Standing:
        """Where a set of after-records stands against the baseline.

        `part` is the same team's, shift's or cell's share of the baseline: for a count or sum it is the baseline.
        """
        baseline, before = self.baseline, self.before
        if part is not None and self.gauge.per_cycle:
            baseline, before = self.gauge.figure(part), part
        return stand(self.gauge, records, baseline, before, part=part is not None)

    def condition_standing(self, records: Records) -> Standing:
        """Where held records under one condition stand: by results alone for a count or sum."""
        return stand(self.gauge, records, self.baseline, self.before, by_results_only=self.gauge.per_cycle)

    def standing_anyhow(self, records: Records) -> Standing:
        """As `standing`, also where the date of the change is not given: then results alone can decide."""
        if self.changed:
            return self.standing(records)
        return stand(self.gauge, records, NOTHING, Records(self.ledger, self.linked.rows[:0]))

    @cached_property
    def results_before(self) -> float | None:
        """What share of the baseline's results was met; None where too few of its records have one."""
        return result_share(self.before, self.terms)[0] if self.changed else None

    def no_better(self, standing: Standing) -> bool:
        """Whether a set is known to be no better than the baseline: by results only where the baseline has them."""
        comparable = not standing.by_results or self.results_before is not None
        return comparable and standing.against is Against.NO_BETTER

    @cached_property
    def now(self) -> Standing:
        """Where the window stands."""
        return self.standing(self.window)

    def as_at(self, day: dt.date) -> Standing:
        """Where the window stood on an earlier day, judged by the records dated up to it."""
        cycles = self.after_cycles_at(day)[-self.terms.window :]
        return self.standing(self.linked.within(self.changed_on, day).in_cycles(cycles))

    @cached_property
    def by_cycle(self) -> dict[int, Standing]:
        """Where each after-cycle stands by itself, oldest first."""
        return {cycle: self._cycle_standing(cycle) for cycle in self.after_cycles}

    def _cycle_standing(self, cycle: int) -> Standing:
        records = self.after.in_cycles((cycle,))
        if not self.gauge.per_cycle:
            return self.standing(records)
        import attrs

        # A single whole cycle is enough where the baseline is.
        figure = attrs.evolve(self.gauge.figure(records), enough=self.baseline.enough)
        return stand(self.gauge, records, self.baseline, self.before, figure=figure)

    @cached_property
    def judged_cycles(self) -> dict[int, Standing]:
        """The after-cycles whose position is known; a thin one is passed over."""
        return {cycle: standing for cycle, standing in self.by_cycle.items() if standing.known}

    @cached_property
    def first_improved(self) -> int | None:
        """The first after-cycle at the improved position, None where there has been none."""
        return next((cycle for cycle, standing in self.by_cycle.items() if standing.improved), None)

    @cached_property
    def newest_judged(self) -> int:
        """The newest after-cycle whose position is known. Raises NotKnown where there is none."""
        if self.judged_cycles:
            return max(self.judged_cycles)
        since = say_date(self.changed_on)
        more = f"Record {self.terms.min_records} or more checks in each {self.rhythm.cycle} from now on"
        if not len(self.after.beyond_activity):
            raise NotKnown(f"There is no record of a result since the change on {since}", more)
        if not self.baseline.enough:
            raise self.thin_baseline
        raise NotKnown(
            f"No {self.rhythm.cycle} since {since} has enough records to say where it stands", more
        )

    @cached_property
    def improved_from(self) -> int:
        """The first after-cycle at the improved position. Raises NotKnown where it was never reached."""
        if self.first_improved is None:
            newest = self.rhythm.say(self.newest_judged)
            raise NotKnown(
                f"No {self.rhythm.cycle} since {say_date(self.changed_on)}, {newest} included, has reached the improved "
                "position yet",
                "Judge this again once a first review cycle shows the improvement",
            )
        return self.first_improved

    @cached_property
    def improved_run(self) -> tuple[int, ...]:
        """The newest cycles in a row at the improved position, newest first.

        A thin cycle is passed over; a cycle without any record of a result ends the row, since nobody looked (in a
        count or sum it is no gap: an empty cycle counts nought).
        Raises NotKnown where no after-cycle has a known position.
        """
        run = []
        for cycle in range(self.newest_judged, self.after_cycles[0] - 1, -1):
            standing = self.by_cycle[cycle]
            if standing.improved:
                run.append(cycle)
            elif standing.known or self._nobody_looked(cycle):
                break
        return tuple(run)

    def _nobody_looked(self, cycle: int) -> bool:
        return not self.gauge.per_cycle and not len(self.after.in_cycles((cycle,)).beyond_activity)

    @cached_property
    def held(self) -> Records:
        """The after-records since the first improved cycle began. Raises NotKnown where there is none."""
        first = self.improved_from
        return self.after.keep(self.ledger.cycle[self.after.rows] >= first)

    @cached_property
    def held_under_conditions(self) -> Records:
        """The held records over which conditions are judged: audit, observation, staff and records groups."""
        return self.held.of_groups("audit", "observation", "staff", "records")

    def many_enough(self, records: Records) -> bool:
        """Whether a set is enough, counted over its records, in a count or a sum too."""
        if len(records) >= self.terms.min_records:
            return True
        return not self.gauge.per_cycle and self.enough_records(records, self.gauge.figure(records))

    @property
    def held_from(self) -> dt.date:
        """The day from which records are held: the first improved cycle's, but never before the change."""
        return max(self.rhythm.start(self.improved_from), self.changed_on)

    def short_of(self, standing: Standing) -> int:
        """How many more records would make a thin set enough; never less than one."""
        return max(1, self.terms.min_records - max(standing.figure.n, standing.results))

    def enough_records(self, records: Records, figure: Figure) -> bool:
        """Whether a set of records of any kind is enough: by their number, or by the denominator of its figure."""
        if self.gauge.per_cycle:
            return figure.enough
        return len(records) >= self.terms.min_records or figure.denominator >= self.terms.min_denominator

    def per_cycle(self, records: Records, cycles: Sequence[int]) -> float | None:
        """How many records there are per cycle over some cycles, empty ones counted; None for no cycle."""
        if not len(cycles):
            return None
        at = self.ledger.cycle[records.rows]
        return float(np.count_nonzero((at >= cycles[0]) & (at <= cycles[-1]))) / len(cycles)
