"""What a claim's support hangs on: what carries all of it, how many lines of it there are, what it takes to fell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from .edges import NodeKind
from .ledger import BLANK

if TYPE_CHECKING:
    from .ledger import Ints, Ledger


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


def apart(codes: Ints) -> int:
    """The most records of which no two share a name, by their codes: as many as there are names, and the blank ones."""
    of_each = np.bincount(codes - BLANK, minlength=1)  # of each name, and first of those without one
    return int(np.count_nonzero(of_each[1:])) + int(of_each[0])


EVIDENCE: Final = "evidence"
"""Where every path of support begins; no node of the case."""
VERDICT: Final = "verdict"
"""Where the paths of support of one claim end when they are counted."""

End = str | tuple[str, tuple[int, ...]]
"""An end of a network's edge: one of these two, or a column and the codes of the names in it that stand alike."""


def network(ledger: Ledger, rows: Ints) -> Iterator[tuple[End, End, int]]:
    """Paths of some records from evidence through their document and recorder to the verdict, and how much each edge takes.

    A name takes one, an edge between two names as many as there are records. Documents with the same recorders are one
    node that takes as many as they are, and so are recorders with the same documents: a smallest cut has all of such or
    none, for where one of them stays, all that lies beyond it is cut, and the others may stay too.
    """
    held = _held(ledger, rows)
    start_of = _alike(held, "source", EVIDENCE)
    ends = {(start_of[source], recorder) for source, recorder in held}
    end_of = _alike([(recorder, start) for start, recorder in ends], "recorded_by", VERDICT)
    between: Counter[tuple[End, End]] = Counter()
    for (source, recorder), n in held.items():
        between[start_of[source], end_of[recorder]] += n
    for start in dict.fromkeys(start_of.values()):
        if start != EVIDENCE:
            yield EVIDENCE, start, len(start[1])
    for (start, end), n in between.items():
        yield start, end, n
    for end in dict.fromkeys(end_of.values()):
        if end != VERDICT:
            yield end, VERDICT, len(end[1])


def _held(ledger: Ledger, rows: Ints) -> dict[tuple[int, int], int]:
    """How many records there are of each document and recorder."""
    wide = int(ledger.recorded_by.max(initial=BLANK)) - BLANK + 1
    both = (ledger.source[rows].astype(np.int64) - BLANK) * wide + ledger.recorded_by[rows] - BLANK
    found, counts = np.unique(both, return_counts=True)
    return {
        (at // wide + BLANK, at % wide + BLANK): n
        for at, n in zip(found.tolist(), counts.tolist(), strict=True)
    }


def _alike(pairs: Iterable[tuple[int, Any]], column: str, blank: str) -> dict[int, Any]:
    """The node of each code: those that are paired with the same things share one. Blank is shared by no name."""
    beside: dict[int, set[Any]] = {}
    for code, other in pairs:
        beside.setdefault(code, set()).add(other)
    groups: dict[frozenset[Any], list[int]] = {}
    for code in sorted(beside):
        if code != BLANK:
            groups.setdefault(frozenset(beside[code]), []).append(code)
    nodes = {code: (column, tuple(codes)) for codes in groups.values() for code in codes}
    return {BLANK: blank, **nodes}


def cut_by(ledger: Ledger, rows: Ints, crossing: Iterable[tuple[End, End]]) -> Cut:
    """What some edges of the network stand for: names, or the records between two of them."""
    records: list[str] = []
    names: dict[str, list[str]] = {"source": [], "recorded_by": []}
    for start, end in crossing:
        if start == EVIDENCE and not isinstance(end, str) and end[0] == "source":
            named = end
        elif end == VERDICT and not isinstance(start, str) and start[0] == "recorded_by":
            named = start
        else:
            at = _at(ledger.source[rows], start) & _at(ledger.recorded_by[rows], end)
            records += ledger.ids[rows[at]].tolist()
            continue
        column, codes = named
        names[column] += [ledger.words[column].words[code] for code in codes]
    return Cut(tuple(sorted(records)), tuple(sorted(names["source"])), tuple(sorted(names["recorded_by"])))


def _at(codes: Ints, end: End) -> Any:
    """Which codes an end of an edge stands for."""
    return codes == BLANK if isinstance(end, str) else np.isin(codes, end[1])
