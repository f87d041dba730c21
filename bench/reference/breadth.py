"""service-wide-breadth: does it reach as far as the service does, and do people feel it?"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from takehold.engine.measure.intervals import newcombe
from takehold.engine.model import Action, Claim, Evidence, Measure

from . import words
from .answer import CONCERN, INSUFFICIENT, MET, NOT_APPLICABLE, NOT_MET, Answer, Params, answer, told
from .chance import interval_excludes_no_change
from .cycles import Cycle
from .embedded import favourable
from .frame import Frame, Keep, Reading
from .frames import claim_frame, linked_actions
from .params import EPS, MIN_CHANGE, MIN_CYCLES, MIN_RECORDS, RESULT_SHARE, TOLERANCE
from .places import (
    Place,
    cells_in_scope,
    mostly_weaker,
    out_of_hours,
    readings,
    shifts_in_scope,
    stated,
    teams_in_scope,
    weaker,
    weaker_places,
)
from .values import by_cycle, enough, gain, value_of
from .world import World, group, is_open, working

Found = list[tuple[Place, Reading]]


def _recorded(records: Sequence[Evidence], places: list[Place]) -> int:
    """How many places have a record."""
    return sum(any(place.holds(record) for record in records) for place in places)


def spread_mapped(world: World, claim: Claim, p: Params) -> Answer:
    """Leaders can say exactly where it is better and where not yet known."""
    if not world.teams and not world.shifts:
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    window = working(frame.window)
    places = teams_in_scope(world, claim, frame) + shifts_in_scope(world, claim)
    cells = cells_in_scope(world, claim, frame)
    if _recorded(window, places) < len(places):
        return told(NOT_MET, frame, window)
    if _recorded(window, cells) < p["mapped_share"] * len(cells) - EPS:
        return told(CONCERN, frame, window)
    return told(MET, frame, window)


def scope_not_overstated(world: World, claim: Claim, p: Params) -> Answer:
    """The claim reaches no further than its evidence."""
    if not world.teams and not world.shifts:
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    window = working(frame.window)
    teams = readings(frame, teams_in_scope(world, claim, frame))
    shifts = readings(frame, shifts_in_scope(world, claim))
    cells = readings(frame, cells_in_scope(world, claim, frame))
    sparse = any(_recorded(window, [x for x, _ in d]) < len(d) / 2 for d in (teams, shifts) if d)
    if not sparse and all(reading.improved is None for _, reading in teams + shifts):
        return answer(INSUFFICIENT)
    behind = weaker(teams + shifts + cells)
    unstated = [place for place in behind if not _excused(world, claim, place)]
    if unstated or sparse or mostly_weaker(teams) or mostly_weaker(shifts):
        return _about_places(NOT_MET, frame, behind)
    everywhere = all(reading.improved for _, reading in teams + shifts)
    return _about_places(MET if everywhere and not behind else CONCERN, frame, behind)


def _excused(world: World, claim: Claim, place: Place) -> bool:
    """Whether a weaker place is stated, and nowhere as material."""
    rows = stated(world, claim, place)
    return bool(rows) and not any(row.material for row in rows)


def _about_places(outcome: str, frame: Frame, behind: list[Place]) -> Answer:
    if not behind:
        return told(outcome, frame, frame.window)
    return told(outcome, frame, [r for r in frame.window if any(place.holds(r) for place in behind)])


def not_one_team(world: World, claim: Claim, p: Params) -> Answer:
    """It does not rest on the best team alone."""
    frame = claim_frame(world, claim)
    teams = teams_in_scope(world, claim, frame)
    if len(teams) <= 1:
        return answer(NOT_APPLICABLE)
    best = _best_team(frame, readings(frame, teams))
    if frame.changed_on is None or best is None:
        return answer(INSUFFICIENT)

    def in_another_team(record: Evidence) -> bool:
        return record.team is not None and record.team != best.team

    rest = frame.window_reading(in_another_team)
    cited = [record for record in frame.window if in_another_team(record)]
    if rest.improved:
        return told(MET, frame, cited)
    if rest.improved is None or rest.better is None:
        return answer(INSUFFICIENT)
    return told(CONCERN if rest.better else NOT_MET, frame, cited)


def _best_team(frame: Frame, found: Found) -> Place | None:
    """The best of the teams with enough records; of equals, the one with the most records."""
    judged = [(place, reading) for place, reading in found if reading.enough]
    by_share = any(reading.by == "results" for _, reading in judged)
    best: Place | None = None
    best_rank: tuple[float, int] | None = None
    for place, reading in judged:
        rank = (_lead(frame, place, reading, by_share), len([r for r in frame.window if place.holds(r)]))
        if (
            best_rank is None
            or rank[0] > best_rank[0] + EPS
            or (abs(rank[0] - best_rank[0]) <= EPS and rank[1] > best_rank[1])
        ):
            best, best_rank = place, rank
    return best


def _lead(frame: Frame, place: Place, reading: Reading, by_share: bool) -> float:
    """How good a team is: its figure; for a count or a sum, how far it is ahead of its own baseline.

    By the share of results where a team has nothing else, so that all are compared by the same figure.
    """
    if by_share:
        return float("-inf") if reading.share is None else reading.share
    value = reading.value or 0.0
    if not frame.by_cycle:
        return value if frame.better == "higher" else -value
    baseline = frame.baseline(place.holds)
    if baseline is None:
        return float("-inf")
    ahead = gain(value, baseline, frame.better)
    if abs(baseline) > EPS:
        return ahead / abs(baseline)
    return 0.0 if abs(ahead) <= EPS else float("inf") if ahead > 0 else float("-inf")


@attrs.frozen
class Gap:
    """How far the best place is ahead of the worst, and the tolerance (None: not known)."""

    size: float
    tolerance: float | None
    by: str
    """`measure` or `results`: two gaps are compared only where both are of the same figures."""

    def at_most(self, times: float, other: Gap | None) -> bool:
        """Whether it is at most so many times another gap."""
        return other is not None and self.by == other.by and self.size <= times * other.size + EPS


def spread(frame: Frame, found: Found) -> Gap | None:
    """The gap between the best and the worst place; None with fewer than two to compare."""
    figures = [r.value for _, r in found if r.by == "measure" and r.value is not None]
    shares = [reading.share for _, reading in found if reading.share is not None]
    some_by_results = any(reading.by == "results" for _, reading in found)
    if len(figures) >= 2 and not (some_by_results and len(shares) >= 2):
        tolerance: float | None = TOLERANCE
        if frame.measure is not None and frame.measure.summary != "proportion":
            baseline = frame.baseline()
            tolerance = None if baseline is None else TOLERANCE * abs(baseline)
        return Gap(max(figures) - min(figures), tolerance, "measure")
    return Gap(max(shares) - min(shares), TOLERANCE, "results") if len(shares) >= 2 else None


def _in_cycles(frame: Frame, places: list[Place], cycles: list[Cycle]) -> Found:
    records = frame.after_in(cycles)
    return [(place, frame.reading(records, cycles, place.holds)) for place in places]


def team_gap_narrowing(world: World, claim: Claim, p: Params) -> Answer:
    """The gap between teams is closing."""
    frame = claim_frame(world, claim)
    teams = teams_in_scope(world, claim, frame)
    if len(teams) <= 1:
        return answer(NOT_APPLICABLE)
    gap = None if frame.by_cycle else spread(frame, readings(frame, teams))
    if frame.changed_on is None or gap is None or gap.tolerance is None:
        return answer(INSUFFICIENT)
    if gap.size <= gap.tolerance + EPS:
        return told(MET, frame, frame.window)
    if len(frame.after_cycles) < 4:
        return answer(INSUFFICIENT)
    first_cycles = [cycle for cycle, reading in frame.course if reading.enough][:3]
    first = spread(frame, _in_cycles(frame, teams, first_cycles))
    return told(CONCERN if gap.at_most(1 - p["narrowing"], first) else NOT_MET, frame, frame.window)


def out_of_hours_parity(world: World, claim: Claim, p: Params) -> Answer:
    """Nights and weekends show it too."""
    outside, core = out_of_hours(world)
    if not any(shift.out_of_hours for shift in world.shifts) and not any(map(outside, world.evidence)):
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    then = frame.window_reading(outside)
    if frame.changed_on is None or then.improved is None:
        return answer(INSUFFICIENT)
    cited = [record for record in frame.window if outside(record)]
    if frame.by_cycle:
        return told(MET if then.improved else NOT_MET, frame, cited)
    hours = frame.window_reading(core)
    if then.improved:
        # Where core hours are thin nothing shows a gap.
        return told(CONCERN if frame.within(then, hours) is False else MET, frame, cited)
    closing = then.better and _closing(frame, outside, core, then, hours)
    return told(CONCERN if closing else NOT_MET, frame, cited)


def _closing(frame: Frame, outside: Keep, core: Keep, then: Reading, hours: Reading) -> bool:
    """Whether the gap is at least a quarter smaller than in the first three after-cycles."""
    first = frame.after_cycles[:3]
    records = frame.after_in(first)
    first_then, first_hours = frame.reading(records, first, outside), frame.reading(records, first, core)
    if {then.by, hours.by} != {first_then.by, first_hours.by}:
        return False
    gap, gap_then = frame.worse_by(then, hours), frame.worse_by(first_then, first_hours)
    return gap is not None and gap_then is not None and gap_then > EPS and gap <= 0.75 * gap_then + EPS


def shifts_consistent(world: World, claim: Claim, p: Params) -> Answer:
    """Shifts vary less than they did."""
    frame = claim_frame(world, claim)
    shifts = shifts_in_scope(world, claim)
    if len(shifts) <= 1:
        return answer(NOT_APPLICABLE)
    gap = None if frame.by_cycle else spread(frame, readings(frame, shifts))
    if frame.changed_on is None or gap is None or gap.tolerance is None:
        return answer(INSUFFICIENT)
    if gap.size <= gap.tolerance + EPS:
        return told(MET, frame, frame.window)
    before = spread(frame, [(shift, frame.reading(frame.before, None, shift.holds)) for shift in shifts])
    narrower = gap.at_most(1, before) and before is not None and gap.size < before.size - EPS
    return told(CONCERN if narrower else NOT_MET, frame, frame.window)


def multi_point_checking(world: World, claim: Claim, p: Params) -> Answer:
    """Each area is checked in several ways."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    after = frame.working_after
    areas = teams_in_scope(world, claim, frame)
    if not areas or all(record.team is None for record in after):
        areas = [Place()]
    fewest = min(len({group(record) for record in after if area.holds(record)}) for area in areas)
    outcome = MET if fewest >= p["min_groups"] else CONCERN if fewest >= 2 else NOT_MET
    return told(outcome, frame, after)


