"""Sample cases with expected outcomes, run where the shared folder lies beside the project."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.plugins import installed
from takehold.engine.result import Outcome, Result
from takehold.engine.ruleset import load

SHARED = Path(__file__).parents[3] / "shared"
SAMPLES = sorted(path.parent for path in (SHARED / "cases").glob("*/expected.json"))
REAL = sorted(path for path in (SHARED / "data" / "cases").glob("*") if path.is_dir())


def sample(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.stem == "case")


@cache
def result_of(path: Path, ruleset: str) -> Result:
    found = installed()
    case = as_at(read_case(path), None)
    assert case.sound, [problem.message for problem in case.problems]
    return assess(case, load([ruleset], found.find_ruleset, found.checks))


def differences(result: Result, expected: dict[str, Any]) -> list[str]:
    """Every way in which a result is not what was expected, in words."""
    wrong = []
    if (got := str(result.verdict.readiness)) not in expected.get("readiness", [got]):
        wrong.append(f"readiness is {got}, not {expected['readiness']}")
    claims = {claim.id: claim for claim in result.claims}
    for id, wanted in expected.get("claims", {}).items():
        for field, allowed in wanted.items():
            if (got := str(getattr(claims[id], field))) not in allowed:
                wrong.append(f"{id} {field} is {got}, not {allowed}")
    findings = {
        ("service" if f.subject.type == "service" else f.subject.id, f.check): f for f in result.findings
    }
    for subject, checks in expected.get("findings", {}).items():
        for check, allowed in checks.items():
            finding = findings.get((subject, check))
            got = finding.outcome if finding else "absent"
            if got not in allowed:
                why = finding.message if finding else ""
                wrong.append(f"{subject}/{check} is {got}, not {allowed}: {why}")
    for key, ids in expected.get("cites", {}).items():
        subject, check = key.split("/")
        finding = findings.get((subject, check))
        cited = {*finding.supporting, *finding.contradicting} if finding else set()
        if not cited.intersection(ids):
            wrong.append(f"{key} cites none of the expected records")
    return wrong


@pytest.mark.skipif(not SAMPLES, reason="the shared folder with the sample cases is not beside the project")
@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_sample_case_comes_out_as_expected(folder: Path) -> None:
    """Readiness, stages, positions, outcomes and cited records are those that the sample expects."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert differences(result_of(sample(folder), expected["ruleset"]), expected) == []


@pytest.mark.skipif(not REAL, reason="the shared folder with the real data is not beside the project")
@pytest.mark.parametrize("folder", REAL, ids=lambda folder: folder.name)
def test_real_public_data_is_assessed(folder: Path) -> None:
    """A case of real data is judged without a failed check, and what is insufficient says what is missing."""
    result = result_of(folder, "cqc-readiness")
    assert [f for f in result.findings if f.outcome is Outcome.ERROR] == []
    for finding in result.findings:
        if finding.outcome is Outcome.INSUFFICIENT:
            assert finding.message and finding.remedy, finding.check
