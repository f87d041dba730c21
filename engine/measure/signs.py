"""Warning signs since a change: cycles that slipped, figures past a threshold, reviews that saw it slip."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from ..calendar import say_date
from .say import say_figure, value
from .value import Figure, Gauge, Records

if TYPE_CHECKING:
    from ..model import Monitoring
    from ..view import ClaimView


@attrs.frozen(order=True)
class Sign:
    """One warning sign: the day it could be seen, what it was, and the cycle it showed in (None for a review)."""

    day: dt.date
    what: str
    cycle: int | None = None


def warning_signs(claim: ClaimView) -> tuple[Sign, ...]:
    """Every warning sign of a claim since its change, oldest first; one for each cycle, dated by its end.

    A cycle is one where it has enough records and is not at the improved position, once that was reached or from the
    second such cycle on; or where its figure is past a threshold that the claim's monitoring sets. A review is one
    where it finds slipping.
    """
    reasons: dict[int, list[str]] = {}
    for cycle, what in (*_short_of_position(claim), *_past_threshold(claim)):
        reasons.setdefault(cycle, []).append(what)
    cycles = [
        Sign(claim.rhythm.end(cycle), f"{claim.rhythm.say(cycle)} {' and '.join(found)}", cycle)
        for cycle, found in reasons.items()
    ]
    reviews = [
        Sign(review.date, f"the review of {say_date(review.date)} found it slipping")
        for review in claim.reviews
        if review.finding == "slipping" and review.date >= claim.changed_on
    ]
    return tuple(sorted((*cycles, *reviews)))


def _short_of_position(claim: ClaimView) -> Iterator[tuple[int, str]]:
    reached = False
    for place, (cycle, standing) in enumerate(claim.judged_cycles.items()):
        reached = reached or standing.improved
        if not standing.improved and (reached or place > 0):
            yield cycle, f"at {claim.say(standing)}"


def _past_threshold(claim: ClaimView) -> Iterator[tuple[int, str]]:
    for row in claim.monitoring:
        gauge = _watched(claim, row)
        if gauge is None or row.threshold is None:
            continue
        for cycle, figure in _by_cycle(claim, gauge).items():
            if figure.value is not None and gauge.better(row.threshold, figure.value):
                limit = value(gauge.measure, row.threshold)
                yield (
                    cycle,
                    f"past the threshold of {limit} ({row.id}) at {say_figure(gauge.measure, figure)}",
                )


def _watched(claim: ClaimView, row: Monitoring) -> Gauge | None:
    """The measure that a threshold is about: the one it names, else the claim's; None where words name something else."""
    if row.indicator in claim.service.measures:
        return claim.service.gauge(row.indicator, claim.rhythm, claim.terms)
    fits = row.threshold is not None and (claim.gauge.summary != "proportion" or 0 <= row.threshold <= 1)
    return claim.gauge if row.indicator is None and fits else None


def _by_cycle(claim: ClaimView, gauge: Gauge) -> dict[int, Figure]:
    """A measure's figure in each cycle since the change that has enough records; for a count or sum each whole one."""
    if gauge is claim.gauge:
        figures = {cycle: standing.figure for cycle, standing in claim.by_cycle.items()}
    else:
        figures = _figures(claim, gauge)
    return {cycle: figure for cycle, figure in figures.items() if figure.enough or gauge.per_cycle}


def _figures(claim: ClaimView, gauge: Gauge) -> dict[int, Figure]:
    """The figure of another measure than the claim's own in each cycle since the change."""
    records = claim.after
    if gauge.measure is not None and gauge.measure.id != claim.claim.measure:
        # What would be linked if the claim were judged by the measure that is watched.
        rows = claim.service.linked_rows(attrs.evolve(claim.claim, measure=gauge.measure.id))
        records = Records(gauge.ledger, rows).within(claim.changed_on, None)
    cycles = claim.whole_cycles_after if gauge.per_cycle else claim.after_cycles
    return {cycle: gauge.figure(records.in_cycles((cycle,))) for cycle in cycles}
