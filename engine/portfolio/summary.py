"""What many services come to together: who is where on the ladder, what fails most, and who stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from ..measure.funnel import Band, proportion_funnel
from ..result import Position, Readiness
from ..ruleset import Ruleset
from .row import Row, State

LEAST: Final = 10
"""Of fewer services than this a funnel can say nothing of what is usual among them."""
ASSERTED: Final = "asserted"
"""Where a claim stands that has not reached the first stage."""


@attrs.frozen
class Count:
    """How many there are of something."""

    of: str
    n: int


@attrs.frozen
class Outlier:
    """A service whose share of results met differs from the rest by more than its number of records explains."""

    name: str
    share: float
    n: int
    low: float
    high: float
    """The 95% limits for so many records."""
    band: str
    better: bool


@attrs.frozen
class Summary:
    """A portfolio in figures. Every list is in the order in which a reader wants it."""

    services: int
    judged: int
    bad_input: int
    failed: int
    records: int
    readiness: tuple[Count, ...]
    stages: tuple[Count, ...]
    """How many claims have reached each stage and none above, highest stage first."""
    positions: tuple[Count, ...]
    most_failed: tuple[Count, ...]
    """Each check that is not met somewhere, and in how many services."""
    errored: tuple[Count, ...]
    share_met: float | None
    dispersion: float | None
    """How much more the services differ than chance alone would have them: 1 where it is chance."""
    outliers: tuple[Outlier, ...]


def summary(rows: Sequence[Row], ruleset: Ruleset) -> Summary:
    """The summary of some rows."""
    judged = [row for row in rows if row.state is State.JUDGED]
    states = Counter(row.state for row in rows)
    stages = [stage.id for stage in reversed(ruleset.ladder.stages)] + [ASSERTED]
    centre, dispersion, outliers = _funnel(judged)
    return Summary(
        services=len(rows),
        judged=states[State.JUDGED],
        bad_input=states[State.BAD_INPUT],
        failed=states[State.FAILED],
        records=sum(row.records for row in rows),
        readiness=_counts((row.readiness for row in judged), [str(one) for one in reversed(Readiness)]),
        stages=_counts((claim.evidenced for row in judged for claim in row.claims), stages),
        positions=_counts(
            (claim.position for row in judged for claim in row.claims), [str(p) for p in Position]
        ),
        most_failed=_most(check for row in judged for check in row.not_met),
        errored=_most(check for row in judged for check in row.errored),
        share_met=centre,
        dispersion=dispersion,
        outliers=outliers,
    )


def _counts(found: Iterable[str], order: Sequence[str]) -> tuple[Count, ...]:
    counts = Counter(found)
    return tuple(Count(one, counts[one]) for one in order)


def _most(found: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(found)
    return tuple(Count(one, n) for one, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _funnel(rows: Sequence[Row]) -> tuple[float | None, float | None, tuple[Outlier, ...]]:
    """The pooled share of results met in the newest three cycles, and the services beyond the funnel's limits."""
    with_results = [row for row in rows if row.results]
    if len(with_results) < LEAST:
        return None, None, ()
    funnel = proportion_funnel(
        [row.results_met for row in with_results], [row.results for row in with_results]
    )
    outliers = [
        Outlier(
            name=row.name,
            share=point.value,
            n=row.results,
            low=point.alert.low,
            high=point.alert.high,
            band=str(point.band),
            better=point.value > funnel.centre,
        )
        for row, point in zip(with_results, funnel.points, strict=True)
        if point.band is not Band.WITHIN
    ]
    outliers.sort(key=lambda one: (one.better, one.band != Band.ALARM, one.share, one.name))
    return funnel.centre, funnel.dispersion, tuple(outliers)
