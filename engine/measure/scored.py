"""The share of results that are met over records of any measure, partly met counting half."""

from __future__ import annotations

import numpy as np

from ..ledger import BLANK
from .terms import Terms
from .value import NOTHING, Figure, Records


def scored(records: Records, terms: Terms) -> Figure:
    """The share met over some records; one without a result counts by its own figures, where it has them.

    Enough are so many records, or records that looked at so many between them, as the case file's terms say.
    """
    book, rows = records.ledger, records.rows
    has_result = book.result[rows] != BLANK
    looked_at = book.denominator[rows]
    figured = ~np.isnan(book.numerator[rows]) & (looked_at > 0)
    rows = rows[has_result | figured]
    if not len(rows):
        return NOTHING
    by_result = book.result[rows] != BLANK
    looked_at = np.where(book.denominator[rows] > 0, book.denominator[rows], 1.0)
    top = float(np.where(by_result, book.score[rows], book.numerator[rows]).sum())
    bottom = float(np.where(by_result, 1.0, looked_at).sum())
    enough = len(rows) >= terms.min_records or float(looked_at.sum()) >= terms.min_denominator
    return Figure(top / bottom, len(rows), enough, numerator=top, denominator=bottom)
