"""improvement-over-time, the rest: what governance said, what was done about signs, and the service's own checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import attrs

from takehold.engine.model import Action, Claim, Monitoring, Review

from . import words
from .answer import CONCERN, INSUFFICIENT, MET, NOT_APPLICABLE, NOT_MET, Answer, Params, answer, graded
from .bearing import supporting
from .cycles import cycle_of, preceding
from .frame import Frame
from .frames import claim_frame, linked_actions, linked_by_measure, priorities_of, reviews_about_claim, scaled
from .params import EPS, WINDOW
from .values import enough, gain, value_of
from .world import World, is_cancelled, is_complete

CONFIRMS = ("improved", "holding", "closed")
DENIES = ("slipping", "not-improved")


def governing(reviews: Sequence[Review]) -> list[Review]:
    """Manager and provider reviews."""
    return [review for review in reviews if review.level in ("manager", "provider")]


def governance_confirms(world: World, claim: Claim, p: Params) -> Answer:
    """Governance reviewed the after-evidence and confirmed it."""
    frame = claim_frame(world, claim)
    after = frame.working_after
    reviews = governing(reviews_about_claim(world, claim))
    confirming = [r for r in reviews if after and r.date >= after[0].date and r.finding in CONFIRMS]
    if not confirming:
        return answer(NOT_MET)
    newest = confirming[-1].date
    of_that_day = [review for review in confirming if review.date == newest]
    cited = world.cited(id for review in of_that_day for id in review.evidence)
    if any(review.date >= newest and review.finding in DENIES for review in reviews):
        return answer(NOT_MET, cited)
    then = claim_frame(world, claim, as_of=newest)
    improved = then.window_reading().improved
    return answer(MET if cited and improved else CONCERN, cited)


def review_cadence(world: World, claim: Claim, p: Params) -> Answer:
    """Reviews happen at the rhythm they should."""
    if claim.changed_on is None:
        return answer(INSUFFICIENT)
    over = []
    for level, limit in (("manager", p["manager_days"]), ("provider", p["provider_days"])):
        days = [r.date for r in reviews_about_claim(world, claim) if r.level == level]
        points = [claim.changed_on, *(d for d in days if d >= claim.changed_on), world.as_of]
        for earlier, later in pairwise(points):
            gap = (later - earlier).days
            if gap > limit:
                over.append((gap, limit))
    if not over:
        return answer(MET)
    if len(over) == 1 and over[0][0] - over[0][1] < over[0][1]:
        return answer(CONCERN)
    return answer(NOT_MET)


def trigger_acted_on(world: World, claim: Claim, p: Params) -> Answer:
    """Every warning sign since the change was acted on."""
    frame = claim_frame(world, claim)
    if claim.changed_on is None:
        return answer(INSUFFICIENT)
    signs = [*_course_signs(frame), *_threshold_signs(world, claim)]
    for review in reviews_about_claim(world, claim):
        if review.finding == "slipping" and review.date >= claim.changed_on:
            signs.append(review.date)
    signs = [day for day in signs if (world.as_of - day).days >= p["trigger_days"]]
    if not signs:
        return answer(NOT_APPLICABLE)
    answers = _days_of_answers(world, claim)
    acted_on = 0
    for sign in signs:
        if any(0 <= (day - sign).days <= p["trigger_days"] for day in answers):
            acted_on += 1
    if acted_on == 0:
        return answer(NOT_MET)
    return answer(MET if acted_on == len(signs) else CONCERN)


def _course_signs(frame: Frame) -> list[date]:
    """Cycles that slipped once improved, and from the second on those that never were; dated by their end."""
    signs = []
    reached = False
    for number, (cycle, reading) in enumerate(frame.known_course):
        if reading.improved:
            reached = True
        elif reached or number >= 1:
            signs.append(cycle.end)
    return signs


def _threshold_signs(world: World, claim: Claim) -> list[date]:
    """Cycles past a threshold that a monitoring row sets for a measure."""
    signs = []
    for row in world.monitoring:
        if row.claim == claim.id and row.threshold is not None:
            signs.extend(_past(world, claim, row))
    return signs


def _past(world: World, claim: Claim, row: Monitoring) -> list[date]:
    measure = world.measure(row.indicator) if row.indicator else world.measure(claim.measure)
    threshold = scaled(row.threshold, measure)
    if measure is None or threshold is None:
        return []
    # What would be linked if the claim were judged by the measure that is watched.
    linked = linked_by_measure(world, attrs.evolve(claim, measure=measure.id))
    frame = attrs.evolve(claim_frame(world, claim, measure=measure), linked=linked)
    found = []
    for cycle in frame.after_cycles:
        records = frame.after_in([cycle])
        value = value_of(records, measure, [cycle])
        if value is not None and (frame.by_cycle or enough(records, measure)):
            found += [cycle.end] if gain(value, threshold, measure.better) < -EPS else []
    return found


def _days_of_answers(world: World, claim: Claim) -> list[date]:
    """The days on which an action was opened for the claim or its priority, or a review decided something."""
    own = {priority.id for priority in priorities_of(world, claim)}
    actions: list[Action] = linked_actions(world, claim)
    actions += [action for action in world.actions if action.priority in own]
    days = [action.opened for action in actions if action.opened is not None]
    days += [r.date for r in reviews_about_claim(world, claim) if words.says_something(r.decision)]
    return days


def golden_thread(world: World, claim: Claim, p: Params) -> Answer:
    """One unbroken story: problem, cause, action, check, outcome, governance."""
    frame = claim_frame(world, claim)
    actions = linked_actions(world, claim)
    after = frame.working_after
    after_ids = {record.id for record in after}
    supports = supporting(frame, after)
    reviews = [
        review
        for review in governing(reviews_about_claim(world, claim))
        if any(id in after_ids for id in review.evidence)
    ]
    links = [
        bool(claim.problem) or any(priority.problem for priority in priorities_of(world, claim)),
        bool(claim.cause),
        bool(actions),
        bool(after) or any(action.checked_on is not None for action in actions),
        bool(supports) or any(action.outcome and action.check_evidence for action in actions),
        bool(reviews),
    ]
    faults = links.count(False)
    opened = [action.opened for action in actions if action.opened is not None]
    if opened and after and min(opened) > after[0].date:
        faults += 1
    if reviews and after and max(review.date for review in reviews) < after[0].date:
        faults += 1
    if faults >= 2:
        return answer(NOT_MET, supports)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    return answer(CONCERN if faults else MET, supports)


def complaint_learning(world: World, _: object, p: Params) -> Answer:
    """Complaints led to a change that was checked."""
    old = [
        record
        for record in world.evidence
        if record.kind == "complaint" and (world.as_of - record.date).days > p["learning_days"]
    ]
    if not old:
        return answer(NOT_APPLICABLE)
    learnt: set[str] = set()
    for action in world.actions:
        if words.has_owner(world, action.owner) and action.checked_on is not None:
            learnt.update(action.evidence)
    followed = [record for record in old if record.id in learnt]
    rest = [record for record in old if record.id not in learnt]
    return answer(graded(len(followed) / len(old), p["learning_share"], 0.5), followed, rest)


def backlog_not_growing(world: World, _: object, p: Params) -> Answer:
    """Overdue work is not piling up."""
    if not world.actions:
        return answer(NOT_APPLICABLE)
    length = world.service.cycle
    cycle = cycle_of(world.as_of, length)
    if not any(cycle.holds(record.date) for record in world.evidence):
        cycle = preceding(cycle, length)
    backlog = []
    for _number in range(WINDOW):
        backlog.append(overdue(world, min(cycle.end, world.as_of)))
        cycle = preceding(cycle, length)
    newest, middle, oldest = backlog
    growths = (middle > oldest) + (newest > middle)
    return answer((MET, CONCERN, NOT_MET)[growths])


def overdue(world: World, day: date) -> int:
    """How many actions were open and past their due date at the end of a day."""
    count = 0
    for action in world.actions:
        due = words.as_date(action.due)
        if due is None or is_cancelled(action) or due >= day:
            continue
        if action.opened is not None and action.opened > day:
            continue
        done = action.completed <= day if action.completed is not None else is_complete(action)
        count += not done
    return count
