"""The share of results that are met over records of any measure, partly met counting half."""

from __future__ import annotations

import numpy as np

from ..ledger import BLANK, SCORE
from .terms import Terms
from .value import NOTHING, Figure, Records


def scored(records: Records, terms: Terms) -> Figure:
    """The share met over those of some records that have a result, each counting one.

    Enough are so many records, or records that looked at so many between them, as the case file's terms say.
    """
    book, rows = records.ledger, records.rows
    rows = rows[book.result[rows] != BLANK]
    if not len(rows):
        return NOTHING
    top, n = float(SCORE[book.result[rows]].sum()), len(rows)
    looked_at = float(np.where(book.denominator[rows] > 0, book.denominator[rows], 1.0).sum())
    enough = n >= terms.min_records or looked_at >= terms.min_denominator
    return Figure(top / n, n, enough, numerator=top, denominator=float(n))
