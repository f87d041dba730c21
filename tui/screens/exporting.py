"""Taking the verdict away: which files, where to, how far it is, and stopping it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, ProgressBar, Static
from textual.widgets.selection_list import Selection
from textual.worker import Worker, get_current_worker

from takehold.engine.cli.targets import base_of
from takehold.engine.errors import TakeholdError
from takehold.engine.files import write_whole
from takehold.engine.model import Case
from takehold.engine.reminders import calendar_of
from takehold.engine.report import Options, render
from takehold.engine.report.formats import FORMATS
from takehold.engine.result import Result

from ..keeping import Superseded
from ..widgets.plain import Plain
from ..widgets.ticks import Ticks
from .step import Step

SAID: Final = {
    "xlsx": "workbook: the evidence pack, to print",
    "html": "web page: one file with charts, to read or send",
    "markdown": "Markdown: text to paste into a report",
    "ics": "calendar: the dates of the path, for a diary",
    "json": "JSON: everything, for other programs",
    "csv": "CSV: the findings as one table",
    "text": "plain text",
    "sarif": "SARIF: for build tools",
    "junit": "JUnit: for build tools",
    "tap": "TAP: for build tools",
}
CALENDAR: Final = "ics"
ENDINGS: Final = {**FORMATS, CALENDAR: ".ics"}
_USUAL: Final = ("xlsx", "html", "markdown", "ics")


class Exporting(Step):
    """Which files to write."""

    STEP = "Take it away"
    HELP = (
        "Tick the files you want with the space bar, say where they go, and press Enter on Write. All of them say the same: "
        "each is written from the one verdict, as `takehold assess` writes them. Large ones are written in the background and can be stopped."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write them", id="write", tooltip="Write what is ticked", priority=True),
        Binding("ctrl+x", "stop", "Stop", id="stop", tooltip="Stop writing", priority=True),
    ]
    left = "export"

    def __init__(self) -> None:
        super().__init__()
        self._writing: Worker[None] | None = None

    def body(self) -> ComposeResult:
        """The formats, the place, and how far it is."""
        files = [name for name in (*SAID, *sorted(set(ENDINGS) - set(SAID))) if ENDINGS.get(name)]
        path = self.guide.work_in_hand.path
        with VerticalScroll(id="body"):
            yield Static("Which files? The space bar ticks one.", classes="asked")
            yield Ticks(*(Selection(SAID.get(name, name), name, name in _USUAL) for name in files))
            yield Static("Into which folder, and under which name?", classes="asked")
            yield Input(str(path.parent / f"{path.stem}-verdict"), id="where")
            with Horizontal(classes="buttons"):
                yield Button("Write", variant="primary", id="write")
                yield Button("Stop", id="stop", disabled=True)
            yield ProgressBar(total=1, show_eta=False)
            yield Plain("", id="told")

    def on_mount(self) -> None:
        """Begin at the formats."""
        super().on_mount()
        self.query_one(Ticks).focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#write")
    def action_write(self) -> None:
        """Write what is ticked."""
        chosen = list(self.query_one(Ticks).selected)
        if self.guide.result is None:
            self._tell("There is no verdict to write yet: add a claim and a dated record")
        elif not chosen:
            self._tell("Tick at least one file")
        else:
            stem = Path(self.query_one("#where", Input).value.strip()).expanduser()
            self.query_one(ProgressBar).update(total=len(chosen), progress=0)
            self.query_one("#stop", Button).disabled = False
            self._writing = self._write(tuple(chosen), stem)

    @on(Button.Pressed, "#stop")
    def action_stop(self) -> None:
        """Stop writing; files that are written stay."""
        if self._writing is not None and self._writing.is_running:
            self._writing.cancel()
            self._tell("Stopped. What was written stays.")

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _write(self, formats: tuple[str, ...], stem: Path) -> None:
        worker = get_current_worker()

        def going_on(*_: object) -> None:
            if worker.is_cancelled:
                raise Superseded

        with suppress(Superseded):
            found = self._judged(going_on)
            if found is not None:
                self._write_each(formats, stem, *found, going_on)

    def _judged(self, going_on: Callable[..., None]) -> tuple[Case, Result] | None:
        """The case as it is on the disk, judged in full; None, and why, where that cannot be."""
        guide = self.guide

        def judged(check: str, done: int, of: int, _: float) -> None:
            going_on()
            guide.call_from_thread(self._tell, f"Judging: {done} of {of} checks")

        try:
            guide.work_in_hand.save()
        except TakeholdError as error:
            told = f"✗ Nothing was written, for your last answers are not in the case yet: {error}"
            guide.call_from_thread(self._over, told)
            return None
        try:
            return guide.judge.in_full(guide.work_in_hand.path, judged, going_on)
        except (TakeholdError, ValueError) as error:
            guide.call_from_thread(
                self._over, f"✗ Nothing was written, for the case cannot be judged: {error}"
            )
            return None

    def _write_each(
        self,
        formats: tuple[str, ...],
        stem: Path,
        case: Case,
        result: Result,
        going_on: Callable[..., None],
    ) -> None:
        guide, done = self.guide, list[str]()
        for format in formats:
            going_on()
            path = stem.with_name(stem.name + ENDINGS[format])
            guide.call_from_thread(self._tell, f"Writing {path.name} …")
            try:
                data = document(result, case, format, guide.work_in_hand.path)
                going_on()
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, data)
            except Superseded:
                raise
            except Exception as error:  # noqa: BLE001 (one writer that fails must not cost the others)
                done.append(f"✗ {path.name} could not be written: {_why(error)}")
            else:
                done.append(f"✓ {path}")
            guide.call_from_thread(self._written, list(done), len(done) == len(formats))

    def _over(self, words: str) -> None:
        self.query_one("#stop", Button).disabled = True
        self._tell(words)

    def _written(self, done: list[str], all_: bool) -> None:
        self.query_one(ProgressBar).update(progress=len(done))
        self.query_one("#stop", Button).disabled = all_
        self._tell("\n".join([*done, _outcome(done) if all_ else "…"]))

    def _tell(self, words: str) -> None:
        told = self.query_one("#told", Static)
        told.update(words)
        self.call_after_refresh(told.scroll_visible, animate=False)


def document(result: Result, case: Case, format: str, path: Path) -> bytes:
    """One document, the very bytes that the command line writes for the case at that path."""
    if format == CALENDAR:
        return calendar_of(result, case)
    data = render(result, format, Options(base=base_of(path)))
    return data if isinstance(data, bytes) else data.encode("utf-8")


def _why(error: Exception) -> str:
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)


def _outcome(done: Sequence[str]) -> str:
    """The last line: all is written only where nothing failed."""
    failed = sum(line.startswith("✗") for line in done)
    return f"{failed} of {len(done)} could not be written." if failed else "All is written."
