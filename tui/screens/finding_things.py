"""Search: claims, checks, the plan and every record, by words that stand in them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ..viewmodel.search import Hit, search
from ..viewmodel.words import count, shown
from ..widgets.lines import Lines, Sought
from ..widgets.plain import Plain
from .form import ONE
from .window import Window


class Search(Window[Hit | None]):
    """What holds the words typed."""

    HELP = "Type words; what holds all of them is listed: claims and criteria first, then the plan, then records."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="close"),
        Binding("down", "into", "Into the list", show=False, id="into"),
    ]

    def body(self) -> ComposeResult:
        """A line to type in, and what was found."""
        with Vertical(classes="window"):
            yield Sought("find: a claim, a criterion, a record, an action …", enter="Go there")
            yield Plain("", classes="note")
            yield Lines(id="hits", enter="Go there")

    def on_mount(self) -> None:
        """Begin typing."""
        self._hits: tuple[Hit, ...] = ()
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        guide = self.guide
        self._hits = search(guide.work_in_hand.case, guide.judge.method, event.value)
        listed = self.query_one(OptionList)
        names = ONE | {"check": "A criterion"}
        listed.set_options(
            Option(shown(f"{names[hit.kind]}  {hit.id}  {hit.line}"), str(at))
            for at, hit in enumerate(self._hits)
        )
        listed.highlighted = 0 if self._hits else None
        self.query_one(Static).update(
            f"{count(len(self._hits), 'thing')} found" if event.value.strip() else ""
        )

    @on(Input.Submitted)
    def _first(self) -> None:
        if self._hits:
            self.dismiss(self._hits[self.query_one(OptionList).highlighted or 0])

    def action_into(self) -> None:
        """From the line to the list."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._hits[int(event.option.id or 0)])

    def action_close(self) -> None:
        """Find nothing."""
        self.dismiss(None)
