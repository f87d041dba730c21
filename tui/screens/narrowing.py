"""Narrowing a claim to what today's evidence shows, in words that are offered and can be changed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static, TextArea

from takehold.engine.report.escape import clean

from .. import records
from ..typed import read_row
from ..viewmodel.ladder import verdict_of
from ..viewmodel.path import NO_NEED, NO_SMALLER, NOT_YET, Smaller, smaller
from ..widgets.plain import Plain
from .window import Window


class Narrowing(Window[object]):
    """The claim as it is, and as it could be."""

    HELP = (
        "An honest, smaller claim is better placed than a large one that its evidence does not reach. The words below "
        "are an offer: change them as you like. Ctrl+Z brings the old claim back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Leave it", id="close"),
        Binding("ctrl+s", "take", "Say this instead", id="take", priority=True),
    ]

    def __init__(self, claim: str) -> None:
        super().__init__()
        self._claim = claim
        self._known = False
        self._offer: Smaller | None = None

    def body(self) -> ComposeResult:
        """What is said now, what the evidence shows, and words for it."""
        self._known = self.guide.path_known
        self._offer = found = self._found() if self._known else None
        row = records.find(self.guide.work_in_hand.case, "claims", self._claim)
        with VerticalScroll(classes="window"):
            yield Static("What you say now", classes="asked")
            yield Plain(clean(row.statement), classes="note")
            if found is None:
                yield Static(self._nothing() if self._known else NOT_YET, classes="lead")
            else:
                yield Plain(found.says, classes="lead")
                yield Static("In these words (change them as you like):", classes="asked")
                words = clean(found.statement or row.statement)
                yield TextArea(words, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
            with Horizontal(classes="buttons"):
                if found is not None:
                    yield Button("Say this instead", variant="primary", id="take")
                yield Button("Leave it", id="leave")

    def on_mount(self) -> None:
        """Begin at the words."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        for words in self.query(TextArea):
            words.focus()

    def show_again(self) -> None:
        """Make the offer once it is known what the evidence shows; words that are being changed stay."""
        if self.guide.path_known and not self._known:
            self.call_after_refresh(self._anew)

    async def _anew(self) -> None:
        await self.recompose()
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be said instead where nothing is offered."""
        return action != "take" or self._offer is not None

    def _nothing(self) -> str:
        """Why nothing is offered: the claim goes no further than its evidence, or no smaller one would stand."""
        result = self.guide.result
        claims = result.claims if result else ()
        fits = any(one.id == self._claim and one.position == "supported" for one in claims)
        return NO_NEED if fits else NO_SMALLER

    def _found(self) -> Smaller | None:
        row = records.find(self.guide.work_in_hand.case, "claims", self._claim)
        cells = records.texts(row, "claims")
        result = self.guide.result
        try:
            return (
                smaller(verdict_of(result, self._claim), cells["teams"], cells["shifts"]) if result else None
            )
        except KeyError:
            return None  # the claim is so new that it is not judged yet

    @on(Button.Pressed, "#take")
    def action_take(self) -> None:
        """Put the smaller claim in its place."""
        found = self._offer
        if found is None:
            return
        case = self.guide.work_in_hand.case
        cells = records.texts(records.find(case, "claims", self._claim), "claims")
        words = " ".join(self.query_one(TextArea).text.split())
        cells |= {"stage": found.stage, "teams": found.teams, "shifts": found.shifts, "statement": words}
        typed = read_row(case, "claims", cells)
        if typed.row is None:
            self.guide.say("; ".join(typed.wrong.values()), wrong=True)
            return
        self.guide.edit("claims", typed.row, f"{self._claim} narrowed")
        self.dismiss()

    @on(Button.Pressed, "#leave")
    def action_close(self) -> None:
        """Leave it as it is."""
        self.dismiss()
