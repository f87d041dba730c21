"""The plan: priorities and actions, each with its findings."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.report.telling import MARKS

from ..viewmodel.plan import PlanRow, plan
from ..viewmodel.words import bold, lines, shown
from ..widgets.lines import Lines
from .acting import acting
from .explaining import Explaining
from .form import Form
from .step import Step


class Planning(Step):
    """Priorities with their actions, and what was found of the one under the cursor."""

    STEP = "The plan"
    HELP = (
        "Each priority with its actions under it; the signs before a line are what was found of it (✓: nothing to mend). "
        "Enter opens a line: its words are judged while you type, with an example of how to say it definitely. a adds an "
        "action (under the priority at the cursor), p a priority, u a progress report; c shows what can be done about the "
        "first finding, f4 explains it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add('actions')", "Add an action", id="add-action"),
        Binding("p", "add('priorities')", "Add a priority", id="add-priority"),
        Binding(
            "u", "report", "Report progress", id="report", tooltip="Write a progress report on this line"
        ),
        Binding("c", "act", "What can be done", id="act", tooltip="What can be done about its first finding"),
        Binding("f4", "why", "Why", id="why", tooltip="Explain the first finding of this line"),
    ]
    left = "plan"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Progress is reported on a line, and a finding explained where there is one."""
        row = self._row()
        works = {
            "report": row is not None,
            "act": bool(row and row.findings),
            "why": bool(row and row.findings),
        }
        return works.get(action, True)

    def body(self) -> ComposeResult:
        """The lines of the plan, and one of them in full."""
        with Horizontal(classes="halves"):
            yield Lines(id="plan", classes="first")
            with VerticalScroll(classes="second"):
                yield Static(id="found")

    def show(self) -> None:
        """The plan as it stands."""
        self._rows = plan(self.guide.work_in_hand.case, self.guide.result)
        listed = self.query_one(OptionList)
        at = listed.highlighted
        listed.set_options(Option(_line(row), f"{row.table}:{row.id}") for row in self._rows)
        if not self._rows:
            listed.add_option(
                Option("There is no plan yet. Press p to add a problem to work on.", disabled=True)
            )
        else:
            listed.highlighted = min(at or 0, len(self._rows) - 1)
        self._detail()

    def _row(self) -> PlanRow | None:
        listed = next(iter(self.query(OptionList)), None)
        at = listed.highlighted if listed is not None else None
        return self._rows[at] if at is not None and at < len(self._rows) else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._detail()

    def _detail(self) -> None:
        row = self._row()
        drawn = Text("")
        if row is not None:
            drawn.append_text(shown(row.words, "bold")).append("\n").append_text(shown(row.detail)).append(
                "\n\n"
            )
            for finding in row.findings:
                drawn.append(f"{MARKS[finding.outcome]} ", style="bold").append_text(
                    shown(finding.message)
                ).append("\n")
                if finding.remedy:
                    drawn.append("  → ").append_text(shown(finding.remedy)).append("\n")
            if not row.findings:
                drawn.append("✓ Nothing was found to mend")
        self.query_one("#found", Static).update(drawn)

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        row = self._row()
        if row is not None:
            self.app.push_screen(Form(row.table, row.id))

    def action_add(self, table: str) -> None:
        """Add a priority, or an action under the one at the cursor."""
        row, given = self._row(), {"status": "open"}
        if table == "actions" and row is not None:
            case = self.guide.work_in_hand.case
            own = (
                row.id
                if row.table == "priorities"
                else next((a.priority for a in case.actions if a.id == row.id), "")
            )
            given["priority"] = own or ""
        self.app.push_screen(Form(table, None, given))

    def action_report(self) -> None:
        """Write a progress report on the line at the cursor."""
        row = self._row()
        if row is not None:
            self.app.push_screen(Form("updates", None, {"about": row.id}))

    def action_act(self) -> None:
        """What can be done about the first finding of the line."""
        row = self._row()
        if row is not None and row.findings:
            self.app.push_screen(acting(self.guide, row.findings[0]))
        else:
            self.guide.say("Nothing was found to mend here")

    def action_why(self) -> None:
        """Explain the first finding of the line."""
        row = self._row()
        if row is not None and row.findings:
            self.app.push_screen(Explaining(row.findings[0].check))


def _line(row: PlanRow) -> Text:
    indent = "" if row.table == "priorities" else "   "
    head = bold(f"{indent}{row.marks} ").append_text(shown(f"{row.id}  {row.words}"))
    return lines(head, shown(f"{indent}      {row.detail}", "dim"))
