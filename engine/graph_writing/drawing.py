"""What a picture of the evidence graph shows: its nodes with their words, its edges, and how far records are rolled up.

Twenty thousand records are no picture. They are rolled up by kind, team, shift and cycle, each roll one node with its
number; where that is still too much to look at, by fewer of these, and where even that is, the documents and recorders
and then the plan are left out. The note says what was done and how to undo it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from ..bundles import Borne, Bundle, bundles, everything
from ..edges import Edge, Node, NodeKind, edges, nodes
from .words import Words

if TYPE_CHECKING:
    from ..view import ServiceView

COLUMNS: Final = ("kind", "team", "shift", "cycle")
"""What records are rolled up by, the first to be given up last."""

FINEST: Final = (*COLUMNS, "source", "recorded_by")
"""By what they are rolled up for other programs: nothing that the graph knows is lost but the single record."""

_SOURCES: Final = (NodeKind.DOCUMENT, NodeKind.RECORDER)
_SUPPORT: Final = (NodeKind.CLAIM, NodeKind.RECORDS)
_PLAN: Final = tuple(set(NodeKind) - {*_SUPPORT, NodeKind.MEASURE, NodeKind.VARIATION})
_LEFT_OUT: Final = (
    ((), ""),
    (_SOURCES, "Documents and recorders are left out."),
    (_PLAN, "Documents, recorders and the plan are left out: name a claim to see them."),
)
"""What a picture does without, one after the other, and what it says of that."""


@attrs.frozen
class Shown:
    """A node with its words. `records` is how many records it stands for, 0 where it stands for none."""

    node: Node
    title: str
    records: int = 0


@attrs.frozen
class Drawing:
    """Nodes and the edges between them, in a fixed order; `note` says what was rolled up or left out."""

    service: str
    as_of: str
    nodes: tuple[Shown, ...]
    edges: tuple[Edge, ...]
    note: str = ""


@attrs.frozen(kw_only=True)
class Part:
    """Which part of the graph to draw: some claims with what bears on them (None: all), around some nodes, how fine."""

    claims: tuple[str, ...] | None = None
    around: tuple[Node, ...] = ()
    depth: int = 1
    by: tuple[str, ...] = COLUMNS
    kinds: Collection[NodeKind] = tuple(NodeKind)


def draw(service: ServiceView, part: Part, note: str = "") -> Drawing:
    """A part of a service's graph, as fine as asked for."""
    return _drawn(service, part, _bundled(service, part), note)


def _bundled(service: ServiceView, part: Part) -> tuple[Bundle, ...]:
    borne = everything(service, part.claims)
    alone = tuple(node.id for node in part.around if node.kind is NodeKind.RECORDS)
    return bundles(service, borne, _rows(service, borne, part), part.by, alone)


def _drawn(service: ServiceView, part: Part, bundled: Sequence[Bundle], note: str) -> Drawing:
    found = [edge for edge in edges(service, bundled, part.claims) if _wanted(edge, part.kinds)]
    shown = _nodes(service, bundled, found, part)
    if part.around:
        near = _around(found, set(part.around), part.depth)
        shown = [node for node in shown if node in near]
    kept = set(shown)
    words = Words(service, {bundle.id: bundle for bundle in bundled})
    return Drawing(
        service=service.case.service.name,
        as_of=service.as_of.isoformat(),
        nodes=tuple(Shown(node, words.title(node), words.records(node)) for node in sorted(kept)),
        edges=tuple(sorted({edge for edge in found if edge.start in kept and edge.end in kept})),
        note=note,
    )


def _rows(service: ServiceView, borne: Borne, part: Part) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if part.claims is None:
        return service.records.rows
    return service.ledger.union(*(rows for rows, _ in borne.values()))


def _wanted(edge: Edge, kinds: Collection[NodeKind]) -> bool:
    return edge.start.kind in kinds and edge.end.kind in kinds


def _nodes(service: ServiceView, bundled: Sequence[Bundle], found: Iterable[Edge], part: Part) -> list[Node]:
    """Every node in the part: those with an edge and, where all claims are asked for, also those without."""
    ends = {node for edge in found for node in (edge.start, edge.end)}
    if part.claims is None:
        ends.update(node for node in nodes(service, bundled) if node.kind in part.kinds)
    else:
        ends.update(Node(NodeKind.CLAIM, id) for id in part.claims)
    return sorted(ends)


def _around(found: Iterable[Edge], start: set[Node], depth: int) -> set[Node]:
    """The nodes that so many edges lead to, whichever way these run."""
    beside: dict[Node, set[Node]] = {}
    for edge in found:
        beside.setdefault(edge.start, set()).add(edge.end)
        beside.setdefault(edge.end, set()).add(edge.start)
    near, rim = set(start), set(start)
    for _ in range(depth):
        rim = {other for node in rim for other in beside.get(node, ())} - near
        near |= rim
    return near


# How much can be looked at


@attrs.frozen
class Room:
    """How much a picture can hold and still be looked at."""

    nodes: int = 80
    edges: int = 200

    def holds(self, drawing: Drawing) -> bool:
        """Whether a drawing fits."""
        return len(drawing.nodes) <= self.nodes and len(drawing.edges) <= self.edges


def fitting(service: ServiceView, part: Part, room: Room) -> Drawing:
    """The finest drawing that has room; where none has, the coarsest."""
    drawing = None
    for coarser, note in _coarser(part):
        bundled = _bundled(service, coarser)
        if coarser.by and not part.around and len(bundled) > room.nodes:
            continue  # the records alone are too many, whatever stands beside them
        drawing = _drawn(service, coarser, bundled, note)
        if room.holds(drawing):
            break
    assert drawing is not None  # the coarsest is always drawn
    return drawing


def _coarser(part: Part) -> Iterator[tuple[Part, str]]:
    """The part as asked for, then with less and less in it, each with what to say of it.

    What the picture is drawn around is never left out, nor anything of its kind.
    """
    centre = {node.kind for node in part.around}
    for left, said in _LEFT_OUT:
        kinds = tuple(kind for kind in part.kinds if kind in centre or kind not in left)
        for n in range(len(COLUMNS), 0, -1):
            yield attrs.evolve(part, by=COLUMNS[:n], kinds=kinds), f"{_rolled(COLUMNS[:n])} {said}".strip()
    only = tuple(kind for kind in part.kinds if kind in centre or kind in _SUPPORT)
    yield attrs.evolve(part, by=(), kinds=only), f"{_rolled(())} {_LEFT_OUT[-1][1]}"


def _rolled(columns: Sequence[str]) -> str:
    if not columns:
        return "Records that bear alike on a claim are one node."
    listed = columns[0] if len(columns) == 1 else f"{', '.join(columns[:-1])} and {columns[-1]}"
    return f"Records of the same {listed} are one node."
