"""What a claim's support hangs on: what carries all of it, how many lines of it there are, what it takes to fell it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from .edges import NodeKind

if TYPE_CHECKING:
    from .bundles import Bundle


@attrs.frozen
class SinglePoints:
    """What lies on every path from evidence to a claim: were one of these withdrawn, nothing would support it."""

    records: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    recorders: tuple[str, ...] = ()

    def of(self, kind: NodeKind) -> tuple[str, ...]:
        """Those of one kind: records, documents or recorders."""
        found = {
            NodeKind.RECORDS: self.records,
            NodeKind.DOCUMENT: self.documents,
            NodeKind.RECORDER: self.recorders,
        }
        return found[kind]


@attrs.frozen
class Cut:
    """The fewest documents, recorders and, where these are blank, records without which nothing supports a claim."""

    records: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    recorders: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.records) + len(self.documents) + len(self.recorders)


@attrs.frozen
class Lines:
    """How many lines of support run to a claim side by side, sharing no document, no recorder, or neither of them.

    A document or recorder that is blank is unknown, and taken to be shared with no other record.
    """

    by_document: int
    by_recorder: int
    by_both: int


def apart(found: Iterable[Bundle], column: str) -> int:
    """The most records of which no two share a name in a column: as many as there are names, and the blank ones."""
    names: set[str] = set()
    blank = 0
    for bundle in found:
        name = bundle.shared[column]
        if name is None:
            blank += len(bundle)
        else:
            names.add(name)
    return len(names) + blank
