"""Who is named in a case, so that what goes to a log when something fails names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .model import Case

_COLUMNS: Final = {
    "claims": "owner",
    "priorities": "owner",
    "actions": "owner",
    "monitoring": "owner",
    "updates": "author",
    "reviews": "recorded_by",
}
SOMEBODY: Final = "[somebody]"
"""What stands for a name."""


def without_people(text: str, case: Case) -> str:
    """A text without the people that the case names in the columns for people, each once whole.

    A log of a build is read by many more than the case is. What a note says about somebody is not known to be a name.
    """
    names = {name for name in _people(case) if len(name) > 2}
    if not names:
        return text
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", SOMEBODY, text, flags=re.IGNORECASE)


def _people(case: Case) -> Iterator[str]:
    """Everybody named in a column that is for people."""
    for table, column in _COLUMNS.items():
        yield from (name for row in getattr(case, table) if (name := getattr(row, column)))
    yield from (name for name in case.evidence["recorded_by"].unique().to_list() if name)
    yield from (name for name in case.evidence["staff"].explode().unique().to_list() if name)
