"""Answers that cannot be saved: why, and what can be done so that none is lost."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from takehold.engine.errors import TakeholdError

from ..widgets.lines import Lines
from ..widgets.plain import Plain
from .window import Window


class Unsaved(Window[str]):
    """Comes back with `over`, `theirs`, `elsewhere`, `leave` or `stay`."""

    HELP = "Your answers are still here, and are tried again with the next one. Choose what to do; Escape goes on as it is."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stay", "Go on", id="stay")]

    def __init__(self, why: str, *, changed: bool, leaving: bool) -> None:
        super().__init__()
        self._why = why
        self._choices = [
            *([("over", "Write my answers over it")] if changed else []),
            *([("theirs", "Take up what is there now, and let go of my answers since")] if changed else []),
            ("elsewhere", "Keep the case in another place, with my answers"),
            *([("leave", "Leave without saving: my answers since are lost")] if leaving else []),
            ("stay", "Go on; try again with the next answer"),
        ]

    def body(self) -> ComposeResult:
        """Why, and the choices."""
        with Vertical(classes="window small"):
            yield Plain(f"{self._why}.\nYour newest answers are not saved yet.", classes="lead")
            yield Lines(*(Option(words, id) for id, words in self._choices), enter="Choose")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer."""
        self.dismiss(event.option.id)

    def action_stay(self) -> None:
        """Go on as it is."""
        self.dismiss("stay")


class Elsewhere(Window[Path | None]):
    """Where to keep the case from now on."""

    HELP = "Type a folder that can be written to, and a name: the case goes on there, and what it was stays where it is."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back", id="back")]

    def body(self) -> ComposeResult:
        """A line to type in."""
        path = self.guide.work_in_hand.path
        with Vertical(classes="window small"):
            yield Static("Where shall the case be kept from now on?", classes="asked")
            yield Input(str(Path.home() / path.name))
            yield Plain("", classes="wrong")

    def on_mount(self) -> None:
        """Begin typing."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        path = Path(event.value.strip().strip('"')).expanduser()
        try:
            self.guide.work_in_hand.move(path)
        except (TakeholdError, OSError) as error:
            self.query_one(".wrong", Plain).update(f"✗ {error}")
        else:
            self.guide.say(f"The case is kept as {path} from now on")
            self.dismiss(path)

    def action_cancel(self) -> None:
        """Leave it."""
        self.dismiss(None)
