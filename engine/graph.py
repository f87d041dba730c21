"""The evidence graph of one service: every assertion, and what it stands on.

The only file that imports networkx. It is asked in the domain's words, ids in and sorted ids out, and no networkx
object or exception leaves it. Its nodes, its kinds of edge and their direction are those of `edges`; the questions
about support follow paths the other way of resting, from evidence on:

    evidence --> document (or recorder) --> records --> claim --> claim that rests on it
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np
from networkx.algorithms.flow import edmonds_karp

from . import doubts
from .bundles import Borne, Bundle, bundles, everything, support
from .edges import Edge, EdgeKind, Node, NodeKind, edges, nodes, thread
from .independence import EVIDENCE, VERDICT, Cut, Lines, SinglePoints, apart, cut_by, network
from .view.thread import Hold, Link, golden_thread

if TYPE_CHECKING:
    from .ledger import Ints, Ledger
    from .view import ClaimView, ServiceView

_COLUMN: Final = {NodeKind.DOCUMENT: "source", NodeKind.RECORDER: "recorded_by"}
"""What can be withdrawn with every record of it, and the column that names it."""


class EvidenceGraph:
    """The graph of one service. Ask it by the ids of the case; an unknown claim is a KeyError.

    Nothing is built before it is asked for, and each part only once.
    """

    def __init__(self, service: ServiceView) -> None:
        self._service = service
        self._bundled: dict[tuple[str, ...], tuple[Bundle, ...]] = {}
        self._cuts: dict[str, Cut] = {}

    # What is in it

    def nodes(self, kind: NodeKind) -> tuple[str, ...]:
        """The ids of all nodes of a kind. Bundled records go by the id of the oldest."""
        ends = {node for edge in self._edges for node in (edge.start, edge.end)}
        return tuple(
            sorted(node.id for node in ends.union(nodes(self._service, self._bundles)) if node.kind is kind)
        )

    def edges(self, kind: EdgeKind) -> tuple[tuple[str, str], ...]:
        """The ids at both ends of all edges of a kind."""
        return tuple(sorted({(edge.start.id, edge.end.id) for edge in self._edges if edge.kind is kind}))

    def records_serving_no_claim(self) -> tuple[str, ...]:
        """The records that are linked to no claim."""
        ids = self._service.ledger.ids
        return tuple(sorted(np.delete(ids, self._service.linked_to_any).tolist()))

    # What a claim stands on

    def unsupported(self) -> tuple[str, ...]:
        """The claims to which no path leads from evidence: at most context, baseline or contradiction."""
        return tuple(sorted(claim.id for claim in self._service.case.claims if claim.id not in self._reached))

    def on_context_only(self) -> tuple[str, ...]:
        """Those unsupported claims that have records all the same: context, baseline, or ones that say the opposite."""
        view = self._service
        return tuple(id for id in self.unsupported() if len(view.claim(id, view.terms).linked))

    def unsupported_under(self, claim: str) -> tuple[str, ...]:
        """The claims that a claim rests on, at any remove, and that nothing supports."""
        return tuple(sorted(id for id in self._under(claim) if id not in self._reached))

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The circles in which claims rest on each other: the shortest through each claim that is on one.

        Each is named whole, in the order of resting, from its smallest id on.
        """
        return _circles(self._resting)

    def circles_under(self, claim: str) -> tuple[tuple[str, ...], ...]:
        """Those circles that a claim is on, or ends in when what it rests on is followed."""
        under = self._under(claim) | {claim}
        return tuple(circle for circle in self.circles() if under.intersection(circle))

    def below(self, claim: str) -> tuple[str, ...]:
        """The claims that a claim rests on, at any remove."""
        return tuple(sorted(self._under(claim)))

    def supporting(self, claim: str) -> tuple[str, ...]:
        """The records that support a claim or one that it rests on, at any remove."""
        return tuple(sorted(self._service.ledger.ids[self._rows_in_support(claim)].tolist()))

    def single_points(self, claim: str) -> SinglePoints:
        """What lies on every path from evidence to a claim: its dominators. Nothing does where nothing supports it."""
        self._service.claims_by_id[claim]
        if claim not in self._reached:
            return SinglePoints()
        by_document = self._dominators(NodeKind.DOCUMENT, claim)
        by_recorder = self._dominators(NodeKind.RECORDER, claim)
        alone = {bundle.id for bundle in self._alike("source") if len(bundle) == 1}
        return SinglePoints(
            records=_ids(NodeKind.RECORDS, (node for node in by_document if node.id in alone)),
            documents=_ids(NodeKind.DOCUMENT, by_document),
            recorders=_ids(NodeKind.RECORDER, by_recorder),
        )

    def fall_with(self, kind: NodeKind, id: str) -> tuple[str, ...]:
        """The claims that nothing would support were one record, document or recorder withdrawn."""
        claims = (claim.id for claim in self._service.case.claims)
        return tuple(sorted(claim for claim in claims if id in self.single_points(claim).of(kind)))

    def fewest_to_fall(self, claim: str) -> Cut:
        """The fewest sources to withdraw for a claim to fall: a minimum cut, as many as lines that share neither."""
        if claim not in self._cuts:
            self._cuts[claim] = _cut(self._service.ledger, self._rows_in_support(claim))
        return self._cuts[claim]

    def used_twice(self, claim: str) -> tuple[str, ...]:
        """The records that reach a claim by two paths: by itself and through a claim below, or through two of these."""
        below = self._under(claim) | {claim}
        two = {other for other in below if _two_paths(self._resting, claim, other)}
        found: set[str] = set()
        for bundle in self._alike():
            reached = below.intersection(bundle.supports())
            if len(reached) > 1 or reached & two:
                found.update(bundle.records.ids())
        return tuple(sorted(found))

    def lines_of_support(self, claim: str) -> Lines:
        """How many independent lines of support a claim has: the most that flow to it where no source counts twice."""
        ledger, rows = self._service.ledger, self._rows_in_support(claim)
        return Lines(
            by_document=apart(ledger.source[rows]),
            by_recorder=apart(ledger.recorded_by[rows]),
            by_both=len(self.fewest_to_fall(claim)),
        )

    # What is weak about what it stands on

    def past_shelf_life(self, claim: str, days: int = doubts.SHELF_LIFE_DAYS) -> tuple[str, ...]:
        """The supporting records of a claim that are older than so many days."""
        return doubts.past_shelf_life(self._view(claim), days)

    def too_early(self, claim: str) -> tuple[tuple[str, str], ...]:
        """The records dated before what they are said to prove, each after the claim or action it is said to prove."""
        return doubts.too_early(self._view(claim))

    def uncovered(self, claim: str) -> doubts.Uncovered:
        """The teams and shifts in a claim's scope that no supporting record names."""
        return doubts.uncovered(self._view(claim))

    def unanswered(self, claim: str, days: int = doubts.ANSWER_DAYS) -> tuple[str, ...]:
        """The records that say the opposite of a claim, and that no action and no decision answered in time."""
        return doubts.unanswered(self._view(claim), days)

    def _view(self, claim: str) -> ClaimView:
        return self._service.claim(claim, self._service.terms)

    # The golden thread

    def broken_links(self, claim: str) -> tuple[Link, ...]:
        """The links of the golden thread that are missing or out of order, in the order of the story."""
        parts = golden_thread(self._view(claim))
        return tuple(part.link for part in parts if part.hold is not Hold.THERE)

    def has_golden_thread(self, claim: str) -> bool:
        """Whether a path runs through all six links: from a problem that the claim states to a review of the result."""
        paths = nx.DiGraph((edge.start, edge.end) for edge in thread(self._view(claim)))
        begun = Node(NodeKind.CLAIM, claim)
        found = nx.descendants(paths, begun) if begun in paths else set()
        return any(node.kind is NodeKind.REVIEW for node in found)

    # Building

    @cached_property
    def _bundles(self) -> tuple[Bundle, ...]:
        return bundles(self._service, everything(self._service), self._service.records.rows)

    @cached_property
    def _edges(self) -> tuple[Edge, ...]:
        return tuple(edges(self._service, self._bundles))

    @cached_property
    def _support(self) -> tuple[Borne, Ints]:
        """What supports which claim, and all the rows that do."""
        borne = support(self._service)
        return borne, self._service.ledger.union(*(rows for rows, _ in borne.values()))

    def _alike(self, *columns: str) -> tuple[Bundle, ...]:
        """What supports any claim, bundled no finer than a question needs."""
        if columns not in self._bundled:
            self._bundled[columns] = bundles(self._service, *self._support, columns)
        return self._bundled[columns]

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

    @cached_property
    def _paths(self) -> dict[NodeKind, Any]:
        """Every path of support, by document and by recorder."""
        return {kind: self._paths_by(kind, column) for kind, column in _COLUMN.items()}

    def _paths_by(self, kind: NodeKind, column: str) -> Any:
        paths = nx.DiGraph()
        paths.add_node(EVIDENCE)
        for bundle in self._alike(column):
            name, node = bundle.shared[column], Node(NodeKind.RECORDS, bundle.id)
            if name is None:
                paths.add_edge(EVIDENCE, node)
            else:
                paths.add_edges_from([(EVIDENCE, Node(kind, name)), (Node(kind, name), node)])
            paths.add_edges_from((node, Node(NodeKind.CLAIM, claim)) for claim in bundle.supports())
        paths.add_edges_from(
            (Node(NodeKind.CLAIM, other), Node(NodeKind.CLAIM, claim)) for claim, other in self._resting.edges
        )
        return paths

    @cached_property
    def _reached(self) -> frozenset[str]:
        """The claims with a record in support, and those that rest on one of these at any remove."""
        own = [claim for claim, (rows, _) in self._support[0].items() if len(rows)]
        return frozenset(own).union(*(nx.ancestors(self._resting, claim) for claim in own))

    @cached_property
    def _idoms(self) -> dict[NodeKind, dict[Any, Any]]:
        """The last thing that every path to each node goes through, by document and by recorder."""
        return {kind: nx.immediate_dominators(paths, EVIDENCE) for kind, paths in self._paths.items()}

    def _dominators(self, by: NodeKind, claim: str) -> list[Node]:
        """Everything that all paths to a claim go through, nearest first."""
        found, node = [], self._idoms[by][Node(NodeKind.CLAIM, claim)]
        while node != EVIDENCE:
            found.append(node)
            node = self._idoms[by][node]
        return found

    def _rows_in_support(self, claim: str) -> Ints:
        """The rows of the records that support a claim or one that it rests on, at any remove."""
        held = self._support[0]
        found = [held[id][0] for id in (claim, *self._under(claim)) if id in held]
        return found[0] if len(found) == 1 else self._service.ledger.union(*found)


