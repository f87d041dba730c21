"""One answer: typed, chosen from what fits, or ticked in a list. What it holds is the text of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
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

from ..viewmodel.options import SENTENCES, Options
from .lines import Lines
from .ticks import Ticks

NEW = "\0new"
"""Stands for "something that is not in the list yet"."""


class Submitted(Message):
    """Enter was pressed: the answer is given."""


class Prose(TextArea):
    """A sentence or two: wraps as it is typed, and Enter gives the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", "Answer", id="give", tooltip="Give the answer", priority=True)
    ]

    class Left(Message):
        """The cursor went elsewhere."""

    def action_give(self) -> None:
        """Give the answer."""
        self.post_message(Submitted())

    def on_blur(self) -> None:
        """Say so: in a form what was typed is kept."""
        self.post_message(self.Left())

    def action_undo(self) -> None:
        """Take back what is being typed; where nothing is, the last answer given."""
        before = self.text
        super().action_undo()
        if self.text == before:
            self.call_later(self.app.run_action, "undo")


class Line(Input):
    """A few words on one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Answer", id="give", tooltip="Give the answer")
    ]


class OneOf(Lines):
    """Lines of which one is the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "select", "Choose", id="give", tooltip="Give the line under the cursor as the answer"
        )
    ]
    ENTER = "Choose"


class Several(Ticks):
    """Lines of which several may be ticked: each tick counts at once, and Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Tick", id="tick", tooltip="Tick the line under the cursor, or clear it"),
        Binding("enter", "give", "Answer", id="give", tooltip="Go on with what is ticked"),
    ]

    def action_give(self) -> None:
        """Go on with what is ticked."""
        self.post_message(Submitted())


class Answer(Vertical):
    """The widget for one column: what kind depends on what fits in it."""

    class Given(Message):
        """The answer was given; `entered` where that was with Enter, so that the next question may come."""

        def __init__(self, answer: Answer, entered: bool) -> None:
            super().__init__()
            self.answer, self.entered = answer, entered

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
        self._chosen = self._told = self.kept = text

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

    def _typed(self) -> Prose | Line:
        hint = f"for example {self._example}" if self._example else ""
        prose = self.column.name in SENTENCES if self.compact else not self._suggest
        if self.column.fits is Fits.TEXT and prose:
            return Prose(
                seen(self._first),
                soft_wrap=True,
                show_line_numbers=False,
                tab_behavior="focus",
                placeholder=hint,
            )
        suggester = SuggestFromList(self._suggest, case_sensitive=False) if self._suggest else None
        return Line(seen(self._first), placeholder=hint, suggester=suggester)

    def _ticked(self, options: Options) -> Several:
        chosen = {item.strip() for item in self._first.split(";") if item.strip()}
        every = [("all", "all of them")] if self.column.fits is Fits.SCOPE else []
        pairs = [*every, *options.values]
        return Several(*(Selection(Content(clean(label)), value, value in chosen) for value, label in pairs))

    def _dropped(self, options: Options) -> Select[str]:
        pairs = [(Content(clean(label)), value) for value, label in options.values]
        known = {value for _, value in pairs}
        blank = "choose one" if self.column.required else "not recorded"
        if self._first in known:
            return Select(pairs, prompt=blank, value=self._first, allow_blank=True)
        return Select(pairs, prompt=blank, allow_blank=True)

    def _listed(self, options: Options) -> OneOf:
        rows = [Option(Content(self._marked(value) + clean(label)), value) for value, label in options.values]
        if not self.column.required:
            rows.append(Option(Content(self._marked("") + "not recorded"), ""))
        if self._new:
            rows.append(Option(Content(f"  ＋ {self._new}"), NEW))
        return OneOf(*rows)

    def _marked(self, value: str) -> str:
        return "● " if value == self._first else "○ "

    def on_mount(self) -> None:
        """Put the cursor on what is chosen already."""
        if isinstance(inner := self.inner, OptionList):
            ids = [option.id for option in inner.options]
            inner.highlighted = ids.index(self._first) if self._first in ids else 0
        elif isinstance(inner, Prose) and self.compact:
            inner.move_cursor(inner.document.end)
        self._told = self.kept = self.text

    @property
    def inner(self) -> Prose | Input | SelectionList[str] | Select[str] | OptionList:
        """The widget that takes the answer."""
        return self.query("Prose, Line, Several, Select, OneOf").first()  # type: ignore[return-value]

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

    @property
    def pending(self) -> bool:
        """Whether it holds something that is not kept yet; who keeps it says so in `kept`."""
        return self.text != self.kept

    def focus(self, scroll_visible: bool = True) -> Answer:
        """Focus the widget inside, at once: a widget's own focus comes after the keys that are on their way already."""
        self.screen.set_focus(self.inner, scroll_visible)
        return self

    @on(Submitted)
    @on(Input.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self._give(entered=True)

    @on(Input.Blurred)
    @on(Prose.Left)
    def _left(self, event: Message) -> None:
        event.stop()
        if self.compact:
            self._give(entered=False)

    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def _picked(self, event: Message) -> None:
        event.stop()
        if self.text != self._told:  # a list also says so while it is first filled
            self._give(entered=False)

    @on(SelectionList.SelectionToggled)
    def _toggled(self, event: SelectionList.SelectionToggled[str]) -> None:
        """All of them, or some: ticking either clears the other."""
        event.stop()
        ticked, listed = event.selection.value, event.selection_list
        if self.column.fits is Fits.SCOPE and ticked in listed.selected:
            for other in listed.selected:
                if (other == "all") is not (ticked == "all"):
                    listed.deselect(other)

    @on(OptionList.OptionSelected)
    def _chose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if isinstance(event.option_list, OneOf):
            self._chosen = event.option.id or ""
            self._give(entered=True)

    def _give(self, *, entered: bool) -> None:
        self._told = self.text
        self.post_message(self.Given(self, entered))

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Edited(self))
