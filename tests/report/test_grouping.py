"""Claims by the key questions of either framework."""

from __future__ import annotations

import pytest

from takehold.engine.model import Case
from takehold.engine.report.telling import NOT_SAID, grouped
from takehold.engine.result import ClaimVerdict, Position
from takehold.engine.testing import small_case

from .making import result


def claim(id: str, serves: str | None) -> ClaimVerdict:
    return ClaimVerdict(id, "s", "improved", "improved", Position.SUPPORTED, serves=serves)


@pytest.mark.parametrize("framework", ["saf", "kloe-2026-draft"])
def test_a_quality_statement_finds_its_key_question_in_either(framework: str) -> None:
    """Medicines optimisation is a Safe topic in the one, and answers to a Safe line in the other."""
    made = result(claims=(claim("c1", "Medicines optimisation"), claim("c2", None), claim("c3", "nonsense")))
    groups = grouped(made, framework)
    assert {"Safe": ["c1"], NOT_SAID: ["c2", "c3"]} == {
        question: [one.id for one in claims] for question, claims in groups.items()
    }


def test_nothing_is_grouped_unless_asked_for() -> None:
    """Without a framework there are no groups."""
    assert {} == grouped(result(claims=(claim("c1", None),)), None)


@pytest.mark.parametrize(
    ("told", "warned"), [("medicines optimisation", False), ("Medicine optimisation", True)]
)
def test_a_topic_that_no_framework_knows_is_a_warning(told: str, warned: bool) -> None:
    """Case is no matter; another word is, and the nearest is named."""
    case: Case = small_case(
        claims=[{"id": "c1", "statement": "s", "stage": "improved", "quality_statement": told}],
        evidence=[{"id": "e1", "date": "2026-03-01", "kind": "audit"}],
    )
    said = [p.message for p in case.problems if p.place.column == "quality_statement"]
    assert warned == bool(said)
    assert all("'Medicines optimisation'" in message for message in said)
