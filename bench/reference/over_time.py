"""improvement-over-time: was it weak, was something changed, is it better, and does it hold?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from takehold.engine.model import Claim, Evidence
from takehold.engine.wording import statement_is_vague

from . import words
from .answer import (
    CONCERN,
    INSUFFICIENT,
    MET,
    NOT_MET,
    Answer,
    Params,
    answer,
    insufficient_without_change,
    told,
)
from .bearing import adverse, contradicting, repeating_groups, supporting, within
from .chance import interval_excludes_no_change
from .cycles import Cycle, cycle_of, cycles_between, preceding, year_before
from .frame import Frame
from .frames import claim_frame, linked_actions, priorities_of
from .params import EPS, GROUPS_OUTSIDE_ACTIVITY, MIN_CYCLES
from .places import teams_in_scope
from .values import at_improved_position, enough, enough_records, gain, meets, value_of
from .world import World, group, is_activity, working


def baseline_identified(world: World, claim: Claim, p: Params) -> Answer:
    """A clear baseline was recorded before anything changed."""
    frame = claim_frame(world, claim)
    if claim.changed_on is None:
        return answer(INSUFFICIENT if claim.problem else NOT_MET)
    before = frame.working_before
    if not before or not claim.problem:
        return answer(NOT_MET, before)
    if frame.by_cycle:
        is_enough = len(frame.before_cycles()) >= MIN_CYCLES
    else:
        is_enough = enough_records(before, frame.measure)
    value = value_of(before, frame.measure, frame.before_cycles() if frame.by_cycle else ())
    if not is_enough or value is None:
        return answer(CONCERN, before)
    met_already = frame.target is not None and meets(value, frame.target, frame.better)
    return answer(CONCERN if met_already else MET, before)


def claim_specific(world: World, claim: Claim, p: Params) -> Answer:
    """The claim says what improved."""
    if statement_is_vague(claim.statement, names=words.names_of(world)):
        return answer(NOT_MET)
    return answer(MET if claim.measure else CONCERN)


def change_introduced(world: World, claim: Claim, p: Params) -> Answer:
    """A dated change was made to the cause, by somebody named."""
    if claim.changed_on is None:
        return answer(NOT_MET)
    owned = any(words.has_owner(world, action.owner) for action in linked_actions(world, claim))
    return answer(MET if claim.cause and owned else CONCERN)


def prompt_response(world: World, claim: Claim, p: Params) -> Answer:
    """Action followed quickly once the issue was known."""
    known = claim.identified_on
    if known is None:
        opened = [x.opened for x in priorities_of(world, claim) if x.opened is not None]
        known = min(opened, default=None)
    if known is None:
        return answer(INSUFFICIENT)
    dates = [action.opened for action in linked_actions(world, claim) if action.opened is not None]
    if not dates:
        return answer(NOT_MET)
    days = (min(dates) - known).days
    if days <= p["prompt_days"]:
        return answer(MET)
    return answer(CONCERN if days <= 2 * p["prompt_days"] else NOT_MET)


def staff_guided(world: World, claim: Claim, p: Params) -> Answer:
    """Staff were briefed or coached in the change where it applies."""
    frame = claim_frame(world, claim)
    if claim.changed_on is None:
        return answer(INSUFFICIENT)
    first = claim.changed_on - timedelta(days=p["guided_before"])
    last = claim.changed_on + timedelta(days=p["guided_after"])
    guiding = []
    for record in frame.linked:
        if first <= record.date <= last and (is_activity(record) or record.kind == "supervision"):
            guiding.append(record)
    teams = teams_in_scope(world, claim, frame)
    if not teams:
        return answer(MET if guiding else NOT_MET, guiding)
    reached = 0
    for team in teams:
        if any(record.team is None or record.team == team.team for record in guiding):
            reached += 1
    if reached == 0:
        return answer(NOT_MET)
    return answer(MET if reached == len(teams) else CONCERN, guiding)


def change_monitored(world: World, claim: Claim, p: Params) -> Answer:
    """Follow-up checking began soon and has not lapsed."""
    frame = claim_frame(world, claim)
    missing = insufficient_without_change(frame)
    if missing is not None or claim.changed_on is None:
        return answer(INSUFFICIENT)
    after = frame.working_after
    if not after:
        return answer(NOT_MET)
    soon = (after[0].date - claim.changed_on).days <= p["follow_up_days"]
    lapsed = any(not any(cycle.holds(r.date) for r in after) for cycle in frame.full_cycles())
    if soon and not lapsed:
        return answer(MET, after)
    return answer(CONCERN if soon or not lapsed else NOT_MET, after)


WORST_FIRST = (NOT_MET, CONCERN, MET)


def measurable_improvement(world: World, claim: Claim, p: Params) -> Answer:
    """Before and after differ, measurably and beyond chance."""
    frame = claim_frame(world, claim)
    if claim.changed_on is None:
        return answer(INSUFFICIENT)
    outcome = _compared(frame, frame.before, frame.before_cycles() if frame.by_cycle else [], p["confidence"])
    if outcome != INSUFFICIENT and _outside_the_baseline(claim, frame):
        year = year_before(claim.changed_on)
        records = [r for r in frame.linked if year <= r.date < claim.changed_on]
        cycles = _whole_cycles_of_the_year(frame, year, claim.changed_on)
        other = _compared(frame, records, cycles, p["confidence"])
        if other != INSUFFICIENT:
            outcome = min(outcome, other, key=WORST_FIRST.index)
    return told(outcome, frame, frame.window)


def _outside_the_baseline(claim: Claim, frame: Frame) -> bool:
    kept = {record.id for record in frame.before}
    return any(
        record.id not in kept
        for record in frame.linked
        if claim.changed_on is not None and record.date < claim.changed_on and not is_activity(record)
    )


def _whole_cycles_of_the_year(frame: Frame, year: date, changed_on: date) -> list[Cycle]:
    """For a count or a sum: the whole cycles of the year before the change, once records began."""
    if not frame.by_cycle or frame.first_linked is None:
        return []
    begun = cycle_of(frame.first_linked, frame.length).start
    cycles = cycles_between(cycle_of(year, frame.length), cycle_of(changed_on, frame.length), frame.length)
    return [c for c in cycles if c.start >= year and c.start >= begun and c.end < changed_on]


def _compared(
    frame: Frame, before: Sequence[Evidence], before_cycles: Sequence[Cycle], confidence: float
) -> str:
    """The window against one set of before-records, in the measure itself."""
    after, after_cycles = frame.window, frame.window_cycles
    if frame.by_cycle:
        if len(before_cycles) < MIN_CYCLES or len(after_cycles) < MIN_CYCLES:
            return INSUFFICIENT
    elif not (enough(before, frame.measure) and enough(after, frame.measure)):
        return INSUFFICIENT
    then = value_of(before, frame.measure, before_cycles)
    now = value_of(after, frame.measure, after_cycles)
    if then is None or now is None:
        return INSUFFICIENT
    if gain(now, then, frame.better) <= EPS:
        return NOT_MET
    improved = at_improved_position(now, then, frame.target, frame.better)
    beyond = interval_excludes_no_change(
        frame.measure, before, before_cycles, after, after_cycles, confidence
    )
    if improved and beyond:
        return MET
    return CONCERN if improved or beyond else NOT_MET


def improvement_holding(world: World, claim: Claim, p: Params) -> Answer:
    """It has not slipped back."""
    frame = claim_frame(world, claim)
    course = frame.known_course
    if frame.changed_on is None or len(course) < 2 or frame.first_improved is None:
        return answer(INSUFFICIENT)
    later = [(cycle, r) for cycle, r in course if cycle.start > frame.first_improved.start]
    slipped = [cycle for cycle, reading in later if not reading.improved]
    cited = frame.after_in(slipped)
    if (later and not later[-1][1].improved) or len(slipped) >= 2:
        return answer(NOT_MET, supporting(frame, frame.held), working(cited))
    return answer(CONCERN if slipped else MET, supporting(frame, frame.held), contradicting(frame, cited))


def repeat_run(frame: Frame) -> list[Cycle]:
    """The newest cycles in a row at the improved position, newest first; a full cycle without a record ends it."""
    run: list[Cycle] = []
    for cycle, reading in reversed(frame.known_course):
        if not reading.improved:
            break
        if run and _cycle_missing(frame, cycle, run[-1]):
            break
        run.append(cycle)
    return run


def _cycle_missing(frame: Frame, earlier: Cycle, later: Cycle) -> bool:
    if frame.by_cycle:
        return False
    between = cycles_between(earlier, later, frame.length)[1:-1]
    return any(not working(frame.after_in([cycle])) for cycle in between)


def evidence_triangulated(world: World, claim: Claim, p: Params) -> Answer:
    """Several kinds of source support each other."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    agreeing = 0
    for name in GROUPS_OUTSIDE_ACTIVITY:
        of_group = [record for record in frame.after if group(record) == name]
        if len(supporting(frame, of_group)) > len(contradicting(frame, of_group)):
            agreeing += 1
    if agreeing >= p["min_groups"]:
        return told(MET, frame, frame.after)
    return told(CONCERN if agreeing == p["min_groups"] - 1 else NOT_MET, frame, frame.after)


