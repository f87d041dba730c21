"""What stands on what in one service, edge by edge: the plain data that the evidence graph is made from.

Every edge has a kind, and runs as its kind reads:

    records --supports, contradicts, baseline of, context of--> claim --rests on--> claim
    records --recorded in--> document          claim --measured by--> measure
    records --recorded by--> recorder          claim --watched by--> monitoring --watches--> measure
    claim --qualified by--> variation          action, review --about--> claim
    review, problem, action --cites--> records   action --shown by--> records

    claim --states--> problem --caused by--> cause --addressed by--> action
                              --checked by--> check --resulted in--> outcome --reviewed in--> review

The second chain is the golden thread. Its edges are there only where both ends are, and in order of date, so that a
path from problem to review is an unbroken story. Records that stand alike are one node (see `bundles`).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from .bundles import Bundle
from .ledger import BLANK
from .view.thread import Hold, Link, golden_thread

if TYPE_CHECKING:
    from .view import ClaimView, ServiceView


class NodeKind(enum.StrEnum):
    """What a node stands for."""

    CLAIM = "claim"
    MEASURE = "measure"
    RECORDS = "records"
    DOCUMENT = "document"
    RECORDER = "recorder"
    PROBLEM = "problem"
    CAUSE = "cause"
    ACTION = "action"
    CHECK = "check"
    OUTCOME = "outcome"
    REVIEW = "review"
    MONITORING = "monitoring"
    VARIATION = "variation"


class EdgeKind(enum.StrEnum):
    """How one node bears on another; the direction is drawn above."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    BASELINE_OF = "baseline of"
    CONTEXT_OF = "context of"
    RESTS_ON = "rests on"
    RECORDED_IN = "recorded in"
    RECORDED_BY = "recorded by"
    MEASURED_BY = "measured by"
    WATCHED_BY = "watched by"
    WATCHES = "watches"
    QUALIFIED_BY = "qualified by"
    ABOUT = "about"
    CITES = "cites"
    SHOWN_BY = "shown by"
    STATES = "states"
    CAUSED_BY = "caused by"
    ADDRESSED_BY = "addressed by"
    CHECKED_BY = "checked by"
    RESULTED_IN = "resulted in"
    REVIEWED_IN = "reviewed in"


class Node(NamedTuple):
    """A node: its kind and its id.

    Records go by the id of the oldest in the bundle; a problem, cause, check or outcome by the table and id of the row
    in which it stands (`claims/c1`), documents and recorders by their names.
    """

    kind: NodeKind
    id: str


class Edge(NamedTuple):
    """An edge: where it begins, its kind, where it ends, and how many records it stands for (0: none, a row does)."""

    start: Node
    kind: EdgeKind
    end: Node
    records: int = 0


THREAD: Final = (
    EdgeKind.CAUSED_BY,
    EdgeKind.ADDRESSED_BY,
    EdgeKind.CHECKED_BY,
    EdgeKind.RESULTED_IN,
    EdgeKind.REVIEWED_IN,
)
"""The edges of the golden thread, in order."""

_IN_ROWS: Final = frozenset({Link.PROBLEM, Link.CAUSE, Link.CHECK, Link.OUTCOME})
"""Links that stand in a row of the case which is a node of its own."""


def nodes(service: ServiceView, bundles: Sequence[Bundle]) -> Iterator[Node]:
    """Every row of the case that is a node, also where nothing bears on it."""
    case = service.case
    rows: dict[NodeKind, Sequence[Any]] = {
        NodeKind.CLAIM: case.claims,
        NodeKind.MEASURE: case.measures,
        NodeKind.RECORDS: bundles,
        NodeKind.ACTION: case.actions,
        NodeKind.REVIEW: case.reviews,
        NodeKind.MONITORING: case.monitoring,
        NodeKind.VARIATION: case.variation,
    }
    for kind, found in rows.items():
        for row in found:
            yield Node(kind, row.id)
    for table, stating in (("claims", case.claims), ("priorities", case.priorities)):
        for row in stating:
            if row.problem:
                yield Node(NodeKind.PROBLEM, f"{table}/{row.id}")
    for claim in case.claims:
        if claim.cause:
            yield Node(NodeKind.CAUSE, f"claims/{claim.id}")


def edges(
    service: ServiceView, bundles: Sequence[Bundle], claims: Collection[str] | None = None
) -> Iterator[Edge]:
    """Every edge of a service's graph, or of the part of it that bears on some claims."""
    bundle_of = {id: bundle.id for bundle in bundles for id in bundle.records.ids()}
    for bundle in bundles:
        yield from _of_records(service, bundle, claims)
    for claim in service.case.claims:
        if claims is None or claim.id in claims:
            view = service.claim(claim.id, service.terms)
            yield from _of_claim(view)
            yield from thread(view)
    views = [service.claim(id, service.terms) for id in claims or ()]
    for row, kind, cited in _citing(service, views if claims is not None else None):
        counts: dict[str, int] = {}
        for id in cited:
            if id in bundle_of:
                counts[bundle_of[id]] = counts.get(bundle_of[id], 0) + 1
        for id, n in counts.items():
            yield Edge(row, kind, Node(NodeKind.RECORDS, id), n)


