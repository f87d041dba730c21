"""A case being read: shown while that takes, and stopped with one key."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ProgressBar

from ..widgets.plain import Plain
from .window import Window


class Reading(Window[None]):
    """What is being read."""

    HELP = "A large file takes a while to read. Escape stops it; nothing is changed by that."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", "Stop", id="stop")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._reads = name

    def body(self) -> ComposeResult:
        """Its name, and that something goes on."""
        with Vertical(classes="window small"):
            yield Plain(f"Reading {self._reads} …", classes="lead")
            yield ProgressBar(total=None, show_eta=False, show_percentage=False)

    def action_stop(self) -> None:
        """Read no further."""
        self.guide.stop_reading()
        self.dismiss()
