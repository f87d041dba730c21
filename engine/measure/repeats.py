"""Which groups of evidence, and which themes, keep saying that something went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..ledger import ACTIVITY, GROUP_NAMES
from .value import Records

_OFTEN: Final = 3
"""How many adverse records of one group are a repeat; fewer happen in any service."""

_NEAR: Final = 1e-9


def repeating(records: Records, adverse: Records, share: float) -> dict[str, Records]:
    """The groups that repeat among some records, each with its adverse ones.

    A group repeats where it holds three or more adverse records, and they are over `share` of its records there.
    Activity never does.
    """
    groups = {name: code for code, name in enumerate(GROUP_NAMES) if code != ACTIVITY}
    return _repeating("group", groups, records, adverse, share)


def repeating_themes(records: Records, adverse: Records, share: float) -> dict[str, Records]:
    """The themes that repeat among some records, each with its adverse ones: as `repeating`, outside activity."""
    themes = records.ledger.words["theme"].codes
    return _repeating("theme", themes, records.beyond_activity, adverse, share)


def _repeating(
    column: str, codes: Mapping[str, int], records: Records, adverse: Records, share: float
) -> dict[str, Records]:
    found = {}
    for name, code in codes.items():
        wrong = adverse.having(column, code)
        if len(wrong) >= _OFTEN and len(wrong) > share * len(records.having(column, code)) + _NEAR:
            found[name] = wrong
    return found
