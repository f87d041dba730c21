"""How a command leaves: the four numbers that a script can rely on."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """The exit status of every command; there are no others."""

    PASSES = 0
    """The case passes, or the command did what was asked."""
    FALLS_SHORT = 1
    """Assessed, and it falls short."""
    BAD_INPUT = 2
    """The data, a ruleset or the command itself could not be used."""
    CHECK_ERRORED = 3
    """A check failed, or takehold itself did, so part of the answer is missing."""
