"""One question at a time about one claim, with an example, why it is asked, and what the records already say."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from takehold.engine.model import columns
from takehold.engine.report.telling import MARKS, OUTCOMES
from takehold.engine.result import Subject

from .. import records
from ..questions import QUESTIONS
from ..typed import read_row
from ..viewmodel.evidence import records_say
from ..viewmodel.options import options, suggestions
from ..viewmodel.wording import advice
from ..viewmodel.words import shown
from ..widgets.answer import NEW, Answer
from ..widgets.plain import Plain
from .early import Early
from .explaining import Explaining
from .form import Form
from .step import Step

_COLUMNS = {column.name: column for column in columns("claims")}
_SMALLEST = "acted-on"
"""What a claim says until its stage is answered: the least that a claim can say."""


class Question(Early, Step):
    """The questions of a claim, one after another."""

    STEP = "A claim, question by question"
    HELP = (
        "Type an answer, or choose one, and press Enter: it is saved and the verdict moves at once. A question can be "
        "left blank; leave out what you do not know rather than guess. Page Up and Page Down move between questions and "
        "keep what you typed; F4 says why it is asked and where that comes from. Ctrl+Z takes the last answer back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "pagedown",
            "move(1)",
            "Next",
            id="next",
            tooltip="The next question",
            priority=True,
        ),
        Binding(
            "pageup", "move(-1)", "Previous", id="previous", tooltip="The question before", priority=True
        ),
        Binding(
            "f4", "why", "Why is this asked", id="why", tooltip="The criterion it serves, and its source"
        ),
    ]

    def __init__(self, claim: str | None, column: str = "") -> None:
        super().__init__()
        self._claim = claim
        names = [question.column for question in QUESTIONS]
        self._at = names.index(column) if column in names else 0
        self._shown = ""
        self.awaits = True

    @property
    def left(self) -> str:  # type: ignore[override]
        """How to come back to it."""
        return f"claim:{QUESTIONS[self._at].column}:{self._claim}" if self._claim else "claims"

    def body(self) -> ComposeResult:
        """The question, the answer, and what is known of it."""
        with VerticalScroll(id="body"):
            yield Plain(id="progress", classes="note")
            yield Plain(id="ask", classes="asked")
            yield Plain(id="example", classes="note")
            yield Vertical(id="place")
            yield Plain(id="wrong", classes="wrong")
            yield Plain(id="advice", classes="help")
            yield Static(id="says")

    def on_mount(self) -> None:
        """Ask the first question."""
        self.call_after_refresh(self._ask)
        super().on_mount()

    async def _ask(self) -> None:
        self.awaits = True
        question = QUESTIONS[self._at]
        column = _COLUMNS[question.column]
        case = self.guide.work_in_hand.case
        text = self._shown = self._cells().get(question.column, "")
        place = self.query_one("#place", Vertical)
        await place.remove_children()
        new = "A figure that is not listed yet" if question.column == "measure" else ""
        answer = Answer(
            column,
            text,
            options(case, column, self._claim),
            example=question.example,
            suggest=suggestions(case, "claims", question.column),
            new=new,
        )
        await place.mount(answer)
        answer.focus()
        self.call_after_refresh(self.give_early)
        self.query_one("#progress", Static).update(
            f"{self._claim or 'New claim'} · question {self._at + 1} of {len(QUESTIONS)}"
        )
        self.query_one("#ask", Static).update(question.ask)
        self.query_one("#example", Static).update(_hint(answer, question.example))
        self.query_one("#wrong", Static).update("")
        self.query_one("#advice", Static).update(advice(case, "claims", question.column, text))
        self.show()

    def _cells(self) -> dict[str, str]:
        case = self.guide.work_in_hand.case
        if self._claim is None:
            return {
                "id": records.next_id(case, "claims"),
                "stage": _SMALLEST,
                "teams": "all",
                "shifts": "all",
            }
        return records.texts(records.find(case, "claims", self._claim), "claims")

    def show(self) -> None:
        """What the criterion finds now, and what the records already say; the answer too, where undo has changed it."""
        if self._claim and self._claim not in records.ids(self.guide.work_in_hand.case, "claims"):
            self._claim = None
        if self.query(Answer) and self._cells().get(QUESTIONS[self._at].column, "") != self._shown:
            self.call_after_refresh(self._ask)
            return
        question = QUESTIONS[self._at]
        note = self.guide.judge.method.check(question.check)
        drawn = Text("")
        if note is not None:
            drawn.append("It serves: ", style="bold").append_text(shown(note.title)).append("  (F4: why)\n")
        result = self.guide.result
        if result is not None and self._claim:
            found = next(
                (
                    f
                    for f in result.findings
                    if f.check == question.check and f.subject == Subject("claim", self._claim)
                ),
                None,
            )
            if found is not None:
                said = f"{MARKS[found.outcome]} {OUTCOMES[found.outcome]}: {found.message}"
                drawn.append("Now: ", style="bold").append_text(shown(said)).append("\n")
            picture = next((one for one in result.pictures if one.claim == self._claim), None)
            if picture is not None:
                drawn.append("Your records: ", style="bold").append_text(
                    shown(" ".join(records_say(picture)))
                )
        self.query_one("#says", Static).update(drawn)

    @on(Answer.Edited)
    def _typing(self, event: Answer.Edited) -> None:
        column = event.answer.column.name
        said = advice(self.guide.work_in_hand.case, "claims", column, event.answer.text)
        self.query_one("#advice", Static).update(said)

    @on(Answer.Given)
    async def _given(self, event: Answer.Given) -> None:
        if event.answer.text == NEW:
            self.app.push_screen(Form("measures"), self._measured)
        elif self._keep(event.answer.column.name, event.answer.text) and event.entered:
            await self._go(1)

    async def _measured(self, id: str | None) -> None:
        if id and self._keep("measure", id):
            await self._go(1)

    def _keep(self, column: str, text: str) -> bool:
        """Put the answer into the case; where it does not fit, say so beneath the question."""
        cells = self._cells()
        if self._claim is None and column != "statement":
            self.query_one("#wrong", Static).update("Say first what has improved")
            return False
        cells[column] = text
        typed = read_row(self.guide.work_in_hand.case, "claims", cells)
        if typed.row is None:
            said = typed.wrong.get(column) or "; ".join(typed.wrong.values())
            self.query_one("#wrong", Static).update(f"✗ {said}")
            return False
        self._claim = typed.row.id
        self._shown = records.texts(typed.row, "claims")[column]
        self.query_one("#wrong", Static).update("")
        answer = self.query(Answer).first()
        answer.kept = answer.text
        self.guide.edit("claims", typed.row, f"{typed.row.id}: {column.replace('_', ' ')}")
        return True

    def keep_typed(self) -> bool:
        """Keep what was typed and not given yet; says whether there was nothing, or it fitted."""
        answer = self.query(Answer).first()
        return not answer.pending or self._keep(answer.column.name, answer.text)

    async def action_move(self, by: int) -> None:
        """Another question, once what was typed is kept."""
        if self.keep_typed():
            await self._go(by)

    def action_back(self) -> None:
        """To the screen before this one; what was typed is kept where it fits."""
        if not self.keep_typed():
            self.guide.say(f"“{self.query(Answer).first().text}” was not kept: it does not fit", wrong=True)
        super().action_back()

    async def _go(self, by: int) -> None:
        """Another question; past the last one, what was found."""
        to = self._at + by
        if to >= len(QUESTIONS):
            from .criteria import Criteria

            if self._claim:
                self.app.switch_screen(Criteria(self._claim))
            return
        self._at = max(to, 0)
        await self._ask()

    def action_why(self) -> None:
        """Why it is asked, and where that comes from."""
        self.app.push_screen(Explaining(QUESTIONS[self._at].check))


def _hint(answer: Answer, example: str) -> str:
    if answer.options is None:
        return f"For example: {example}"
    return "Space ticks a line, Enter goes on." if answer.options.many else "Choose a line with Enter."
