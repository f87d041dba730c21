"""The edge: what is said to lose the stage does, and only supported claims have one."""

from __future__ import annotations

from pathlib import Path

import attrs
import polars as pl

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.edge import edges
from takehold.engine.plugins import installed
from takehold.engine.result import Position
from takehold.engine.ruleset import load
from takehold.engine.view import ServiceView

FIXTURES = Path(__file__).parents[1] / "fixtures"
_FOUND = installed()
RULES = load(["ladder"], _FOUND.find_ruleset, _FOUND.checks)


def test_a_document_that_is_said_to_lose_it_does() -> None:
    """Without the falls round sheet the care home's second claim is no longer embedded."""
    case = as_at(read_case(FIXTURES / "ready"))
    result = assess(case, RULES)
    service = ServiceView(case, RULES.terms)
    claim = next(claim for claim in result.claims if claim.id == "c2")
    [edge] = [edge for edge in edges(service, RULES, claim) if "Falls round sheet" in edge.what]
    without = attrs.evolve(
        case,
        evidence=case.evidence.filter(pl.col("source").is_null() | (pl.col("source") != "Falls round sheet")),
    )
    then = next(claim for claim in assess(without, RULES).claims if claim.id == "c2")
    assert Position.SUPPORTED != then.position
    assert edge.left == then.evidenced


def test_only_a_supported_claim_has_an_edge() -> None:
    """A claim that its evidence does not reach has nothing to lose."""
    case = as_at(read_case(FIXTURES / "overstated"))
    service = ServiceView(case, RULES.terms)
    for claim in assess(case, RULES).claims:
        if claim.position is not Position.SUPPORTED:
            assert () == edges(service, RULES, claim)


def test_a_bad_month_is_one_like_those_before_the_change() -> None:
    """For each claim of the care home, one month like those before the change would lose the stage."""
    case = as_at(read_case(FIXTURES / "ready"))
    service = ServiceView(case, RULES.terms)
    for claim in assess(case, RULES).claims:
        assert [edge for edge in edges(service, RULES, claim) if "as before the change" in edge.what]
