"""A question with two answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button

from ..widgets.plain import Plain
from .window import Window


class Confirm(Window[bool]):
    """Yes or no, in the words of what would be done."""

    HELP = "Choose one of the two; Escape leaves everything as it is."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "no", "Leave it as it is", id="no")]

    def __init__(self, words: str, yes: str, no: str) -> None:
        super().__init__()
        self._words, self._yes, self._no = words, yes, no

    def body(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(classes="window small"):
            yield Plain(self._words, classes="lead")
            with Horizontal(classes="buttons"):
                yield Button(self._yes, id="yes")
                yield Button(self._no, id="no")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give the answer."""
        self.dismiss(event.button.id == "yes")

    def action_no(self) -> None:
        """Leave it as it is."""
        self.dismiss(False)
