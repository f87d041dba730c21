"""The graph's answers against their definitions, over services made by chance; and bundles against single records."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import attrs
import networkx
import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from takehold.engine.bundles import SINGLY, Bearing, Bundle, bundles, everything
from takehold.engine.casefile import as_at, read_case
from takehold.engine.edges import NodeKind
from takehold.engine.errors import UsageError
from takehold.engine.graph import EvidenceGraph
from takehold.engine.independence import Lines
from takehold.engine.measure.terms import Terms
from takehold.engine.view import ServiceView
from takehold.engine.withdraw import withdraw

from .asking import audit, service

NAMES = st.sampled_from(["", "A", "B", "C"])
RECORD = st.fixed_dictionaries(
    {
        "claims": st.lists(st.sampled_from(["c1", "c2", "c3"]), unique=True),
        "result": st.sampled_from(["met", "met", "not met"]),
        "source": NAMES,
        "recorded_by": NAMES,
        "date": st.sampled_from(["2026-02-10", "2026-03-10", "2026-03-11"]),
    }
)
RESTS = st.lists(st.lists(st.sampled_from(["c1", "c2", "c3"]), unique=True), min_size=3, max_size=3)


@st.composite
def services(draw: st.DrawFn) -> ServiceView:
    """Three claims that may rest on each other, and up to six records."""
    records = draw(st.lists(RECORD, max_size=6))
    rows = [
        {name: value for name, value in (audit(f"e{n}") | record).items() if value}
        for n, record in enumerate(records)
    ]
    return service(rows, [{"rests_on": list(found)} for found in draw(RESTS)])


def stands(view: ServiceView, claim: str, without: Iterable[str] = ()) -> bool:
    """Whether a record supports a claim once some are withdrawn, by the definition itself."""
    return bool(evidence(view, claim) - set(without))


def evidence(view: ServiceView, claim: str) -> set[str]:
    """The supporting records of a claim and of every claim that it rests on."""
    seen, left = set(), [claim]
    while left:
        if (id := left.pop()) not in seen:
            seen.add(id)
            left.extend(view.claims_by_id[id].rests_on)
    return {id for c in seen for id in view.claim(c).supporting.ids()}


def known(view: ServiceView, ids: Iterable[str], column: str) -> list[str | None]:
    return view.text(column, view.named(tuple(ids)))


@settings(max_examples=60, deadline=None)
@given(services())
def test_single_points_are_what_a_claim_falls_with(view: ServiceView) -> None:
    """A record, document or recorder is a single point where withdrawing its records leaves nothing, and only there."""
    for claim in ("c1", "c2", "c3"):
        found, every = view.graph.single_points(claim), evidence(view, claim)
        held = {"source": found.documents, "recorded_by": found.recorders}
        assert {id for id in every if not stands(view, claim, [id])} == set(found.records)
        for column, points in held.items():
            names = set(known(view, every, column)) - {None}
            falls = {n for n in names if all(name == n for name in known(view, every, column))}
            assert falls == set(points)
        assert (claim in view.graph.unsupported()) is not stands(view, claim)


@settings(max_examples=60, deadline=None)
@given(services())
def test_lines_are_the_most_records_that_share_nothing(view: ServiceView) -> None:
    """The number of independent lines is the size of the largest set of records of which no two share a source."""

    def apart(ids: tuple[str, ...], columns: tuple[str, ...]) -> bool:
        for column in columns:
            names = [name for name in known(view, ids, column) if name is not None]
            if len(names) > len(set(names)):
                return False
        return True

    def most(every: set[str], *columns: str) -> int:
        sets = (s for n in range(len(every), 0, -1) for s in combinations(sorted(every), n))
        return next((len(s) for s in sets if apart(s, columns)), 0)

    for claim in ("c1", "c2", "c3"):
        every = evidence(view, claim)
        expected = Lines(
            most(every, "source"), most(every, "recorded_by"), most(every, "source", "recorded_by")
        )
        assert expected == view.graph.lines_of_support(claim)


@settings(max_examples=60, deadline=None)
@given(services())
def test_bundles_hold_every_record_once_and_alike(view: ServiceView) -> None:
    """Every record is in one bundle, and all of a bundle share their columns and bear alike on every claim."""
    found = bundles(view, everything(view), view.records.rows)
    assert sorted(view.row_of) == sorted(id for bundle in found for id in bundle.records.ids())
    for bundle in found:
        ids = bundle.records.ids()
        assert {bundle.shared["source"]} == set(known(view, ids, "source"))
        assert {bundle.shared["recorded_by"]} == set(known(view, ids, "recorded_by"))
        for claim in ("c1", "c2", "c3"):
            supports = set(view.claim(claim).supporting.ids())
            expected = set(ids) if (claim, Bearing.SUPPORTS) in bundle.bearings else set()
            assert expected == supports.intersection(ids)


class RecordByRecord(EvidenceGraph):
    """The same graph with a node for each record."""

    def _alike(self, *columns: str) -> tuple[Bundle, ...]:
        return super()._alike(*columns, SINGLY)


@settings(max_examples=60, deadline=None)
@given(services())
def test_bundles_answer_as_single_records_do(view: ServiceView) -> None:
    """Every question gets the same answer from the bundles as from a graph with a node for each record."""
    bundled, single = EvidenceGraph(view), RecordByRecord(view)
    assert bundled.unsupported() == single.unsupported()
    assert bundled.on_context_only() == single.on_context_only()
    for claim in ("c1", "c2", "c3"):
        for question in ("supporting", "single_points", "lines_of_support", "used_twice"):
            assert getattr(bundled, question)(claim) == getattr(single, question)(claim)
        assert len(bundled.fewest_to_fall(claim)) == len(single.fewest_to_fall(claim))
    for kind, name in ((NodeKind.RECORDS, "e1"), (NodeKind.DOCUMENT, "A"), (NodeKind.RECORDER, "A")):
        assert bundled.fall_with(kind, name) == single.fall_with(kind, name)


def test_bundles_answer_as_single_records_do_in_a_whole_service() -> None:
    """Over a thousand records of three claims too, in fewer nodes."""
    view = ServiceView(as_at(read_case(Path(__file__).parents[2] / "fixtures" / "ready")), Terms())
    bundled, single = EvidenceGraph(view), RecordByRecord(view)
    for claim in view.claims_by_id:
        for question in ("supporting", "single_points", "lines_of_support", "used_twice"):
            assert getattr(bundled, question)(claim) == getattr(single, question)(claim)
        assert len(bundled.fewest_to_fall(claim)) == len(single.fewest_to_fall(claim))
    assert len(bundled.nodes(NodeKind.RECORDS)) < len(view.ledger)


@settings(max_examples=60, deadline=None)
@given(services())
def test_a_cut_fells_and_nothing_smaller_does(view: ServiceView) -> None:
    """Withdrawing what is named leaves nothing, and there are as many as lines that share neither source."""
    for claim in ("c1", "c2", "c3"):
        cut = view.graph.fewest_to_fall(claim)
        every = sorted(evidence(view, claim), key=lambda id: view.row_of[id])
        sources = zip(known(view, every, "source"), known(view, every, "recorded_by"), strict=True)
        left = [
            id
            for id, (source, by) in zip(every, sources, strict=True)
            if source not in cut.documents and by not in cut.recorders
        ]
        assert len(cut) == view.graph.lines_of_support(claim).by_both
        assert sorted(left) == list(cut.records)


@settings(max_examples=60, deadline=None)
@given(services())
def test_what_falls_is_what_stands_on_nothing_else(view: ServiceView) -> None:
    """The claims that fall with a document are those that a record of another does not support."""
    for name in ("A", "B"):
        falls = tuple(
            claim
            for claim in ("c1", "c2", "c3")
            if (every := evidence(view, claim)) and set(known(view, every, "source")) == {name}
        )
        assert falls == view.graph.fall_with(NodeKind.DOCUMENT, name)


@settings(max_examples=60, deadline=None)
@given(services())
def test_used_twice_is_two_paths(view: ServiceView) -> None:
    """A record is used twice where two different paths, none through a claim twice, lead from it to the claim."""

    def paths(record: str, claim: str, seen: tuple[str, ...] = ()) -> int:
        if claim in seen:
            return 0
        own = int(record in view.claim(claim).supporting.ids())
        return own + sum(
            paths(record, other, (*seen, claim)) for other in set(view.claims_by_id[claim].rests_on)
        )

    for claim in ("c1", "c2", "c3"):
        expected = tuple(sorted(id for id in view.row_of if paths(id, claim) > 1))
        assert expected == view.graph.used_twice(claim)


SOURCES = st.tuples(st.sampled_from(["", *"ABCDEF"]), st.sampled_from(["", *"uvwxyz"]))


@settings(max_examples=40, deadline=None)
@given(st.lists(SOURCES, min_size=1, max_size=30))
def test_names_that_stand_alike_are_one_node_with_the_same_answer(pairs: list[tuple[str, str]]) -> None:
    """The cut is as large as the maximum flow through a network with a node for every name and an edge for every record."""
    rows = [
        {name: value for name, value in audit(f"e{n}", source=a, recorded_by=b).items() if value}
        for n, (a, b) in enumerate(pairs)
    ]
    plain = networkx.DiGraph()
    for n, (a, b) in enumerate(pairs):
        start, end = a or "evidence", b or "verdict"
        plain.add_edge(start, f"e{n}", capacity=1)
        plain.add_edge(f"e{n}", end, capacity=1)
        if a:
            plain.add_edge("evidence", a, capacity=1)
        if b:
            plain.add_edge(b, "verdict", capacity=1)
    found = service(rows).graph
    cut = found.fewest_to_fall("c1")
    assert networkx.maximum_flow_value(plain, "evidence", "verdict") == len(cut)
    left = [f"e{n}" for n, (a, b) in enumerate(pairs) if a not in cut.documents and b not in cut.recorders]
    assert sorted(left) == list(cut.records)


def weaker(left: ServiceView, whole: ServiceView) -> None:
    """That no claim stands on more in what is left, nor by more lines, and that nothing unsupported has become supported."""
    assert set(whole.graph.unsupported()) <= set(left.graph.unsupported())
    for claim in ("c1", "c2", "c3"):
        assert evidence(left, claim) <= evidence(whole, claim)
        some, every = left.graph.lines_of_support(claim), whole.graph.lines_of_support(claim)
        assert some.by_document <= every.by_document
        assert some.by_recorder <= every.by_recorder
        assert some.by_both <= every.by_both


@settings(max_examples=60, deadline=None)
@given(services(), st.sampled_from(["document:A", "document:B", "recorder:A", "recorder:B", "e0", "e1"]))
def test_withdrawing_never_adds_support(view: ServiceView, name: str) -> None:
    """Without a document, a recorder or a record no claim stands on more than before, nor by more independent lines."""
    try:
        left = withdraw(view.case, [name]).case
    except UsageError:
        assume(False)
    weaker(ServiceView(left, view.terms), view)


@settings(max_examples=60, deadline=None)
@given(services(), st.integers(0, 5))
def test_a_record_turned_unfavourable_never_adds_support(view: ServiceView, at: int) -> None:
    """With one record that was met turned to not met, no claim stands on more than before."""
    assume(at < view.case.evidence.height)
    turned = pl.when(pl.int_range(pl.len()) == at).then(pl.lit("not met")).otherwise(pl.col("result"))
    worse = attrs.evolve(view.case, evidence=view.case.evidence.with_columns(turned.alias("result")))
    weaker(ServiceView(worse, view.terms), view)
