"""What can be done about a finding: the choices that exist, each one key away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.assess import TABLE_OF
from takehold.engine.result import Finding

from .. import records
from ..keys import KEYS
from ..typed import read_row
from ..viewmodel.choices import Choice, choices, question_for
from ..viewmodel.ladder import verdict_of
from ..viewmodel.words import lines, shown
from ..widgets.lines import Lines
from .form import Form
from .narrowing import Narrowing
from .record import PickRecord, Records
from .waiving import Waiving
from .window import Window

if TYPE_CHECKING:
    from ..app import Guide


class Acting(Window[None]):
    """The choices for one finding: of a claim, a priority, an action or the service itself."""

    HELP = (
        "Every choice that really exists for this criterion, the likeliest first. Press its key, or move to it and press "
        "Enter. What you do is saved and judged at once, and the line at the top says what it moved."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave it", id="leave")]

    def __init__(self, finding: Finding, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self._finding, self._choices = finding, choices
        self._kind, self._of = finding.subject.type, finding.subject.id

    def body(self) -> ComposeResult:
        """What was found, and the choices."""
        with Vertical(classes="window small"):
            told = [shown(self._finding.message, "bold")]
            if self._finding.remedy:
                told.append(shown(self._finding.remedy))
            yield Static(lines(*told), classes="lead")
            yield Lines(
                *(Option(f"{KEYS.get(one.key, one.key):>3}  {one.words}", one.id) for one in self._choices),
                enter="Do it",
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
            "narrow": lambda: self._then(Narrowing(self._of)),
            "variation": lambda: self._form("variation", {"claim": self._of}),
            "reviews": lambda: self._form("reviews", {**self._about(), "level": "manager"}),
            "monitoring": lambda: self._form("monitoring", {"claim": self._of}),
            "actions": lambda: self._form("actions", {**self._part_of(), "status": "open"}),
            "open": self._open,
            "updates": lambda: self._form("updates", {"about": self._of}),
            "gates": lambda: self._form("gates", {}),
            "waive": lambda: self._then(Waiving(self._finding)),
            "leave": self.action_leave,
        }
        doing[what]()

    def _then(self, screen: Window[object]) -> None:
        """Another screen in the place of this one."""
        self.app.switch_screen(screen)

    def _form(self, table: str, given: dict[str, str]) -> None:
        self.app.switch_screen(Form(table, None, given))

    def _open(self) -> None:
        self.app.switch_screen(Form(TABLE_OF[self._kind], self._of))

    def _about(self) -> dict[str, str]:
        """What a review of it is about."""
        return {} if self._kind == "service" else {"about": self._of}

    def _part_of(self) -> dict[str, str]:
        """What an action for it belongs to."""
        return {"claim": {"claims": self._of}, "priority": {"priority": self._of}}.get(self._kind, {})

    def _record(self) -> dict[str, str]:
        """What is known beforehand of a record for it."""
        if self._kind == "service":
            return {}
        row = records.texts(
            records.find(self.guide.work_in_hand.case, TABLE_OF[self._kind], self._of), TABLE_OF[self._kind]
        )
        claims = self._of if self._kind == "claim" else row.get("claims", "")
        return {"claims": claims, "theme": row.get("theme", ""), "measure": row.get("measure", "")}

    def _answer(self) -> None:
        from .question import Question

        column = question_for(self._finding.check) or ""
        self.app.switch_screen(Question(self._of, column))

    def _link(self) -> None:
        guide, claim = self.guide, self._of

        def picked(id: str | None) -> None:
            if id is None:
                return
            case = guide.work_in_hand.case
            cells = records.texts(records.find(case, "evidence", id), "evidence")
            cells["claims"] = "; ".join(filter(None, (cells["claims"], claim)))
            typed = read_row(case, "evidence", cells)
            if typed.row is None:
                guide.say("; ".join(typed.wrong.values()), wrong=True)
                return
            guide.edit("evidence", typed.row, f"{id} linked to {claim}")
            self.dismiss()

        self.app.push_screen(PickRecord(claim), picked)

    def _correct(self) -> None:
        ids = (*self._finding.contradicting, *self._finding.supporting)
        self.app.switch_screen(Records("Which record shall be corrected?", ids, self._finding.contradicting))


def acting(guide: Guide, finding: Finding) -> Acting:
    """The choices that there are for a finding now."""
    result = guide.result
    of_claim = finding.subject.type == "claim" and result is not None
    verdict = verdict_of(result, finding.subject.id) if of_claim and result is not None else None
    return Acting(finding, choices(finding, verdict, guide.judge.ruleset))
