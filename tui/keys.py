"""Keys as they are written on a keyboard."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

KEYS: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
}


def key_name(binding: Binding) -> str:
    """A key as it is written on a keyboard: Ctrl+Z, F1, Esc."""
    if binding.key_display:
        return binding.key_display
    *held, last = binding.key.split("+")
    name = KEYS.get(last) or (last.upper() if held or len(last) > 1 else last)
    return "+".join([*(one.capitalize() for one in held), name])
