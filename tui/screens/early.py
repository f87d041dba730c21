"""Keys pressed before there is anything to type into: kept, and given once there is, so that nobody has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.screen import Screen

if TYPE_CHECKING:
    from ..app import Guide


class Early(Screen[Any]):
    """A screen that one types into. `awaits` while what is typed into is not there yet; then `give_early`.

    The app keeps every key meanwhile, and those behind it, in their order: were some already on their way when the
    place to type came, a word would be spelt with its first letters last.
    """

    awaits = False

    def press_later(self, key: str) -> None:
        """Have a key pressed once there is something to type into."""
        cast("Guide", self.app).keep_key(events.Key(key, None))

    def give_early(self) -> None:
        """Press what was pressed too early, now that it has a place to go."""
        self.awaits = False
        self.app.call_later(cast("Guide", self.app).give_kept_keys)