def _citing(
    service: ServiceView, views: Sequence[ClaimView] | None
) -> Iterator[tuple[Node, EdgeKind, tuple[str, ...]]]:
    """Every row of the plan that names records: those that led to it, and those that show what came of it."""

    def chosen(every: Iterable[Any], of_claim: str) -> Iterable[Any]:
        if views is None:
            return every
        return {row.id: row for view in views for row in getattr(view, of_claim)}.values()

    for review in chosen(service.reviews, "reviews"):
        yield Node(NodeKind.REVIEW, review.id), EdgeKind.CITES, review.evidence
    for priority in chosen(service.case.priorities, "priorities"):
        if priority.problem:
            yield Node(NodeKind.PROBLEM, f"priorities/{priority.id}"), EdgeKind.CITES, priority.evidence
    for action in chosen(service.case.actions, "actions"):
        yield Node(NodeKind.ACTION, action.id), EdgeKind.CITES, action.evidence
        yield Node(NodeKind.ACTION, action.id), EdgeKind.SHOWN_BY, action.check_evidence


_NAMED: Final = (
    ("source", EdgeKind.RECORDED_IN, NodeKind.DOCUMENT),
    ("recorded_by", EdgeKind.RECORDED_BY, NodeKind.RECORDER),
)


def _of_records(service: ServiceView, bundle: Bundle, claims: Collection[str] | None) -> Iterator[Edge]:
    here = Node(NodeKind.RECORDS, bundle.id)
    for column, kind, named in _NAMED:
        for name, n in _counted(service, bundle, column):
            yield Edge(here, kind, Node(named, name), n)
    for claim, bearing in bundle.bearings:
        if claims is None or claim in claims:
            yield Edge(here, EdgeKind(bearing.value), Node(NodeKind.CLAIM, claim), len(bundle))


def _counted(service: ServiceView, bundle: Bundle, column: str) -> Iterator[tuple[str, int]]:
    """Every name in a column of a bundle, and of how many records it is."""
    if column in bundle.shared:
        name = bundle.shared[column]
        if name is not None:
            yield name, len(bundle)
        return
    words = service.ledger.words[column].words
    codes, counts = np.unique(bundle.records.column(column), return_counts=True)
    for code, n in zip(codes.tolist(), counts.tolist(), strict=True):
        if code != BLANK:
            yield words[code], n


def _of_claim(view: ClaimView) -> Iterator[Edge]:
    here = Node(NodeKind.CLAIM, view.id)
    if view.claim.measure is not None:
        yield Edge(here, EdgeKind.MEASURED_BY, Node(NodeKind.MEASURE, view.claim.measure))
    for other in view.claim.rests_on:
        yield Edge(here, EdgeKind.RESTS_ON, Node(NodeKind.CLAIM, other))
    for watch in view.monitoring:
        there = Node(NodeKind.MONITORING, watch.id)
        yield Edge(here, EdgeKind.WATCHED_BY, there)
        if watch.indicator in view.service.measures:
            yield Edge(there, EdgeKind.WATCHES, Node(NodeKind.MEASURE, watch.indicator))
    for row in view.variation:
        yield Edge(here, EdgeKind.QUALIFIED_BY, Node(NodeKind.VARIATION, row.id))
    for action in view.actions:
        yield Edge(Node(NodeKind.ACTION, action.id), EdgeKind.ABOUT, here)
    for review in view.reviews:
        yield Edge(Node(NodeKind.REVIEW, review.id), EdgeKind.ABOUT, here)


def thread(view: ClaimView) -> Iterator[Edge]:
    """The edges of a claim's golden thread, from the problem that it states on."""
    held = [part.rows if part.hold is Hold.THERE else () for part in golden_thread(view)]
    for row in held[0]:
        yield Edge(Node(NodeKind.CLAIM, view.id), EdgeKind.STATES, _link_node(Link.PROBLEM, row))
    links = zip(THREAD, pairwise(Link), pairwise(held), strict=True)
    for kind, (link, following), (these, those) in links:
        for start, end in _joined(these, those):
            yield Edge(_link_node(link, start), kind, _link_node(following, end))


Row = tuple[str, str]
"""The table and id of a row of the case."""


def _joined(these: Sequence[Row], those: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Which of two links' rows belong together: what one action did with its own check, and all with the claim's own."""
    own = [
        (start, end)
        for start in these
        for end in those
        if start == end or start[0] != "actions" or end[0] != "actions"
    ]
    return own or [(start, end) for start in these for end in those]


def _link_node(link: Link, row: Row) -> Node:
    return Node(NodeKind(link.value), "/".join(row) if link in _IN_ROWS else row[1])
