"""A list in which several lines can be ticked; a tick is a sign, not a colour."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import SelectionList


class Ticks(SelectionList[str]):
    """Lines with a box before each: [x] ticked, [ ] not."""

    def render_line(self, y: int) -> Strip:
        """Draw the box in signs: the list's own differs in colour alone."""
        strip = super().render_line(y)
        at = self.scroll_offset.y + y
        segments = list(strip)
        if at >= self.option_count or len(segments) < 3:
            return strip
        sign = "x" if self.get_option_at_index(at).value in self.selected else " "
        box = Segment(f"[{sign}]", segments[1].style)
        return Strip([box, *segments[3:]])
