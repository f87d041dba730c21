"""What is written reads back as the same case, in every form; and writing never leaves half a case."""

import datetime as dt
import json
import os
import tempfile
import zipfile
from pathlib import Path

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from takehold.engine.casefile import Form, read_case, write_case
from takehold.engine.errors import CaseError, UsageError
from takehold.engine.model import TABLES, Case, Measure

from ..strategies import cases
from .writing_down import CLAIMS, all_told, read_folder

ENDINGS = {
    Form.FOLDER: "case",
    Form.PARQUET: "case",
    Form.TOML: "c.toml",
    Form.JSON: "c.json",
    Form.XLSX: "c.xlsx",
}


def assert_same(expected: Case, found: Case) -> None:
    """Hold two cases against each other, places aside."""
    assert found.sound, all_told(found)
    for table in TABLES:
        if table != "evidence":
            assert getattr(expected, table) == getattr(found, table)
    assert_frame_equal(expected.evidence.drop("file", "row"), found.evidence.drop("file", "row"))


@pytest.mark.parametrize("form", Form)
@settings(max_examples=30, deadline=None)
@given(case=cases())
def test_round_trip(form: Form, case: Case) -> None:
    """A case that is written reads back as it was, whatever is in it and in whatever form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ENDINGS[form]
        write_case(case, path, form)
        assert_same(case, read_case(path))


@settings(max_examples=10, deadline=None)
@given(case=cases())
def test_through_every_form(case: Case) -> None:
    """A case that goes through all the forms, one after another, comes out as it went in."""
    found = case
    with tempfile.TemporaryDirectory() as folder:
        for form in Form:
            path = Path(folder) / form.value / ENDINGS[form]
            path.parent.mkdir()
            write_case(found, path, form)
            found = read_case(path)
    assert_same(case, found)


@pytest.mark.parametrize("form", Form)
def test_same_case_same_bytes(tmp_path: Path, form: Form) -> None:
    """The same case gives the same bytes each time."""
    (tmp_path / "small").mkdir()
    case = read_folder(tmp_path / "small", {})
    written = []
    for name in ("one", "two"):
        path = tmp_path / name / ENDINGS[form]
        path.parent.mkdir()
        write_case(case, path, form)
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        written.append([(file.name, file.read_bytes()) for file in files])

    assert written[0] == written[1]


def test_number_of_seventeen_digits(tmp_path: Path) -> None:
    """A workbook keeps a number whole that needs all the digits there are."""
    (tmp_path / "small").mkdir()
    measures = "id,better,summary,target\nm1,higher,mean,0.30000000000000004\n"
    case = read_folder(tmp_path / "small", {"measures.csv": measures})
    write_case(case, tmp_path / "c.xlsx")

    [measure] = read_case(tmp_path / "c.xlsx").measures
    assert Measure(id="m1", better="higher", summary="mean", target=0.1 + 0.2) == measure


def test_folder_that_is_there_keeps_what_is_not_the_cases(tmp_path: Path) -> None:
    """Writing over a folder replaces its tables, takes away those the case no longer has, and leaves the rest."""
    case = read_folder(tmp_path, {"teams.csv": "id\nnorth\n", "waivers.toml": "x = 1\n"})
    changed = Case(service=case.service, evidence=case.evidence, claims=case.claims)
    write_case(changed, tmp_path)

    assert ["claims.csv", "evidence.csv", "service.toml", "waivers.toml"] == sorted(os.listdir(tmp_path))


def test_parquet_takes_the_place_of_csv(tmp_path: Path) -> None:
    """A folder written again as Parquet holds the evidence once."""
    case = read_folder(tmp_path, {})
    write_case(case, tmp_path, Form.PARQUET)

    assert not (tmp_path / "evidence.csv").exists()
    assert_same(case, read_case(tmp_path))


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk gives up half way, the old file is whole and nothing is left beside it."""
    (tmp_path / "small").mkdir()
    case = read_folder(tmp_path / "small", {})
    path = tmp_path / "c.json"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CaseError, match=r"c\.json: It cannot be written: No space left"):
        write_case(case, path)
    assert ["c.json", "small"] == sorted(os.listdir(tmp_path))
    assert "old" == path.read_text()


