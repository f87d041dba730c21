"""The keys that work now, at the foot of every screen: this screen's first, then those that always work.

They break over as many lines as they need: at 80 columns none is cut off. A click on one presses it.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from .lines import Lines, Sought

APART = 2
"""How many columns stand between two keys."""

WITHIN = {"dismiss": "Close the list"}
"""Keys of a widget's own that are shown as well, in our words, by what they do."""


@attrs.frozen
class Shown:
    """One key: what it is called, what it does, and how a click presses it."""

    key: str
    name: str
    does: str
    tip: str
    always: bool

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.name) + 1 + len(self.does) + APART


class Key(Static):
    """One key with what it does."""

    def __init__(self, shown: Shown) -> None:
        super().__init__(Text.assemble((shown.name, "bold"), " ", shown.does))
        self._key = shown.key
        self.tooltip = shown.tip

    def on_click(self) -> None:
        """Press it."""
        self.app.simulate_key(self._key)


class Keys(Vertical, can_focus=False):
    """The foot of a screen."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: list[list[Shown]] = []

    def compose(self) -> ComposeResult:
        """A line of keys under another."""
        for line in self._drawn:
            with Horizontal():
                yield from map(Key, line)

    def on_mount(self) -> None:
        """Follow what works."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())
        self._follow()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._follow()

    def _follow(self) -> None:
        if not self.is_attached or not self.app.is_running:
            return
        drawn = list(broken(sorted(self._now(), key=_order), self.app.size.width - 2))
        if drawn != self._drawn:
            self._drawn = drawn
            self.call_after_refresh(self.recompose)

    def _now(self) -> Iterator[Shown]:
        told: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            does = binding.description if binding.id else WITHIN.get(binding.action, "")
            if isinstance(active.node, Lines | Sought) and binding.action in ("select", "submit"):
                does = active.node.enter
            if does and binding.show and active.enabled and binding.action not in told:
                told.add(binding.action)
                name = self.app.get_key_display(binding)
                yield Shown(binding.key, name, does, binding.tooltip or does, self._always(active))

    def _always(self, active: ActiveBinding) -> bool:
        """Whether a key works on other screens too: the app's own, and the way back."""
        action = active.binding.action
        return active.node is self.app or action.startswith("app.") or active.binding.key == "escape"


def _order(shown: Shown) -> tuple[bool, int]:
    """This screen's keys first, Enter before the others; of those that always work, the way back first, leaving last."""
    return shown.always, {"enter": -2, "escape": -1, "ctrl+q": 1}.get(shown.key, 0)


def broken(keys: list[Shown], width: int) -> Iterator[list[Shown]]:
    """The keys in lines no wider than the screen; those that always work begin a line where all do not fit on one."""
    if sum(key.width for key in keys) - APART <= width:
        yield keys
        return
    line: list[Shown] = []
    room = width + APART
    for before, key in zip([None, *keys], keys, strict=False):
        turn = before is not None and key.always and not before.always
        if line and (turn or key.width > room):
            yield line
            line, room = [], width + APART
        line.append(key)
        room -= key.width
    if line:
        yield line
