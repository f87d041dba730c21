"""Checks that a ruleset declares without code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..check import CheckClass

Wrong = Callable[[tuple[str | int, ...], str, bool], None]
"""Told of something wrong: where in the declaration, what, and whether it is the key."""


def declare(told: Mapping[str, Any], wrong: Wrong) -> CheckClass | None:
    """A check from its declaration, None where something in it is wrong."""
    wrong((), f"{told.get('id')!r} cannot be declared", False)
    return None
