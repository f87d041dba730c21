"""A list to choose from, which says in the footer that Enter opens what is under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Lines(OptionList):
    """Lines, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="open", tooltip="Open the line under the cursor")
    ]

    def on_resize(self) -> None:
        """Keep the line under the cursor in sight: how lines break turns on how wide the list is."""
        self.call_after_refresh(self.scroll_to_highlight)
