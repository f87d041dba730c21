"""What the command palette offers: every key of the screen by its name, and every step of the walk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

from .screens.home import NAMES, screen_of

NOT_OFFERED = ("command_palette", "select", "submit", "give", "back")
"""Actions that choosing in a list already does, or that belong to what is being typed."""


def commands(screen: Screen[Any], in_a_case: bool) -> Iterator[SystemCommand]:
    """Everything that can be done on a screen, then, where a case is open, every step to go to."""
    told: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id and active.enabled and binding.action not in (*NOT_OFFERED, *told):
            told.add(binding.action)
            what = binding.tooltip or binding.description
            does = partial(screen.app.run_action, binding.action, active.node)
            yield SystemCommand(binding.description, what, does)
    for kind, name in NAMES.items() if in_a_case else ():
        yield SystemCommand(f"Go to: {name}", "A step of the walk", partial(_go, screen.app, kind))


def _go(app: App[Any], kind: str) -> None:
    app.push_screen(screen_of(kind))
