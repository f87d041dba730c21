"""The plain second reading of the specification, held to the specification's own cases and to arithmetic."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from takehold.engine.casefile import read_case

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the sample cases are not beside this checkout")


def _load() -> ModuleType:
    """The package, by its place: the repository's root must stay off the import path."""
    folder = ROOT / "bench" / "reference"
    spec = importlib.util.spec_from_file_location(
        "reference", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["reference"] = module
    spec.loader.exec_module(module)
    return module


reference = _load()


def _folders(kind: str) -> list[Path]:
    return sorted(path for path in (SHARED / kind).iterdir() if path.is_dir()) if SHARED.exists() else []


def _case_in(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.name.startswith("case"))


@needs_shared
@pytest.mark.parametrize("folder", _folders("cases"), ids=lambda path: path.name)
def test_sample_case_comes_out_as_expected(folder: Path) -> None:
    """Every expectation of a sample case holds: readiness, claims, findings and the records cited."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    result = reference.assess(read_case(_case_in(folder)))
    assert list(_unlike(expected, result)) == []


def _unlike(expected: dict[str, Any], result: Any) -> Iterator[str]:
    if result.readiness not in expected["readiness"]:
        yield f"readiness {result.readiness}"
    for id, wanted in expected["claims"].items():
        found = result.claims[id]
        if found.evidenced not in wanted["evidenced"] or found.position not in wanted["position"]:
            yield f"{id} {found.evidenced} {found.position}"
    told = {(id, check): finding for (check, _, id), finding in result.findings.items()}
    service = {check: finding for (check, kind, _), finding in result.findings.items() if kind == "service"}
    for id, checks in expected["findings"].items():
        for check, outcomes in checks.items():
            finding = service[check] if id == "service" else told[id, check]
            if finding[0] not in outcomes:
                yield f"{id} {check} {finding[0]}"
    for key, ids in expected.get("cites", {}).items():
        id, check = key.split("/")
        _, supporting, contradicting = told[id, check]
        if not {*supporting, *contradicting} & set(ids):
            yield f"{key} cites none of the records"


@needs_shared
@pytest.mark.parametrize("folder", _folders("data/cases"), ids=lambda path: path.name)
def test_public_data_is_judged(folder: Path) -> None:
    """A case of public data gives one outcome for each claim and criterion."""
    case = read_case(folder)
    result = reference.assess(case)
    claims = sum(kind == "claim" for _, kind, _ in result.findings)
    assert claims == 54 * len(case.claims)


@needs_shared
def test_criteria_are_those_of_the_specification() -> None:
    """Ids, subjects, severities, parameters and stages are those of criteria.toml."""
    spec = tomllib.loads((SHARED / "spec" / "criteria.toml").read_text(encoding="utf-8"))
    written = {row["id"]: row for row in spec["criterion"]}
    module = sys.modules["reference.criteria"]
    ours = {criterion.id: criterion for criterion in module.CRITERIA}
    assert set(written) == set(ours)
    for id, row in written.items():
        assert row["severity"] == ours[id].severity, id
        assert row["subject"] == ours[id].subjects[0], id
        assert row.get("params", {}).items() <= ours[id].params.items(), id
    stages = {stage["id"]: tuple(stage["requires"]) for stage in spec["stage"]}
    assert stages == sys.modules["reference.verdict"].REQUIRES


class Case:
    """A small case, built up by rows: one claim changed on 1 April 2026, monthly, judged as at 30 September."""

    def __init__(self, folder: Path, **measure: Any) -> None:
        self.folder = folder
        self.tables: dict[str, Any] = {
            "service": {"id": "s", "name": "A service", "as_of": "2026-09-30"},
            "measures": [{"id": "m", "theme": "falls", **measure}] if measure else [],
            "claims": [
                {
                    "id": "c",
                    "statement": "Falls on Elm have fallen",
                    "theme": "falls",
                    "stage": "improved",
                    "problem": "Falls on Elm at night",
                    "changed_on": "2026-04-01",
                    **({"measure": "m"} if measure else {}),
                }
            ],
            "evidence": [],
        }

    def records(self, *days: str, **columns: Any) -> None:
        """Add a record for each day (`MM-DD` of 2026)."""
        for day in days:
            id = f"e{len(self.tables['evidence']) + 1}"
            row = {"id": id, "date": f"2026-{day}", "kind": "audit", "theme": "falls", **columns}
            self.tables["evidence"].append(row)

    def claim(self, **columns: Any) -> None:
        """Set columns of the claim."""
        self.tables["claims"][0].update(columns)

    def outcome(self, check: str, id: str = "c") -> str:
        """How a check comes out."""
        path = self.folder / "case.json"
        path.write_text(json.dumps(self.tables), encoding="utf-8")
        case = read_case(path)
        assert case.sound, case.problems
        findings = reference.assess(case).findings
        return next(
            told[0] for (name, _, subject), told in findings.items() if (name, subject) == (check, id)
        )


MONTHS_BEFORE = ("01-10", "02-10", "03-10")
WINDOW = ("07-10", "08-10", "09-10")


def test_half_the_way_to_the_target_is_the_improved_position(tmp_path: Path) -> None:
    """From 50 of 100 with a target of 0.9, 70 of 100 is half the way; 69 of 100 is not."""
    outcomes = []
    for numerator in (70, 69):
        case = Case(tmp_path, better="higher", summary="proportion", target=0.9)
        case.records(*MONTHS_BEFORE, measure="m", numerator=50, denominator=100)
        case.records(*WINDOW, measure="m", numerator=numerator, denominator=100)
        outcomes.append(case.outcome("measurable-improvement"))
    assert outcomes == ["met", "concern"]


def test_chosen_baseline_proves_nothing(tmp_path: Path) -> None:
    """Against a bad January alone it is better; against the year before the change it is not."""
    case = Case(tmp_path, better="higher", summary="proportion")
    case.claim(baseline_from="2026-01-01", baseline_to="2026-01-31")
    case.records("01-10", measure="m", numerator=20, denominator=100)
    case.records("02-10", "03-10", measure="m", numerator=90, denominator=100)
    case.records(*WINDOW, measure="m", numerator=60, denominator=100)
    assert case.outcome("measurable-improvement") == "not-met"


def test_count_needs_three_whole_cycles(tmp_path: Path) -> None:
    """Ten falls a month before and two since are beyond chance; a change in July leaves two whole cycles."""
    outcomes = []
    for changed_on in ("2026-04-01", "2026-07-02"):
        case = Case(tmp_path, better="lower", summary="count")
        case.claim(changed_on=changed_on, baseline_from="2026-01-01", baseline_to="2026-03-31")
        for month in ("01", "02", "03"):
            case.records(*(f"{month}-{day:02}" for day in range(1, 11)), measure="m", kind="incident")
        case.records("07-10", "07-20", "08-10", "08-20", "09-10", "09-20", measure="m", kind="incident")
        outcomes.append(case.outcome("measurable-improvement"))
    assert outcomes == ["met", "insufficient"]


def test_empty_cycle_that_as_of_ends_is_whole(tmp_path: Path) -> None:
    """With no fall since July, the window of a count as at 30 September is July, August and September."""
    case = Case(tmp_path, better="lower", summary="count")
    for month in ("01", "02", "03"):
        case.records(*(f"{month}-{day:02}" for day in range(1, 11)), measure="m", kind="incident")
    case.records("04-10", "05-10", "06-10", measure="m", kind="incident")
    assert case.outcome("repeat-evidence") == "met"


def test_part_of_a_count_has_its_own_baseline(tmp_path: Path) -> None:
    """Elm fell from 9 a month to 3; Oak was at 1 and is at 1, which is no tenth better than its own baseline."""
    case = Case(tmp_path, better="lower", summary="count")
    case.tables["teams"] = [{"id": "elm"}, {"id": "oak"}]
    case.claim(stage="service-wide")
    for month in ("01", "02", "03"):
        case.records(*(f"{month}-{day:02}" for day in range(1, 10)), measure="m", kind="incident", team="elm")
    for month in ("01", "02", "03", "07", "08", "09"):
        case.records(f"{month}-15", measure="m", kind="incident", team="oak")
    for month in ("07", "08", "09"):
        case.records(f"{month}-03", f"{month}-13", f"{month}-23", measure="m", kind="incident", team="elm")
    assert case.outcome("scope-not-overstated") == "not-met"


def test_best_possible_part_of_a_count_is_improved(tmp_path: Path) -> None:
    """Oak had no fall before and none since: that is the best there is, and nothing is weaker."""
    case = Case(tmp_path, better="lower", summary="count")
    case.tables["teams"] = [{"id": "elm"}, {"id": "oak"}]
    for month in ("01", "02", "03"):
        case.records(*(f"{month}-{day:02}" for day in range(1, 10)), measure="m", kind="incident", team="elm")
    case.records("07-03", "08-03", "09-03", measure="m", kind="incident", team="elm")
    assert case.outcome("residual-variation-stated") == "met"


def test_results_alone_judge_where_the_measure_is_thin(tmp_path: Path) -> None:
    """Four of five routine checks met are at the improved position though none of them names the measure."""
    outcomes = []
    for last in ("met", "not met"):
        case = Case(tmp_path, better="higher", summary="mean")
        case.records(*MONTHS_BEFORE, measure="m", value=1)
        case.records(*WINDOW, measure="m", value=2)
        case.records("07-11", "07-12", "07-13", result="met", oversight="routine")
        case.records("08-11", result="not met", oversight="routine")
        case.records("08-12", result=last, oversight="routine")
        outcomes.append(case.outcome("oversight-independence"))
    assert outcomes == ["met", "not-met"]


def test_setbacks_that_have_halved_are_context(tmp_path: Path) -> None:
    """Two concerns a month before: one a month since is halved and says nothing, two a month contradict."""
    outcomes = []
    for days in (WINDOW, (*WINDOW, "07-20", "08-20", "09-20")):
        case = Case(tmp_path)
        case.records("01-10", "01-20", "02-10", "02-20", "03-10", "03-20", kind="concern")
        case.records(*days, kind="concern")
        case.records("09-01", "09-02", kind="compliment")
        outcomes.append(case.outcome("claim-not-contradicted"))
    assert outcomes == ["met", "not-met"]


def test_nothing_dated_later_counts(tmp_path: Path) -> None:
    """A change dated after the day of the assessment has not been made."""
    case = Case(tmp_path)
    case.claim(changed_on=(date(2026, 9, 30) + timedelta(days=1)).isoformat())
    assert case.outcome("change-introduced") == "not-met"


def test_thin_cycle_does_not_break_a_run(tmp_path: Path) -> None:
    """A month with one record is passed over; a month with none breaks the run."""
    outcomes = []
    for days in (("06-10",), ()):
        case = Case(tmp_path)
        case.claim(changed_on="2026-04-01", baseline_from="2026-01-01")
        case.records("01-10", "02-10", "03-10", result="not met")
        for month in ("05", "07", "08"):
            case.records(f"{month}-01", f"{month}-02", f"{month}-03", result="met")
        case.records(*days, result="met")
        outcomes.append(case.outcome("repeat-evidence"))
    assert outcomes == ["met", "concern"]
