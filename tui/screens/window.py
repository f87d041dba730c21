"""What comes up over a screen: its keys, and the app behind it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from ..widgets.keys import Keys
from .footed import Answered, Footed
from .shape import shape


class Window(ModalScreen[Answered], Footed[Answered]):
    """One thing to do or look at; help and leaving work here as they do below."""

    HELP: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.explain_screen", "Help", id="help", tooltip="What this is for, and its keys"),
        Binding("question_mark", "app.explain_screen", "Help", show=False, id="help2", key_display="?"),
        Binding(
            "ctrl+q",
            "app.quit",
            "Leave",
            show=False,
            id="quit",
            tooltip="Save and leave; it opens here again",
        ),
    ]

    def compose(self) -> ComposeResult:
        """Its own part, and the keys that work now: they cover those of the screen below."""
        shape(self)
        yield from self.body()
        yield Keys()

    def body(self) -> ComposeResult:
        """Its own part."""
        raise NotImplementedError
