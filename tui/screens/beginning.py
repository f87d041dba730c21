"""A new case from nothing: who the service is, and where to keep the case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Input, Select, Static

from takehold.engine.casefile.cells import Unfit, date_of
from takehold.engine.errors import TakeholdError
from takehold.engine.model import CYCLES, Service

from ..session import Session
from ..widgets.plain import Plain
from .step import Step

_ENDINGS: Final = {"a folder of tables": "", "an Excel workbook": ".xlsx", "one document (TOML)": ".toml"}


class Beginning(Step):
    """The first questions of a new case."""

    STEP = "A new case"
    HELP = (
        "Five short answers begin a case; all of them can be changed later. The date is the day the case is judged as "
        "at: nothing dated later counts. A review cycle is how often you look at your figures together: most services "
        "use a month."
    )

    def body(self) -> ComposeResult:
        """The questions."""
        with VerticalScroll(id="body"):
            yield Static("What is the service called?", classes="asked")
            yield Input(placeholder="for example Elm House", id="name")
            yield Static("What kind of service is it?", classes="asked")
            yield Input(placeholder="for example care home, homecare, supported living", id="kind")
            yield Static(
                "As at which date? Leave it blank to use the date of your newest record.", classes="asked"
            )
            yield Input(placeholder="for example 2026-10-31 or 31/10/2026", id="as_of")
            yield Static("How long is one review cycle?", classes="asked")
            yield Select([(word, word) for word in CYCLES], value="month", allow_blank=False, id="cycle")
            yield Static("How shall the case be kept, and under which name?", classes="asked")
            yield Select(
                [(word, word) for word in _ENDINGS], value="a folder of tables", allow_blank=False, id="form"
            )
            yield Input(placeholder="for example elm-house", id="path")
            yield Plain("", classes="wrong", id="wrong")
            yield Button("Begin", variant="primary", id="begin")

    def on_mount(self) -> None:
        """Begin at the name."""
        super().on_mount()
        self.query_one("#name", Input).focus()

    @on(Input.Changed, "#name")
    def _named(self, event: Input.Changed) -> None:
        self.query_one("#path", Input).value = _slug(event.value)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "path":
            self._begin()
        else:
            self.focus_next()

    @on(Button.Pressed, "#begin")
    def _begin(self) -> None:
        name, kind, day, path = (self._text(id) for id in ("name", "kind", "as_of", "path"))
        try:
            if not name:
                raise Unfit("The service needs a name")
            service = Service(
                id=_slug(name) or "service",
                name=name,
                kind=kind or None,
                as_of=date_of(day) if day else None,
                cycle=str(self.query_one("#cycle", Select).value),
            )
            ending = _ENDINGS[str(self.query_one("#form", Select).value)]
            where = Path((path or _slug(name)).removesuffix(ending) + ending).expanduser()
            session = Session.begin(Path.cwd() / where, service)
        except (Unfit, TakeholdError, OSError) as error:
            wrong = self.query_one("#wrong", Static)
            wrong.update(f"✗ {error}")
            self.call_after_refresh(wrong.scroll_visible, animate=False)
            return
        self.dismiss()
        self.guide.take_up(session)

    def _text(self, id: str) -> str:
        return self.query_one(f"#{id}", Input).value.strip()


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
