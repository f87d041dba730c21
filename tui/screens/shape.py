"""Which shape a screen takes in a small terminal and in a large one."""

from __future__ import annotations

from typing import Any, Final

from textual.screen import Screen

WIDTHS: Final = [(0, "-narrow"), (110, "-wide")]
"""From how many columns a screen bears which class."""
HEIGHTS: Final = [(0, "-short"), (32, "-tall")]
"""From how many lines."""


def shape(screen: Screen[Any]) -> None:
    """Give a screen its shape as it is made: Textual does so once it was drawn, and it would be seen to change."""
    for size, classes in zip(screen.app.size, (WIDTHS, HEIGHTS), strict=True):
        screen.add_class([name for least, name in classes if size >= least][-1])
