"""`takehold validate`: everything wrong in one go, on a screen and in a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli import main

BAD = 40


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case of which every record has a date that is none."""
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "service.toml").write_text('id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n')
    (folder / "claims.csv").write_text("id,statement,stage\nc1,It is better,improved\n")
    rows = "".join(f"e{n},31/02/2026,audit\n" for n in range(BAD))
    (folder / "evidence.csv").write_text("id,date,kind\n" + rows)
    return folder


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    def ask(*words: str | Path) -> tuple[int, str, str]:
        status = main(["validate", *map(str, words)])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return ask


def test_the_screen_says_where_the_rest_is(case: Path, run: Any) -> None:
    """The rows that are not named can be written to a file, and where they were, that is said instead."""
    assert f"validate {case} --write problems.txt lists every one" in " ".join(run(case)[1].split())
    status, out, err = run(case, "--write", case.parent / "p.txt")
    assert 2 == status
    assert "p.txt." in " ".join(out.split()) and "lists every one" not in out
    assert f"is written: {BAD} problems" in err
    assert BAD == len((case.parent / "p.txt").read_text("utf-8").splitlines())


def test_where_the_rest_is_can_be_typed(case: Path, run: Any) -> None:
    """A name with a space in it stands in quotes, so that the command can be copied."""
    case.rename(spaced := case.with_name("Elm House"))
    assert f'takehold validate "{spaced}" --write' in " ".join(run(spaced)[1].split())


def test_a_table_for_a_spreadsheet(case: Path, run: Any) -> None:
    """With .csv each problem is a row."""
    run(case, "--write", case.parent / "p.csv")
    rows = list(csv.DictReader(io.StringIO((case.parent / "p.csv").read_text("utf-8-sig"))))
    assert BAD == len(rows)
    assert ("evidence.csv", "2", "date", "31/02/2026") == tuple(
        rows[0][name] for name in ("file", "row", "column", "value")
    )


@pytest.mark.parametrize("name", ["problems.docx", "problems.xlsx", "problems.pdf"])
def test_a_file_of_another_form_is_refused(case: Path, run: Any, name: str) -> None:
    """A name that promises a document which this would not be is refused before anything is read."""
    status, out, err = run(case, "--write", case.parent / name)
    assert (2, "") == (status, out)
    assert "let the name end in .txt or .csv" in err
    assert not (case.parent / name).exists()


@pytest.mark.parametrize("command", ["validate", "assess"])
def test_the_case_itself_is_never_written_over(
    case: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that the case was read from is refused as the place for a list or a report."""
    before = (case / "evidence.csv").read_bytes()
    assert 2 == main([command, str(case), "--write", str(case / "evidence.csv")])
    assert "is what the case is read from" in capsys.readouterr().err
    assert before == (case / "evidence.csv").read_bytes()


def test_waivers_that_waive_nothing_are_told(case: Path, run: Any) -> None:
    """A file of waivers that cannot be read is a warning: the data can be assessed without it."""
    (case / "evidence.csv").write_text("id,date,kind\ne1,2026-05-01,audit\n")
    (case / "waivers.toml").write_text('[[waiver]]\ncheck = "long-enough\n')
    status, out, err = run(case)
    assert 0 == status
    assert "waivers.toml" in out and "no waiver is taken from waivers.toml" in " ".join(out.split())
    assert "the data can be assessed" in err
