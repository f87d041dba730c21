"""What one claim (or priority) is judged on: its records before and after, its cycles, window and held records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

import attrs

from takehold.engine.model import Evidence, Measure

from .cycles import Cycle, cycle_of, cycles_between, preceding
from .params import EPS, MIN_CYCLES, RESULT_SHARE, TOLERANCE, WINDOW
from .values import (
    at_improved_position,
    by_cycle,
    enough,
    gain,
    per_cycle,
    results_share,
    usable,
    value_of,
)
from .world import working

Keep = Callable[[Evidence], bool]


@attrs.frozen
class Reading:
    """How one set of records stands against the baseline."""

    enough: bool
    by: str
    """`measure`, `results` (results alone), or `thin`."""
    value: float | None
    improved: bool | None
    """None: not known."""
    better: bool | None
    """Better than the baseline; None: not known."""
    share: float | None
    """The share of results met, where there are enough of them."""


THIN = Reading(False, "thin", None, None, None, None)


@attrs.define(slots=False)
class Frame:
    """The records of one claim or priority as at a day, and every set of them that the terms speak of.

    `linked` is in order of date. `changed_on` None leaves `after`, the cycles and the window empty.
    """

    as_of: date
    length: str
    measure: Measure | None
    target: float | None
    linked: list[Evidence]
    before: list[Evidence]
    changed_on: date | None
    before_from: date | None
    before_to: date | None
    bearings: dict[str, str] = attrs.field(factory=dict, repr=False)
    """How each record bears on the claim, once worked out."""
    halved: bool | None = None
    """Whether incidents, complaints and concerns have halved, once worked out."""

    @cached_property
    def after(self) -> list[Evidence]:
        """After-records: dated on or after the change."""
        if self.changed_on is None:
            return []
        return [record for record in self.linked if record.date >= self.changed_on]

    @property
    def by_cycle(self) -> bool:
        """Whether the measure is a count or a sum."""
        return by_cycle(self.measure)

    @cached_property
    def newest(self) -> Cycle:
        """The newest cycle that counts up to as_of."""
        current = cycle_of(self.as_of, self.length)
        if self.by_cycle:
            counts = current.end <= self.as_of
        else:
            # The cycle that holds the change has its after-records only.
            records = self.linked if self.changed_on is None else self.after
            counts = any(current.holds(record.date) for record in records)
        return current if counts else preceding(current, self.length)

    @cached_property
    def after_cycles(self) -> list[Cycle]:
        """The cycles from the change to the newest that counts; whole ones only for a count or a sum."""
        if self.changed_on is None:
            return []
        cycles = cycles_between(cycle_of(self.changed_on, self.length), self.newest, self.length)
        if self.by_cycle:
            return [cycle for cycle in cycles if cycle.start >= self.changed_on and cycle.end <= self.as_of]
        return cycles

    @cached_property
    def window_cycles(self) -> list[Cycle]:
        """The newest three of those."""
        return self.after_cycles[-WINDOW:]

    def after_in(self, cycles: Sequence[Cycle]) -> list[Evidence]:
        """The after-records of some cycles."""
        return [record for record in self.after if any(cycle.holds(record.date) for cycle in cycles)]

    @cached_property
    def window(self) -> list[Evidence]:
        """The after-records of the newest three cycles."""
        return self.after_in(self.window_cycles)

    @cached_property
    def first_linked(self) -> date | None:
        """The date of the first linked record."""
        return self.linked[0].date if self.linked else None

    def before_cycles(self, *, to_change: bool = False, touched: bool = False) -> list[Cycle]:
        """The cycles of the baseline, empty ones too; the one that holds the change is an after-cycle.

        `to_change` runs on to the change where the baseline ends earlier. For a count or a sum, whole
        cycles of the baseline only, unless all that it `touched` are asked for.
        """
        first = self.before_from or self.first_linked
        if self.changed_on is None or first is None:
            return []
        last = preceding(cycle_of(self.changed_on, self.length), self.length)
        if self.before_to is not None and not to_change:
            last = min(last, cycle_of(self.before_to, self.length))
        cycles = cycles_between(cycle_of(first, self.length), last, self.length)
        return (
            cycles
            if to_change or touched or not self.by_cycle
            else self._whole(cycles, self.before_from, self.before_to)
        )

    @staticmethod
    def _whole(cycles: list[Cycle], first: date | None, last: date | None) -> list[Cycle]:
        return [
            cycle
            for cycle in cycles
            if (first is None or cycle.start >= first) and (last is None or cycle.end <= last)
        ]

    def baseline(self, keep: Keep | None = None) -> float | None:
        """The baseline value; None where it is thin. A part (`keep`) of a count or a sum has its own."""
        if keep is None or not self.by_cycle:
            return self._baseline_of_the_whole
        cycles = self.before_cycles()
        own = [record for record in self.before if keep(record)]
        return value_of(own, self.measure, cycles) if len(cycles) >= MIN_CYCLES else None

    @cached_property
    def _baseline_of_the_whole(self) -> float | None:
        if self.by_cycle:
            cycles = self.before_cycles()
            return value_of(self.before, self.measure, cycles) if len(cycles) >= MIN_CYCLES else None
        return value_of(self.before, self.measure) if enough(self.before, self.measure) else None

    @property
    def better(self) -> str:
        """Which way is better."""
        return self.measure.better if self.measure else "higher"

    def reading(
        self, records: Sequence[Evidence], cycles: Sequence[Cycle] | None = None, keep: Keep | None = None
    ) -> Reading:
        """How a set stands. `cycles`: those it spans (a count or sum without them is judged by results alone).

        `keep` says which part of the whole the set is, where it is a part.
        """
        if keep is not None:
            records = [record for record in records if keep(record)]
        value = self._value(records, cycles)
        if value is not None:
            baseline = self.baseline(keep)
            improved = better = None
            if baseline is not None:
                improved = self.improved(value, baseline, keep)
                better = gain(value, baseline, self.better) > EPS
            return Reading(True, "measure", value, improved, better, results_share(records))
        share = results_share(records)
        if share is None:
            return THIN
        then = results_share(self.before)
        return Reading(
            enough=True,
            by="results",
            value=share,
            improved=share >= RESULT_SHARE - EPS,
            better=None if then is None else share - then > EPS,
            share=share,
        )

    def _value(self, records: Sequence[Evidence], cycles: Sequence[Cycle] | None) -> float | None:
        """The value of a set in the measure, None where the set is thin in it."""
        if not self.by_cycle:
            return value_of(records, self.measure) if enough(records, self.measure) else None
        if not cycles:
            return None
        one_is_enough = len(cycles) == 1 and self.baseline() is not None
        if len(cycles) < MIN_CYCLES and not one_is_enough:
            return None
        return value_of(records, self.measure, cycles)

    def improved(self, value: float, baseline: float, keep: Keep | None) -> bool:
        """Whether a value, of the whole or of a part of it, is at the improved position against a baseline."""
        if not self.by_cycle or keep is None:
            return at_improved_position(value, baseline, self.target, self.better)
        # A part of a count or a sum: its own baseline, and no target, since the target is the whole's.
        if self.better == "lower" and abs(value) <= EPS and abs(baseline) <= EPS:
            return True
        return at_improved_position(value, baseline, None, self.better)

    def window_reading(self, keep: Keep | None = None) -> Reading:
        """How the window stands, or a part of it."""
        if self.by_cycle and len(self.window_cycles) < MIN_CYCLES:
            return self.reading(self.window, None, keep)
        return self.reading(self.window, self.window_cycles, keep)

    def cycle_reading(self, cycle: Cycle) -> Reading:
        """How one after-cycle stands."""
        return self.reading(self.after_in([cycle]), [cycle])

    @cached_property
    def course(self) -> list[tuple[Cycle, Reading]]:
        """Each after-cycle and how it stands, oldest first."""
        return [(cycle, self.cycle_reading(cycle)) for cycle in self.after_cycles]

    @cached_property
    def known_course(self) -> list[tuple[Cycle, Reading]]:
        """The after-cycles with enough records and a known position; the others are passed over."""
        return [(cycle, reading) for cycle, reading in self.course if reading.improved is not None]

    @cached_property
    def first_improved(self) -> Cycle | None:
        """The first after-cycle at the improved position."""
        for cycle, reading in self.course:
            if reading.improved:
                return cycle
        return None

    @cached_property
    def held(self) -> list[Evidence]:
        """After-records from the start of the first improved cycle on."""
        if self.first_improved is None:
            return []
        start = self.first_improved.start
        return [record for record in self.after if record.date >= start]

    def worse_by(self, tested: Reading, other: Reading) -> float | None:
        """By how much one set is worse than another (negative: better); None where they cannot be compared."""
        if tested.by == other.by == "measure" and tested.value is not None and other.value is not None:
            return gain(other.value, tested.value, self.better)
        if tested.share is not None and other.share is not None:
            return other.share - tested.share
        return None

    def tolerance(self, tested: Reading, other: Reading) -> float | None:
        """How much worse is still within tolerance, in the figures that `worse_by` compares."""
        if not (tested.by == other.by == "measure"):
            return TOLERANCE
        if self.measure is None or self.measure.summary == "proportion":
            return TOLERANCE
        baseline = self.baseline()
        return None if baseline is None else TOLERANCE * abs(baseline)

    def within(self, tested: Reading, other: Reading, times: float = 1) -> bool | None:
        """Whether one set is within (so many times the) tolerance of another; None where nobody can tell."""
        worse, tolerance = self.worse_by(tested, other), self.tolerance(tested, other)
        if worse is None or tolerance is None:
            return None
        return worse <= times * tolerance + EPS

    def figures_by_cycle(self) -> list[tuple[Cycle, float]]:
        """The measure's value in each after-cycle with enough records in it."""
        found = []
        for cycle, reading in self.course:
            if reading.by == "measure" and reading.value is not None:
                found.append((cycle, reading.value))
        return found

    def sums(self, records: Sequence[Evidence], cycles: Sequence[Cycle]) -> list[float]:
        """The count or sum of each cycle."""
        return per_cycle(records, self.measure, cycles) if self.measure else []

    @property
    def working_before(self) -> list[Evidence]:
        """Before-records outside activity."""
        return working(self.before)

    @property
    def working_after(self) -> list[Evidence]:
        """After-records outside activity."""
        return working(self.after)

    def usable(self, records: Sequence[Evidence]) -> list[Evidence]:
        """The records with a figure in the measure."""
        return usable(records, self.measure)

    def days_since_change(self) -> int:
        """Days from the change to as_of; 0 without one."""
        return (self.as_of - self.changed_on).days if self.changed_on else 0

    def full_cycles(self) -> list[Cycle]:
        """The calendar cycles that began on or after the change and have ended."""
        if self.changed_on is None:
            return []
        first, last = cycle_of(self.changed_on, self.length), cycle_of(self.as_of, self.length)
        return self._whole(cycles_between(first, last, self.length), self.changed_on, self.as_of)
