"""What a person at a terminal sees and a pipe never gets: colour, the terminal's width, how far the work has come."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Mapping
from typing import TextIO

NARROW = 80
WIDE = 100
"""Lines longer than this are hard to read, however wide the terminal is."""


def on_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that whoever called has closed is not."""
    return stream is not None and stream.isatty()


def colours(stream: TextIO | None = None, environment: Mapping[str, str] | None = None) -> bool:
    """Whether to use colour: only on a terminal that has it, and never where NO_COLOR says so (no-color.org)."""
    told = os.environ if environment is None else environment
    return on_terminal(stream or sys.stdout) and not told.get("NO_COLOR") and told.get("TERM") != "dumb"


def width(stream: TextIO | None = None) -> int:
    """How wide to write: as the terminal is, within what can be read; 80 columns anywhere else."""
    if not on_terminal(stream or sys.stdout):
        return NARROW
    return max(40, min(WIDE, shutil.get_terminal_size((NARROW, 24)).columns))


class Progress:
    """One line on a terminal's standard error that says how far the work has come; nothing anywhere else."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.on = on_terminal(self.stream) and not quiet
        self.seconds: dict[str, float] = {}
        self._shown = 0.0
        self._what = ""

    def starts(self, what: str) -> None:
        """Say what is being done now."""
        self._what = what
        self._show(what)

    def watch(self, check: str, done: int, of: int, seconds: float) -> None:
        """Note how long a check took, and say how many are done."""
        self.seconds[check] = self.seconds.get(check, 0.0) + seconds
        if time.monotonic() - self._shown > 0.1:
            self._show(f"{self._what}: {done} of {of} checks")

    def clear(self) -> None:
        """Take the line away."""
        if self.on and self._shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _show(self, text: str) -> None:
        if self.on:
            self._shown = time.monotonic()
            self.stream.write(f"\r\x1b[K{text}")
            self.stream.flush()


def durations(seconds: Mapping[str, float], most: int) -> list[str]:
    """The slowest checks, a line each, and the sum of all. What several share is worked out by the first to ask."""
    slowest = sorted(seconds.items(), key=lambda item: (-item[1], item[0]))[:most]
    whole = sum(seconds.values())
    lines = [
        f"{len(seconds)} checks took {whole:.3f} s; the slowest (the first to ask works out what others share):"
    ]
    return lines + [f"{took:8.3f} s  {check}" for check, took in slowest]
