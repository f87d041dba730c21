"""What a screen is for, and every key that works on it: written from its own words and bindings."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from ..widgets.keys import Keys
from ..widgets.plain import Plain
from .shape import shape


class Helping(ModalScreen[None]):
    """Help for the screen below."""

    HELP = "This is the help itself."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,enter", "close", "Close", id="close")
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._words = getattr(about, "HELP", "")
        self._keys = keys(about)

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        shape(self)
        with VerticalScroll(classes="window"):
            yield Plain(self._words, classes="lead")
            table = Text()
            for key, what in self._keys:
                table.append(f"{key:>12}  ", style="bold").append(f"{what}\n")
            yield Static(table)
        yield Keys()

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss()


ALWAYS: Final = (
    ("↑ ↓", "Move"),
    ("Tab", "To the next part of the screen"),
    ("Enter", "Open, choose, or give the answer"),
)


def keys(screen: Screen[Any]) -> list[tuple[str, str]]:
    """The keys that work on a screen now, each with what it does: its own bindings, which all carry an id."""
    found: dict[str, tuple[str, str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.id or binding.key == "enter":
            continue
        key = screen.app.get_key_display(binding)
        before = found.get(binding.action)
        what = binding.tooltip or binding.description
        found[binding.action] = (f"{before[0]} or {key}" if before else key, before[1] if before else what)
    return [*ALWAYS, *found.values()]
