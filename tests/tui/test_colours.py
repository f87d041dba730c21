"""Colour helps and is never needed: every text can be read in light and dark, and nothing is lost without colour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.screen import ModalScreen
from textual.widgets import OptionList

from .conftest import Walker, walk
from .views import KEPT, visit

ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text (success criterion 1.4.3), a ratio of luminances."""
NOT_OURS = ("palette",)
"""Textual draws the list of commands by itself."""
FRAMES = str.maketrans("│", " ")
"""Without colour a button has a line at either side."""


def luminance(color: Color) -> float:
    """The relative luminance of a colour as WCAG 2.2 defines it."""
    parts = [part / 255 for part in (color.r, color.g, color.b)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(segment: Segment) -> float:
    """The ratio of the luminances of a text and of what is behind it."""
    style = segment.style
    assert style is not None and style.color is not None and style.bgcolor is not None
    pair = sorted(luminance(Color.from_rich_color(color)) for color in (style.color, style.bgcolor))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


def drawn(walker: Walker) -> Iterator[tuple[int, int, Segment]]:
    """Everything on the screen: column, line, and a run of characters in one style."""
    for line, strip in enumerate(walker.app.screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            yield column, line, segment
            column += segment.cell_length


def words(walker: Walker) -> Iterator[Segment]:
    """The texts of the screen on top; what it covers and what is switched off may be faint."""
    screen = walker.app.screen
    window = screen.query(".window").first().region if isinstance(screen, ModalScreen) else screen.region
    off = [widget.region for widget in screen.query("Button") if widget.disabled]
    for column, line, segment in drawn(walker):
        seen = window.contains(column, line) and not any(region.contains(column, line) for region in off)
        if seen and any(char.isalnum() or char in "[]" for char in segment.text):
            yield segment


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_every_text_stands_out(desk: Path, theme: str) -> None:
    """In either theme every word of every screen differs from its ground by the contrast that WCAG asks."""
    async with walk(None) as walker:
        walker.app.theme = theme
        async for name in visit(walker, desk):
            if name not in NOT_OURS:
                faint = {s.text.strip() for s in words(walker) if contrast(s) < ENOUGH}
                assert not faint, f"{name}: {sorted(faint)}"


async def test_nothing_is_lost_without_colour(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR no cell has a colour, each screen reads as it does in colour, and the cursor shows."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with walk(None) as walker:
        async for name in visit(walker, desk):
            kept = (KEPT / f"{name}-80x24.txt").read_text(encoding="utf-8")
            assert kept.translate(FRAMES).split() == walker.text.translate(FRAMES).split(), name
            styles = [segment.style for _, _, segment in drawn(walker) if segment.style]
            assert all(s.color is None or s.color.is_default for s in styles), name
            assert all(s.bgcolor is None or s.bgcolor.is_default for s in styles), name
            if isinstance(listed := walker.app.focused, OptionList):
                marks = [s.style for x, y, s in drawn(walker) if listed.region.contains(x, y)]
                assert any(style.underline for style in marks), f"{name}: the cursor cannot be seen"
