"""Every table of the case: its rows, to open, add to, correct and take out of."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.model import TABLES, Case

from ..viewmodel.search import line_of, record_line
from ..viewmodel.words import count, shown
from ..widgets.lines import Lines
from ..widgets.plain import Plain
from .form import Form
from .step import Step

NAMES = {
    "evidence": "Records of evidence",
    "reviews": "Governance reviews",
    "monitoring": "How slippage would show",
    "variation": "Where it is still weaker",
    "gates": "What the regulator requires",
    "updates": "Progress reports",
    "priorities": "Priorities",
    "actions": "Actions",
    "measures": "Measures",
    "teams": "Teams",
    "shifts": "Shifts",
    "claims": "Claims",
}
MOST = 500
"""How many records are listed, newest first; search finds the others."""


class Tables(Step):
    """The tables on one side, the rows of one on the other."""

    STEP = "The records, and every other table"
    HELP = (
        "Every table of the case can be filled here, so a case needs no file to begin with. Choose a table, then a row; a "
        "adds a row. A record is anything that shows how things are: an audit, an observation, an incident, what a "
        "family said. F3 finds any record by words in it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add a row", id="add", tooltip="Add a row to this table")
    ]
    left = "tables"

    def body(self) -> ComposeResult:
        """Tables, then rows."""
        with Horizontal(classes="halves"):
            yield Lines(id="tables", classes="first", enter="Rows")
            yield Lines(id="rows", classes="second")
        yield Plain("", classes="note", id="told")

    def show(self) -> None:
        """The tables with how many rows each holds."""
        case = self.guide.work_in_hand.case
        listed = self.query_one("#tables", OptionList)
        at = listed.highlighted
        listed.set_options(Option(f"{NAMES[name]} ({_size(case, name):,})", name) for name in NAMES)
        listed.highlighted = at or 0
        self._rows()

    @property
    def table(self) -> str:
        """The table under the cursor."""
        at = self.query_one("#tables", OptionList).highlighted or 0
        return list(NAMES)[at]

    @on(OptionList.OptionHighlighted, "#tables")
    def _moved(self) -> None:
        self._rows()

    def _rows(self) -> None:
        case, table = self.guide.work_in_hand.case, self.table
        rows = self.query_one("#rows", OptionList)
        at = rows.highlighted
        if table == "evidence":
            newest = case.evidence.sort("date", descending=True).head(MOST).to_dicts()
            rows.set_options(Option(shown(f"{row['id']}  {record_line(row)}"), row["id"]) for row in newest)
        else:
            rows.set_options(
                Option(shown(f"{row.id}  {line_of(table, row)}"), row.id) for row in getattr(case, table)
            )
        if rows.option_count:
            rows.highlighted = min(at or 0, rows.option_count - 1)
        self.query_one("#told", Static).update(_told(case, table))

    @on(OptionList.OptionSelected, "#tables")
    def _into(self) -> None:
        if self.query_one("#rows", OptionList).option_count:
            self.query_one("#rows", OptionList).focus()
        else:
            self.action_add()

    @on(OptionList.OptionSelected, "#rows")
    def _open(self, event: OptionList.OptionSelected) -> None:
        self.app.push_screen(Form(self.table, event.option.id))

    def action_add(self) -> None:
        """Add a row to the table under the cursor."""
        if self.table == "claims":
            from .question import Question

            self.app.push_screen(Question(None))
        else:
            self.app.push_screen(Form(self.table))


def _size(case: Case, table: str) -> int:
    return len(case.evidence) if table == "evidence" else len(getattr(case, table))


def _told(case: Case, table: str) -> str:
    n = _size(case, table)
    if not n:
        return "Nothing here yet: press a to add the first."
    newest = (
        f"; the newest {MOST} are listed, F3 finds the others" if table == "evidence" and n > MOST else ""
    )
    return f"{count(n, 'row')}{newest}. {(TABLES[table].__doc__ or '').partition(chr(10))[0]}"
