"""Records that stand alike, as one bundle: a graph of bundles answers what a graph of records would, faster.

Two records are in one bundle where they share some columns (source, recorder …) and bear alike on every claim. A
question that counts records weighs a bundle by how many it holds.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from .ledger import BLANK
from .measure.value import Records
from .model import KINDS

if TYPE_CHECKING:
    from .ledger import Ints
    from .view import ClaimView, ServiceView

ALIKE: Final = ("source", "recorded_by", "kind", "team", "shift")
"""The columns that a bundle shares where records are looked at. A question may ask for fewer, and coarser bundles."""

SINGLY: Final = "record"
"""Asked for as a column, this keeps every record apart. `cycle` may be asked for too."""


class Bearing(enum.StrEnum):
    """How a record bears on a claim that it is linked to."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    BASELINE_OF = "baseline of"
    CONTEXT_OF = "context of"


_BEARINGS: Final = tuple(Bearing)


@attrs.frozen(eq=False)
class Bundle:
    """Some records that stand alike, and how they bear on which claims.

    `id` is that of the oldest; `shared` holds the word of each column they share, None where that is blank.
    """

    id: str
    records: Records
    shared: Mapping[str, str | None]
    bearings: tuple[tuple[str, Bearing], ...]

    def __len__(self) -> int:
        return len(self.records)

    def supports(self) -> tuple[str, ...]:
        """The claims that its records support."""
        return tuple(claim for claim, bearing in self.bearings if bearing is Bearing.SUPPORTS)


Borne = Mapping[str, "tuple[Ints, Ints]"]
"""For each claim, rows of the ledger, and how each bears on it, as its place in `Bearing`."""


def everything(service: ServiceView, claims: Collection[str] | None = None) -> Borne:
    """How every linked record bears on each claim, or on some of them.

    Without the date of the change nothing can be told to lie before it or after it: all is context.
    """
    borne = {}
    for claim in _claims(service, claims):
        rows = claim.linked.rows
        codes = np.full(len(rows), _BEARINGS.index(Bearing.CONTEXT_OF))
        if claim.changed:
            for found, bearing in (
                (claim.before.beyond_activity, Bearing.BASELINE_OF),
                (claim.supporting, Bearing.SUPPORTS),
                (claim.contradicting, Bearing.CONTRADICTS),
            ):
                codes[np.searchsorted(rows, found.rows)] = _BEARINGS.index(bearing)
        borne[claim.id] = rows, codes
    return borne


def support(service: ServiceView) -> Borne:
    """The records that support each claim, and no other."""
    rows = {claim.id: claim.supporting.rows for claim in _claims(service) if claim.changed}
    return {
        claim: (found, np.full(len(found), _BEARINGS.index(Bearing.SUPPORTS)))
        for claim, found in rows.items()
    }


def _claims(service: ServiceView, some: Collection[str] | None = None) -> Iterator[ClaimView]:
    ids = (claim.id for claim in service.case.claims)
    return (service.claim(id, service.terms) for id in ids if some is None or id in some)


def bundles(
    service: ServiceView,
    borne: Borne,
    rows: Ints,
    alike: Sequence[str] = ALIKE,
    apart: Sequence[str] = (),
) -> tuple[Bundle, ...]:
    """Some rows of a service, each in exactly one bundle, in order of each one's oldest record.

    The records named in `apart` are bundles of their own.
    """
    labels = _alike(service, alike)
    highest = len(service.ledger)
    for id in apart:
        labels[service.row_of[id]] = highest
        highest += 1
    for linked, codes in borne.values():
        # In each bundle, tell apart those that bear on this claim too, and how.
        _, told = np.unique(labels[linked] * len(_BEARINGS) + codes, return_inverse=True)
        labels[linked] = highest + told
        highest += len(linked)
    return tuple(_gathered(service, alike, rows, labels, borne))


def _alike(service: ServiceView, columns: Sequence[str]) -> Ints:
    """A label for each record, the same for records that share every one of some columns."""
    labels = np.zeros(len(service.ledger), dtype=np.int64)
    for name in columns:
        codes = np.arange(len(labels)) if name == SINGLY else getattr(service.ledger, name) - BLANK
        _, labels = np.unique(labels * (codes.max(initial=0) + 1) + codes, return_inverse=True)
    return labels


def _gathered(
    service: ServiceView,
    alike: Sequence[str],
    rows: Ints,
    labels: Ints,
    borne: Borne,
) -> Iterator[Bundle]:
    """The bundles of some rows by their labels."""
    # Rows are in order of date, so that the first of each label is its oldest.
    heads, oldest, of_row = np.unique(labels[rows], return_index=True, return_inverse=True)
    members = np.split(rows[np.argsort(of_row, kind="stable")], np.cumsum(np.bincount(of_row))[:-1])
    bearing: dict[int, list[tuple[str, Bearing]]] = {}
    for claim, (linked, codes) in borne.items():
        pairs = np.unique(labels[linked] * len(_BEARINGS) + codes)
        for label, code in zip(
            (pairs // len(_BEARINGS)).tolist(), (pairs % len(_BEARINGS)).tolist(), strict=True
        ):
            bearing.setdefault(label, []).append((claim, _BEARINGS[code]))
    for at in np.argsort(oldest).tolist():
        row = int(members[at][0])
        yield Bundle(
            id=str(service.ledger.ids[row]),
            records=Records(service.ledger, members[at]),
            shared={name: _word(service, name, row) for name in alike},
            bearings=tuple(bearing.get(int(heads[at]), ())),
        )


def _word(service: ServiceView, column: str, row: int) -> str | None:
    if column == SINGLY:
        return str(service.ledger.ids[row])
    code = int(getattr(service.ledger, column)[row])
    if column == "cycle":
        return service.rhythm.say(code)
    if code == BLANK:
        return None
    return KINDS[code] if column == "kind" else service.ledger.words[column].words[code]
