"""A row of any table as a form: a question for each column, kept as it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button

from takehold.engine.model import Case, Column, columns

from .. import records
from ..questions import EXAMPLES
from ..typed import Typed, read_row
from ..viewmodel.options import options, suggestions
from ..viewmodel.wording import advice
from ..widgets.answer import Answer
from ..widgets.plain import Plain
from .confirming import Confirm
from .early import Early
from .window import Window

ONE: Final = {
    "service": "The service",
    "teams": "A team",
    "shifts": "A shift",
    "measures": "A measure",
    "claims": "A claim",
    "evidence": "A record",
    "priorities": "A priority",
    "actions": "An action",
    "updates": "A progress report",
    "reviews": "A governance review",
    "monitoring": "How slippage would show",
    "variation": "Where it is still weaker",
    "gates": "What the regulator requires",
}


AT_ONCE: Final = 6
"""How many questions a form shows at once: as many as fit on a small screen. A long form takes a moment to lay out."""


class Field(Vertical):
    """One question of a form: its words, its answer, and what is said of that."""

    def __init__(self, table: str, column: Column, text: str, case: Case, own: str | None) -> None:
        super().__init__(classes="field", id=f"field-{column.name}")
        self._column = column
        self._answer = Answer(
            column,
            text,
            options(case, column, own),
            example=EXAMPLES.get((table, column.name), ""),
            suggest=suggestions(case, table, column.name),
            compact=True,
        )

    def compose(self) -> ComposeResult:
        """The words and the answer."""
        yield Plain(f"{self._column.help}{' *' if self._column.required else ''}", classes="asked")
        yield self._answer

    def under(self, what: str, said: str) -> None:
        """Say something under the answer: what is `wrong` with it, or a `help`; nothing, where there is nothing to say."""
        if line := next(iter(self.query(f".{what}").results(Plain)), None):
            line.update(said)
            line.set_class(not said, "hidden")
        elif said:
            self.mount(Plain(said, classes=what))


class Form(Window[str | None], Early):
    """One row; comes back with its id once it is kept, with None where nothing was."""

    HELP = (
        "Answer what you know and leave the rest blank: a blank means it was not recorded, never no. Enter or Tab moves "
        "on. Each answer is kept as soon as the row has what it must have (marked *). Escape closes the form; once it "
        "is closed, Ctrl+Z takes the last answer back. Ctrl+D takes the whole row out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="close", tooltip="Close; what is kept stays"),
        Binding("ctrl+s", "done", "Done", id="done", tooltip="Keep it and close", priority=True),
        Binding("ctrl+d", "take_out", "Take out", id="delete", tooltip="Take the row out", priority=True),
    ]

    def __init__(self, table: str, id: str | None = None, given: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._table = table
        self._row_id = id
        self._given = dict(given or {})
        self._kept: str | None = None
        self.awaits = True

    def body(self) -> ComposeResult:
        """A question for each column but the id, which the guide gives: the first at once, the others a moment later."""
        fields = self._fields()
        with Vertical(classes="window"):
            name = f" {self._row_id}" if self._row_id else " (new)"
            yield Plain(f"{ONE[self._table]}{name}: * must be answered", classes="asked")
            with VerticalScroll(id="fields"):
                yield from fields[:AT_ONCE]
            with Horizontal(classes="buttons"):
                yield Button("Done", variant="primary", id="done")
                yield Button("Close", id="close")

    def _fields(self) -> list[Field]:
        case, cells = self.guide.work_in_hand.case, self._cells()
        return [
            Field(self._table, column, cells.get(column.name, ""), case, self._row_id)
            for column in columns(self._table)
            if column.name != "id"
        ]

    def on_mount(self) -> None:
        """Begin at the first question."""
        self.query(Answer).first().focus()
        self.call_after_refresh(self._rest)

    async def _rest(self) -> None:
        self.give_early()
        await self.query_one("#fields", VerticalScroll).mount_all(self._fields()[AT_ONCE:])

    def _cells(self) -> dict[str, str]:
        case = self.guide.work_in_hand.case
        if self._table == "service":
            return records.texts(case.service, "service")
        if self._row_id is None:
            return {"perspective": "internal", "cycle": "", **self._given}
        return records.texts(records.find(case, self._table, self._row_id), self._table)

    def _typed(self) -> dict[str, str]:
        cells = self._cells() | {answer.column.name: answer.text for answer in self.query(Answer)}
        case = self.guide.work_in_hand.case
        own = case.service.id if self._table == "service" else self._row_id
        named = cells.get("name", "")
        return {**cells, "id": own or records.next_id(case, self._table, named)}

    @on(Answer.Edited)
    def _typing(self, event: Answer.Edited) -> None:
        answer = event.answer
        said = advice(self.guide.work_in_hand.case, self._table, answer.column.name, answer.text)
        self._under(answer, "help", said)

    @on(Answer.Given)
    def _given_one(self, event: Answer.Given) -> None:
        if self._row_id is None and not any(answer.pending for answer in self.query(Answer)):
            if event.entered:
                self.focus_next()
            return
        typed = self._try()
        column = event.answer.column.name
        self._under(event.answer, "wrong", f"✗ {typed.wrong[column]}" if column in typed.wrong else "")
        if event.entered and column not in typed.wrong:
            self.focus_next()

    def _under(self, answer: Answer, what: str, said: str) -> None:
        if isinstance(answer.parent, Field):
            answer.parent.under(what, said)

    def _try(self) -> Typed:
        """Keep the row if it can be read."""
        typed = read_row(self.guide.work_in_hand.case, self._table, self._typed())
        if typed.row is not None:
            self._row_id = self._kept = typed.row.id
            for answer in self.query(Answer):
                answer.kept = answer.text
            self.guide.edit(self._table, typed.row)
        return typed

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Keep it and close; where it cannot be kept, say why at each question."""
        if self.awaits:
            self.press_later("ctrl+s")
        else:
            self.call_after_refresh(self._finish)  # what was typed just before has reached its answer by then

    def _finish(self) -> None:
        begun = self._cells()
        if self._row_id is None and all(
            answer.text == begun.get(answer.column.name, "") for answer in self.query(Answer)
        ):
            self.guide.say("Nothing was answered, so nothing was kept")
            self.dismiss(None)
            return
        typed = self._try()
        if typed.row is not None:
            self.dismiss(self._kept)
            return
        for answer in self.query(Answer):
            said = typed.wrong.get(answer.column.name)
            self._under(answer, "wrong", f"✗ {said}" if said else "")
        wrong = [answer for answer in self.query(Answer) if answer.column.name in typed.wrong]
        if wrong:
            wrong[0].focus()
        else:
            self.guide.say("; ".join(typed.wrong.values()), wrong=True)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Close; what can be kept is kept."""
        self.keep_typed()
        self.dismiss(self._kept)

    def keep_typed(self) -> None:
        """Keep what was typed and not given yet; where it cannot be, say why."""
        if any(answer.pending for answer in self.query(Answer)):
            typed = self._try()
            if typed.row is None:
                self.guide.say(f"It was not kept: {'; '.join(typed.wrong.values())}", wrong=True)

    def action_take_out(self) -> None:
        """Take the row out, once that is confirmed."""
        id = self._row_id

        def answered(yes: bool | None) -> None:
            if yes and id and self.guide.take_out(self._table, id):
                self.dismiss(None)

        if id and self._table != "service":
            self.app.push_screen(
                Confirm(f"Take {id} out of {self._table}? Ctrl+Z brings it back.", "Take it out", "Leave it"),
                answered,
            )
