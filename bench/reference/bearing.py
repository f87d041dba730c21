"""Whether a record supports or contradicts a claim, whether it is adverse, and which groups repeat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from takehold.engine.model import Evidence

from .cycles import Cycle
from .frame import Frame
from .params import EPS, GROUPS_OUTSIDE_ACTIVITY, MIN_RECORDS
from .values import at_improved_position, by_cycle, fraction, gain, names
from .world import group, is_activity

SETBACKS = ("incident", "complaint", "concern")


def bearing(frame: Frame, record: Evidence) -> str:
    """`supports`, `contradicts`, `context` or `baseline` (dated before the change)."""
    if record.id not in frame.bearings:
        frame.bearings[record.id] = _bearing(frame, record)
    return frame.bearings[record.id]


def _bearing(frame: Frame, record: Evidence) -> str:
    if is_activity(record):
        return "context"
    if frame.changed_on is None or record.date < frame.changed_on:
        return "baseline"
    if record.relation is not None:
        return record.relation
    if record.result == "met":
        return "supports"
    if record.result == "not met":
        return "contradicts"
    own = own_figure(frame, record)
    if own is not None:
        return _by_figure(frame, own)
    if record.result == "partly":
        return "context"
    if record.kind in SETBACKS:
        return "context" if setbacks_halved(frame) else "contradicts"
    return "supports" if record.kind == "compliment" else "context"


def own_figure(frame: Frame, record: Evidence) -> float | None:
    """The record's own figure in the claim's measure; none in a count or sum, which only a cycle has."""
    measure = frame.measure
    if measure is None or by_cycle(measure) or not names(record, measure):
        return None
    if measure.summary in ("proportion", "rate"):
        if record.numerator is None or record.denominator is None:
            return None
        parts = fraction(record, measure)
        return None if parts is None else parts[0] / parts[1]
    return record.value


def _by_figure(frame: Frame, own: float) -> str:
    baseline = frame.baseline()
    if baseline is None:
        return "context"
    if at_improved_position(own, baseline, frame.target, frame.better):
        return "supports"
    return "context" if gain(own, baseline, frame.better) > EPS else "contradicts"


def setbacks_halved(frame: Frame) -> bool:
    """Whether the claim's incidents, complaints and concerns have at least halved per cycle."""
    if frame.halved is None:
        frame.halved = _halved(frame)
    return frame.halved


def _halved(frame: Frame) -> bool:
    before_cycles, window_cycles = frame.before_cycles(touched=True), frame.window_cycles
    if not before_cycles or not window_cycles:
        return False
    before = [r for r in frame.before if r.kind in SETBACKS and within(r, before_cycles)]
    since = [r for r in frame.window if r.kind in SETBACKS]
    return len(since) / len(window_cycles) <= len(before) / len(before_cycles) / 2 + EPS


def within(record: Evidence, cycles: Sequence[Cycle]) -> bool:
    """Whether the record falls in one of the cycles."""
    return any(cycle.holds(record.date) for cycle in cycles)


def supporting(frame: Frame, records: Iterable[Evidence]) -> list[Evidence]:
    """Those that support the claim."""
    return [record for record in records if bearing(frame, record) == "supports"]


def contradicting(frame: Frame, records: Iterable[Evidence]) -> list[Evidence]:
    """Those that contradict it."""
    return [record for record in records if bearing(frame, record) == "contradicts"]


def is_adverse(record: Evidence) -> bool:
    """An incident; a complaint or concern not met with a `met`; anything else outside activity not met."""
    if record.kind == "incident":
        return True
    if record.kind in ("complaint", "concern"):
        return record.result != "met"
    return not is_activity(record) and record.result == "not met"


def adverse(records: Iterable[Evidence]) -> list[Evidence]:
    """The adverse ones."""
    return [record for record in records if is_adverse(record)]


def repeating_groups(records: Sequence[Evidence], share: float) -> dict[str, list[Evidence]]:
    """The groups with 3 or more adverse records that are over `share` of the group's records, with these."""
    found = {}
    for name in GROUPS_OUTSIDE_ACTIVITY:
        of_group = [record for record in records if group(record) == name]
        bad = adverse(of_group)
        if len(bad) >= MIN_RECORDS and len(bad) > share * len(of_group) + EPS:
            found[name] = bad
    return found
