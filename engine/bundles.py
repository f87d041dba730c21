"""Records that stand alike, as one bundle: a graph of bundles answers what a graph of records would, faster.

Two records are in one bundle where they share source, recorder, kind, team and shift, and bear alike on every
claim. A question that counts records weighs a bundle by how many it holds.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import numpy as np

from .ledger import BLANK
from .measure.value import Records

if TYPE_CHECKING:
    from .ledger import Ints
    from .view import ClaimView, ServiceView

ALIKE = ("source", "recorded_by", "kind", "team", "shift")
"""The columns that all records of a bundle share."""


class Bearing(enum.StrEnum):
    """How a record bears on a claim that it is linked to."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    BASELINE_OF = "baseline of"
    CONTEXT_OF = "context of"


_BEARINGS = tuple(Bearing)


@attrs.frozen(eq=False)
class Bundle:
    """Some records that stand alike, and how they bear on which claims.

    `id` is that of the oldest; `source` and `recorder` are None where they are blank.
    """

    id: str
    records: Records
    source: str | None
    recorder: str | None
    bearings: tuple[tuple[str, Bearing], ...]

    def __len__(self) -> int:
        return len(self.records)


def bundles(service: ServiceView) -> tuple[Bundle, ...]:
    """Every record of a service in exactly one bundle, in order of each one's oldest record."""
    bearing_on = {c.id: bearings(service.claim(c.id, service.terms)) for c in service.case.claims}
    labels, highest = _alike(service), len(service.ledger)
    for rows, codes in bearing_on.values():
        # In each bundle, tell apart those that bear on this claim too, and how.
        _, apart = np.unique(labels[rows] * len(_BEARINGS) + codes, return_inverse=True)
        labels[rows] = highest + apart
        highest += len(rows)
    heads, labels = np.unique(labels, return_inverse=True)
    return tuple(_bundles(service, bearing_on, labels, len(heads)))


def bearings(claim: ClaimView) -> tuple[Ints, Ints]:
    """The rows linked to a claim, and for each how it bears on it, as its place in `Bearing`.

    Without the date of the change nothing can be told to lie before it or after it: all is context.
    """
    rows = claim.linked.rows
    codes = np.full(len(rows), _BEARINGS.index(Bearing.CONTEXT_OF))
    if claim.changed:
        for found, bearing in (
            (claim.before.beyond_activity, Bearing.BASELINE_OF),
            (claim.supporting, Bearing.SUPPORTS),
            (claim.contradicting, Bearing.CONTRADICTS),
        ):
            codes[np.isin(rows, found.rows)] = _BEARINGS.index(bearing)
    return rows, codes


def _alike(service: ServiceView) -> Ints:
    """A label for each record, the same for records that share every column of `ALIKE`."""
    labels = np.zeros(len(service.ledger), dtype=np.int64)
    for name in ALIKE:
        codes = getattr(service.ledger, name) - BLANK
        _, labels = np.unique(labels * (codes.max(initial=0) + 1) + codes, return_inverse=True)
    return labels


def _bundles(
    service: ServiceView, bearing_on: dict[str, tuple[Ints, Ints]], labels: Ints, count: int
) -> Iterator[Bundle]:
    book = service.ledger
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(count))
    oldest = order[starts]
    met: list[list[tuple[str, Bearing]]] = [[] for _ in range(count)]
    for claim, (rows, codes) in bearing_on.items():
        for label, code in {*zip(labels[rows].tolist(), codes.tolist(), strict=True)}:
            met[label].append((claim, _BEARINGS[code]))
    members = np.split(order, starts[1:]) if count else []
    for label in np.argsort(oldest).tolist():
        row = oldest[label]
        yield Bundle(
            id=str(book.ids[row]),
            records=Records(book, members[label]),
            source=_word(service, "source", row),
            recorder=_word(service, "recorded_by", row),
            bearings=tuple(met[label]),
        )


def _word(service: ServiceView, column: str, row: int) -> str | None:
    code = int(getattr(service.ledger, column)[row])
    return None if code == BLANK else service.ledger.words[column].words[code]
