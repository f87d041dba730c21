"""Whether a difference between before and after is beyond chance, in each kind of summary."""

from __future__ import annotations

from collections.abc import Sequence

from takehold.engine.measure.intervals import Interval, median_shift, newcombe, poisson_ratio, welch
from takehold.engine.model import Evidence, Measure

from .cycles import Cycle
from .values import per_cycle, totals, usable


def interval_excludes_no_change(
    measure: Measure | None,
    before: Sequence[Evidence],
    before_cycles: Sequence[Cycle],
    after: Sequence[Evidence],
    after_cycles: Sequence[Cycle],
    confidence: float,
) -> bool:
    """Whether the interval of the difference (or ratio) leaves no change out."""
    summary = measure.summary if measure else "proportion"
    found: Interval | None
    if summary == "proportion":
        found = newcombe(*totals(before, measure), *totals(after, measure), confidence)
        return found.excludes(0)
    if summary == "rate":
        found = poisson_ratio(*totals(before, measure), *totals(after, measure), confidence)
        return found.excludes(1)
    assert measure is not None
    if summary == "count":
        earlier, later = per_cycle(before, measure, before_cycles), per_cycle(after, measure, after_cycles)
        found = poisson_ratio(sum(earlier), len(earlier), sum(later), len(later), confidence)
        return found.excludes(1)
    if summary == "sum":
        found = welch(
            per_cycle(before, measure, before_cycles), per_cycle(after, measure, after_cycles), confidence
        )
    else:
        shift = median_shift if summary == "median" else welch
        found = shift(_values(before, measure), _values(after, measure), confidence)
    return found is not None and found.excludes(0)


def _values(records: Sequence[Evidence], measure: Measure) -> list[float]:
    return [record.value for record in usable(records, measure) if record.value is not None]
