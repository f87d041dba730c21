"""The newest review cycles of some records: where what is going on now shows."""

from __future__ import annotations

import datetime as dt

from ..calendar import Rhythm
from .value import Records


def newest_two(records: Records, rhythm: Rhythm, as_of: dt.date) -> tuple[int, int]:
    """The newest two cycles up to a day, whole or not; the one it falls in counts once it has a record."""
    last = rhythm.index(as_of)
    if not len(records.within(rhythm.start(last), as_of)):
        last -= 1
    return (last - 1, last)
