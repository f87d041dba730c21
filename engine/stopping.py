"""Letting go of work that nobody waits for any more: it asks, wherever it may stop, whether to go on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar

_ask: ContextVar[Callable[[], None] | None] = ContextVar("whether to go on", default=None)


@contextlib.contextmanager
def stopped_by(ask: Callable[[], None]) -> Iterator[None]:
    """Let the work in the body end with whatever `ask` raises: it is called before each check, trial and picture."""
    token = _ask.set(ask)
    try:
        yield
    finally:
        _ask.reset(token)


def go_on() -> None:
    """Raise what this work is to end with; nothing where it is still waited for."""
    ask = _ask.get()
    if ask is not None:
        ask()
