"""`takehold path`, `compare`, `history` and `waivers`: what they show, write and leave with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
READY, OVERSTATED, EARLY = (FIXTURES / name for name in ("ready", "overstated", "early"))


@pytest.fixture
def takehold(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run a command; gives its status, standard output and standard error."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_the_path_is_shown_and_written(takehold: Any, tmp_path: Path) -> None:
    """The path names each claim's earliest date, and goes to a diary as a calendar and as rows."""
    status, out, _ = takehold(
        "path", EARLY, "--write", tmp_path / "plan.ics", "--write", tmp_path / "plan.csv"
    )
    assert 0 == status
    assert "8 November 2026" in out
    assert (tmp_path / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "long-enough" in (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")


def test_a_diary_has_two_forms(takehold: Any, tmp_path: Path) -> None:
    """Another ending is refused before anything is assessed."""
    status, _, err = takehold("path", EARLY, "--write", tmp_path / "plan.pdf")
    assert (2, True) == (status, ".ics or .csv" in err)


def test_a_case_compares_with_its_earlier_result(takehold: Any, tmp_path: Path) -> None:
    """The same case against its own result: every claim stands where it stood."""
    old = tmp_path / "old.json"
    takehold("assess", OVERSTATED, "--write", old)
    status, out, _ = takehold("compare", old, OVERSTATED)
    assert (0, True) == (status, "Every claim stands where it stood." in out)
    status, out, _ = takehold("assess", OVERSTATED, "--previous", old)
    assert (1, True) == (status, "still overstated" in out)


def test_a_report_for_a_machine_is_left_as_it_is(takehold: Any, tmp_path: Path) -> None:
    """With --previous, standard output is still one JSON document; what moved goes to standard error."""
    old = tmp_path / "old.json"
    takehold("assess", EARLY, "--write", old)
    _, out, err = takehold("assess", EARLY, "--previous", old, "--format", "json")
    assert json.loads(out)["format"] == "takehold-result/1"
    assert "Every claim stands where it stood." in err


def test_the_result_document_holds_the_path(takehold: Any) -> None:
    """Every step of the document belongs to a claim that has an earliest date, or to none that it can reach."""
    _, out, _ = takehold("assess", EARLY, "--format", "json")
    document = json.loads(out)
    earliest = {claim["id"]: claim["earliest"] for claim in document["claims"]}
    assert document["path"]
    for claim, date in earliest.items():
        steps = [step["earliest"] for step in document["path"] if step["claim"] == claim]
        assert date == max(steps, default=None)


def test_runs_make_a_history(takehold: Any, tmp_path: Path) -> None:
    """Two runs are two rows."""
    file = tmp_path / "history.jsonl"
    takehold("assess", EARLY, "--history", file)
    takehold("assess", EARLY, "--history", file)
    status, out, _ = takehold("history", file)
    assert 0 == status
    assert 2 == sum(line.startswith("2026-10-31  early") for line in out.splitlines())


def test_waivers_are_audited(takehold: Any, tmp_path: Path) -> None:
    """One that holds is named with its days left, one that has run out waives nothing and makes the status 1."""
    case = tmp_path / "case"
    shutil.copytree(OVERSTATED, case)
    waiver = (
        '[[waiver]]\ncheck = "{}"\nsubject = "c1"\nreason = "Round is new"\nby = "Area Manager"\nuntil = {}\n'
    )
    (case / "waivers.toml").write_text(
        waiver.format("unscheduled-holds", "2026-12-01")
        + waiver.format("residual-variation-stated", "2026-10-01"),
        encoding="utf-8",
    )
    status, out, _ = takehold("waivers", case)
    assert 1 == status
    assert "1 of 2 waivers hold, as at 1 November 2026" in out
    assert "until 1 December 2026, 30 days more, by Area Manager" in out
    assert "waives nothing: waivers.toml row 7" in out
    assert "without, overstated" in out


def test_without_waivers_there_is_nothing_to_audit(takehold: Any) -> None:
    """A case with no waivers says so and passes."""
    assert (0, "There are no waivers.\n") == takehold("waivers", READY)[:2]
