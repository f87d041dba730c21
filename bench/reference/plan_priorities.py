"""improvement-plans, the priorities: is the plan about what is wrong, alive, and closed only on proof?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from takehold.engine.model import Evidence, Priority, Review, Update
from takehold.engine.wording import problem_is_vague, word_count

from . import words
from .answer import CONCERN, INSUFFICIENT, MET, NOT_APPLICABLE, NOT_MET, Answer, Params, answer, told
from .bearing import adverse, repeating_groups, within
from .cycles import cycle_of, cycles_between, preceding
from .frame import Frame, Reading
from .frames import (
    actions_of,
    claims_of,
    priority_frame,
    priority_records,
    reviews_about_priority,
    updates_about_priority,
)
from .over_time_governance import CONFIRMS, governing
from .params import MIN_RECORDS
from .values import meets
from .world import World, is_cancelled, is_closed, is_complete, working


def problem_stated(world: World, priority: Priority, p: Params) -> Answer:
    """The priority says what is wrong."""
    if not priority.problem:
        return answer(NOT_MET)
    long = word_count(priority.problem) >= p["min_words"]
    return answer(
        MET if long and not problem_is_vague(priority.problem, names=words.names_of(world)) else CONCERN
    )


def rationale_given(world: World, priority: Priority, p: Params) -> Answer:
    """It says why it matters."""
    if not priority.why:
        return answer(NOT_MET)
    return answer(MET if word_count(priority.why) >= 4 else CONCERN)


def priority_evidenced(world: World, priority: Priority, p: Params) -> Answer:
    """It grew out of evidence."""
    opened = priority.opened
    if opened is None:
        return answer(INSUFFICIENT)
    cited = world.cited(priority.evidence)
    if priority.evidence:
        return answer(MET if any(record.date <= opened for record in cited) else NOT_MET, cited)
    theme = theme_of(world, priority)
    records = world.of_theme.get(theme, ()) if theme else priority_records(world, priority)
    before = [record for record in adverse(records) if record.date < opened]
    return answer(CONCERN if len(before) >= MIN_RECORDS else NOT_MET, before)


def theme_of(world: World, priority: Priority) -> str | None:
    """The priority's theme, else its first claim's."""
    claims = claims_of(world, priority)
    return priority.theme or (claims[0].theme if claims else None)


def priority_has_actions(world: World, priority: Priority, p: Params) -> Answer:
    """Somebody is doing something about it."""
    return answer(MET if any(not is_cancelled(a) for a in actions_of(world, priority)) else NOT_MET)


def days_ago(world: World, day: date) -> int:
    """Days from a day to as_of."""
    return (world.as_of - day).days


def priority_live(world: World, priority: Priority, p: Params) -> Answer:
    """The plan is a live tool."""
    if is_closed(priority):
        return answer(NOT_APPLICABLE)
    days = [update.date for update in updates_about_priority(world, priority)]
    days += [review.date for review in reviews_about_priority(world, priority)]
    for action in actions_of(world, priority):
        days += [d for d in (action.opened, action.completed, action.checked_on) if d is not None]
    if not days or days_ago(world, max(days)) > 2 * p["live_days"]:
        return answer(NOT_MET)
    return answer(MET if days_ago(world, max(days)) <= p["live_days"] else CONCERN)


def outcome_reviewed(world: World, priority: Priority, p: Params) -> Answer:
    """Somebody asked whether it worked, and was it enough."""
    complete = [action for action in actions_of(world, priority) if is_complete(action)]
    if not complete:
        return answer(NOT_APPLICABLE)
    dates = [action.completed for action in complete if action.completed is not None]
    first = min(dates, default=None)
    about: list[Review | Update] = [
        *reviews_about_priority(world, priority),
        *updates_about_priority(world, priority),
    ]
    if about and first is None:
        return answer(INSUFFICIENT)
    later = [row for row in about if first is not None and row.date > first]
    cited = world.cited(id for row in later for id in row.evidence)
    return answer(MET if cited else CONCERN if later else NOT_MET, cited)


def closure_earned(world: World, priority: Priority, p: Params) -> Answer:
    """It was closed on proof."""
    if not is_closed(priority):
        return answer(NOT_APPLICABLE)
    frame = priority_frame(world, priority)
    first, last = _span_of_proof(world, priority)
    if first is None:
        return answer(INSUFFICIENT)
    proof = [record for record in working(frame.linked) if first <= record.date <= last]
    reading = _reading_between(frame, proof, first, last)
    if reading.by == "measure" and reading.value is not None and frame.target is not None:
        at_target = meets(reading.value, frame.target, frame.better)
    else:
        at_target = False
    decided = at_target or (reading.by == "results" and reading.improved)
    if frame.baseline() is None and not decided:
        return answer(INSUFFICIENT, proof)
    # In a count or a sum, whole cycles without a record are figures too.
    if not proof and not reading.enough:
        return answer(NOT_MET)
    if decided or reading.improved:
        return told(MET if priority.closing_reason else CONCERN, frame, proof)
    if not reading.enough or reading.better:
        return told(CONCERN, frame, proof)
    # Results alone, and none from before to hold them against: too little to say.
    return told(NOT_MET if reading.better is False else CONCERN, frame, proof)


def _span_of_proof(world: World, priority: Priority) -> tuple[date | None, date]:
    """From the day after the last completed action (else from opening) to the day before closing (else to as_of).

    The start is not known where actions are complete and none says when.
    """
    last = world.as_of if priority.closed is None else priority.closed - timedelta(days=1)
    complete = [action for action in actions_of(world, priority) if is_complete(action)]
    dates = [action.completed for action in complete if action.completed is not None]
    if dates:
        return max(dates) + timedelta(days=1), last
    return (None if complete else priority.opened), last


def _reading_between(frame: Frame, records: Sequence[Evidence], first: date, last: date) -> Reading:
    """How the records between two days stand; for a count or a sum, over the whole cycles between them."""
    if not frame.by_cycle:
        return frame.reading(records, [])
    start = cycle_of(first, frame.length)
    cycles = cycles_between(start, cycle_of(last, frame.length), frame.length)
    whole = [cycle for cycle in cycles if cycle.start >= first and cycle.end <= last]
    return frame.reading(records, whole if len(whole) >= 3 else None)


def no_return_after_closure(world: World, priority: Priority, p: Params) -> Answer:
    """It stayed closed."""
    if not is_closed(priority):
        return answer(NOT_APPLICABLE)
    if priority.closed is None:
        return answer(INSUFFICIENT)
    theme = theme_of(world, priority)
    records = world.of_theme.get(theme, []) if theme else priority_records(world, priority)
    since = [record for record in records if record.date >= priority.closed]
    returned = [r for r in adverse(since) if r.kind in ("incident", "complaint", "concern")]
    newest = newest_two(world, since, priority_frame(world, priority).length)
    if len(returned) >= 2 or repeating_groups(newest, p["repeat_share"]):
        return answer(NOT_MET, (), adverse(since))
    return answer(CONCERN if returned else MET, (), returned)


def newest_two(world: World, records: Sequence[Evidence], length: str) -> list[Evidence]:
    """The records of the newest two cycles; the one that as_of falls in counts once it has a record."""
    cycle = cycle_of(world.as_of, length)
    if not any(cycle.holds(record.date) for record in records):
        cycle = preceding(cycle, length)
    both = (cycle, preceding(cycle, length))
    return [record for record in records if within(record, both)]


def not_stalled(world: World, priority: Priority, stalled_days: float) -> Answer | None:
    """The answer where a priority is not known to be open that long and short of the improved position."""
    if is_closed(priority) or priority_frame(world, priority).window_reading().improved:
        return answer(NOT_APPLICABLE)
    if priority.opened is None:
        return answer(INSUFFICIENT)
    return answer(NOT_APPLICABLE) if days_ago(world, priority.opened) <= stalled_days else None


def stalled_challenged(world: World, priority: Priority, p: Params) -> Answer:
    """Where progress stalls, somebody asks why."""
    if (other := not_stalled(world, priority, p["stalled_days"])) is not None:
        return other
    days = [
        review.date
        for review in governing(reviews_about_priority(world, priority))
        if words.says_something(review.challenge) or review.finding == "escalated"
    ]
    if not days:
        return answer(NOT_MET)
    return answer(MET if days_ago(world, max(days)) <= p["provider_days"] else CONCERN)


def stalled_revised(world: World, priority: Priority, p: Params) -> Answer:
    """Where progress stalls, the plan is sharpened."""
    other = not_stalled(world, priority, p["stalled_days"])
    if other is not None or priority.opened is None:
        return other or answer(INSUFFICIENT)
    days: list[date | None] = []
    if priority.revised_on is not None:
        days.append(priority.revised_on)
    for action in actions_of(world, priority):
        specific = words.action_outcome(world, action.text) != NOT_MET
        if action.opened and action.opened > priority.opened and specific:
            days.append(action.opened)
    days += [other.opened for other in world.priorities if other.split_from == priority.id]
    if not days:
        return answer(NOT_MET)
    recent = any(day is not None and days_ago(world, day) <= p["revised_days"] for day in days)
    return answer(MET if recent else CONCERN)


def provider_oversight(world: World, priority: Priority, p: Params) -> Answer:
    """The provider looks at what is long-running or high-risk."""
    long = priority.opened is not None and days_ago(world, priority.opened) > p["oversight_days"]
    if not is_closed(priority) and priority.risk != "high" and priority.opened is None:
        return answer(INSUFFICIENT)
    if is_closed(priority) or not (priority.risk == "high" or long):
        return answer(NOT_APPLICABLE)
    days = [r.date for r in reviews_about_priority(world, priority) if r.level == "provider"]
    if not days or days_ago(world, max(days)) > 2 * p["provider_days"]:
        return answer(NOT_MET)
    return answer(MET if days_ago(world, max(days)) <= p["provider_days"] else CONCERN)


def progress_honest(world: World, priority: Priority, p: Params) -> Answer:
    """Progress is reported as it is."""
    said: list[str] = []
    cited: list[Evidence] = []
    for review in _progress_reviews(world, priority):
        if review.finding in CONFIRMS:
            said.append(_honest(priority_frame(world, priority, review.date)))
            cited += world.cited(review.evidence)
    if is_closed(priority):
        said.append(_honest(priority_frame(world, priority, priority.closed)))
    if not said:
        return answer(NOT_APPLICABLE)
    if priority_frame(world, priority).changed_on is None:
        return answer(INSUFFICIENT)
    for outcome in (NOT_MET, CONCERN):
        if outcome in said:
            return answer(outcome, (), cited or priority_frame(world, priority).window)
    return answer(MET, cited)


def _progress_reviews(world: World, priority: Priority) -> list[Review]:
    """Those about the priority, and those of its claims' themes."""
    themes = {claim.theme for claim in claims_of(world, priority) if claim.theme is not None}
    about = {review.id for review in reviews_about_priority(world, priority)}
    return [r for r in world.reviews if r.id in about or themes & set(r.about)]


def _honest(frame: Frame) -> str:
    """Whether saying improved is borne out by the window as it then was: thin is a concern, flat or worse not met."""
    reading = frame.window_reading()
    if reading.improved or reading.better:
        return MET
    return NOT_MET if reading.better is False else CONCERN


def plan_matches_risk(world: World, _: object, p: Params) -> Answer:
    """The plan is about what is actually going wrong."""
    planned = set()
    for priority in world.priorities:
        if not is_closed(priority):
            planned.add(theme_of(world, priority))
            planned.update(claim.theme for claim in claims_of(world, priority))
    risky: dict[str, list[Evidence]] = {}
    for theme, records in world.of_theme.items():
        newest = working(newest_two(world, records, world.service.cycle))
        bad = adverse(newest)
        if len(bad) >= MIN_RECORDS and len(bad) > p["risk_share"] * len(newest):
            risky[theme] = bad
    missing = [theme for theme in risky if theme not in planned]
    cited = [record for theme in missing for record in risky[theme]]
    if not missing:
        return answer(MET)
    return answer(NOT_MET if len(missing) >= 2 or len(missing) == len(risky) else CONCERN, (), cited)
