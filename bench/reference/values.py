"""The value of a set of records by a measure, whether it is enough, and what counts as better."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from takehold.engine.model import Evidence, Measure

from .cycles import Cycle
from .params import EPS, GAP_SHARE, MIN_CHANGE, MIN_DENOMINATOR, MIN_RECORDS
from .world import is_activity

SCORE = {"met": 1.0, "partly": 0.5, "not met": 0.0}


def names(record: Evidence, measure: Measure | None) -> bool:
    """Whether a record outside activity names this measure (None: names no measure)."""
    if is_activity(record):
        return False
    return record.measure == (measure.id if measure else None)


def by_cycle(measure: Measure | None) -> bool:
    """Whether the measure is summed per cycle, so that only whole cycles count."""
    return measure is not None and measure.summary in ("count", "sum")


def fraction(record: Evidence, measure: Measure | None) -> tuple[float, float] | None:
    """What one record adds above and below the line of a proportion or a rate, or None."""
    if measure is not None and record.numerator is not None and record.denominator is not None:
        return (record.numerator, record.denominator) if record.denominator > 0 else None
    if (measure is None or measure.summary == "proportion") and record.result is not None:
        score = SCORE[record.result]
        # Where less is better, the case that met the standard is the one that did not happen.
        return (1.0 - score if measure is not None and measure.better == "lower" else score), 1.0
    return None


def usable(records: Iterable[Evidence], measure: Measure | None) -> list[Evidence]:
    """The records that name the measure and hold a figure for it."""
    found = []
    for record in records:
        if not names(record, measure):
            continue
        if measure is None or measure.summary in ("proportion", "rate"):
            if fraction(record, measure) is not None:
                found.append(record)
        elif measure.summary == "count" or record.value is not None:
            found.append(record)
    return found


def totals(records: Iterable[Evidence], measure: Measure | None) -> tuple[float, float]:
    """The sum of numerators and of denominators, for a proportion or a rate."""
    numerator = denominator = 0.0
    for record in usable(records, measure):
        above_and_below = fraction(record, measure)
        if above_and_below is not None:
            numerator += above_and_below[0]
            denominator += above_and_below[1]
    return numerator, denominator


def per_cycle(records: Iterable[Evidence], measure: Measure, cycles: Sequence[Cycle]) -> list[float]:
    """The count or sum of each cycle; 0 where it has no record."""
    counted = usable(records, measure)
    found = []
    for cycle in cycles:
        total = 0.0
        for record in counted:
            if cycle.holds(record.date):
                total += 1.0 if measure.summary == "count" else (record.value or 0.0)
        found.append(total)
    return found


def value_of(
    records: Iterable[Evidence], measure: Measure | None, cycles: Sequence[Cycle] = ()
) -> float | None:
    """The value of a set, or None where no record holds a figure. A count or a sum needs its whole cycles."""
    if measure is not None and by_cycle(measure):
        figures = per_cycle(records, measure, cycles)
        return sum(figures) / len(figures) if figures else None
    if measure is None or measure.summary in ("proportion", "rate"):
        numerator, denominator = totals(records, measure)
        return numerator / denominator if denominator > 0 else None
    values = [record.value for record in usable(records, measure) if record.value is not None]
    if not values:
        return None
    return statistics.median(values) if measure.summary == "median" else statistics.fmean(values)


def enough(records: Iterable[Evidence], measure: Measure | None) -> bool:
    """Whether a set is enough in the measure (not for counts and sums: those need cycles)."""
    counted = usable(records, measure)
    if len(counted) >= MIN_RECORDS:
        return True
    if measure is not None and measure.summary not in ("proportion", "rate"):
        return False
    return totals(counted, measure)[1] >= MIN_DENOMINATOR - EPS


def enough_records(records: Sequence[Evidence], measure: Measure | None) -> bool:
    """Whether records of any kind are enough: 3 of them, or a denominator of 5 in the claim's measure."""
    if len(records) >= MIN_RECORDS:
        return True
    if measure is not None and measure.summary not in ("proportion", "rate"):
        return False
    return totals(records, measure)[1] >= MIN_DENOMINATOR - EPS


def results_share(records: Iterable[Evidence]) -> float | None:
    """The share of records outside activity with a result, of any measure or none, that are met; None if thin."""
    met = n = 0
    for record in records:
        if record.result is not None and not is_activity(record):
            n += 1
            met += record.result == "met"
    return met / n if n >= MIN_RECORDS else None


def gain(value: float, baseline: float, better: str) -> float:
    """By how much a value is better than the baseline: negative where it is worse."""
    return value - baseline if better == "higher" else baseline - value


def meets(value: float, target: float, better: str) -> bool:
    """Whether a value is at the target or beyond it."""
    return gain(value, target, better) >= -EPS


def at_improved_position(value: float, baseline: float, target: float | None, better: str) -> bool:
    """Half or more of the way to the target, else a tenth better; at the target where the baseline met it."""
    if target is not None and meets(baseline, target, better):
        return meets(value, target, better)
    gained = gain(value, baseline, better)
    if gained <= EPS:
        return False
    if target is not None:
        return gained >= GAP_SHARE * gain(target, baseline, better) - EPS
    return gained >= MIN_CHANGE * abs(baseline) - EPS
