"""Asking a check what it would say of a claim that is not so yet, or no longer: within its time, and in silence.

The path, the narrower claim and the edge are found by trying out: a check may be asked hundreds of times. One that came
with takehold answers in microseconds. One that did not has, over all that it is asked in one run, the time that the
ruleset allows it, and what needs it is then left out and told.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import attrs

from .assess import answer
from .isolation import Stopped, heard, time_limit
from .model import Level, Place, Problem
from .names import listed
from .ruleset import Use
from .stopping import go_on

_USUAL = 60.0


class TooSlow(Exception):
    """A check has used up its time: what was tried out with it is not known."""


@attrs.define
class Tries:
    """What trying out has cost so far. `limit` is how many seconds each check has in all; 0 sets no limit."""

    limit: float = _USUAL
    spent: dict[str, float] = attrs.field(factory=dict)
    slow: dict[str, Use] = attrs.field(factory=dict)

    def satisfied(self, use: Use, view: Any) -> bool:
        """Whether a check is satisfied by a view. Raises TooSlow where its time is up."""
        go_on()
        if not use.outside:
            return answer(use, view).outcome.satisfies
        if use.id in self.slow:
            raise TooSlow(use.id)
        left = max(self.limit - self.spent.get(use.id, 0.0), 0.001) if self.limit else 0.0
        began = time.perf_counter()
        try:
            with heard(), time_limit(left):
                return answer(use, view).outcome.satisfies
        except Stopped:
            self.slow[use.id] = use
            raise TooSlow(use.id) from None
        finally:
            self.spent[use.id] = self.spent.get(use.id, 0.0) + time.perf_counter() - began

    def problems(self) -> tuple[Problem, ...]:
        """What was left out, in words; nothing where every check kept its time."""
        if not self.slow:
            return ()
        names = listed(f"{use.id} ({use.giver})" for use in self.slow.values())
        what = (
            f"claims that need {names} have no path and are not narrowed: to try out what would satisfy it took longer "
            f"than {self.limit:g} seconds (time_limit in a ruleset sets how long a check may take)"
        )
        file = next(use.giver.source if use.giver else use.id for use in self.slow.values())
        return (Problem(Level.WARNING, what, Place(file)),)


_now: ContextVar[Tries | None] = ContextVar("what trying out has cost", default=None)


@contextlib.contextmanager
def trying(limit: float) -> Iterator[Tries]:
    """Let what is tried out in the body share its time."""
    made = Tries(limit)
    token = _now.set(made)
    try:
        yield made
    finally:
        _now.reset(token)


def satisfied(use: Use, view: Any) -> bool:
    """Whether a check is satisfied by a view, within the time that is left to it. Raises TooSlow."""
    return (_now.get() or Tries()).satisfied(use, view)
