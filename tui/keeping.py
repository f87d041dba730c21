"""Keeping the work: answers written as they are given, what to do where that fails, and leaving with nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import App

from takehold.engine.errors import TakeholdError
from takehold.engine.report.escape import clean

from . import recent

if TYPE_CHECKING:
    from .session import Session


PATIENCE = 0.1
"""How many seconds at most an answer waits to be written, so that its verdict comes first: both want the processor."""


class Superseded(Exception):
    """What is being worked out is of no use any more: a newer edit was made, or somebody stopped it."""


class Keeping(App[None]):
    """An app with a case in hand, and what keeps that case on the disk."""

    session: Session | None = None
    unsaved = ""
    """Why the newest answers are not on the disk; empty while they are, or are being written."""
    _verdict: threading.Event
    """Set while nobody waits for a verdict."""
    _told = ""
    """The reason that was last asked about: the same one is not asked about at every answer."""

    @property
    def work_in_hand(self) -> Session:
        """The session. Raises RuntimeError where no case is open: no screen that asks is shown before one is."""
        if self.session is None:
            raise RuntimeError("no case is open")
        return self.session

    def say(self, words: str, wrong: bool = False) -> None:
        """Say something in passing; it is shown as it stands."""
        title = "That did not work" if wrong else ""
        self.notify(clean(words), title=title, severity="error" if wrong else "information", markup=False)

    def refresh_banner(self) -> None:
        """Tell every screen that is up to draw its first lines anew."""
        for screen in self.screen_stack:
            if callable(again := getattr(screen, "show_banner", None)):
                again()

    # Saving

    @work(thread=True, group="save")
    def save(self, over: bool = False) -> None:
        """Write the case; where that fails the answers stay here, and what to do is asked."""
        session = self.work_in_hand
        copy = session.copy
        self._verdict.wait(PATIENCE)
        try:
            session.save(over=over)
        except TakeholdError as error:
            self.call_from_thread(self._failed, error)
            return
        self.call_from_thread(self._saved, session, session.copy is not None and copy is None)

    def _saved(self, session: Session, copied: bool) -> None:
        self.unsaved = self._told = ""
        if copied and session.copy is not None:
            self.say(f"Before the first change, the case was kept as it was, as {session.copy.name}")
        self.refresh_banner()

    def _failed(self, error: TakeholdError) -> None:
        self.unsaved = str(error)
        self.refresh_banner()
        if self.unsaved != self._told:
            self._told = self.unsaved
            self._ask(error, None)

    def _ask(self, error: TakeholdError, leave: Callable[[], None] | None) -> None:
        """Ask what to do about answers that cannot be saved; `leave` where somebody is about to."""
        from .screens.unsaved import Unsaved

        def answered(what: str | None) -> None:
            if what == "over":
                self.save(over=True)
            elif what == "theirs":
                self.take_up_anew(self.work_in_hand.path)
            elif what == "elsewhere":
                self._ask_where()
            elif what == "leave" and leave is not None:
                leave()

        if not isinstance(self.screen, Unsaved):
            from .session import ChangedOnDisk

            changed = isinstance(error, ChangedOnDisk)
            self.push_screen(Unsaved(str(error), changed=changed, leaving=leave is not None), answered)

    def _ask_where(self) -> None:
        from .screens.unsaved import Elsewhere

        def answered(path: Path | None) -> None:
            if path is not None:
                self.save()

        self.push_screen(Elsewhere(), answered)

    def take_up_anew(self, path: Path) -> None:
        """Take up the case as it is on the disk; what was not saved is let go of."""
        raise NotImplementedError

    # Leaving

    def put_away(self, then: Callable[[], None]) -> None:
        """Save, note where the work was left, then do what comes next; where it cannot be saved, ask first."""
        session = self.session
        if session is None:
            then()
            return
        for screen in self.screen_stack:
            if callable(keep := getattr(screen, "keep_typed", None)):
                keep()

        def leave() -> None:
            recent.remember(session.path, session.case.service.name, self.left())
            then()

        try:
            session.save()
        except TakeholdError as error:
            self._ask(error, leave)
        else:
            leave()

    def left(self) -> str:
        """Where in the walk the person is, as a word that `Home` understands."""
        for screen in reversed(self.screen_stack):
            if here := getattr(screen, "left", ""):
                return str(here)
        return "home"
