"""improvement-plans, the actions: owned, timed, checkable, specific, done, and checked."""

from __future__ import annotations

from collections.abc import Sequence

from takehold.engine.model import Action, Priority, Update
from takehold.engine.wording import Owner, check_is_vague, gives_figure, similarity

from . import words
from .answer import CONCERN, INSUFFICIENT, MET, NOT_APPLICABLE, NOT_MET, Answer, Params, answer
from .frames import updates_about_priority
from .params import EPS
from .world import World, is_cancelled, is_complete

OWNERS = {Owner.ONE: MET, Owner.SEVERAL: CONCERN, Owner.NOBODY: NOT_MET}


def action_owned(world: World, action: Action, p: Params) -> Answer:
    """A named person owns it."""
    return answer(OWNERS[words.owner(world, action.owner)])


def action_timed(world: World, action: Action, p: Params) -> Answer:
    """It has a realistic date."""
    if is_cancelled(action):
        return answer(NOT_APPLICABLE)
    due = words.as_date(action.due)
    if due is None:
        return answer(NOT_MET)
    if action.opened is None:
        return answer(INSUFFICIENT)
    days = (due - action.opened).days
    if days < 0:
        return answer(NOT_MET)
    return answer(MET if 0 < days <= p["max_days"] else CONCERN)


def action_checkable(world: World, action: Action, p: Params) -> Answer:
    """It says how anyone will know it worked."""
    if is_cancelled(action):
        return answer(NOT_APPLICABLE)
    if not action.check:
        return answer(NOT_MET)
    return answer(CONCERN if check_is_vague(action.check, names=words.names_of(world)) else MET)


def action_specific(world: World, action: Action, p: Params) -> Answer:
    """It says what will be done, in words that can be followed."""
    return answer(words.action_outcome(world, action.text, p["min_words"]))


def action_on_time(world: World, action: Action, p: Params) -> Answer:
    """It is done when it said."""
    if is_cancelled(action):
        return answer(NOT_APPLICABLE)
    due = words.as_date(action.due)
    if due is None or (is_complete(action) and action.completed is None):
        return answer(INSUFFICIENT)
    late = ((action.completed or world.as_of) - due).days
    if late <= 0:
        return answer(MET)
    return answer(CONCERN if late <= p["grace_days"] else NOT_MET)


def action_age(world: World, action: Action, p: Params) -> Answer:
    """It has not been open for ever."""
    if is_cancelled(action):
        return answer(NOT_APPLICABLE)
    if action.opened is None:
        return answer(INSUFFICIENT)
    days = (world.as_of - action.opened).days
    if is_complete(action) or days <= p["old_days"]:
        return answer(MET)
    return answer(CONCERN if days <= p["stale_days"] else NOT_MET)


def due_date_slipping(world: World, action: Action, p: Params) -> Answer:
    """Its date does not keep moving."""
    due = words.as_date(action.due)
    if is_cancelled(action) or due is None:
        return answer(NOT_APPLICABLE)
    if action.first_due is None or due <= action.first_due:
        return answer(MET)
    return answer(CONCERN if (due - action.first_due).days <= p["slip_days"] else NOT_MET)


def updates_of(world: World, subject: Action | Priority) -> list[Update]:
    """The updates about an action, or about a priority, in order of date."""
    if isinstance(subject, Priority):
        return updates_about_priority(world, subject)
    return sorted((u for u in world.updates if u.about == subject.id), key=lambda update: update.date)


def updates_not_repeating(world: World, subject: Action | Priority, p: Params) -> Answer:
    """Updates say something new."""
    newest = updates_of(world, subject)[-3:]
    if len(newest) < 2:
        return answer(NOT_APPLICABLE)
    alike = _pairs_alike(newest, p["similarity"])
    if alike == 0:
        return answer(MET)
    return answer(NOT_MET if alike == 3 else CONCERN)


def _pairs_alike(updates: Sequence[Update], alike: float) -> int:
    count = 0
    for number, one in enumerate(updates):
        for other in updates[number + 1 :]:
            count += similarity(one.text, other.text) >= alike - EPS
    return count


def updates_show_outcome(world: World, subject: Action | Priority, p: Params) -> Answer:
    """Updates report results, not effort."""
    updates = updates_of(world, subject)
    if not updates:
        return answer(NOT_APPLICABLE)
    shown = [bool(world.cited(u.evidence)) or gives_figure(u.text) for u in updates]
    if shown[-1]:
        return answer(MET, world.cited(updates[-1].evidence))
    return answer(CONCERN if any(shown) else NOT_MET)


def action_checked(world: World, action: Action, p: Params) -> Answer:
    """Once done, somebody checked."""
    if is_cancelled(action) or not is_complete(action):
        return answer(NOT_APPLICABLE)
    done = action.completed
    if done is None:
        return answer(INSUFFICIENT)
    if action.checked_on is None:
        late = (world.as_of - done).days >= p["check_days"]
        return answer(NOT_MET if late else INSUFFICIENT)
    cited = [record for record in world.cited(action.check_evidence) if record.date >= done]
    return answer(MET if cited and action.checked_on >= done else CONCERN, cited)