def lived_experience(world: World, claim: Claim, p: Params) -> Answer:
    """People and families feel it, not only the dashboards."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    outcome = felt(world, claim, None, p["confidence"])
    return told(outcome, frame, [r for r in frame.window if group(r) == "experience"])


def felt(world: World, claim: Claim, keep: Keep | None, confidence: float) -> str:
    """lived-experience's rule, over all records or those of one area."""
    for measure in world.measures:
        if measure.perspective == "experience" and claim.theme is not None and measure.theme == claim.theme:
            found = _felt_in_measure(world, claim, measure, keep, confidence)
            if found is not None:
                return found
    frame = claim_frame(world, claim)
    then = favourable(_experience(frame.before, keep))
    now = favourable(_experience(frame.window, keep))
    return _felt_in_share(then, now, confidence)


def _experience(records: Sequence[Evidence], keep: Keep | None) -> list[Evidence]:
    return [r for r in records if group(r) == "experience" and (keep is None or keep(r))]


def _felt_in_measure(
    world: World, claim: Claim, measure: Measure, keep: Keep | None, confidence: float
) -> str | None:
    """By a measure of experience, where it has enough on both sides."""
    frame = claim_frame(world, claim, measure=measure)
    before = [record for record in frame.before if keep is None or keep(record)]
    after = [record for record in frame.window if keep is None or keep(record)]
    before_cycles = frame.before_cycles() if frame.by_cycle else []
    after_cycles = frame.window_cycles
    if by_cycle(measure):
        if min(len(before_cycles), len(after_cycles)) < MIN_CYCLES:
            return None
    elif not (enough(before, measure) and enough(after, measure)):
        return None
    then, now = value_of(before, measure, before_cycles), value_of(after, measure, after_cycles)
    if then is None or now is None:
        return None
    if frame.improved(now, then, keep):
        return MET
    beyond = interval_excludes_no_change(measure, before, before_cycles, after, after_cycles, confidence)
    return CONCERN if gain(now, then, measure.better) > EPS and beyond else NOT_MET


