"""How records bunch together in time."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ..ledger import Bools, as_day
from .value import Records


def fullest(records: Records, days: int) -> tuple[dt.date, Bools]:
    """The first day of the stretch of so many days that holds the most records, and which records it holds.

    Of equals the earliest. Raises ValueError for an empty set.
    """
    if not len(records):
        raise ValueError("no record, so no stretch of days holds the most")
    dated = np.sort(records.ledger.day[records.rows])
    held = np.searchsorted(dated, dated + np.timedelta64(days, "D")) - np.arange(len(dated))
    first = dated[int(held.argmax())]
    at = records.ledger.day[records.rows]
    return as_day(first), (at >= first) & (at < first + np.timedelta64(days, "D"))
