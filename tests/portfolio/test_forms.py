"""A service is judged alike in whichever form of portfolio it comes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from takehold.engine.errors import UsageError
from takehold.engine.model import Case
from takehold.engine.portfolio import State, begin_to_find, find
from takehold.engine.portfolio.local import judge_in_processes
from takehold.engine.portfolio.portfolio import judge
from takehold.engine.view import Coded

from .making import SETTINGS, dataset, folders, judged, plain, services, tables

NAMES = ("alder", "birch", "cedar", "damson", "elder")


@pytest.mark.parametrize("form", ["csv", "parquet", "partitioned"])
def test_a_data_set_is_judged_as_folders_are(tmp_path: Path, form: str) -> None:
    """Five services come out the same from a data set and from a folder each."""
    data = services(NAMES)
    from_folders = judged(folders(tmp_path / "folders", data))
    assert list(plain(from_folders)) == list(plain(judged(dataset(tmp_path / "set", data, form))))


def test_findings_name_the_rows_of_the_data_set(tmp_path: Path) -> None:
    """The second service's first record stands in row 26: a heading, 24 records of the first, then it."""
    place = dataset(tmp_path / "set", services(NAMES))
    judged(place, tmp_path / "out")
    result = json.loads((tmp_path / "out" / "birch.json").read_text(encoding="utf-8"))
    rows = {place["row"] for finding in result["findings"] for place in finding["locations"]
            if place["file"] == "evidence.csv"}  # fmt: skip
    assert rows and rows <= set(range(26, 50))


def test_several_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """Results do not depend on how many processes there are."""
    place = dataset(tmp_path / "set", services(NAMES))
    judged(place, tmp_path / "one")
    (tmp_path / "two").mkdir()
    engine = lambda jobs, settings: judge_in_processes(jobs, settings, 2)
    judge(find([str(place)]), SETTINGS.keyed(), engine, out=tmp_path / "two")
    written = [
        {path.name: path.read_bytes() for path in (tmp_path / each).glob("*.json")} for each in ("one", "two")
    ]
    assert len(NAMES) == len(written[0])
    assert written[0] == written[1]


def test_one_bad_service_is_told_and_the_rest_go_on(tmp_path: Path) -> None:
    """A date that is none keeps its own service from being judged, names its row, and no other."""
    data = services(NAMES)
    data["cedar"]["evidence"][2]["date"] = "31/02/2026"
    rows = judged(dataset(tmp_path / "set", data))
    assert [State.JUDGED, State.JUDGED, State.BAD_INPUT, State.JUDGED, State.JUDGED] == [
        row.state for row in rows
    ]
    # A heading, two services of 24 records, and the third of its own.
    assert "evidence.csv row 52, date" in rows[2].problems[0]
    assert list(plain(judged(folders(tmp_path / "folders", services(NAMES)))))[3:] == list(plain(rows))[3:]


def test_records_that_cannot_be_coded_together_are_coded_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where that fails for a batch, each service is judged by itself, to the same end."""
    place = dataset(tmp_path / "set", services(NAMES))
    whole, each = judged(place), Coded.each

    def failing(cases: Sequence[Case]) -> list[Coded]:
        if len(cases) > 1:
            raise ValueError("no two together")
        return each(cases)

    monkeypatch.setattr(Coded, "each", failing)
    assert whole == judged(place)


def test_what_cannot_be_found_is_told_where_it_is_asked_for() -> None:
    """Looking begins beside other work; that there is nothing is raised when the result is wanted."""
    finding = begin_to_find([])
    with pytest.raises(UsageError, match="no service here to judge"):
        finding.result()


def test_a_folder_that_is_no_case_is_told(tmp_path: Path) -> None:
    """An unreadable case stands in the table beside the others."""
    place = folders(tmp_path / "folders", services(NAMES[:2]))
    (place / "broken.json").write_text("{", encoding="utf-8")
    assert {"alder": "judged", "birch": "judged", "broken": "bad-input"} == {
        r.name: str(r.state) for r in judged(place)
    }


def test_scattered_rows_are_refused(tmp_path: Path) -> None:
    """A service whose rows stand in two places is told with both rows: the file is to be sorted."""
    place = dataset(tmp_path / "set", services(NAMES[:2]))
    lines = (place / "evidence.csv").read_text(encoding="utf-8").splitlines()
    (place / "evidence.csv").write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    (row,) = judged(place)
    assert State.BAD_INPUT is row.state
    assert "from row 2 and row 50 on" in row.problems[0]


def test_a_row_without_its_service_is_told(tmp_path: Path) -> None:
    """A record that names no service is an error of the service above it, and never taken for one of its own."""
    place = dataset(tmp_path / "set", services(NAMES[:2]))
    lines = (place / "evidence.csv").read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].replace("alder", "", 1)
    (place / "evidence.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = judged(place)
    assert ["bad-input", "judged"] == [str(row.state) for row in rows]
    assert "row 6, service: The row names no service" in rows[0].problems[0]


def test_a_cell_may_hold_line_breaks_and_marks(tmp_path: Path) -> None:
    """A quoted note over two lines is one row, and the rows after it keep their numbers."""
    data = services(NAMES[:3])
    data["alder"]["evidence"][0]["note"] = 'Said "not now",\nthen drank'
    data["cedar"]["evidence"][0]["date"] = "never"
    rows = judged(dataset(tmp_path / "set", data))
    assert ["judged", "judged", "bad-input"] == [str(row.state) for row in rows]
    assert "evidence.csv row 50, date" in rows[2].problems[0]


def test_nothing_to_judge_is_never_a_pass(tmp_path: Path) -> None:
    """An empty folder is an error, and so is a service with a table missing."""
    (tmp_path / "empty").mkdir()
    (row,) = judged(tmp_path / "empty")
    assert State.BAD_INPUT is row.state
    with pytest.raises(UsageError):
        find([])


def test_a_service_without_records_is_not_assessable(tmp_path: Path) -> None:
    """A service that is in the service table alone is told, and does not pass."""
    data = services(NAMES[:2])
    place = dataset(tmp_path / "set", data)
    with (place / "service.csv").open("a", encoding="utf-8") as file:
        file.write("fern,fern,Fern House,2026-08-31\n")
    rows = judged(place)
    assert ["judged", "judged", "bad-input"] == [str(row.state) for row in rows]
    assert "claims" in rows[2].problems[0]


def test_results_have_names_that_differ_on_any_disk(tmp_path: Path) -> None:
    """Ids that differ in case, or in what a file's name cannot hold, get a number."""
    data = {name: tables(name) for name in ("Elm/1", "elm-1", "ELM 1")}
    place = dataset(tmp_path / "set", data)
    assert ["Elm-1", "elm-1-2", "ELM-1-3"] == [row.name for row in judged(place)]
