"""Another system's export: how it would be read, and taking it in as a new case beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, ProgressBar, Select, Static
from textual.worker import get_current_worker

from takehold.engine.casefile import describe, where_listed
from takehold.engine.errors import TakeholdError
from takehold.engine.model import Service
from takehold.engine.report.escape import clean

from ..exports import Export, look_at, taken
from ..keeping import Superseded
from ..records import slug
from ..session import Session
from ..viewmodel.words import count
from ..widgets.plain import Plain
from .step import Step

LARGE: Final = 5_000
"""From how many records on a folder of tables is offered: a workbook of more takes seconds to save."""


class TakingIn(Step):
    """What an export gives, and under which name to keep it."""

    STEP = "Another system's export"
    HELP = (
        "The export itself is never changed: what it gives becomes a new case beside it, to which you add what you say has "
        "improved. Look whether the first records are read as you would read them. Ctrl+S takes them in; Escape stops and "
        "goes back. r looks at the export again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take_in", "Take it in", id="take-in", tooltip="Make a case of it", priority=True),
        Binding("r", "look", "Look again", id="look", tooltip="Read the export again"),
        Binding("escape", "back", "Back", id="back", tooltip="Stop reading, and go back"),
    ]

    def __init__(self, path: Path, mapping: str | None = None) -> None:
        super().__init__()
        self._path, self._mapping = path, mapping
        self._export: Export | None = None
        self._given: dict[tuple[str, str | None, str], Mapping[str, str]] = {}

    def body(self) -> ComposeResult:
        """How far the reading is, then what was read, and two questions."""
        yield Plain("", id="lead", classes="lead")
        yield ProgressBar(total=None, show_eta=False, show_percentage=False)
        with VerticalScroll(id="body"):
            yield Vertical(id="lacks")
            yield Plain("", id="export")
        yield Static("What is the service called?", classes="asked", id="ask-name")
        yield Input(placeholder="for example Elm House", id="name")
        yield Static("Under which name shall the case be kept?", classes="asked")
        yield Input(id="path")
        yield Plain("", classes="wrong", id="wrong")
        with Horizontal(id="do"):
            yield Button("Take it in", variant="primary", id="take", disabled=True)

    def on_mount(self) -> None:
        """Begin to read."""
        super().on_mount()
        self.action_look()

    def action_look(self) -> None:
        """Read the export."""
        self._export = None
        self.query_one("#take", Button).disabled = True
        self.query_one(ProgressBar).remove_class("hidden")
        self._lead(f"Reading {self._path.name} …")
        self._look()

    def action_back(self) -> None:
        """Stop reading, and go back."""
        self.workers.cancel_group(self, "open")
        self.dismiss()

    @work(thread=True, group="open", exclusive=True)
    def _look(self) -> None:
        worker, guide = get_current_worker(), self.guide

        def each(file: str) -> None:
            if worker.is_cancelled:
                raise Superseded
            guide.call_from_thread(self._lead, f"Reading {file} …")

        try:
            found: Export | str = look_at(self._path, self._mapping, dict(self._given), each)
        except TakeholdError as error:
            found = str(error)
        except Superseded:
            return
        if not worker.is_cancelled:
            guide.call_from_thread(self._looked, found)

    def _lead(self, words: str) -> None:
        self.query_one("#lead", Plain).update(words)

    def _looked(self, found: Export | str) -> None:
        self.query_one(ProgressBar).add_class("hidden")
        if isinstance(found, str):
            self._lead(f"{self._path.name} cannot be read: {found}")
            return
        self._export = found
        told = describe(found.problems, rest=where_listed(self._path, self._mapping)).splitlines()
        says = [*told, "", *found.says] if found.errors else [*found.says, "", *told]
        self.query_one("#export", Plain).update("\n".join(says).strip())
        ready = found.case is not None and not found.errors
        self._lead(_lead(found))
        self.query_one("#take", Button).disabled = not ready
        for id in ("#ask-name", "#name"):
            self.query_one(id).set_class(found.named, "hidden")
        self.query_one("#path", Input).value = str(self._offered(found))
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self.call_later(self._ask, found)

    async def _ask(self, found: Export) -> None:
        """Ask what stands for each column that nothing seems to feed; else what the case is called."""
        place = self.query_one("#lacks", Vertical)
        await place.remove_children()
        if not found.lacks:
            self.query_one("#path" if found.named else "#name").focus()
            return
        for lack in found.lacks:
            offers = [(Content(clean(words)), str(at)) for at, (words, _) in enumerate(lack.offers)]
            await place.mount(Plain(lack.asks, classes="asked"), Select(offers, prompt="choose one"))
        place.query(Select).first().focus(scroll_visible=False)

    @on(Select.Changed)
    def _said(self, event: Select.Changed) -> None:
        """Read again once everything is said."""
        found, chosen = self._export, list(self.query_one("#lacks", Vertical).query(Select))
        if found is None or not chosen or any(one.is_blank() for one in chosen):
            return
        for lack, one in zip(found.lacks, chosen, strict=True):
            self._given[lack.key] = lack.offers[int(str(one.value))][1]
        self.action_look()

    def _offered(self, found: Export) -> Path:
        """A free name beside the export."""
        large = found.case is not None and len(found.case.evidence) > LARGE
        stem, ending = f"{self._path.stem}-case", "" if large else ".xlsx"
        at = 1
        while (
            path := self._path.absolute().parent / f"{stem}{'' if at == 1 else f'-{at}'}{ending}"
        ).exists():
            at += 1
        return path

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == "path":
            self.action_take_in()
        else:
            self.focus_next()

    @on(Button.Pressed, "#take")
    def action_take_in(self) -> None:
        """Make a case of it, and open it."""
        found = self._export
        if found is None or found.case is None or found.errors:
            return
        name = self.query_one("#name", Input).value.strip()
        if not found.named and not name:
            self._wrong("The service needs a name")
            return
        service = None if found.named else Service(id=slug(name) or "service", name=name)
        path = Path(self.query_one("#path", Input).value.strip()).expanduser()
        self._lead(f"Writing {path.name} …")
        self.query_one(ProgressBar).remove_class("hidden")
        self._write(found, service, path)

    @work(thread=True, group="open", exclusive=True)
    def _write(self, found: Export, service: Service | None, path: Path) -> None:
        guide = self.guide
        assert found.case is not None
        try:
            Session.take_in(path, taken(found.case, service))
        except (TakeholdError, OSError) as error:
            guide.call_from_thread(self._failed, str(error))
        else:
            guide.call_from_thread(self._done, path)

    def _failed(self, why: str) -> None:
        self.query_one(ProgressBar).add_class("hidden")
        self._lead("It was not taken in.")
        self._wrong(why)

    def _done(self, path: Path) -> None:
        self.dismiss()
        self.guide.open_case(path)

    def _wrong(self, words: str) -> None:
        self.query_one("#wrong", Plain).update(f"✗ {words}")


def _lead(found: Export) -> str:
    if found.errors:
        return f"It cannot be taken in yet: {count(found.errors, 'error')}. Mend the export, then press r."
    if found.case is None:
        return "Something has to be said first: choose what stands for each of these."
    return "Is it read as you would read it? Then take it in; the export itself stays as it is."