def _felt_in_share(then: list[float], now: list[float], confidence: float) -> str:
    """By the favourable share of experience records."""
    if len(then) < MIN_RECORDS or len(now) < MIN_RECORDS:
        return INSUFFICIENT
    before, since = sum(then) / len(then), sum(now) / len(now)
    better = since - before > EPS and since >= (1 + MIN_CHANGE) * before - EPS
    high = since >= RESULT_SHARE - EPS
    if better and (high or since - before >= 0.5 * (1 - before) - EPS):
        return MET
    beyond = newcombe(sum(then), len(then), sum(now), len(now), confidence).excludes(0)
    if better and beyond:
        return CONCERN
    return CONCERN if high and before - since <= TOLERANCE + EPS else NOT_MET


def lived_experience_spread(world: World, claim: Claim, p: Params) -> Answer:
    """It is felt in every area."""
    frame = claim_frame(world, claim)
    teams = teams_in_scope(world, claim, frame)
    if len(teams) <= 1:
        return answer(NOT_APPLICABLE)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    outcomes = [felt(world, claim, team.holds, p["confidence"]) for team in teams]
    judged = [outcome for outcome in outcomes if outcome != INSUFFICIENT]
    if not judged:
        return answer(INSUFFICIENT)
    met = judged.count(MET)
    outcome = MET if met == len(judged) else CONCERN if met else NOT_MET
    return told(outcome, frame, _experience(frame.window, None))


