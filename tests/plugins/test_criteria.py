"""The built-in checks are the published criteria, one for one, and each has cases for all it can answer."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.check import CheckClass
from takehold.engine.docs import anchors
from takehold.engine.plugins import installed
from takehold.engine.ruleset import load
from takehold.engine.testing import read_cases

ROOT = Path(__file__).parents[2]
CRITERIA = ROOT.parent / "shared" / "spec" / "criteria.toml"
FOUND = installed()
CHECKS = FOUND.checks
OUTCOMES = {
    check.id: {
        str(case.outcome)
        for case in read_cases(ROOT / "fixtures" / "checks" / check.family / f"{check.id}.toml")
    }
    for check in CHECKS.values()
}


def published() -> dict[str, Any]:
    if not CRITERIA.exists():
        return {"criterion": [], "stage": []}
    return tomllib.loads(CRITERIA.read_text(encoding="utf-8"))


PUBLISHED = published()
beside = pytest.mark.skipif(not PUBLISHED["stage"], reason="the criteria are not beside the project")


def possible(criterion: dict[str, Any]) -> set[str]:
    """The outcomes that a criterion's rules can give."""
    other = criterion.get("other", "")
    outcomes = {"met", "not-met"}
    if criterion["concern"]:
        outcomes.add("concern")
    if "insufficient" in other:
        outcomes.add("insufficient")
    if "not-applicable" in other or "only" in other.split(";")[0]:
        outcomes.add("not-applicable")
    return outcomes


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.id)
def test_a_check_explains_itself(check: CheckClass) -> None:
    """Its docstring has a title and the four headed paragraphs."""
    assert check.title()
    assert all(check.explanation().values())


@pytest.mark.parametrize("check", CHECKS.values(), ids=lambda check: check.id)
def test_a_check_has_cases_both_ways(check: CheckClass) -> None:
    """At least one case that is met, and one that is not."""
    assert {"met", "not-met"} <= OUTCOMES[check.id]


@beside
def test_every_criterion_is_a_check_and_every_check_a_criterion() -> None:
    """The same eighty ids; the regulator's gates are beside the criteria and none of them."""
    judging = {id for id, check in CHECKS.items() if check.family != "gates"}
    assert {one["id"] for one in PUBLISHED["criterion"]} == judging


@beside
@pytest.mark.parametrize("criterion", PUBLISHED["criterion"], ids=lambda one: one["id"])
def test_a_check_is_its_criterion(criterion: dict[str, Any]) -> None:
    """Subject, family, severity, anchors and parameters are the published ones."""
    check = CHECKS[criterion["id"]]
    assert (criterion["subject"], criterion["family"], criterion["severity"]) == (
        check.subject,
        check.family,
        str(check.severity),
    )
    assert tuple(criterion["sources"]) == check.sources
    assert criterion.get("params", {}) == {field.name: field.default for field in check.parameters()}


@beside
@pytest.mark.parametrize("criterion", PUBLISHED["criterion"], ids=lambda one: one["id"])
def test_a_check_has_a_case_for_each_outcome_its_rule_can_give(criterion: dict[str, Any]) -> None:
    """Met, not met, and whichever of concern, insufficient and not applicable its rules speak of."""
    assert set() == possible(criterion) - OUTCOMES[criterion["id"]]


@beside
def test_the_ladder_is_the_published_one() -> None:
    """The stages, their ranks and what each requires."""
    ladder = load(["cqc-readiness"], FOUND.find_ruleset, CHECKS).ladder
    assert [(one["id"], one["rank"], one["title"], tuple(one["requires"])) for one in PUBLISHED["stage"]] == [
        (stage.id, stage.rank, stage.title, stage.requires) for stage in ladder.stages
    ]


def test_every_paragraph_of_the_material_is_answered() -> None:
    """Each anchor that is not wider context has a check that cites it, and each citation an anchor."""
    known = {anchor.id: anchor for _, _, paragraphs in anchors() for anchor in paragraphs}
    cited = {source for check in CHECKS.values() for source in check.sources}
    assert set() == cited - set(known)
    assert set() == {id for id, anchor in known.items() if not anchor.wider_context} - cited
