"""A case without some of its evidence: what goes, what stays, and what the verdict would be."""

from __future__ import annotations

from typing import Any

import pytest

from takehold.engine.errors import UsageError
from takehold.engine.model import Case
from takehold.engine.testing import small_case
from takehold.engine.withdraw import withdraw


def case(**tables: Any) -> Case:
    records = [
        {"id": "e1", "source": "Audit book", "recorded_by": "Lead", "team": "elm"},
        {"id": "e2", "source": "audit  BOOK", "recorded_by": "Deputy", "team": "oak", "shift": "night"},
        {"id": "e3", "source": "Log", "recorded_by": "lead", "shift": "night"},
        {"id": "e4", "source": "night"},
    ]
    told: dict[str, Any] = {
        "claims": [{"id": "c1", "statement": "s", "stage": "improved", "changed_on": "2026-03-01"}],
        "teams": [{"id": "elm", "name": "Elm unit"}, {"id": "oak"}],
        "shifts": [{"id": "night", "name": "Nights"}],
        "evidence": [{"date": "2026-03-10", "kind": "audit", "claims": "c1"} | row for row in records],
    }
    return small_case({"as_of": "2026-06-30"}, **(told | tables))


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("e1", ["e2", "e3", "e4"]),
        ("Audit book", ["e3", "e4"]),
        ("lead", ["e2", "e4"]),
        ("recorder:Lead", ["e2", "e4"]),
        ("Elm unit", ["e2", "e3", "e4"]),
        ("team:oak", ["e1", "e3", "e4"]),
        ("Nights", ["e1", "e4"]),
        ("shift:night", ["e1", "e4"]),
        ("document:night", ["e1", "e2", "e3"]),
    ],
)
def test_every_record_that_a_name_stands_for_goes(name: str, left: list[str]) -> None:
    """A record, document, recorder, team or shift, by id or name, case and spacing aside."""
    assert left == withdraw(case(), [name]).case.evidence["id"].to_list()


def test_several_go_together() -> None:
    """What any of the names stands for is withdrawn, each counted by itself, and said."""
    found = withdraw(case(), ["e4", "Audit book", "team:elm"])
    assert ["e3"] == found.case.evidence["id"].to_list()
    assert (("record", "e4", 1), ("document", "Audit book", 2), ("team", "elm", 1)) == found.gone
    assert "record e4, 2 records in the document 'Audit book' and 1 record of the team 'elm'" == found.said()


def test_what_the_plan_says_of_them_goes_too() -> None:
    """A citation of a record that is not there is none; the places and the plan stay."""
    told = case(
        actions=[{"id": "a1", "text": "t", "evidence": "e1; e3", "check_evidence": "e2"}],
        reviews=[{"id": "r1", "date": "2026-04-01", "level": "manager", "about": "c1", "evidence": "e1"}],
    )
    left = withdraw(told, ["Audit book"]).case
    assert (("e3",), ()) == (left.actions[0].evidence, left.actions[0].check_evidence)
    assert () == left.reviews[0].evidence
    assert told.teams == left.teams


@pytest.mark.parametrize(
    ("name", "said"),
    [("Audit bok", "did you mean 'audit book'"), ("night", "say document:night or shift:night")],
)
def test_a_name_that_is_none_or_several_is_told(name: str, said: str) -> None:
    """An unknown name gets the nearest one, an ambiguous one its choices."""
    with pytest.raises(UsageError, match=said):
        withdraw(case(), [name])
