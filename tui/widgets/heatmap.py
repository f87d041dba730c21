"""The map of places: a row for each team and shift, a column for each cycle, a sign in each cell."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable, Static

from ..viewmodel.places import KEY, MARKS, STYLES, HeatMap, HeatRow, cycle_heading, weakest_first
from ..viewmodel.words import short
from .plain import Plain


class HeatMapTable(Vertical):
    """The table with its key; weakest places first."""

    def compose(self) -> ComposeResult:
        """The key, and the table."""
        yield Plain(KEY, classes="note")
        yield DataTable(cursor_type="row", zebra_stripes=True)

    def show(self, heat: HeatMap) -> None:
        """Draw a heat map, or the words for why there is none."""
        table: DataTable[Text] = self.query_one(DataTable)
        table.clear(columns=True)
        self._rows: list[HeatRow] = weakest_first(heat)
        self.query_one(Static).update(heat.empty or KEY)
        if heat.empty:
            return
        table.add_column("Place")
        table.add_column("Now")
        for label in heat.cycles:
            table.add_column(cycle_heading(label))
        for row in self._rows:
            signs = [
                Text(MARKS[spot.stand], style=STYLES[spot.stand], justify="center") for spot in row.cycles
            ]
            mark = (MARKS[row.window.stand], STYLES[row.window.stand])
            now = Text.assemble(mark, " ", short(row.window.said, 20))
            table.add_row(Text(short(row.name, 32)), now, *signs)

    def said(self, at: int) -> str:
        """One row in words."""
        row = self._rows[at]
        return f"{row.name}: {row.window.said} ({row.window.n} records in the newest cycles)"