def test_document_holds_native_values(tmp_path: Path) -> None:
    """JSON holds numbers, booleans and lists as such, dates in ISO form, and nothing for what is blank."""
    evidence = "id,date,kind,value,scheduled,staff\ne1,04/05/2026,audit,3.0,y,s1;s2\n"
    (tmp_path / "small").mkdir()
    write_case(read_folder(tmp_path / "small", {"evidence.csv": evidence}), tmp_path / "c.json")

    assert [
        {
            "id": "e1",
            "date": "2026-05-04",
            "kind": "audit",
            "value": 3,
            "scheduled": True,
            "staff": ["s1", "s2"],
        }
    ] == json.loads((tmp_path / "c.json").read_text())["evidence"]


def test_dates_are_date_cells(tmp_path: Path) -> None:
    """In a workbook a date is a cell of days since 1900 in a date format, which a spreadsheet can sort and filter."""
    (tmp_path / "small").mkdir()
    write_case(read_folder(tmp_path / "small", {}), tmp_path / "c.xlsx")
    days = (dt.date(2026, 5, 4) - dt.date(1899, 12, 30)).days
    with zipfile.ZipFile(tmp_path / "c.xlsx") as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/" in name]
        styles = package.read("xl/styles.xml").decode()

    assert any(f'<c r="B2" s="2"><v>{days}</v></c>' in sheet for sheet in sheets)
    assert "dd/mm/yyyy" in styles


@pytest.mark.parametrize(("name", "form"), [("case.csv", None), ("case", "ods")])
def test_unknown_form(tmp_path: Path, name: str, form: str | None) -> None:
    """A form that is none is refused before anything is written."""
    (tmp_path / "small").mkdir()
    case = read_folder(tmp_path / "small", {})

    with pytest.raises(UsageError):
        write_case(case, tmp_path / name, form)
    assert ["small"] == os.listdir(tmp_path)


def test_million_rows_do_not_fit_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table larger than a workbook's sheet is refused in a sentence."""
    from takehold.engine.casefile import workbook_writing

    (tmp_path / "small").mkdir()
    case = read_folder(tmp_path / "small", {})
    monkeypatch.setattr(workbook_writing, "LAST_ROW", 1)

    with pytest.raises(CaseError, match="holds 1 rows; write the case as a folder"):
        write_case(case, tmp_path / "c.xlsx")


def test_frames_are_compared(tmp_path: Path) -> None:
    """The comparison used here tells two cases apart that differ in one figure."""
    case = read_folder(tmp_path, {})
    other = case.evidence.with_columns(value=pl.lit(1.0))

    with pytest.raises(AssertionError):
        assert_frame_equal(case.evidence, other)


def test_tables_that_are_still_the_same_are_left_alone(tmp_path: Path) -> None:
    """Written over the case that stands there, only the tables that differ are written; the others keep their form."""
    teams, evidence = "Id;Name\nelm;Elm\n", "id,date,kind\ne1,04/05/2026,Audit\n"
    case = read_folder(tmp_path, {"teams.csv": teams, "evidence.csv": evidence})
    changed = attrs.evolve(case, claims=(attrs.evolve(case.claims[0], owner="Deputy"),))
    write_case(changed, tmp_path, since=case)

    assert (teams, evidence) == tuple((tmp_path / name).read_text() for name in ("teams.csv", "evidence.csv"))
    assert "Deputy" == read_case(tmp_path).claims[0].owner
    assert_same(changed, read_case(tmp_path))


def test_a_table_that_is_gone_is_gone_on_the_disk(tmp_path: Path) -> None:
    """Also where nothing else was written."""
    case = read_folder(tmp_path, {"teams.csv": "id\nelm\n"})
    write_case(attrs.evolve(case, teams=()), tmp_path, since=case)

    assert not (tmp_path / "teams.csv").exists()


def test_a_file_keeps_the_spelling_of_its_name(tmp_path: Path) -> None:
    """`Claims.CSV` is written as `Claims.CSV`: a second file of the same table would stand beside it, and neither be read."""
    case = read_folder(tmp_path, {"claims.csv": None, "Claims.CSV": CLAIMS, "Teams.csv": "id\nelm\n"})
    changed = attrs.evolve(case, claims=(attrs.evolve(case.claims[0], owner="Deputy"),), teams=())
    write_case(changed, tmp_path, since=case)

    assert ["Claims.CSV", "evidence.csv", "service.toml"] == sorted(os.listdir(tmp_path))
    assert "Deputy" == read_case(tmp_path).claims[0].owner
