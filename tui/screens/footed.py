"""What every screen and window of the guide has: the app behind it, and the keys at its foot while it is on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

from ..widgets.keys import Keys

if TYPE_CHECKING:
    from ..app import Guide

Answered = TypeVar("Answered")


class Footed(Screen[Answered]):
    """A screen that shows its keys only while they work: never beneath another one's."""

    @property
    def guide(self) -> Guide:
        """The app, which holds the session and the Result."""
        return cast("Guide", self.app)

    def on_screen_resume(self) -> None:
        """Show its keys again once nothing is on top."""
        self.query(Keys).set(visible=True)

    def on_screen_suspend(self) -> None:
        """What is on top shows the keys that work there: none that do not are left standing beneath it."""
        self.query(Keys).set(visible=False)
