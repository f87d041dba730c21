"""One answer: typed, chosen from what fits, or ticked in a list. What it holds is the text of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Select, SelectionList, TextArea
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from takehold.engine.model import Column, Fits
from takehold.engine.report.escape import clean
from takehold.engine.report.escape import shown as seen

from ..viewmodel.options import Options
from .ticks import Ticks

NEW = "\0new"
"""Stands for "something that is not in the list yet"."""


class Prose(TextArea):
    """A sentence or two: wraps as it is typed, and Enter gives the answer."""

    class Submitted(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default().stop()
            self.post_message(self.Submitted())
            return
        await super()._on_key(event)

    def action_undo(self) -> None:
        """Take back what is being typed; where nothing is, the last answer given."""
        before = self.text
        super().action_undo()
        if self.text == before:
            self.call_later(self.app.run_action, "undo")


class Answer(Vertical):
    """The widget for one column: what kind depends on what fits in it."""

    class Given(Message):
        """The answer was given (Enter, or a choice made)."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    class Edited(Message):
        """The answer is being typed."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    def __init__(
        self,
        column: Column,
        text: str,
        options: Options | None,
        *,
        example: str = "",
        suggest: Sequence[str] = (),
        compact: bool = False,
        new: str = "",
    ) -> None:
        super().__init__(classes="answer")
        self.column = column
        self.options = options
        self.compact = compact
        self._first = text
        self._example = example
        self._suggest = suggest
        self._new = new
        self._chosen = text

    def compose(self) -> ComposeResult:
        """The widget that fits the column."""
        if self.options is None:
            yield self._typed()
        elif self.options.many:
            yield self._ticked(self.options)
        elif self.compact:
            yield self._dropped(self.options)
        else:
            yield self._listed(self.options)

    def _typed(self) -> Prose | Input:
        if self.column.fits is Fits.TEXT and not self.compact and not self._suggest:
            return Prose(seen(self._first), soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        suggester = SuggestFromList(self._suggest, case_sensitive=False) if self._suggest else None
        hint = f"for example {self._example}" if self._example else ""
        return Input(seen(self._first), placeholder=hint, suggester=suggester)

    def _ticked(self, options: Options) -> Ticks:
        chosen = {item.strip() for item in self._first.split(";") if item.strip()}
        every = [("all", "all of them")] if self.column.fits is Fits.SCOPE else []
        pairs = [*every, *options.values]
        return Ticks(*(Selection(Content(clean(label)), value, value in chosen) for value, label in pairs))

    def _dropped(self, options: Options) -> Select[str]:
        pairs = [(Content(clean(label)), value) for value, label in options.values]
        known = {value for _, value in pairs}
        blank = "choose one" if self.column.required else "not recorded"
        if self._first in known:
            return Select(pairs, prompt=blank, value=self._first, allow_blank=True)
        return Select(pairs, prompt=blank, allow_blank=True)

    def _listed(self, options: Options) -> OptionList:
        rows = [Option(Content(self._marked(value) + clean(label)), value) for value, label in options.values]
        if not self.column.required:
            rows.append(Option(Content(self._marked("") + "not recorded"), ""))
        if self._new:
            rows.append(Option(Content(f"  ＋ {self._new}"), NEW))
        return OptionList(*rows)

    def _marked(self, value: str) -> str:
        return "● " if value == self._first else "○ "

    def on_mount(self) -> None:
        """Put the cursor on what is chosen already."""
        if isinstance(inner := self.inner, OptionList) and not isinstance(inner, SelectionList):
            ids = [option.id for option in inner.options]
            inner.highlighted = ids.index(self._first) if self._first in ids else 0

    @property
    def inner(self) -> Prose | Input | SelectionList[str] | Select[str] | OptionList:
        """The widget that takes the answer."""
        return self.query("Prose, Input, Ticks, Select, OptionList").first()  # type: ignore[return-value]

    @property
    def text(self) -> str:
        """The answer as the text of a cell; empty where it is blank."""
        inner = self.inner
        if isinstance(inner, (TextArea, Input)):
            typed = inner.text if isinstance(inner, TextArea) else inner.value
            # What cannot be shown is shown as �, and stays in the data until somebody types another answer.
            return self._first if typed == seen(self._first) else clean(" ".join(typed.split()))
        if isinstance(inner, SelectionList):
            chosen = [str(value) for value in inner.selected]
            return "all" if "all" in chosen else "; ".join(chosen)
        if isinstance(inner, Select):
            return "" if inner.is_blank() else str(inner.value)
        return self._chosen

    def focus(self, scroll_visible: bool = True) -> Answer:
        """Focus the widget inside."""
        self.inner.focus(scroll_visible)
        return self

    @on(Prose.Submitted)
    @on(Input.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Given(self))

    @on(Input.Blurred)
    def _left(self, event: Message) -> None:
        event.stop()
        if self.compact:
            self.post_message(self.Given(self))

    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _picked(self, event: Message) -> None:
        event.stop()
        if self.compact and self.text != self._first:
            self.post_message(self.Given(self))

    @on(OptionList.OptionSelected)
    def _chose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not isinstance(event.option_list, SelectionList):
            self._chosen = event.option.id or ""
            self.post_message(self.Given(self))

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Edited(self))
