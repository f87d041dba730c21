"""How things go over the months: levels of practice, what people say of it, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from .world import BAD, FLAT, GOOD, Bools, Floats, Ints, Level, Looked

Course = Callable[[int, int], float]
"""One figure of one team in one month, counted from the change."""

SWING: Final = 0.17
"""How far a theme that goes with the seasons swings either way: from 58 in 100 right in January to 92 in July."""
MILD: Final = 0.1
"""The same of a milder one: from 65 to 85."""
FAVOURABLE: Final = (0.5, 0.9)
"""What share of voices is favourable while practice is bad, and once it is good."""
MENDED: Final = 1 / 6
"""What is left of the incidents and complaints of a bad month once practice is good."""


def flat(level: float) -> Level:
    """The same everywhere and always."""
    return lambda looked, rng: np.full(len(looked.month), level)


def where(good: Callable[[Looked], Bools]) -> Level:
    """Good where told, bad elsewhere."""
    return lambda looked, rng: np.where(good(looked), GOOD, BAD)


def wandering(spread: float) -> Level:
    """Nothing changes, but months differ, and a good one is often followed by another (correlation a half)."""

    def level(looked: Looked, rng: np.random.Generator) -> Floats:
        first = int(looked.month.min())
        steps = rng.normal(0, spread, int(looked.month.max()) - first + 1)
        for at in range(1, len(steps)):
            steps[at] = 0.5 * steps[at - 1] + np.sqrt(0.75) * steps[at]
        return np.clip(FLAT + steps[looked.month - first], 0.05, 0.98)

    return level


def seasonal(swing: float) -> Level:
    """Worst in January, best in July, the same each year; nothing else changes."""
    return lambda looked, rng: FLAT + swing * _season(looked.month)


def falling(looked: Looked, rng: np.random.Generator) -> Floats:
    """Good for six months, then back to where it was over four."""
    slipped = np.clip((looked.month - 5) / 4, 0, 1)
    return np.where(looked.since, GOOD - (GOOD - BAD) * slipped, BAD)


def lagging(looked: Looked, rng: np.random.Generator) -> Floats:
    """Good in two teams of three; the third has come half of the way."""
    behind = (BAD + GOOD) / 2
    return np.where(looked.since, np.where(looked.team == 2, behind, GOOD), BAD)


def always(figure: float) -> Course:
    """The same in every month."""
    return lambda month, team: figure


def stepped(before: float, since: float) -> Course:
    """One figure before the change, another since."""
    return lambda month, team: before if month < 0 else since


def in_team(chosen: int, course: Course) -> Course:
    """A course that one team alone goes; the others stay as they were."""
    return lambda month, team: course(month if team == chosen else -1, team)


def until(end: int, course: Course) -> Course:
    """A course up to a month, then as before the change again."""
    return lambda month, team: course(month if month < end else -1, team)


def with_season(middle: float, swing: float) -> Course:
    """A figure that is furthest below its middle in January and furthest above it in July."""
    return lambda month, team: float(middle + swing * _season(month))


def _season(month: int | Ints) -> Floats:
    """Minus one in January, plus one in July; months count from a January."""
    return np.asarray(-np.cos(2 * np.pi * np.asarray(month) / 12))