def residual_variation_stated(world: World, claim: Claim, p: Params) -> Answer:
    """Leaders say themselves where it is still weaker."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    behind = weaker_places(world, claim, frame)
    if not behind:
        return answer(MET)
    rows = [stated(world, claim, place) for place in behind]
    teams = readings(frame, teams_in_scope(world, claim, frame))
    shifts = readings(frame, shifts_in_scope(world, claim))
    if not all(rows) or mostly_weaker(teams) or mostly_weaker(shifts):
        return _about_places(NOT_MET, frame, behind)
    complete = all(
        any(row.explanation and row.material is not None and row.review_on for row in found) for found in rows
    )
    return _about_places(MET if complete else CONCERN, frame, behind)


def lagging_areas_supported(world: World, claim: Claim, p: Params) -> Answer:
    """Weaker areas get targeted support with a date."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    behind = weaker_places(world, claim, frame)
    if not behind:
        return answer(NOT_APPLICABLE)
    helped = sum(_supported(world, claim, place) for place in behind)
    outcome = NOT_MET if helped == 0 else MET if helped == len(behind) else CONCERN
    return _about_places(outcome, frame, behind)


def _supported(world: World, claim: Claim, place: Place) -> bool:
    named = {id for row in stated(world, claim, place) for id in row.actions}
    own = [action for action in linked_actions(world, claim) if _is_for(action, place)]
    through = [action for action in world.actions if action.id in named]
    return any(
        is_open(action) and words.has_owner(world, action.owner) and words.as_date(action.due) is not None
        for action in own + through
    )


def _is_for(action: Action, place: Place) -> bool:
    """Whether an action is for a place: its team or its shift; for a cell both, or one with the other blank."""
    if place.team is not None and place.shift is not None:
        return (
            (action.team is not None or action.shift is not None)
            and action.team in (place.team, None)
            and action.shift in (place.shift, None)
        )
    if place.team is not None:
        return action.team == place.team
    return action.shift == place.shift
