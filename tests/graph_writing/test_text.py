"""The graph as a tree: fits a terminal, rolls records up and unrolls them, and says what is weak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from takehold.engine.casefile import as_at, read_case
from takehold.engine.graph_writing import Options, render
from takehold.engine.graph_writing.branches import Branch, drawn
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView

FIXTURES = Path(__file__).parents[2] / "fixtures"


def view(**tables: Any) -> ServiceView:
    claim = {"id": "c1", "statement": "Calls are answered", "stage": "improved", "changed_on": "2026-03-01"}
    told = {"claims": [claim], "teams": [{"id": "elm", "name": "Elm"}, {"id": "oak", "name": "Oak"}]}
    return ServiceView(small_case({"as_of": "2026-06-30"}, **(told | tables)), Terms())


def audit(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "date": "2026-06-10", "kind": "audit", "claims": "c1", "result": "met", **more}


@pytest.mark.parametrize("name", ["ready", "early", "overstated"])
@pytest.mark.parametrize(
    "options", [Options(width=60), Options(width=100, by=("kind", "team", "shift", "cycle"))]
)
def test_no_line_is_wider_than_the_terminal(name: str, options: Options) -> None:
    """Every line of the tree fits, however deep it goes."""
    service = ServiceView(as_at(read_case(FIXTURES / name)), Terms())
    assert max(map(len, render(service, "text", options).splitlines())) <= options.width


def test_branches_are_joined_and_wrapped() -> None:
    """The lines of a tree run past what is wrapped."""
    tree = Branch(
        "top", [Branch("one two three four five six seven eight", [Branch("leaf")]), Branch("last")]
    )
    assert ["top", "├─ one two three four five six", "│  │ seven eight", "│  └─ leaf", "└─ last"] == list(
        drawn(tree, 35)
    )


def test_records_roll_up_and_unroll() -> None:
    """By kind unless asked otherwise; by more columns under each other; one by one on request."""
    service = view(evidence=[audit("e1", team="elm"), audit("e2", team="elm"), audit("e3", team="oak")])
    assert "audit: 3, 10 June 2026" in render(service, "text")
    by_team = render(service, "text", Options(by=("team",)))
    assert "Elm: 2, 10 June 2026" in by_team and "Oak: 1, 10 June 2026" in by_team
    assert "e2  audit, 10 June 2026, Elm, met" in render(service, "text", Options(records=True))


def test_what_is_weak_is_said() -> None:
    """Single points, places without a record, circles, answers that are missing and a broken story are named."""
    claims = [
        {"id": "c1", "statement": "s", "stage": "improved", "changed_on": "2026-03-01", "rests_on": "c2"},
        {"id": "c2", "statement": "t", "stage": "improved", "changed_on": "2026-03-01", "rests_on": "c1"},
    ]
    records = [
        audit("e1", team="elm", source="Book", date="2026-03-20"),
        audit("e2", team="elm", source="Book", date="2026-03-21"),
        audit("e3", team="elm", result="not met", date="2026-03-22"),
        audit("e4", claims="", kind="training"),
    ]
    text = " ".join(render(view(claims=claims, evidence=records), "text", Options(width=300)).split())
    for said in (
        "It falls with one document, 'Book'",
        "No supporting record names Oak, for which it speaks too",
        "It rests on a circle: c1 on c2 on c1",
        "1 record says the opposite and nobody answered: e3",
        "All 2 records in support are older than 90 days",
        "breaks: problem missing, cause missing, action missing and review missing",
        "1 record serves no claim: e4",
        "Supported by 2 records",
    ):
        assert said in text, said


def test_around_a_node_each_neighbour_is_told_once() -> None:
    """From a recorder one step leads to the records, two to the claim and the document, each with the kind of edge."""
    service = view(evidence=[audit("e1", source="Book", recorded_by="Lead"), audit("e2", recorded_by="Lead")])
    near = render(service, "text", Options(around="Lead", records=True))
    assert 2 == near.count("← recorded by records")
    far = render(service, "text", Options(around="Lead", depth=2, records=True))
    assert 1 == far.count("supports → claim c1: Calls are answered")
    assert 1 == far.count("recorded in → document Book")
