"""What a service does by habit: how much it records in a cycle, in which form, and what a good figure is for it.

Everything a path makes up is taken from here, so that it asks for nothing in another rhythm than the service's own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from ..ledger import CONDITION_GROUPS
from ..measure.value import Records
from ..model import KINDS

if TYPE_CHECKING:
    from ..measure.value import Gauge
    from ..view import ClaimView

_USUAL_KIND: Final = "observation"


@attrs.frozen
class Habits:
    """How one claim's records are made."""

    cycles: tuple[int, ...]
    """The newest whole cycles, oldest first, that the service would go on as; none where it recorded nothing in them."""
    rate: float
    """Records of a result per cycle in them."""
    floor: int
    """How many records of one kind, asked for by a step, it could add in a cycle: never more than it makes at all."""
    size: float
    """How many cases one record of it usually looks at."""
    kind: str
    """The kind of check it makes most."""


def habits(claim: ClaimView) -> Habits:
    """The habits behind a claim's records."""
    rhythm, book = claim.rhythm, claim.ledger
    results = claim.linked.beyond_activity
    last = rhythm.index(claim.as_of)
    whole = last if rhythm.end(last) <= claim.as_of else last - 1
    at = book.cycle[claim.linked.rows]
    newest = tuple(range(whole - claim.terms.window + 1, whole + 1))
    cycles = newest if np.isin(at, newest).any() else ()
    seen = np.isin(book.cycle[results.rows], newest).sum()
    rate = float(seen) / len(newest)
    floor = max(1, min(claim.terms.min_records, round(rate)))
    return Habits(cycles, rate, floor, _size(claim, results), _kind(results))


def _size(claim: ClaimView, results: Records) -> float:
    below = claim.ledger.denominator[results.rows[claim.gauge.counts[results.rows]]]
    below = below[~np.isnan(below) & (below > 0)]
    return float(np.median(below)) if len(below) else 1.0


def _kind(results: Records) -> str:
    checks = results.having("group", *CONDITION_GROUPS)
    if not len(checks):
        return _USUAL_KIND
    return KINDS[int(np.bincount(checks.column("kind")).argmax())]


def good_figure(gauge: Gauge, claim: ClaimView) -> float:
    """A figure that a good record has in a measure.

    For a proportion, all of the cases; else the best of the target, the best cycle since the change, and as far
    beyond the improved position as that lies from the baseline.
    """
    if gauge.summary == "proportion":
        return 1.0 if gauge.higher else 0.0
    known = [gauge.target] if gauge.target is not None else []
    if claim.changed and gauge is claim.gauge:
        known += [s.figure.value for s in claim.by_cycle.values() if s.figure.value is not None]
        if claim.baseline.value is not None:
            known.append(2 * gauge.position(claim.baseline.value) - claim.baseline.value)
    if not known:
        counted = np.flatnonzero(gauge.counts)
        figures = gauge.top[counted] / gauge.bottom[counted] if len(counted) else np.zeros(1)
        known = [float(figures.max() if gauge.higher else figures.min())]
    best = max(known) if gauge.higher else max(0.0, min(known))
    return float(math.ceil(best)) if gauge.summary == "count" else best


def poor_figure(claim: ClaimView) -> float:
    """A figure that a record from before the change has where it was as bad as the claim says."""
    gauge = claim.gauge
    if gauge.summary == "proportion":
        return 0.0 if gauge.higher else 1.0
    if gauge.higher:
        return 0.0
    rows = claim.linked.rows[gauge.counts[claim.linked.rows]]
    worst = float((gauge.top[rows] / gauge.bottom[rows]).max()) if len(rows) else 1.0
    return 2 * max(worst, gauge.target or 0.0, 1.0) + 1
