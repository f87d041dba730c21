"""A list to choose from, and the line in which one types what to look for: both say in the footer what Enter does."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.visual import VisualType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option


class Lines(OptionList):
    """Lines, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="open", tooltip="Open the line under the cursor")
    ]
    ENTER: ClassVar[str] = "Open"

    def __init__(
        self, *content: Option | VisualType | None, id: str = "", classes: str = "", enter: str | None = None
    ) -> None:
        """`enter` says what Enter does with a line, if not `ENTER`; where it is empty, the lines are there to be read."""
        super().__init__(*content, id=id or None, classes=classes or None)
        self.enter = self.ENTER if enter is None else enter

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter works where it does something and there is a line to do it with."""
        return action != "select" or bool(self.enter and self.highlighted is not None)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """What keys work turns on whether a line is under the cursor."""
        super().watch_highlighted(highlighted)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Keep the line under the cursor in sight: how lines break turns on how wide the list is."""
        self.call_after_refresh(self.scroll_to_highlight)


class Sought(Input):
    """Words to find lines by."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go there", id="submit", tooltip="Go on with what was found")
    ]

    def __init__(self, placeholder: str, enter: str) -> None:
        """`enter` says what Enter does once something was found."""
        super().__init__(placeholder=placeholder)
        self.enter = enter