class Argument:
    """Statements that stand on each other, and which of them are evidence: a graph from elsewhere, asked as ours is.

    An edge runs from a statement to what it stands on. Ends of edges that are no statements are left out.
    """

    def __init__(
        self, statements: Iterable[str], stands_on: Iterable[tuple[str, str]], evidence: Iterable[str]
    ) -> None:
        self._graph = nx.DiGraph()
        self._graph.add_nodes_from(statements)
        self._graph.add_edges_from((a, b) for a, b in stands_on if a in self._graph and b in self._graph)
        self._paths = self._graph.reverse()
        self._paths.add_node(EVIDENCE)
        self._paths.add_edges_from((EVIDENCE, (EVIDENCE, id)) for id in set(evidence))
        self._paths.add_edges_from(((EVIDENCE, id), id) for id in set(evidence))
        self._reached = nx.descendants(self._paths, EVIDENCE)

    def unsupported(self) -> tuple[str, ...]:
        """The statements from which no path leads to evidence."""
        return tuple(sorted(set(self._graph) - self._reached))

    def ends(self) -> tuple[str, ...]:
        """Those of them that stand on nothing at all."""
        return tuple(id for id in self.unsupported() if not self._graph.out_degree(id))

    def alone(self) -> tuple[str, ...]:
        """The statements that neither stand on anything nor carry anything."""
        return tuple(sorted(nx.isolates(self._graph)))

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The circles in which statements stand on each other: the shortest through each that is on one."""
        return _circles(self._graph)

    def single_support(self) -> dict[str, str]:
        """The statements that one piece of evidence alone carries, and which: it lies on every path to them."""
        carries = nx.immediate_dominators(self._paths, EVIDENCE)
        found: dict[str, str] = {}
        for id in sorted(set(self._graph) & self._reached):
            node = id
            while carries[node] != EVIDENCE:
                node = carries[node]
            if node != (EVIDENCE, id) and isinstance(node, tuple):
                found[id] = node[1]
        return found


def _ids(kind: NodeKind, nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(node.id for node in nodes if node.kind is kind))


def _circles(graph: Any) -> tuple[tuple[str, ...], ...]:
    """The shortest circle through each node that is on one, once, from its smallest id on."""
    return tuple(sorted({found for node in graph if (found := _circle(graph, node))}))


def _circle(graph: Any, node: str) -> tuple[str, ...]:
    back = [
        nx.shortest_path(graph, other, node)
        for other in sorted(graph.successors(node))
        if nx.has_path(graph, other, node)
    ]
    if not back:
        return ()
    circle = min(back, key=len)
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])


def _two_paths(graph: Any, start: str, end: str) -> bool:
    """Whether more than one path leads from a node to another: one is left when an edge of the shortest is taken out."""
    if start == end:
        return False
    path = nx.shortest_path(graph, start, end)
    edges = list(pairwise(path))
    return any(nx.has_path(nx.restricted_view(graph, [], [edge]), start, end) for edge in edges)


def _cut(ledger: Ledger, rows: Ints) -> Cut:
    """What the edges stand for that part the evidence from the verdict at the least cost.

    A minimum cut is as large as a maximum flow: as many records as can be picked so that no two share a source.
    """
    paths = nx.DiGraph()
    paths.add_nodes_from([EVIDENCE, VERDICT])
    paths.add_weighted_edges_from(network(ledger, rows), weight="capacity")
    _, (near, far) = nx.minimum_cut(paths, EVIDENCE, VERDICT, flow_func=edmonds_karp)
    return cut_by(ledger, rows, [(a, b) for a, b in paths.edges if a in near and b in far])
