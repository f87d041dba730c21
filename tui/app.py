"""The guide: one session, one judge, the newest Result, and the screens that show it.

An edit goes to the session at once; saving and judging run in threads, and whichever screen is on top is told
when a new Result is there. The app renders what the engine found and works nothing out itself.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import get_current_worker

from takehold.engine.errors import TakeholdError
from takehold.engine.stopping import stopped_by

from . import recent
from .keeping import Keeping, Superseded
from .keys import key_name
from .screens.shape import HEIGHTS, WIDTHS

if TYPE_CHECKING:
    from takehold.engine.model import Service
    from takehold.engine.result import Result

    from .judging import Judge
    from .screens.reading import Reading
    from .session import Session
    from .viewmodel.search import Hit

_WAYS_OUT = ("escape", "ctrl+q")
"""Keys that wait for nothing."""


class Guide(Keeping):
    """The guided self-assessment."""

    TITLE = "takehold"
    CSS_PATH = "guide.tcss"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "explain_screen", "Help", id="help", tooltip="What this screen is for, and its keys"),
        Binding("question_mark", "explain_screen", "Help", show=False, id="help2", key_display="?"),
        Binding("f3", "find", "Find", id="find", tooltip="Search claims, checks, records and the plan"),
        Binding("slash", "find", "Find", show=False, id="find2", key_display="/"),
        Binding("ctrl+z", "undo", "Undo", id="undo", tooltip="Take the last answer back"),
        Binding("ctrl+y", "redo", "Redo", id="redo", tooltip="Take the answer again that was taken back"),
        Binding(
            "f2", "shade", "Light or dark", show=False, id="shade", tooltip="Change between light and dark"
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            "Menu",
            id="menu",
            tooltip="Everything that can be done here, by name",
        ),
        Binding("ctrl+q", "quit", "Leave", id="quit", tooltip="Save and leave; it opens here again"),
    ]

    def __init__(
        self, path: Path | None = None, rulesets: tuple[str, ...] = (), mapping: str | None = None
    ) -> None:
        # Left to itself, Textual draws in greys where NO_COLOR is set; with the terminal's own colours, in none.
        super().__init__(ansi_color="NO_COLOR" in os.environ or None)
        self._path = path
        self._rulesets = rulesets
        self._mapping = mapping
        self._reading: Reading | None = None
        self.result: Result | None = None
        self.moved = ""
        self.busy = False
        self.took = 0.0
        """How many seconds the newest verdict took."""
        self.path_known = False
        """Whether the Result holds its path and smaller claims already: they are sought once the verdict is there."""
        self._judge: Judge | None = None
        self._verdict = threading.Event()
        self._verdict.set()
        self._kept_keys: deque[events.Key] = deque()

    # Beginning and leaving

    def on_mount(self) -> None:
        """Show where to begin, or the case that was asked for."""
        from .screens.opening import Opening

        self.theme = "textual-dark"
        self.push_screen(Opening())
        if self._path is not None:
            self.open_case(self._path, self._mapping)
        else:
            self.call_after_refresh(self._get_ready)

    # Keys that come too early

    def keep_key(self, event: events.Key) -> None:
        """Have a key pressed once the screen on top has something to type into."""
        self._kept_keys.append(event)

    async def on_event(self, event: events.Event) -> None:
        """As the app always does; a key waits while the screen on top is not ready for it, and behind those that wait."""
        waits = bool(self._kept_keys) or self._awaits
        if waits and isinstance(event, events.Key) and not event.is_forwarded and event.key not in _WAYS_OUT:
            self.keep_key(event)
            await self.give_kept_keys()
        else:
            await super().on_event(event)

    async def give_kept_keys(self) -> None:
        """Press the keys that wait, in order, until one brings up what is not ready again."""
        while self._kept_keys and not self._awaits:
            await super().on_event(self._kept_keys.popleft())

    @property
    def _awaits(self) -> bool:
        return bool(self.screen_stack) and getattr(self.screen, "awaits", False)

    @work(thread=True, group="ready")
    def _get_ready(self) -> None:
        """Load what reads and judges while somebody looks at the first screen, which needs none of it."""
        from . import judging  # noqa: F401 (that it is loaded is all)

    def watch_app_focus(self, focus: bool) -> None:
        """Keys go to the screen on top, also where that came up while the window was behind another."""
        if focus and self.is_running and self.screen.focused is None:
            self.screen.focus_next()

    @property
    def judge(self) -> Judge:
        """The rules to judge by, loaded when first asked for."""
        from .judging import Judge

        if self._judge is None:
            self._judge = Judge.of(*self._rulesets)
        return self._judge

    def open_case(self, path: Path, mapping: str | None = None) -> None:
        """Open a case file and go to where it was left; another system's export is looked through first."""
        from .exports import is_export
        from .screens.reading import Reading
        from .screens.taking_in import TakingIn

        if mapping is not None or is_export(path):
            self.push_screen(TakingIn(path, mapping))
            return
        self._reading = Reading(path.name)
        self.push_screen(self._reading)
        self._open(path)

    @work(thread=True, group="open", exclusive=True)
    def _open(self, path: Path) -> None:
        from .session import Session

        worker = get_current_worker()
        try:
            found: Session | str = Session.open(path)
            _ = self.judge
        except TakeholdError as error:
            found = str(error)
        if not worker.is_cancelled:
            self.call_from_thread(self._opened, path, found)

    def stop_reading(self) -> None:
        """Let go of a case that is being read."""
        self.workers.cancel_group(self, "open")

    def _opened(self, path: Path, found: Session | str) -> None:
        from .screens.problems import Problems

        while self._reading in self.screen_stack:
            self.pop_screen()
        if isinstance(found, str):
            self.say(found, wrong=True)
        elif found.nameless:
            self._ask_name(found)
        elif not found.case.sound:
            self.push_screen(Problems(path, found.case.problems))
        else:
            self.take_up(found)

    def _ask_name(self, session: Session) -> None:
        """Begin an empty case file with its service's name."""
        from .screens.naming import Naming

        def answered(service: Service | None) -> None:
            if service is None:
                return
            try:
                session.name(service)
            except TakeholdError as error:
                self.say(str(error), wrong=True)
            else:
                self.take_up(session)

        self.push_screen(Naming(), answered)

    def take_up(self, session: Session) -> None:
        """Work on a session from now on, beginning where it was left."""
        from .screens.home import Home

        self.session, self.result, self.moved, self.unsaved = session, None, "", ""
        left = recent.left_at(session.path)
        recent.remember(session.path, session.case.service.name, left)
        self.push_screen(Home(left))
        self.assess()

    def take_up_anew(self, path: Path) -> None:
        """Take up the case as it is on the disk; what was not saved is let go of."""
        self._left()
        self.open_case(path)

    def leave_case(self) -> None:
        """Save, and go back to where one begins."""
        self.put_away(self._left)

    def _left(self) -> None:
        self.session, self.result, self.moved = None, None, ""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.refresh_steps()

    async def action_quit(self) -> None:
        """Save what is not saved yet, note where the work was left, and leave."""
        self.put_away(self.exit)

    # Editing

    def edit(self, table: str, row: Any, done: str = "") -> None:
        """Put a row in: saved and judged anew at once."""
        if self.work_in_hand.put(table, row, done):
            self.changed()

    def take_out(self, table: str, id: str) -> bool:
        """Take a row out; says why where it cannot be."""
        try:
            self.work_in_hand.remove(table, id)
        except TakeholdError as error:
            self.say(str(error), wrong=True)
            return False
        self.changed()
        return True

    def changed(self) -> None:
        """Something was edited: save it, judge it, and show what is there meanwhile."""
        self.assess()
        self.save()
        self.refresh_steps()

    def action_undo(self) -> None:
        """Take the last answer back."""
        self._walk(methodcaller("undo"), "Taken back: {}", "There is nothing to take back")

    def action_redo(self) -> None:
        """Take the answer again that was taken back last."""
        self._walk(methodcaller("redo"), "Taken again: {}", "There is nothing to take again")

    def _walk(self, step: Callable[[Session], str | None], said: str, nothing: str) -> None:
        done = step(self.session) if self.session is not None else None
        if done is None:
            self.say(nothing)
            return
        self.say(said.format(done))
        self.changed()

    # Threads

    @work(thread=True, group="judge", exclusive=True)
    def assess(self) -> None:
        """Judge the newest state, then seek its path; what comes too late for it is dropped."""
        from .judging import undisturbed

        session, worker = self.work_in_hand, get_current_worker()
        state = session.state
        self.busy = True

        def wanted() -> None:
            if worker.is_cancelled or session is not self.session or state is not session.state:
                raise Superseded

        with suppress(Superseded), stopped_by(wanted):
            with undisturbed(self._verdict):
                began = time.perf_counter()
                result = self.judge.judge(state)
                wanted()
                self.call_from_thread(self._judged, result, time.perf_counter() - began)
            if result is not None:
                pictured = self.judge.pictured(state, result)
                wanted()
                self.call_from_thread(self._completed, pictured, False)
                led = self.judge.led(state, pictured)
                wanted()
                self.call_from_thread(self._completed, led, True)

    def _judged(self, result: Result | None, took: float) -> None:
        from .viewmodel.strip import moved

        self.moved = moved(self.result, result, self.judge.method)
        self.result, self.busy, self.took, self.path_known = result, False, took, False
        self.refresh_steps()

    def _completed(self, result: Result, path_known: bool) -> None:
        if result is not self.result or path_known:
            self.result, self.path_known = result, path_known
            self.refresh_steps()

    def refresh_steps(self) -> None:
        """Tell every screen that is up to show the case and the Result as they stand, and which keys work."""
        self.refresh_bindings()
        for screen in self.screen_stack:
            if callable(again := getattr(screen, "show_again", None)):
                again()

    # What every screen can do

    def action_explain_screen(self) -> None:
        """Explain the screen on top, its keys included."""
        from .screens.helping import Helping

        if not isinstance(self.screen, Helping):
            self.push_screen(Helping(self.screen))

    def action_shade(self) -> None:
        """Change between light and dark."""
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"

    def action_find(self) -> None:
        """Search claims, checks, records and the plan."""
        from .screens.finding_things import Search

        if self.session is not None and not isinstance(self.screen, Search):
            self.push_screen(Search(), self.go_to)

    def go_to(self, hit: Hit | None) -> None:
        """Open what a search found."""
        from .screens.criteria import Criteria
        from .screens.explaining import Explaining
        from .screens.form import Form

        if hit is None:
            return
        if hit.kind == "claims":
            self.push_screen(Criteria(hit.id))
        elif hit.kind == "check":
            self.push_screen(Explaining(hit.id))
        else:
            self.push_screen(Form(hit.kind, hit.id))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        from .commands import commands

        yield from commands(screen, self.session is not None)

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is written on a keyboard."""
        return key_name(binding)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What works now: nothing is found where no case is open, nor taken back where nothing was done."""
        works = {
            "find": self.session is not None,
            "undo": self.session is not None and self.session.can_undo,
            "redo": self.session is not None and self.session.can_redo,
        }
        return works.get(action, True)


def run(path: Path | None = None, rulesets: tuple[str, ...] = (), mapping: str | None = None) -> None:
    """Open the guide on this terminal, with a case where one is given; comes back when it is left."""
    Guide(path, rulesets, mapping).run()
