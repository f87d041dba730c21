"""Shipped checks, declared without code, come out as the shipped ones do: on their own cases, on services, on any case."""

from __future__ import annotations

from pathlib import Path
from random import Random

import attrs
import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.model import Case
from takehold.engine.plugins import installed
from takehold.engine.result import Finding
from takehold.engine.ruleset import Ruleset, Use
from takehold.engine.testing import CheckCase, read_cases
from tests.random_cases import random_case

ROOT = Path(__file__).parents[2]
FOUND = installed()
DECLARED = FOUND.ruleset([str(ROOT / "examples" / "declared" / "ten.toml")])
OWN = {use.id.removeprefix("own-"): type(use.check) for use in DECLARED.uses}
CASES = [
    case
    for path in sorted((ROOT / "fixtures" / "checks").rglob("*.toml"))
    if path.stem in OWN
    for case in read_cases(path)
]
SERVICES = sorted(path.parent for path in (ROOT / "fixtures").glob("*/service.toml"))


def both() -> Ruleset:
    """A ruleset that runs each declared check beside the shipped one."""
    shipped = [FOUND.checks[id] for id in sorted(OWN)]
    uses = [Use(check(), check.severity, check.sources, DECLARED.terms) for check in shipped]
    return attrs.evolve(DECLARED, uses=(*DECLARED.uses, *uses))


def differences(case: Case) -> list[str]:
    """Every subject of which a declared check says something else than the shipped one."""
    found: dict[tuple[str, str], Finding] = {
        (finding.check, finding.subject.id): finding for finding in assess(case, both()).findings
    }
    return [
        f"{check} of {subject}: {finding.outcome} ({finding.message}), declared {own.outcome} ({own.message})"
        for (check, subject), finding in found.items()
        if (own := found.get((f"own-{check}", subject))) is not None and own.outcome != finding.outcome
    ]


def test_there_are_ten_and_more() -> None:
    """Each is one that is shipped."""
    assert 10 <= len(OWN)
    assert set(OWN) <= set(FOUND.checks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.name}")
def test_it_passes_the_cases_of_the_shipped_one(case: CheckCase) -> None:
    """The case's own outcome, with its own parameters."""
    assert case.outcome == case.run(OWN).outcome


@pytest.mark.parametrize("folder", SERVICES, ids=lambda folder: folder.name)
def test_it_comes_out_the_same_for_a_service(folder: Path) -> None:
    """Every subject of the made-up services."""
    assert [] == differences(as_at(read_case(folder), None))


@pytest.mark.parametrize("seed", range(60))
def test_it_comes_out_the_same_for_a_case_made_by_chance(seed: int) -> None:
    """Everything blank or odd that a case can hold."""
    assert [] == differences(random_case(Random(seed)))


@pytest.mark.parametrize("seed", range(20))
def test_it_has_something_to_say(seed: int) -> None:
    """A sentence, a remedy where one is due, and no placeholder left open."""
    for finding in assess(random_case(Random(seed)), DECLARED).findings:
        assert finding.outcome != "error", finding.message
        assert finding.message
        assert "{" not in finding.message + finding.remedy
