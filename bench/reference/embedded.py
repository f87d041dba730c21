"""embedded-improvement: does it repeat, and does it stand without being held up?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from takehold.engine.measure.special_causes import Rule
from takehold.engine.measure.xmr import chart
from takehold.engine.model import Claim, Evidence
from takehold.engine.wording import trigger_is_vague

from . import words
from .answer import (
    CONCERN,
    INSUFFICIENT,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    Answer,
    Params,
    answer,
    condition,
    told,
)
from .bearing import bearing, contradicting, supporting, within
from .frame import Frame
from .frames import claim_frame
from .over_time import repeat_run
from .params import (
    CONDITION_GROUPS,
    EPS,
    GROUPS_OUTSIDE_ACTIVITY,
    MIN_CHANGE,
    MIN_CYCLES,
    MIN_RECORDS,
    TOLERANCE,
)
from .places import Place, readings, shifts_in_scope, teams_in_scope
from .values import SCORE, enough_records
from .world import World, group

CLOSE = ("enhanced", "intensive")


def repeat_evidence(world: World, claim: Claim, p: Params) -> Answer:
    """The better position repeats, cycle after cycle."""
    frame = claim_frame(world, claim)
    if not frame.known_course:
        return answer(INSUFFICIENT)
    run = repeat_run(frame)
    if len(run) >= p["cycles"]:
        return told(MET, frame, frame.after_in(run))
    cited = frame.after_in([cycle for cycle, _ in frame.known_course[-int(p["cycles"]) :]])
    return told(CONCERN if len(run) == p["cycles"] - 1 else NOT_MET, frame, cited)


def long_enough(world: World, claim: Claim, p: Params) -> Answer:
    """It has been better for long enough."""
    frame = claim_frame(world, claim)
    if frame.first_improved is None:
        return answer(INSUFFICIENT)
    days = (frame.as_of - frame.first_improved.start).days
    if days >= p["min_days"]:
        return told(MET, frame, frame.held)
    return told(CONCERN if days >= p["min_days"] / 2 else NOT_MET, frame, frame.held)


def practical_transfer(world: World, claim: Claim, p: Params) -> Answer:
    """It shows in more than one team and shift."""
    frame = claim_frame(world, claim)
    dimensions = [
        places
        for places in (teams_in_scope(world, claim, frame), shifts_in_scope(world, claim))
        if len(places) > 1
    ]
    if not dimensions:
        return answer(NOT_APPLICABLE)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    shown = [_shown_in_two(frame, places) for places in dimensions]
    if all(known for _, known in shown) or all(shows for shows, _ in shown):
        outcome = (
            MET if all(shows for shows, _ in shown) else CONCERN if any(s for s, _ in shown) else NOT_MET
        )
    else:
        outcome = INSUFFICIENT
    return told(outcome, frame, frame.window)


def _shown_in_two(frame: Frame, places: list[Place]) -> tuple[bool, bool]:
    """Whether two places are at the improved position, and whether a thin baseline leaves that open."""
    found = readings(frame, places)
    improved = sum(reading.improved is True for _, reading in found)
    unknown = sum(reading.enough and reading.improved is None for _, reading in found)
    return improved >= 2, improved >= 2 or improved + unknown < 2


def under(records: Iterable[Evidence]) -> list[Evidence]:
    """The records over which conditions are judged."""
    return [record for record in records if group(record) in CONDITION_GROUPS]


def oversight_independence(world: World, claim: Claim, p: Params) -> Answer:
    """It stands without managers standing over it."""
    frame = claim_frame(world, claim)
    held = under(frame.held)
    if not any(record.oversight for record in held):
        return answer(INSUFFICIENT)
    routine = [record for record in held if record.oversight == "routine"]
    close = [record for record in held if record.oversight in CLOSE]
    if len(close) == len(held):
        return told(NOT_MET, frame, close)
    return condition(frame, routine, close)


def oversight_tapered(world: World, claim: Claim, p: Params) -> Answer:
    """Extra oversight has been stepped down."""
    frame = claim_frame(world, claim)
    recorded = [record for record in under(frame.after) if record.oversight]
    if frame.changed_on is None or not recorded:
        return answer(INSUFFICIENT)
    if not any(record.oversight in CLOSE for record in recorded):
        return answer(NOT_APPLICABLE)
    now = _share_close([record for record in recorded if within(record, frame.window_cycles)])
    if now is None:
        return answer(INSUFFICIENT)
    if now <= p["tapered_share"] + EPS:
        return told(MET, frame, frame.window)
    then = _share_close([record for record in recorded if within(record, frame.after_cycles[:3])])
    if then is None:
        return answer(INSUFFICIENT)
    return told(CONCERN if now < then - EPS else NOT_MET, frame, frame.window)


def _share_close(records: Sequence[Evidence]) -> float | None:
    if not records:
        return None
    return sum(record.oversight in CLOSE for record in records) / len(records)


def unscheduled_holds(world: World, claim: Claim, p: Params) -> Answer:
    """Unannounced checks show the same picture."""
    frame = claim_frame(world, claim)
    held = under(frame.held)
    return condition(
        frame, [r for r in held if r.scheduled is False], [r for r in held if r.scheduled is True]
    )


def holds_under_pressure(world: World, claim: Claim, p: Params) -> Answer:
    """It holds when the service is busy."""
    frame = claim_frame(world, claim)
    held = under(frame.held)
    return condition(
        frame, [r for r in held if r.pressure == "busy"], [r for r in held if r.pressure == "normal"]
    )


def new_staff_parity(world: World, claim: Claim, p: Params) -> Answer:
    """Newer staff do it as well as experienced staff."""
    frame = claim_frame(world, claim)
    if not any(record.staff_group for record in frame.linked):
        return answer(NOT_APPLICABLE)
    held = under(frame.held)
    new = [record for record in held if record.staff_group == "new"]
    newer = frame.reading(new)
    experienced = frame.reading([record for record in held if record.staff_group == "experienced"])
    close = frame.within(newer, experienced)
    if not newer.enough or not experienced.enough or close is None:
        return answer(INSUFFICIENT)
    if close:
        return told(MET, frame, new)
    return told(CONCERN if frame.within(newer, experienced, times=2) else NOT_MET, frame, new)


def sources_aligned(world: World, claim: Claim, p: Params) -> Answer:
    """What leaders say, records show and people report agree."""
    frame = claim_frame(world, claim)
    if frame.first_improved is None:
        return answer(INSUFFICIENT)
    groups = []
    for name in GROUPS_OUTSIDE_ACTIVITY:
        of_group = [record for record in frame.held if group(record) == name]
        against = contradicting(frame, of_group)
        either = supporting(frame, of_group) + against
        if either:
            groups.append((either, against))
    if len(groups) < 2:
        return answer(INSUFFICIENT)
    limit = 2 * p["contradicted_share"]
    disagreeing = [either for either, against in groups if len(against) >= limit * len(either) - EPS]
    cited = [record for either in disagreeing for record in either]
    if any(enough_records(either, frame.measure) for either in disagreeing):
        return told(NOT_MET, frame, cited)
    return told(CONCERN, frame, cited) if disagreeing else told(MET, frame, frame.held)


def stable_outcomes(world: World, claim: Claim, p: Params) -> Answer:
    """No special cause has pushed it the wrong way."""
    frame = claim_frame(world, claim)
    points = frame.figures_by_cycle()
    if frame.changed_on is None or len(points) < p["min_points"]:
        return answer(INSUFFICIENT)
    drawn = chart(
        [value for _, value in points],
        better=frame.better,
        shift=int(p["shift"]),
        trend=int(p["trend"]),
        min_points=int(p["min_points"]),
    )
    if not drawn.segments[0].usable:
        return answer(INSUFFICIENT)
    wrong = drawn.unfavourable()
    cited = frame.after_in([points[at][0] for cause in wrong for at in cause.points])
    if any(cause.rule is not Rule.TWO_OF_THREE for cause in wrong):
        return told(NOT_MET, frame, cited)
    return told(CONCERN, frame, cited) if wrong else told(MET, frame, frame.after)


def formal_and_routine_agree(world: World, claim: Claim, p: Params) -> Answer:
    """Formal figures and everyday experience agree."""
    frame = claim_frame(world, claim)
    before_cycles, window_cycles = frame.before_cycles(), frame.window_cycles
    if frame.changed_on is None or not before_cycles or not window_cycles:
        return answer(INSUFFICIENT)
    then = [r for r in frame.before if r.kind == "complaint" and within(r, before_cycles)]
    now = [r for r in frame.window if r.kind == "complaint"]
    enough_cycles = min(len(before_cycles), len(window_cycles)) >= MIN_CYCLES
    if not enough_cycles and min(len(then), len(now)) < MIN_RECORDS:
        return answer(INSUFFICIENT)
    fewer = len(now) / len(window_cycles) <= (1 - MIN_CHANGE) * len(then) / len(before_cycles) + EPS
    share_then, share_now = _share_met(then), _share_met(now)
    no_smaller = share_then is None or share_now is None or share_now >= share_then - EPS
    if not (then and fewer and no_smaller):
        return answer(NOT_APPLICABLE)
    return _informal(frame)


def _share_met(records: Sequence[Evidence]) -> float | None:
    results = [record.result for record in records if record.result is not None]
    return results.count("met") / len(results) if results else None


def _informal(frame: Frame) -> Answer:
    kinds = ("concern", "feedback", "log")
    then = favourable([record for record in frame.before if record.kind in kinds])
    since = [record for record in frame.window if record.kind in kinds]
    now = favourable(since)
    if len(then) < MIN_RECORDS or len(now) < MIN_RECORDS:
        return answer(INSUFFICIENT)
    share_then, share_now = sum(then) / len(then), sum(now) / len(now)
    if share_now - share_then > EPS and share_now >= (1 + MIN_CHANGE) * share_then - EPS:
        return told(MET, frame, since)
    return told(NOT_MET if share_then - share_now > TOLERANCE + EPS else CONCERN, frame, since)


def favourable(records: Iterable[Evidence]) -> list[float]:
    """How favourable each record is, those that say nothing left out: 1, 0.5 or 0."""
    found = []
    for record in records:
        if record.kind == "compliment":
            found.append(1.0)
        elif record.result is not None:
            found.append(SCORE[record.result])
        elif record.kind in ("complaint", "concern"):
            found.append(0.0)
    return found


def slippage_indicators(world: World, claim: Claim, p: Params) -> Answer:
    """Leaders know what early slippage would look like, and watch for it."""
    rows = [row for row in world.monitoring if row.claim == claim.id]
    if not rows:
        return answer(NOT_MET)
    for row in rows:
        clear = row.trigger and not trigger_is_vague(row.trigger, names=words.names_of(world))
        alarm = row.threshold is not None or clear
        if row.indicator and alarm and row.frequency and words.has_owner(world, row.owner):
            return answer(MET)
    return answer(CONCERN)


def maintenance_owned(world: World, claim: Claim, p: Params) -> Answer:
    """Ordinary supervision keeps it going, and somebody owns it."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    ordinary = [
        record
        for record in frame.window
        if record.kind in ("supervision", "spot-check", "competency") and record.oversight == "routine"
    ]
    both = words.has_owner(world, claim.owner) + bool(ordinary)
    return answer((NOT_MET, CONCERN, MET)[both], ordinary)


