"""The one answer that an empty case file cannot do without: what the service is called."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from takehold.engine.model import Service

from ..records import slug
from ..widgets.plain import Plain
from .window import Window


class Naming(Window[Service | None]):
    """Comes back with the service; None where nobody said."""

    HELP = "An empty case needs its service's name before anything else. Everything else about it can be said later."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back", id="back")]

    def body(self) -> ComposeResult:
        """The question."""
        with Vertical(classes="window small"):
            yield Static("This case is still empty. What is the service called?", classes="asked")
            yield Input(placeholder="for example Elm House")
            yield Plain("", classes="wrong")

    def on_mount(self) -> None:
        """Begin typing."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        name = event.value.strip()
        if name:
            self.dismiss(Service(id=slug(name) or "service", name=name))
        else:
            self.query_one(".wrong", Plain).update("✗ The service needs a name")

    def action_cancel(self) -> None:
        """Say nothing."""
        self.dismiss(None)
