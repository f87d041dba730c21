"""What the screens of the walk share: the lines at the top, the footer, and being told of a new Result."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from ..widgets.banner import Banner
from ..widgets.keys import Keys
from .footed import Footed
from .shape import shape


class Step(Footed[None]):
    """One screen of the walk. `STEP` is its name, `HELP` what it is for, `left` how to come back to it."""

    STEP: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="back", tooltip="To the screen before this one")
    ]
    left = ""

    def compose(self) -> ComposeResult:
        """The lines at the top, the screen's own part, and the keys that work now."""
        shape(self)
        yield Banner()
        yield from self.body()
        yield Keys()

    def body(self) -> ComposeResult:
        """The screen's own part."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show what is there."""
        self.show_again()

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was on top."""
        self.show_again()

    def show_again(self) -> None:
        """Show the case and the Result as they stand."""
        if not self.is_mounted or not self.query(Banner):
            return
        self.show_banner()
        self.show()

    def show(self) -> None:
        """Draw the screen's own part anew."""

    def show_banner(self) -> None:
        """Draw the lines at the top."""
        if not self.query(Banner):
            return
        session = self.guide.session
        saved = "saved" if session is not None and session.saved else "saving …"
        saved = "NOT SAVED" if self.guide.unsaved else saved
        state = "working out the verdict …" if self.guide.busy else saved
        self.query_one(Banner).show(
            service=session.case.service.name if session else "",
            step=self.STEP,
            result=self.guide.result,
            moved=self.guide.moved,
            state=state,
        )

    def action_back(self) -> None:
        """To the screen before this one."""
        self.dismiss()