def not_one_observer(world: World, claim: Claim, p: Params) -> Answer:
    """The case does not rest on one person's word."""
    frame = claim_frame(world, claim)
    backing = [
        record
        for record in supporting(frame, frame.after)
        if group(record) in ("audit", "observation", "staff") and record.recorded_by
    ]
    if not backing:
        return answer(INSUFFICIENT)
    most = max(Counter(record.recorded_by for record in backing).values())
    if most == len(backing):
        return answer(NOT_MET, backing)
    return answer(CONCERN if most > p["observer_share"] * len(backing) + EPS else MET, backing)


def evidence_not_bunched(world: World, claim: Claim, p: Params) -> Answer:
    """It was checked all along, not in one campaign."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    if frame.days_since_change() < 3 * p["bunch_days"]:
        return answer(NOT_APPLICABLE)
    after = frame.working_after
    if not enough_records(after, frame.measure):
        return answer(INSUFFICIENT)
    outcome = MET
    for first in sorted({record.date for record in after}):
        last = first + timedelta(days=p["bunch_days"] - 1)
        inside = [record for record in after if first <= record.date <= last]
        if len(inside) > p["bunch_share"] * len(after) + EPS:
            outside = [record for record in after if not first <= record.date <= last]
            if not enough_records(outside, frame.measure):
                return answer(NOT_MET, inside)
            outcome = CONCERN
    return told(outcome, frame, after)


def checks_not_predictable(world: World, claim: Claim, p: Params) -> Answer:
    """Nobody could know when and by whom the next check comes."""
    frame = claim_frame(world, claim)
    checks = [record for record in frame.after if group(record) in ("audit", "observation")]
    if len(checks) < p["min_checks"]:
        return answer(INSUFFICIENT)
    announced = [record.scheduled for record in checks if record.scheduled is not None]
    kept = [
        len({record.date.weekday() for record in checks}) >= 3,
        len({record.recorded_by for record in checks if record.recorded_by}) >= 2,
        not announced or announced.count(False) >= 0.25 * len(announced) - EPS,
    ]
    missing = kept.count(False)
    outcome = MET if missing == 0 else CONCERN if missing == 1 else NOT_MET
    return answer(
        outcome, [r for r in checks if bearing(frame, r) == "supports"], contradicting(frame, checks)
    )
