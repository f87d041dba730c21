"""A claim's course cycle by cycle, with its limits and special causes, before the change and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from ..measure.say import say_figure
from ..measure.value import Against, Figure
from ..measure.xmr import Chart, Segment, chart
from ..view import ClaimView
from ..view.claim import say_standing
from .values import Cause, Limits, Phase, Point, Stand

STAND: Final[Mapping[Against, Stand]] = {
    Against.IMPROVED: Stand.IMPROVED,
    Against.BETTER: Stand.BETTER,
    Against.NO_BETTER: Stand.NO_BETTER,
    Against.NOT_KNOWN: Stand.NOT_KNOWN,
}


def course(claim: ClaimView) -> tuple[tuple[Point, ...], tuple[Limits, ...]]:
    """Every cycle of a claim from its first record on, and the limits of usual variation.

    Limits and special causes rest on cycles with enough records of the measure's own: a thin one is shown and
    says nothing.
    """
    points = tuple(_before(claim)) + tuple(_after(claim)) if claim.changed else tuple(_undated(claim))
    charted = [at for at, point in enumerate(points) if point.enough and point.value is not None]
    if not charted:
        return points, ()
    chart_, phases = _chart(claim, [points[at] for at in charted])
    causes: dict[int, tuple[Cause, ...]] = {
        at: tuple(Cause(str(cause.rule), cause.favourable) for cause in chart_.at(place))
        for place, at in enumerate(charted)
    }
    marked = tuple(attrs.evolve(point, causes=causes.get(at, ())) for at, point in enumerate(points))
    limits = tuple(
        _limits(segment, phase, points[charted[segment.start]].start, points[charted[segment.stop - 1]].start)
        for segment, phase in zip(chart_.segments, phases, strict=True)
    )
    return marked, limits


def _chart(claim: ClaimView, points: Sequence[Point]) -> tuple[Chart, tuple[Phase, ...]]:
    """The chart of some points: limits of their own after the change or, while those are few, those from before."""
    values = [point.value for point in points if point.value is not None]
    better = "higher" if claim.gauge.higher else "lower"
    change = next((at for at, point in enumerate(points) if point.phase is Phase.AFTER), len(points))
    if not 0 < change < len(points):
        return chart(values, better=better), (points[0].phase,)
    apart = chart(values, better=better, rebase=[change])
    before, after = apart.segments
    if before.usable and not after.usable:
        return chart(values, better=better, fix=change), (Phase.BEFORE,)
    return apart, (Phase.BEFORE, Phase.AFTER)


def _limits(segment: Segment, phase: Phase, start: dt.date, last: dt.date) -> Limits:
    return Limits(
        phase=phase,
        start=start,
        last=last,
        points=segment.stop - segment.start,
        mean=segment.mean,
        lower=segment.lower,
        upper=segment.upper,
        reason=segment.reason,
    )


def _before(claim: ClaimView) -> Iterator[Point]:
    last = claim.changed_on - dt.timedelta(days=1)
    earlier = claim.linked.within(None, last)
    first = earlier.first_day
    if first is None:
        return
    rhythm = claim.rhythm
    if claim.gauge.per_cycle:
        cycles = rhythm.whole(rhythm.start(rhythm.index(first)), last)
    else:
        cycles = range(rhythm.index(first), rhythm.index(last) + 1)
    baseline = set(claim.before.rows.tolist())
    for cycle in cycles:
        records = earlier.in_cycles((cycle,))
        yield _plain(
            claim,
            cycle,
            Phase.BEFORE,
            claim.gauge.figure(records),
            in_baseline=any(row in baseline for row in records.rows.tolist()),
        )


def _undated(claim: ClaimView) -> Iterator[Point]:
    first, last = claim.linked.first_day, claim.linked.last_day
    if first is None or last is None:
        return
    for cycle in range(claim.rhythm.index(first), claim.rhythm.index(last) + 1):
        figure = claim.gauge.figure(claim.linked.in_cycles((cycle,)))
        yield _plain(claim, cycle, Phase.UNDATED, figure)


def _plain(claim: ClaimView, cycle: int, phase: Phase, figure: Figure, *, in_baseline: bool = False) -> Point:
    """A cycle that stands against nothing. One whole cycle of a count or sum is a figure in itself."""
    rhythm = claim.rhythm
    return Point(
        start=rhythm.start(cycle),
        label=rhythm.say(cycle),
        phase=phase,
        in_baseline=in_baseline,
        value=figure.value,
        n=figure.n,
        enough=figure.value is not None and (figure.enough or claim.gauge.per_cycle),
        said=say_figure(claim.gauge.measure, figure) if figure.n or claim.gauge.per_cycle else "no record",
    )


def _after(claim: ClaimView) -> Iterator[Point]:
    for cycle, standing in claim.by_cycle.items():
        figure = standing.figure
        yield Point(
            start=max(claim.rhythm.start(cycle), claim.changed_on),
            label=claim.rhythm.say(cycle),
            phase=Phase.AFTER,
            value=figure.value,
            n=figure.n,
            enough=figure.value is not None and (figure.enough or claim.gauge.per_cycle),
            stand=STAND[standing.against],
            said=say_standing(claim.gauge, standing) if figure.n or standing.known else "no record",
        )
