"""The walk: the steps in order, with how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.model import Case
from takehold.engine.result import Result

from ..viewmodel.plan import plan
from ..viewmodel.strip import claims_said, readiness_said
from ..viewmodel.words import as_at, count, lines, shown
from ..widgets.lines import Lines
from .step import Step

if TYPE_CHECKING:
    from textual.screen import Screen

NAMES = {
    "service": "The service",
    "claims": "What you say has improved",
    "tables": "The records, and every other table",
    "plan": "The plan",
    "verdict": "The verdict",
    "export": "Take it away",
}
"""The steps of the walk, in order."""


class Home(Step):
    """Choose the next step."""

    STEP = "The walk"
    HELP = (
        "The steps of the assessment, in the order most people take them. You can leave any of them and come back: "
        "everything is saved as you answer. The line at the top says how the case stands, and what moved it last."
    )
    left = "home"

    def __init__(self, left: str = "home") -> None:
        super().__init__()
        self._go_on = left

    def body(self) -> ComposeResult:
        """The steps."""
        yield Static("What next? Enter opens a step.", classes="lead")
        yield Lines(id="body")

    def on_mount(self) -> None:
        """Go on where the work was left."""
        super().on_mount()
        kind, _, id = self._go_on.partition(":")
        case = self.guide.work_in_hand.case
        claim = id.partition(":")[2] if kind == "claim" else id
        if kind in ("claim", "criteria") and claim in [one.id for one in case.claims]:
            self.call_after_refresh(self._open, self._go_on)
        elif kind in NAMES:
            self.call_after_refresh(self._open, kind)

    def show(self) -> None:
        """Say how far each step has come."""
        session = self.guide.session
        if session is None:
            return
        listed = self.query_one(OptionList)
        at = listed.highlighted
        listed.set_options(
            Option(lines(f"{n}  {NAMES[id]}", shown(f"     {how}", "dim")), id)
            for n, (id, how) in enumerate(_steps(session.case, self.guide.result), 1)
        )
        listed.highlighted = at or 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a step."""
        self._open(event.option.id or "")

    def _open(self, where: str) -> None:
        kind, _, id = where.partition(":")
        self.app.push_screen(screen_of(kind, id))

    def action_back(self) -> None:
        """To where one begins; the case is saved first."""
        self.guide.leave_case()


def screen_of(kind: str, id: str = "") -> Screen[None]:
    """The screen of a step, or of a claim by its id."""
    from .claims import Claims
    from .criteria import Criteria
    from .exporting import Exporting
    from .planning import Planning
    from .question import Question
    from .service import TheService
    from .tables import Tables
    from .verdict import Verdict

    if kind == "claim":
        column, _, claim = id.partition(":")
        return Question(claim, column)
    if kind == "criteria":
        return Criteria(id)
    made: dict[str, type[Step]] = {
        "service": TheService,
        "claims": Claims,
        "tables": Tables,
        "plan": Planning,
        "verdict": Verdict,
        "export": Exporting,
    }
    return made[kind]()


def _steps(case: Case, result: Result | None) -> list[tuple[str, str]]:
    """Each step with how far it has come."""
    service = case.service
    places = f"{count(len(case.teams), 'team')}, {count(len(case.shifts), 'shift')}"
    asking = sum(bool(row.findings) for row in plan(case, result))
    actions = f"{count(len(case.priorities), 'priority', 'priorities')}, {count(len(case.actions), 'action')}"
    return [
        ("service", f"{service.name} · {places} · cycle: {service.cycle} · {as_at(service)}"),
        ("claims", _claims_told(case, result)),
        ("tables", f"{count(len(case.evidence), 'record')} of evidence"),
        ("plan", f"{actions} · {asking or 'none'} with something to mend"),
        ("verdict", readiness_said(result)),
        ("export", "workbook, web page, Markdown, calendar and more"),
    ]


def _claims_told(case: Case, result: Result | None) -> str:
    if not case.claims:
        return "none yet: open this to say what has improved"
    return f"{count(len(case.claims), 'claim')} · {claims_said(result)}"
