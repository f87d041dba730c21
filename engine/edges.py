"""What stands on what in one service, edge by edge: the plain data that the evidence graph is made from.

Every edge has a kind, and runs as its kind reads:

    records --supports, contradicts, baseline of, context of--> claim --rests on--> claim
    records --recorded in--> document          claim --measured by--> measure
    records --recorded by--> recorder          claim --watched by--> monitoring --watches--> measure
    claim --qualified by--> variation          action, review --about--> claim; review --cites--> records

    claim --states--> problem --caused by--> cause --addressed by--> action
                              --checked by--> check --resulted in--> outcome --reviewed in--> review

The second chain is the golden thread. Its edges are there only where both ends are, and in order of date, so that a
path from problem to review is an unbroken story. Records that stand alike are one node (see `bundles`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .bundles import Bundle
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


Edge = tuple[Node, EdgeKind, Node]

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


def edges(service: ServiceView, bundles: Sequence[Bundle]) -> Iterator[Edge]:
    """Every edge of a service's graph."""
    bundle_of = {id: bundle.id for bundle in bundles for id in bundle.records.ids()}
    for bundle in bundles:
        yield from _of_records(bundle)
    for review in service.reviews:
        for cited in {bundle_of[id]: None for id in review.evidence if id in bundle_of}:
            yield Node(NodeKind.REVIEW, review.id), EdgeKind.CITES, Node(NodeKind.RECORDS, cited)
    for claim in service.case.claims:
        view = service.claim(claim.id, service.terms)
        yield from _of_claim(view)
        yield from _of_thread(view)


def _of_records(bundle: Bundle) -> Iterator[Edge]:
    here = Node(NodeKind.RECORDS, bundle.id)
    source, recorder = bundle.shared["source"], bundle.shared["recorded_by"]
    if source is not None:
        yield here, EdgeKind.RECORDED_IN, Node(NodeKind.DOCUMENT, source)
    if recorder is not None:
        yield here, EdgeKind.RECORDED_BY, Node(NodeKind.RECORDER, recorder)
    for claim, bearing in bundle.bearings:
        yield here, EdgeKind(bearing.value), Node(NodeKind.CLAIM, claim)


def _of_claim(view: ClaimView) -> Iterator[Edge]:
    here = Node(NodeKind.CLAIM, view.id)
    if view.claim.measure is not None:
        yield here, EdgeKind.MEASURED_BY, Node(NodeKind.MEASURE, view.claim.measure)
    for other in view.claim.rests_on:
        yield here, EdgeKind.RESTS_ON, Node(NodeKind.CLAIM, other)
    for watch in view.monitoring:
        yield here, EdgeKind.WATCHED_BY, Node(NodeKind.MONITORING, watch.id)
        if watch.indicator in view.service.measures:
            yield (
                Node(NodeKind.MONITORING, watch.id),
                EdgeKind.WATCHES,
                Node(NodeKind.MEASURE, watch.indicator),
            )
    for row in view.variation:
        yield here, EdgeKind.QUALIFIED_BY, Node(NodeKind.VARIATION, row.id)
    for action in view.actions:
        yield Node(NodeKind.ACTION, action.id), EdgeKind.ABOUT, here
    for review in view.reviews:
        yield Node(NodeKind.REVIEW, review.id), EdgeKind.ABOUT, here


def _of_thread(view: ClaimView) -> Iterator[Edge]:
    held = [
        [_link_node(part.link, *row) for row in part.rows if part.hold is Hold.THERE]
        for part in golden_thread(view)
    ]
    for problem in held[0]:
        yield Node(NodeKind.CLAIM, view.id), EdgeKind.STATES, problem
    for kind, (these, those) in zip(THREAD, pairwise(held), strict=True):
        for start in these:
            for end in those:
                yield start, kind, end


def _link_node(link: Link, table: str, id: str) -> Node:
    return Node(NodeKind(link.value), f"{table}/{id}" if link in _IN_ROWS else id)