def no_recurrence(world: World, claim: Claim, p: Params) -> Answer:
    """The original concern is not coming back."""
    frame = claim_frame(world, claim)
    before_cycles = frame.before_cycles(to_change=True)
    if frame.changed_on is None or not before_cycles or not frame.window_cycles:
        return answer(INSUFFICIENT)
    of_theme = _of_theme(world, claim, frame)
    since = [r for r in of_theme if r.date >= frame.changed_on]
    before = adverse(r for r in of_theme if within(r, before_cycles))
    now = adverse(r for r in since if within(r, frame.window_cycles))
    rate_before, rate_now = len(before) / len(before_cycles), len(now) / len(frame.window_cycles)
    fallen = rate_now <= p["recurrence_share"] * rate_before + EPS
    newest = [r for r in since if within(r, newest_two_cycles(frame))]
    repeating = repeating_groups(newest, p["repeat_share"])
    if not fallen or len(repeating) >= 2:
        return answer(NOT_MET, before, now)
    return answer(CONCERN if repeating else MET, before, now)


def _of_theme(world: World, claim: Claim, frame: Frame) -> list[Evidence]:
    """Every record of the claim's theme, and those that name the claim and no theme."""
    if claim.theme is None:
        return frame.linked
    untold = [record for record in frame.linked if record.theme is None]
    return sorted([*world.of_theme.get(claim.theme, ()), *untold], key=lambda record: record.date)


def newest_two_cycles(frame: Frame) -> tuple[Cycle, Cycle]:
    """The newest two cycles of the linked records, whole or not; the current one counts once it has a record."""
    newest = cycle_of(frame.as_of, frame.length)
    if not any(newest.holds(record.date) for record in frame.linked):
        newest = preceding(newest, frame.length)
    return preceding(newest, frame.length), newest
