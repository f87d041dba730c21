"""How the criteria ask about wording: the engine's own judgement of words, but what says nothing by the letter."""

from __future__ import annotations

import re
from datetime import date

from takehold.engine.model import Action, Evidence
from takehold.engine.wording import (
    Degree,
    Owner,
    judge_action,
    judge_owner,
    names_practical_check,
    strength,
)

from .world import World

NOTHING = {"", "none", "noted", "n/a", "na", "no change", "carry on", "continue", "ongoing"}


def says_something(text: str | None) -> bool:
    """Whether a decision or a challenge says more than that nothing changes."""
    plain = re.sub(r"\s+", " ", (text or "").strip().strip(".!,;:- ").casefold())
    return plain not in NOTHING


def places_of(world: World) -> tuple[str, ...]:
    """What the service's teams and shifts are called, and their ids."""
    found = [name for team in world.teams for name in (team.id, team.name) if name]
    return (*found, *(name for shift in world.shifts for name in (shift.id, shift.name) if name))


def names_of(world: World) -> tuple[str, ...]:
    """The service's own names, which make a text definite: its teams, shifts and measures."""
    measures = [name for measure in world.measures for name in (measure.id, measure.name) if name]
    return (*places_of(world), *measures)


def owner(world: World, text: str | None) -> Owner:
    """Who an owner is; a team or a shift by itself is nobody."""
    return judge_owner(text, places=places_of(world))


def has_owner(world: World, text: str | None) -> bool:
    """Whether somebody is named at all."""
    return owner(world, text) is not Owner.NOBODY


def action_kind(action: Action) -> str | None:
    """The action's kind; where blank, by its words."""
    return strength(action.text, action.kind).kind


def names_practice_check(action: Action, records: list[Evidence]) -> bool:
    """Whether an action's check is a competency check or an observation."""
    kinds = any(record.kind in ("competency", "observation") for record in records)
    return kinds or names_practical_check(action.check)


def action_outcome(world: World, text: str, min_words: float = 5) -> str:
    """How specific an action is: met, concern or not-met."""
    degree = judge_action(text, int(min_words), names=names_of(world)).degree
    return {Degree.SPECIFIC: "met", Degree.VAGUE_WORD: "concern", Degree.VAGUE: "not-met"}[degree]


def as_date(value: date | str | None) -> date | None:
    """The date of a cell that may hold words."""
    return value if isinstance(value, date) else None
