"""The service: who it is, its teams, shifts and measures."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ..viewmodel.ladder import of_service
from ..viewmodel.search import line_of
from ..viewmodel.words import as_at, bold, lines, shown
from ..widgets.lines import Lines
from .acting import acting
from .form import Form
from .step import Step

TABLES = {"teams": "team", "shifts": "shift", "measures": "measure"}
_ADD = {
    "teams": "Add a team, unit, wing or round",
    "shifts": "Add a shift",
    "measures": "Add something that is counted or timed",
}


class TheService(Step):
    """Everything about the service itself."""

    STEP = "The service"
    HELP = (
        "Teams and shifts are what a claim is judged across: without them nothing can be said about where it holds. A "
        "measure is what is counted or timed, and which way is better. Enter opens a line; the lines with + add one. Below them stands what was "
        "found of the service as a whole: Enter there shows what can be done about it."
    )
    BINDINGS: ClassVar[list[BindingType]] = []
    left = "service"

    def body(self) -> ComposeResult:
        """One list of everything."""
        yield Static("Who you are, and how the service is laid out. Enter opens a line.", classes="lead")
        yield Lines(id="body")

    def show(self) -> None:
        """The rows as they stand."""
        case = self.guide.work_in_hand.case
        service = case.service
        told = f"    {service.kind or 'kind not recorded'} · {as_at(service)} · cycle: {service.cycle}"
        rows = [Option(lines(f"The service: {service.name}", shown(told, "dim")), "service:")]
        for table, noun in TABLES.items():
            rows += [
                Option(shown(f"  {noun}: {line_of(table, row)}"), f"{table}:{row.id}")
                for row in getattr(case, table)
            ]
            rows.append(Option(f"  + {_ADD[table]}", f"{table}:"))
        rows += self._found()
        listed = self.query_one(OptionList)
        at = listed.highlighted
        on = listed.get_option_at_index(at).id if at is not None and at < listed.option_count else None
        listed.set_options(rows)
        ids = [row.id for row in rows]
        listed.highlighted = ids.index(on) if on is not None and on in ids else min(at or 0, len(rows) - 1)

    def _found(self) -> list[Option]:
        """What was found of the service itself."""
        rows = [Option(bold("What was found of the service itself"), disabled=True)]
        for row in of_service(self.guide.result, self.guide.judge.method) if self.guide.result else ():
            line = bold(f"  {row.mark} ").append_text(shown(row.title))
            rows.append(Option(lines(line, shown(f"      {row.finding.message}", "dim")), f"check:{row.id}"))
        return rows if len(rows) > 1 else []

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open or add; what can be done about a finding."""
        table, _, id = (event.option.id or "").partition(":")
        if table == "check":
            result = self.guide.result
            found = of_service(result, self.guide.judge.method) if result else ()
            self.app.push_screen(acting(self.guide, next(row.finding for row in found if row.id == id)))
            return
        self.app.push_screen(Form(table, id or (None if table != "service" else "")))
