"""The command: its table, its files and its exit status."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.cli.exit import ExitCode
from takehold.engine.cli.portfolio import status
from takehold.engine.fail_on import FailOn
from takehold.engine.portfolio import Row, State
from takehold.engine.portfolio.asked import Asked
from takehold.engine.result import Severity

from .making import dataset, folders, services


def test_the_worst_service_decides_the_exit_status() -> None:
    """Passing 0, falling short 1, bad input 2, a failed check 3; nothing at all is never 0."""
    passing = Row(name="a", readiness="ready")
    short = Row(name="b", readiness="early")
    bad = Row(name="c", state=State.BAD_INPUT)
    errored = Row(name="d", readiness="ready", errored=("a-check",))
    assert ExitCode.PASSES == status([passing], Asked())
    assert ExitCode.FALLS_SHORT == status([passing, short], Asked())
    assert ExitCode.BAD_INPUT == status([bad, short], Asked())
    assert ExitCode.CHECK_ERRORED == status([errored, bad], Asked())
    assert ExitCode.BAD_INPUT == status([], Asked())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], [False, True, True]),
        (["never"], [False, False, False]),
        (["blocker"], [False, False, True]),
        (["major"], [False, True, True]),
        (["verdict", "blocker"], [False, True, True]),
        (["long-enough"], [False, False, True]),
        (["cause-stated"], [True, False, False]),
    ],
)
def test_a_run_fails_on_what_was_asked_for(words: list[str], expected: list[bool]) -> None:
    """The verdict unless something else is named: a severity or graver, a check not met or not to be told, or nothing."""
    severities = {
        "cause-stated": Severity.MINOR,
        "action-owned": Severity.MAJOR,
        "claim-supported": Severity.BLOCKER,
        "long-enough": Severity.MAJOR,
    }
    asked = Asked(FailOn.of(words, severities), severities)
    rows = [
        Row(name="a", readiness="ready", not_met=("cause-stated",)),
        Row(name="b", readiness="early", not_met=("action-owned",)),
        Row(name="c", readiness="unproven", not_met=("claim-supported",), cannot_tell=("long-enough",)),
    ]
    assert expected == [asked.fails(row) for row in rows]


def test_nothing_to_assess_is_never_a_pass() -> None:
    """Where severities alone are asked for, a service in which nothing could be judged fails all the same."""
    asked = Asked(FailOn.of(["blocker"], []))
    assert asked.fails(Row(name="a", readiness="not-assessable"))


def test_a_run_shows_a_table_and_writes_results(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Standard output is the table; each service has its result; standard error is silent in a pipe."""
    place = dataset(tmp_path / "set", services(("alder", "birch")))
    told = [
        "portfolio",
        str(place),
        "--out",
        str(tmp_path / "out"),
        "--jobs",
        "1",
        "--write",
        str(tmp_path / "all.json"),
    ]
    assert ExitCode.FALLS_SHORT == main(told)
    out, err = capfdbinary.readouterr()
    assert b"alder" in out and b"2 services, 48 records" in out
    assert b"" == err
    assert {"alder.json", "birch.json", "portfolio.jsonl"} == {
        path.name for path in (tmp_path / "out").iterdir()
    }
    assert 2 == json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["summary"]["services"]


def test_a_bad_service_is_told_on_standard_error(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Which service, which row and why; and the exit status says that some input was bad."""
    data = services(("alder", "birch"))
    data["birch"]["claims"][0]["stage"] = "perfect"
    place = folders(tmp_path / "folders", data)
    assert ExitCode.BAD_INPUT == main(["portfolio", str(place), "--jobs", "1", "--no-cache"])
    _, err = capfdbinary.readouterr()
    assert b"birch: error: claims.csv row 2, stage" in err
    assert b"1 of 2 services could not be judged" in err


@pytest.mark.parametrize(
    "options",
    [
        ["--jobs", "0"],
        ["--engine", "dask"],
        ["--scheduler", "tcp://x:1"],
        ["--format", "pdf"],
        ["--fail-on", "sometimes"],
        ["--fail-on", "never", "--fail-on", "blocker"],
        ["--write", "a.doc"],
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, options: list[str]) -> None:
    """Options that make no sense leave with 2."""
    place = folders(tmp_path / "folders", services(("alder",)))
    try:
        code = main(["portfolio", str(place), "--no-cache", *options])
    except SystemExit as left:
        code = int(str(left.code))
    assert ExitCode.BAD_INPUT == code


def test_fail_on_is_taken(tmp_path: Path) -> None:
    """The same services leave with 1 for the verdict, and with 0 where nothing is to fail the run."""
    place = folders(tmp_path / "folders", services(("alder", "birch")))
    ask = ["portfolio", str(place), "--jobs", "1", "--no-cache", "--quiet"]
    assert ExitCode.FALLS_SHORT == main(ask)
    assert ExitCode.PASSES == main([*ask, "--fail-on", "never"])
    assert ExitCode.FALLS_SHORT == main([*ask, "--fail-on", "blocker"])


def test_one_service_is_one(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A portfolio of one is told in the singular."""
    place = folders(tmp_path / "folders", services(("alder",)))
    main(["portfolio", str(place), "--jobs", "1", "--no-cache", "--quiet"])
    assert b"\n1 service, 24 records\n" in capfdbinary.readouterr()[0]


def test_a_service_that_has_lost_its_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with tables and no service.toml, or with nothing in it, is bad input; one with nothing of a case is named."""
    place = folders(tmp_path / "all", services(("alder", "birch")))
    (place / "birch" / "service.toml").unlink()
    (place / "empty").mkdir()
    (place / "notes").mkdir()
    (place / "notes" / "read me.txt").write_text("nothing of a case")

    assert ExitCode.BAD_INPUT == main(["portfolio", str(place), "--no-cache"])
    out, err = capsys.readouterr()
    assert "3 services" in out
    assert "birch: The folder holds no service.toml, so it is no case" in out
    assert "empty: The folder holds no service.toml, so it is no case" in out
    assert "there is no case in notes" in err


def test_yesterdays_result_of_what_is_broken_today_is_taken_away(tmp_path: Path) -> None:
    """Whoever reads the results finds none of a service that could not be judged, and finds it again once it can."""
    place, out = folders(tmp_path / "all", services(("alder", "birch"))), tmp_path / "out"
    evidence = place / "birch" / "evidence.csv"
    words = ["portfolio", str(place), "--out", str(out), "-q"]
    main(words)
    there, whole = {path.name for path in out.glob("*.json")}, evidence.read_text()

    evidence.write_text(whole.replace("2026-", "soon-", 1))
    assert ExitCode.BAD_INPUT == main(words)
    assert {"alder.json"} == {path.name for path in out.glob("*.json")}

    evidence.write_text(whole)
    main(words)
    assert there == {path.name for path in out.glob("*.json")} == {"alder.json", "birch.json"}


def test_a_service_that_stands_twice_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each result goes by the folder's name; which service it is, its id says, and that two are the same one is told."""
    place = folders(tmp_path / "all", services(("alder", "birch")))
    shutil.copytree(place / "birch", place / "birch copy")
    main(["portfolio", str(place), "--no-cache", "--write", str(tmp_path / "all.csv")])

    assert "the service birch stands 2 times: birch and birch-copy" in capsys.readouterr().err
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {("alder", "alder"), ("birch", "birch"), ("birch-copy", "birch")} == {
            (row["service"], row["id"]) for row in csv.DictReader(file)
        }
