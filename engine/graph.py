"""The evidence graph of one service: every assertion, and what it stands on.

The only file that imports networkx. It is asked in the domain's words, ids in and sorted ids out, and no networkx
object or exception leaves it. Its nodes, its kinds of edge and their direction are those of `edges`; the questions
about support follow paths the other way of resting, from evidence on:

    evidence --> document (or recorder) --> records --> claim --> claim that rests on it
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import attrs
import networkx as nx

from .bundles import Bearing, Bundle, bundles
from .edges import THREAD, EdgeKind, Node, NodeKind, edges, nodes
from .view.thread import Hold, Link, golden_thread

if TYPE_CHECKING:
    from .view import ServiceView

_EVIDENCE: Final = "evidence"
"""Where every path of support begins; no node of the case."""

_VERDICT: Final = "verdict"
"""Where the paths of support of one claim end when they are counted."""


@attrs.frozen
class SinglePoints:
    """What lies on every path from evidence to a claim: were one of these withdrawn, nothing would support it."""

    records: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    recorders: tuple[str, ...] = ()


@attrs.frozen
class Lines:
    """How many lines of support run to a claim side by side, sharing no document, no recorder, or neither of them.

    A document or recorder that is blank is unknown, and taken to be shared with no other record.
    """

    by_document: int
    by_recorder: int
    by_both: int


class EvidenceGraph:
    """The graph of one service, built once. Ask it by the ids of the case; an unknown claim is a KeyError."""

    def __init__(self, service: ServiceView) -> None:
        self._service = service
        self._bundles = bundles(service)
        self._graph = nx.MultiDiGraph()
        self._graph.add_nodes_from(nodes(service, self._bundles))
        for start, kind, end in edges(service, self._bundles):
            self._graph.add_edge(start, end, kind)

    # What is in it

    def nodes(self, kind: NodeKind) -> tuple[str, ...]:
        """The ids of all nodes of a kind. Bundled records go by the id of the oldest."""
        return tuple(sorted(node.id for node in self._graph if node.kind is kind))

    def edges(self, kind: EdgeKind) -> tuple[tuple[str, str], ...]:
        """The ids at both ends of all edges of a kind."""
        return tuple(
            sorted((start.id, end.id) for start, end, found in self._graph.edges(keys=True) if found is kind)
        )

    def records_serving_no_claim(self) -> tuple[str, ...]:
        """The records that are linked to no claim."""
        return tuple(
            sorted(id for bundle in self._bundles if not bundle.bearings for id in bundle.records.ids())
        )

    # What a claim stands on

    def unsupported(self) -> tuple[str, ...]:
        """The claims to which no path leads from evidence: at most context, baseline or contradiction."""
        return tuple(sorted(claim.id for claim in self._service.case.claims if claim.id not in self._reached))

    def unsupported_under(self, claim: str) -> tuple[str, ...]:
        """The claims that a claim rests on, at any remove, and that nothing supports."""
        return tuple(sorted(id for id in self._under(claim) if id not in self._reached))

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The circles in which claims rest on each other: the shortest through each claim that is on one.

        Each is named whole, in the order of resting, from its smallest id on.
        """
        return tuple(sorted({found for claim in self._resting if (found := self._circle(claim))}))

    def circles_under(self, claim: str) -> tuple[tuple[str, ...], ...]:
        """Those circles that a claim is on, or ends in when what it rests on is followed."""
        under = self._under(claim) | {claim}
        return tuple(circle for circle in self.circles() if under.intersection(circle))

    def supporting(self, claim: str) -> tuple[str, ...]:
        """The records that support a claim or one that it rests on, at any remove."""
        return tuple(sorted(id for bundle in self._bundles_for(claim) for id in bundle.records.ids()))

    def single_points(self, claim: str) -> SinglePoints:
        """What lies on every path from evidence to a claim: its dominators. Nothing does where nothing supports it."""
        if not self._bundles_for(claim):
            return SinglePoints()
        by_document = self._dominators(NodeKind.DOCUMENT, claim)
        by_recorder = self._dominators(NodeKind.RECORDER, claim)
        alone = {bundle.id for bundle in self._bundles if len(bundle) == 1}
        return SinglePoints(
            records=_ids(NodeKind.RECORDS, (node for node in by_document if node.id in alone)),
            documents=_ids(NodeKind.DOCUMENT, by_document),
            recorders=_ids(NodeKind.RECORDER, by_recorder),
        )

    def lines_of_support(self, claim: str) -> Lines:
        """How many independent lines of support a claim has: the most that flow to it where no source counts twice."""
        found = self._bundles_for(claim)
        return Lines(
            by_document=_flow(found, documents=True, recorders=False),
            by_recorder=_flow(found, documents=False, recorders=True),
            by_both=_flow(found, documents=True, recorders=True),
        )

    # The golden thread

    def broken_links(self, claim: str) -> tuple[Link, ...]:
        """The links of the golden thread that are missing or out of order, in the order of the story."""
        parts = golden_thread(self._service.claim(claim, self._service.terms))
        return tuple(part.link for part in parts if part.hold is not Hold.THERE)

    def has_golden_thread(self, claim: str) -> bool:
        """Whether a path runs through all six links: from a problem that the claim states to a review of the result."""
        thread = nx.DiGraph((a, b) for a, b, kind in self._graph.edges(keys=True) if kind in THREAD)
        begun = [Node(NodeKind.PROBLEM, id) for start, id in self.edges(EdgeKind.STATES) if start == claim]
        return any(
            node.kind is NodeKind.REVIEW
            for start in begun
            if start in thread
            for node in nx.descendants(thread, start)
        )

    # Resting and support

    @cached_property
    def _resting(self) -> Any:
        """The claims, each with an edge to every claim that it rests on."""
        graph = nx.DiGraph()
        graph.add_nodes_from(claim.id for claim in self._service.case.claims)
        graph.add_edges_from(
            (claim.id, other) for claim in self._service.case.claims for other in claim.rests_on
        )
        return graph

    def _under(self, claim: str) -> set[str]:
        """The claims that a claim rests on, at any remove."""
        self._service.claims_by_id[claim]
        found: set[str] = nx.descendants(self._resting, claim)
        return found

    def _circle(self, claim: str) -> tuple[str, ...]:
        """The shortest circle through a claim, from its smallest id on; empty where it is on none."""
        back = [
            nx.shortest_path(self._resting, other, claim)
            for other in sorted(self._resting.successors(claim))
            if nx.has_path(self._resting, other, claim)
        ]
        if not back:
            return ()
        circle = min(back, key=len)
        first = circle.index(min(circle))
        return (*circle[first:], *circle[:first])

    @cached_property
    def _paths(self) -> dict[NodeKind, Any]:
        """Every path of support, by document and by recorder."""
        return {kind: self._paths_by(kind) for kind in (NodeKind.DOCUMENT, NodeKind.RECORDER)}

    def _paths_by(self, by: NodeKind) -> Any:
        paths = nx.DiGraph()
        paths.add_node(_EVIDENCE)
        for bundle in self._bundles:
            claims = [
                Node(NodeKind.CLAIM, id) for id, bearing in bundle.bearings if bearing is Bearing.SUPPORTS
            ]
            name = bundle.source if by is NodeKind.DOCUMENT else bundle.recorder
            node = Node(NodeKind.RECORDS, bundle.id)
            if claims and name is not None:
                paths.add_edges_from([(_EVIDENCE, Node(by, name)), (Node(by, name), node)])
            elif claims:
                paths.add_edge(_EVIDENCE, node)
            paths.add_edges_from((node, claim) for claim in claims)
        paths.add_edges_from(
            (Node(NodeKind.CLAIM, other), Node(NodeKind.CLAIM, claim)) for claim, other in self._resting.edges
        )
        return paths

    @cached_property
    def _reached(self) -> frozenset[str]:
        reached = nx.descendants(self._paths[NodeKind.DOCUMENT], _EVIDENCE)
        return frozenset(node.id for node in reached if node.kind is NodeKind.CLAIM)

    @cached_property
    def _idoms(self) -> dict[NodeKind, dict[Any, Any]]:
        """The last thing that every path to each node goes through, by document and by recorder."""
        return {kind: nx.immediate_dominators(paths, _EVIDENCE) for kind, paths in self._paths.items()}

    def _dominators(self, by: NodeKind, claim: str) -> list[Node]:
        """Everything that all paths to a claim go through, nearest first."""
        found, node = [], self._idoms[by][Node(NodeKind.CLAIM, claim)]
        while node != _EVIDENCE:
            found.append(node)
            node = self._idoms[by][node]
        return found

    def _bundles_for(self, claim: str) -> list[Bundle]:
        """The records that support a claim or one that it rests on, at any remove."""
        claims = self._under(claim) | {claim}
        return [
            bundle
            for bundle in self._bundles
            if any(id in claims and bearing is Bearing.SUPPORTS for id, bearing in bundle.bearings)
        ]


def _ids(kind: NodeKind, nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(node.id for node in nodes if node.kind is kind))


def _flow(found: Iterable[Bundle], *, documents: bool, recorders: bool) -> int:
    """The most records that can be picked so that no two share a document, or a recorder: a maximum flow."""
    paths = nx.DiGraph()
    paths.add_nodes_from([_EVIDENCE, _VERDICT])
    for bundle in found:
        node = Node(NodeKind.RECORDS, bundle.id)
        start: Any = _EVIDENCE
        end: Any = _VERDICT
        if documents and bundle.source is not None:
            start = Node(NodeKind.DOCUMENT, bundle.source)
            paths.add_edge(_EVIDENCE, start, capacity=1)
        if recorders and bundle.recorder is not None:
            end = Node(NodeKind.RECORDER, bundle.recorder)
            paths.add_edge(end, _VERDICT, capacity=1)
        paths.add_edge(start, node, capacity=len(bundle))
        paths.add_edge(node, end, capacity=len(bundle))
    return int(nx.maximum_flow_value(paths, _EVIDENCE, _VERDICT))
