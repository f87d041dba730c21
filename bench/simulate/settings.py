"""Settings that ask more than the default, each with what it is meant to keep out and what it must still let through."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class Setting:
    """One change of a ruleset, and the truths and kinds of noise it is tried on."""

    id: str
    toml: str
    """The lines that set it, in a ruleset of one's own."""
    tried_on: tuple[str, ...]


_TIME: Final = (
    "seasonal", "seasonal-mild", "seasonal-short", "seasonal-round", "two-month-push", "real-new", "real", "real-modest",
)  # fmt: skip
_CHANGE: Final = ("aimless", "mean", "median", "rate", "count", "real-rate")


def _days(days: int) -> str:
    return f"[check.long-enough]\nmin_days = {days}\n"


def _change(share: float) -> str:
    return f"[terms]\nmin_change = {share}\n"


SETTINGS: Final = (
    Setting("long-enough: min_days = 90 (default)", _days(90), _TIME),
    Setting("long-enough: min_days = 180", _days(180), _TIME),
    Setting("long-enough: min_days = 365", _days(365), _TIME),
    Setting("min_change = 0.10 (default)", _change(0.1), _CHANGE),
    Setting("min_change = 0.25", _change(0.25), _CHANGE),
    Setting("min_change = 0.40", _change(0.4), _CHANGE),
)
