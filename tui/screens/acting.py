"""What can be done about a finding: the choices that exist, each one key away."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.result import Finding

from .. import records
from ..keys import KEYS
from ..typed import read_row
from ..viewmodel.choices import Choice, question_for
from ..viewmodel.words import lines, shown
from ..widgets.lines import Lines
from .form import Form
from .narrowing import Narrowing
from .record import PickRecord, Records
from .waiving import Waiving
from .window import Window


class Acting(Window[None]):
    """The choices for one finding of one claim."""

    HELP = (
        "Every choice that really exists for this criterion, the likeliest first. Press its key, or move to it and press "
        "Enter. What you do is saved and judged at once, and the line at the top says what it moved."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave it", id="leave")]

    def __init__(self, finding: Finding, claim: str, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self._finding, self._claim, self._choices = finding, claim, choices

    def body(self) -> ComposeResult:
        """What was found, and the choices."""
        with Vertical(classes="window small"):
            told = [shown(self._finding.message, "bold")]
            if self._finding.remedy:
                told.append(shown(self._finding.remedy))
            yield Static(lines(*told), classes="lead")
            yield Lines(
                *(Option(f"{KEYS.get(one.key, one.key):>3}  {one.words}", one.id) for one in self._choices)
            )

    def on_key(self, event: events.Key) -> None:
        """Do the choice of that key."""
        chosen = next((one for one in self._choices if one.key == event.key), None)
        if chosen is not None and chosen.id != "leave":
            event.stop()
            self._do(chosen.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do the one under the cursor."""
        self._do(event.option.id or "")

    def action_leave(self) -> None:
        """Leave it, and go on."""
        self.dismiss()

    def _do(self, what: str) -> None:
        doing: dict[str, Callable[[], None]] = {
            "answer": self._answer,
            "add": lambda: self._form("evidence", self._record()),
            "link": self._link,
            "correct": self._correct,
            "narrow": lambda: self._then(Narrowing(self._claim)),
            "variation": lambda: self._form("variation", {"claim": self._claim}),
            "reviews": lambda: self._form("reviews", {"about": self._claim, "level": "manager"}),
            "monitoring": lambda: self._form("monitoring", {"claim": self._claim}),
            "actions": lambda: self._form("actions", {"claims": self._claim, "status": "open"}),
            "waive": lambda: self._then(Waiving(self._finding)),
            "leave": self.action_leave,
        }
        doing[what]()

    def _then(self, screen: Window[object]) -> None:
        """Another screen in the place of this one."""
        self.app.switch_screen(screen)

    def _form(self, table: str, given: dict[str, str]) -> None:
        self.app.switch_screen(Form(table, None, given))

    def _record(self) -> dict[str, str]:
        """What is known beforehand of a record for this claim."""
        claim = records.find(self.guide.work_in_hand.case, "claims", self._claim)
        return {"claims": self._claim, "theme": claim.theme or "", "measure": claim.measure or ""}

    def _answer(self) -> None:
        from .question import Question

        column = question_for(self._finding.check) or ""
        self.app.switch_screen(Question(self._claim, column))

    def _link(self) -> None:
        guide, claim = self.guide, self._claim

        def picked(id: str | None) -> None:
            if id is None:
                return
            case = guide.work_in_hand.case
            cells = records.texts(records.find(case, "evidence", id), "evidence")
            cells["claims"] = "; ".join(filter(None, (cells["claims"], claim)))
            typed = read_row(case, "evidence", cells)
            if typed.row is not None:
                guide.edit("evidence", typed.row, f"{id} linked to {claim}")
            self.dismiss()

        self.app.push_screen(PickRecord(claim), picked)

    def _correct(self) -> None:
        ids = (*self._finding.contradicting, *self._finding.supporting)
        self.app.switch_screen(Records("Which record shall be corrected?", ids, self._finding.contradicting))
