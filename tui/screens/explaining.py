"""A check explained: what it establishes, why it is asked, how it decides, and where in the material it comes from."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ..viewmodel.explain import explain
from ..viewmodel.words import shown
from .window import Window


class Explaining(Window[None]):
    """One check in its own words."""

    HELP = "The criterion in its own words: the same that `takehold explain` prints. Escape closes it."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "close", "Close", id="close")]

    def __init__(self, check: str) -> None:
        super().__init__()
        self._check = check

    def body(self) -> ComposeResult:
        """Its paragraphs, one under another."""
        drawn = Text()
        for part in explain(self.guide.judge.method, self._check):
            drawn.append_text(shown(part.heading, "bold")).append("\n")
            drawn.append_text(shown(part.words)).append("\n\n")
        with VerticalScroll(classes="window"):
            yield Static(drawn if drawn.plain else Text(f"No check called {self._check} judged here."))

    def action_close(self) -> None:
        """Back to the screen."""
        self.dismiss()
