"""A new case from nothing: who the service is, and where to keep the case."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Select, Static

from takehold.engine.casefile.cells import Unfit, date_of
from takehold.engine.errors import TakeholdError
from takehold.engine.model import CYCLES, Service

from ..records import slug
from ..session import Session
from ..widgets.plain import Plain
from .step import Step

_WORKBOOK: Final = "an Excel workbook"
_ENDINGS: Final = {_WORKBOOK: ".xlsx", "a folder of tables (CSV)": "", "one document (TOML)": ".toml"}


class Beginning(Step):
    """The first questions of a new case."""

    STEP = "A new case"
    HELP = (
        "A few short answers begin a case; all of them can be changed later. The date is the day the case is judged as "
        "at: nothing dated later counts. A review cycle is how often you look at your figures together: most services "
        "use a month. The case is one file on this computer: as a workbook it can be opened in Excel as well, with "
        "drop-downs and an explanation of every column. Ctrl+S begins."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "begin", "Begin", id="begin", tooltip="Begin the case", priority=True)
    ]

    def body(self) -> ComposeResult:
        """The questions, and below them, always in sight, where the case will be."""
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
            yield Select([(word, word) for word in _ENDINGS], value=_WORKBOOK, allow_blank=False, id="form")
            yield Input(placeholder="for example elm-house", id="path")
        yield Plain("", classes="note", id="where")
        yield Plain("", classes="wrong", id="wrong")
        with Horizontal(id="do"):
            yield Button("Begin", variant="primary", id="begin")

    def on_mount(self) -> None:
        """Begin at the name."""
        super().on_mount()
        self.query_one("#name", Input).focus()

    @on(Input.Changed, "#name")
    def _named(self, event: Input.Changed) -> None:
        self.query_one("#path", Input).value = slug(event.value)

    @on(Input.Changed, "#path")
    @on(Select.Changed, "#form")
    def _placed(self) -> None:
        where = self._where()
        self.query_one("#where", Plain).update(f"It will be kept as {where}" if where is not None else "")

    def _where(self) -> Path | None:
        """Where the case will be; None while it has no name."""
        ending = _ENDINGS[str(self.query_one("#form", Select).value)]
        path = self._text("path") or slug(self._text("name"))
        return Path.cwd() / Path(path.removesuffix(ending) + ending).expanduser() if path else None

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "path":
            self.action_begin()
        else:
            self.focus_next()

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        """Begin the case, or say why it cannot be."""
        name, kind, day = (self._text(id) for id in ("name", "kind", "as_of"))
        where = self._where()
        try:
            if not name or where is None:
                raise Unfit("The service needs a name")
            service = Service(
                id=slug(name) or "service",
                name=name,
                kind=kind or None,
                as_of=date_of(day) if day else None,
                cycle=str(self.query_one("#cycle", Select).value),
            )
            session = Session.begin(where, service)
        except (Unfit, TakeholdError, OSError) as error:
            said = f"{error.strerror}: {where}" if isinstance(error, OSError) else str(error)
            self.query_one("#wrong", Plain).update(f"✗ {said}")
            return
        self.dismiss()
        self.guide.take_up(session)

    def _text(self, id: str) -> str:
        return self.query_one(f"#{id}", Input).value.strip()
