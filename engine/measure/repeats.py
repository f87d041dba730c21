"""Which records keep saying that something went wrong."""

from __future__ import annotations

from typing import Final

from ..ledger import ACTIVITY, GROUP_NAMES
from .value import Records

_OFTEN: Final = 3
"""How many adverse records of one group are a repeat; fewer happen in any service."""

_NEAR: Final = 1e-9


def repeats(records: Records, adverse: Records, share: float) -> bool:
    """Whether three or more of some records are adverse, and over `share` of those outside activity."""
    return len(adverse) >= _OFTEN and len(adverse) > share * len(records.beyond_activity) + _NEAR


def repeating(records: Records, adverse: Records, share: float) -> dict[str, Records]:
    """The groups that repeat among some records, each with its adverse ones. Activity never does."""
    found = {}
    for code, name in enumerate(GROUP_NAMES):
        wrong = adverse.having("group", code)
        if code != ACTIVITY and repeats(records.having("group", code), wrong, share):
            found[name] = wrong
    return found
