"""Keys pressed before there is anything to type into: kept, and given once there is, so that nobody has to wait."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.screen import Screen


class Early(Screen[Any]):
    """A screen that one types into. `awaits` while what is typed into is not there yet; then `give_early`."""

    awaits = False

    def on_key(self, event: events.Key) -> None:
        """Keep what was pressed too early."""
        if self.awaits and (event.is_printable or event.key in ("enter", "tab", "backspace", "space")):
            event.stop()
            event.prevent_default()
            self.press_later(event.key, event.character)

    def press_later(self, key: str, character: str | None = None) -> None:
        """Have a key pressed once there is something to type into."""
        self._kept_keys = [*getattr(self, "_kept_keys", []), (key, character)]

    def give_early(self) -> None:
        """Press again what was pressed too early, now that it has a place to go."""
        self.awaits = False
        kept: list[tuple[str, str | None]] = getattr(self, "_kept_keys", [])
        self._kept_keys = []
        for key, character in kept:
            self.app.post_message(events.Key(key, character))
