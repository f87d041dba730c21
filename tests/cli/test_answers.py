"""The same question of the same files is answered as before, and anything else anew."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from takehold.engine.cli import answers, main
from takehold.engine.cli.exit import ExitCode

ROOT = Path(__file__).parents[2]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case to assess, and an empty place for what is kept."""
    monkeypatch.setenv("TAKEHOLD_CACHE", str(tmp_path / "kept"))
    shutil.copytree(ROOT / "fixtures" / "overstated", tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The cases that were assessed in fact, in order."""
    from takehold.engine.cli import assess

    real, seen = assess._assess, list[Path]()

    def watched(path: Path, *more: object) -> ExitCode:
        seen.append(path)
        return real(path, *more)  # type: ignore[arg-type]  # whatever it is given, it passes on

    monkeypatch.setattr(assess, "_assess", watched)
    return seen


def test_an_answer_is_given_again_to_the_letter(
    case: Path, worked: list[Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Report, what is said of the data, and status: all as they were, without assessing."""
    with (case / "evidence.csv").open(
        "a"
    ) as table:  # a heading that is none, so that something is said of it
        table.write("\n")
    (case / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    first = main(["assess", str(case)]), *capfdbinary.readouterr()
    again = main(["assess", str(case)]), *capfdbinary.readouterr()
    assert first == again
    assert b"notes.csv" in again[2]
    assert [case] == worked


def test_it_is_given_without_loading_what_reads_and_judges(case: Path) -> None:
    """Neither polars nor networkx nor a check is loaded for it."""
    code = (
        "import sys; from takehold.engine.cli import main; main(sys.argv[1:]); "
        "print(sorted({'polars', 'networkx', 'numpy', 'takehold.plugins'} & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "assess", str(case), "--format", "json"]
    first, again = (subprocess.run(command, capture_output=True, check=True, env=os.environ) for _ in "12")
    assert first.stdout == again.stdout
    assert "[]" == again.stderr.decode().strip().splitlines()[-1]


def _touch_a_record(case: Path) -> None:
    table = case / "evidence.csv"
    table.write_text(table.read_text("utf-8").replace("met", "not met", 1), "utf-8")


def _add_a_waiver(case: Path) -> None:
    waiver = '[[waiver]]\ncheck = "action-age"\nsubject = "x1"\nreason = "agreed"\nuntil = 2030-01-01\nby = "the manager"\n'
    (case / "waivers.toml").write_text(waiver, "utf-8")


@pytest.mark.parametrize("change", [_touch_a_record, _add_a_waiver])
def test_a_changed_case_is_assessed_anew(
    case: Path, worked: list[Path], change: Callable[[Path], None]
) -> None:
    """One cell changed, or a file of waivers put beside it."""
    main(["assess", str(case)])
    change(case)
    main(["assess", str(case)])
    assert [case, case] == worked


@pytest.mark.parametrize(
    "more",
    [
        ["--format", "json"],
        ["-v"],
        ["--as-of", "2026-01-31"],
        ["--no-waivers"],
        ["--ruleset", "improvement-over-time"],
        ["--fail-on", "never"],
        ["--only", "action-*"],
    ],
    ids=" ".join,
)
def test_another_question_is_answered_for_itself(case: Path, worked: list[Path], more: list[str]) -> None:
    """Whatever can change a word of the answer is part of the question."""
    main(["assess", str(case)])
    main(["assess", str(case), *more])
    assert 2 == len(worked)


def test_what_is_set_and_who_looks_are_part_of_the_question(
    case: Path, worked: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit in the environment, a terminal of another width, and a change of takehold's own code."""
    main(["assess", str(case)])
    with monkeypatch.context() as changed:
        changed.setenv("TAKEHOLD_MAX_ROWS", "500000")
        main(["assess", str(case)])
    with monkeypatch.context() as changed:
        changed.setattr(answers, "width", lambda: 60)
        main(["assess", str(case)])
    with monkeypatch.context() as changed:
        changed.setattr(answers, "own_code", lambda: "another")
        main(["assess", str(case)])
    assert 4 == len(worked)
    main(["assess", str(case)])
    assert 4 == len(worked)


@pytest.mark.parametrize("option", ["--no-cache", "--write", "--history", "--durations", "--ruleset"])
def test_a_command_that_does_more_is_always_run(
    case: Path, worked: list[Path], tmp_path: Path, option: str
) -> None:
    """One that writes or measures, and one whose ruleset is a file, which may lead to others."""
    own = tmp_path / "own.toml"
    own.write_text("extends = ['cqc-readiness']\n", "utf-8")
    value = {
        "--write": str(tmp_path / "r.json"),
        "--history": str(tmp_path / "h.jsonl"),
        "--ruleset": str(own),
    }
    words = ["assess", str(case), option, *([value[option]] if option in value else [])]
    main(words)
    (tmp_path / "r.json").unlink(missing_ok=True)
    main(words)
    assert [case, case] == worked
    assert (tmp_path / "r.json").exists() is (option == "--write")


@pytest.mark.parametrize("status", [ExitCode.BAD_INPUT, ExitCode.CHECK_ERRORED])
def test_a_failure_is_not_kept(case: Path, status: ExitCode) -> None:
    """What failed may do better the next time."""
    args = argparse.Namespace(case=[case], ruleset=None, **dict.fromkeys(answers._DOES_MORE))
    asked = list[int]()

    def fails(_: argparse.Namespace) -> ExitCode:
        asked.append(1)
        return status

    assert (status, status) == (answers.answered_once(args, fails), answers.answered_once(args, fails))
    assert 2 == len(asked)


def test_a_folder_that_is_no_case_is_not_looked_through(
    tmp_path: Path, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who names the wrong folder does not wait until every file in it was read."""
    looked = list[Path]()
    monkeypatch.setattr(answers, "case_key", lambda path: looked.append(path) or "")
    assert 2 == main(["assess", str(tmp_path)])
    assert [] == looked


def test_a_damaged_entry_is_not_believed(
    case: Path, worked: list[Path], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Cut short on the disk, it is answered anew."""
    main(["assess", str(case), "--format", "json"])
    first = json.loads(capfdbinary.readouterr().out)
    for entry in (tmp_path / "kept").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-5])
    main(["assess", str(case), "--format", "json"])
    assert first == json.loads(capfdbinary.readouterr().out)
    assert [case, case] == worked
