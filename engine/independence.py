"""What a claim's support hangs on: what carries all of it, how many lines of it there are, what it takes to fell it."""

from __future__ import annotations

import attrs


@attrs.frozen
class SinglePoints:
    """What lies on every path from evidence to a claim: were one of these withdrawn, nothing would support it."""

    records: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    recorders: tuple[str, ...] = ()


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
