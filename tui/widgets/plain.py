"""Words on the screen, shown as they stand: no markup in them is read, no escape sequence sent on."""

from __future__ import annotations

from textual.visual import VisualType
from textual.widgets import Static

from ..viewmodel.words import lines


class Plain(Static):
    """A text that may come from the data."""

    def __init__(self, words: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(lines(*words.split("\n")), id=id, classes=classes)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other words."""
        told = lines(*content.split("\n")) if isinstance(content, str) else content
        super().update(told, layout=layout)
