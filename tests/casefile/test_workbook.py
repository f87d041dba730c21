"""A workbook reads the same however a spreadsheet has left it, and one that would take the machine is refused."""

import datetime as dt
import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from takehold.engine.casefile import Limits, read_case, write_case
from takehold.engine.errors import CaseError
from takehold.engine.model import Case, Place

from .writing_down import all_told, read_folder

Rows = list[list[Any]]
SMALL: dict[str, Rows] = {
    "service": [["key", "value"], ["id", "elm"], ["name", "Elm House"], ["as_of", dt.date(2026, 6, 30)]],
    "claims": [["id", "statement", "stage"], ["c1", "Call bells are answered sooner", "improved"]],
    "evidence": [["id", "date", "kind", "value"], ["e1", dt.date(2026, 5, 4), "audit", 3]],
}
OFFICE = shutil.which("soffice")


def write_book(
    path: Path,
    sheets: dict[str, Rows] | None = None,
    change: Callable[[Any, Any], None] = lambda book, sheet: None,
    **options: Any,
) -> Path:
    """A workbook of the small case, with these sheets beside or in place of its own; `change` has the last word."""
    book = xlsxwriter.Workbook(path, options)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in (SMALL | (sheets or {})).items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(at, column, dt.datetime(value.year, value.month, value.day), day)
                elif value is not None:
                    sheet.write(at, column, value)
        change(book, sheet)
    book.close()
    return path


def read_book(path: Path, *args: Any, **options: Any) -> Case:
    """The workbook of `write_book`, read."""
    return read_case(write_book(path / "c.xlsx", *args, **options))


def records(case: Case) -> list[tuple[Any, ...]]:
    """The small case's records, each with its row."""
    return case.evidence.select("id", "date", "kind", "value", "row").rows()


def test_workbook(tmp_path: Path) -> None:
    """A sheet per table, and the service as key and value, make a case."""
    case = read_book(tmp_path)

    assert [] == all_told(case)
    assert ("elm", dt.date(2026, 6, 30)) == (case.service.id, case.service.as_of)
    assert [("e1", dt.date(2026, 5, 4), "audit", 3.0, 2)] == records(case)
    assert Place("c.xlsx#claims", 2) == case.places["claims", "c1"]
    assert [("c.xlsx", 3)] == [(read.file, read.records) for read in case.inputs]


def test_titles_blank_rows_and_spaces(tmp_path: Path) -> None:
    """Merged titles above the headings, blank rows and columns, trailing spaces: it reads the same, rows as shown."""
    rows: Rows = [
        [],
        [],
        [None, " ID ", "Date", "Kind ", "VALUE"],
        [],
        [None, " e1 ", dt.date(2026, 5, 4), "Audit ", " 3 "],
        ["", " ", "", ""],
        [None, "e2", "05/05/2026", "spot check", None],
    ]

    def merge(book: Any, sheet: Any) -> None:
        if sheet.name == "evidence":
            sheet.merge_range("A1:E2", "Evidence log 2026", book.add_format({"bold": True}))

    case = read_book(tmp_path, {"evidence": rows}, merge)

    assert [] == all_told(case)
    assert [
        ("e1", dt.date(2026, 5, 4), "audit", 3.0, 5),
        ("e2", dt.date(2026, 5, 5), "spot-check", None, 7),
    ] == records(case)


def test_hidden_filtered_frozen(tmp_path: Path) -> None:
    """Hidden sheets, hidden columns, filters and frozen panes change nothing; a hidden helper sheet is passed over."""

    def hide(book: Any, sheet: Any) -> None:
        if sheet.name == "evidence":
            sheet.autofilter("A1:D2")
            sheet.freeze_panes(1, 0)
            sheet.set_column("D:D", None, None, {"hidden": True})
            sheet.set_row(1, None, None, {"hidden": True})
        if sheet.name in ("claims", "helper"):
            sheet.hide()

    case = read_book(tmp_path, {"helper": [["anything"]]}, hide)

    assert [] == all_told(case)
    assert [("e1", dt.date(2026, 5, 4), "audit", 3.0, 2)] == records(case)
    assert 1 == len(case.claims)


def test_own_sheets_aside(tmp_path: Path) -> None:
    """The sheets that explain and that feed drop-downs are no tables, and nobody is warned of them."""
    assert [] == all_told(read_book(tmp_path, {"Start here": [["Fill in …"]], "lists": [["improved"]]}))


@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("form", ["cell", "serial", "text", "time"])
def test_dates_however_kept(tmp_path: Path, form: str, from_1904: bool) -> None:
    """A date reads the same as a date cell, with a time of day, as a bare number of days, or as text."""
    epoch = dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30)
    day = dt.date(2026, 5, 4)
    written = {
        "cell": day,
        "serial": (day - epoch).days,
        "text": "04/05/2026",
        "time": "2026-05-04 09:30:00",
    }[form]
    rows = [["id", "date", "kind"], ["e1", written, "audit"]]
    actions = [["id", "text", "due"], ["a1", "Buy a car", written]]
    case = read_book(tmp_path, {"evidence": rows, "actions": actions}, date_1904=from_1904)

    assert [] == all_told(case)
    assert [day] == case.evidence["date"].to_list()
    assert day == case.actions[0].due


def test_ids_made_numbers(tmp_path: Path) -> None:
    """An id is text also where the workbook made it a number, and is still found where it is named."""
    sheets = {
        "claims": [["id", "statement", "stage"], [12, "Call bells are answered sooner", "improved"]],
        "evidence": [["id", "date", "kind", "claims"], [1001.0, dt.date(2026, 5, 4), "audit", 12]],
    }
    case = read_book(tmp_path, sheets)

    assert [] == all_told(case)
    assert "12" == case.claims[0].id
    assert [("1001", ["12"])] == case.evidence.select("id", "claims").rows()


def test_numbers_as_text_and_yes_as_boolean(tmp_path: Path) -> None:
    """A number kept as text and a yes kept as TRUE are what they say; `n/a` among numbers is told, not lost."""
    rows = [
        ["id", "date", "kind", "value", "scheduled"],
        ["e1", dt.date(2026, 5, 4), "audit", "1,234", True],
        ["e2", dt.date(2026, 5, 4), "audit", "n/a", False],
    ]

    def as_text(book: Any, sheet: Any) -> None:
        if sheet.name == "evidence":
            sheet.write_string(1, 3, "1,234")

    case = read_book(tmp_path, {"evidence": rows}, as_text)

    assert [(1234.0, True)] == case.evidence.select("value", "scheduled").rows()
    [told] = all_told(case)
    assert told.startswith("error c.xlsx#evidence:3:value 'n/a' is not a number")


def test_number_of_many_decimals(tmp_path: Path) -> None:
    """A figure that a formula worked out keeps all its decimals."""
    rows = [["id", "date", "kind", "value"], ["e1", dt.date(2026, 5, 4), "audit", 2 / 3]]

    assert [0.666666666666667] == [
        round(n, 15) for n in read_book(tmp_path, {"evidence": rows}).evidence["value"]
    ]


def test_formula_error_is_told(tmp_path: Path) -> None:
    """A cell that shows a formula's error is read as blank, and said so."""

    def divide(book: Any, sheet: Any) -> None:
        if sheet.name == "evidence":
            sheet.write_formula("D2", "=1/0", None, "#DIV/0!")

    case = read_book(tmp_path, None, divide)

    assert [
        "warning c.xlsx#evidence:None:None D2 shows #DIV/0!, a formula's error; it was read as blank"
    ] == all_told(case)


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"clams": [["id"]]}, "warning c.xlsx#clams:None:None The sheet 'clams' is not part of a case"),
        ({"clams": [["id"]]}, "did you mean 'claims'?"),
        ({"evidence": []}, "error c.xlsx#evidence:None:None The sheet is empty: not even headings"),
        ({"service": [["id", "elm"]]}, "error c.xlsx#service:None:name The column 'name' is missing"),
        (
            {"service": [["id", "elm"], ["name", "Elm House"], ["cycle", "fortnight"]]},
            "error c.xlsx#service:3:cycle 'fortnight' is not one of the words that fit",
        ),
        (
            {"service": [["id", "elm"], ["name", "Elm House"], ["naem", "Elm House"]]},
            "warning c.xlsx#service:None:naem 'naem' is not a column of service",
        ),
        (
            {"service": [["id", "elm"], ["ID", "oak"], ["name", "x"]]},
            "error c.xlsx#service:2:ID 'ID' stands twice",
        ),
        (
            {"evidence": [["id", "date", "kind"], ["e1", dt.date(2026, 5, 4), "audit", "stray"]]},
            "warning c.xlsx#evidence:1:None Column 4 holds values and has no heading",
        ),
    ],
)
def test_what_is_told(tmp_path: Path, sheets: dict[str, Rows], expected: str) -> None:
    """What is wrong with a workbook is told with its sheet and row."""
    told = all_told(read_book(tmp_path, sheets))

    assert any(expected in line for line in told), told


def test_workbook_without_needed_sheets(tmp_path: Path) -> None:
    """A workbook that lacks a table a case needs says which."""
    book = xlsxwriter.Workbook(tmp_path / "c.xlsx")
    book.add_worksheet("Sheet1").write(0, 0, "hello")
    book.close()

    told = all_told(read_case(tmp_path / "c.xlsx"))
    assert 3 == len([line for line in told if "The case has no" in line])


def test_a_sheet_that_is_refused_is_not_told_to_be_missing(tmp_path: Path) -> None:
    """Of a table with too many rows it is said that they are too many, and not that the case has no such table."""
    rows: Rows = [["id", "date", "kind"], *([f"e{n}", dt.date(2026, 5, 4), "audit"] for n in range(4))]
    path = write_book(tmp_path / "c.xlsx", {"evidence": rows})
    [told] = all_told(read_case(path, limits=Limits(max_rows=3)))
    assert "4 rows are too many (the environment variable TAKEHOLD_MAX_ROWS sets this limit)" in told


def test_far_away_cell_is_refused(tmp_path: Path) -> None:
    """One cell at the far corner of a sheet would ask for memory by the hundred gigabytes: it is named instead."""

    def far(book: Any, sheet: Any) -> None:
        if sheet.name == "evidence":
            sheet.write("XFD1048576", "x")

    with pytest.raises(CaseError, match=r"as far as column XFD, .*TAKEHOLD_MAX_CELLS"):
        read_book(tmp_path, None, far)


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    """A workbook that unpacks to more than the limit is refused before it is unpacked whole."""
    path = write_book(tmp_path / "c.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/picture.png", b"\0" * 30_000_000)

    with pytest.raises(CaseError, match="TAKEHOLD_MAX_EXPANDED_BYTES"):
        read_case(path, limits=Limits(max_expanded_bytes=20_000_000))


def broken(path: Path, part: str, content: bytes | None) -> None:
    """The workbook with one part of its zip changed, or left out."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts.pop(part)
    if content is not None:
        parts[part] = content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    path.write_bytes(out.getvalue())


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", None),
        ("xl/workbook.xml", b"<not xml"),
        ("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("xl/_rels/workbook.xml.rels", None),
        ("xl/worksheets/sheet3.xml", None),
        ("xl/worksheets/sheet3.xml", b"<not xml"),
        ("xl/worksheets/sheet3.xml", b""),
        ("xl/sharedStrings.xml", None),
        ("xl/sharedStrings.xml", b"<sst"),
        ("xl/styles.xml", b"\xff\xfe"),
        ("[Content_Types].xml", None),
    ],
)
def test_damaged_workbook(tmp_path: Path, part: str, content: bytes | None) -> None:
    """A damaged workbook is refused in a sentence, or read with what is wrong told; it never breaks the reader."""
    path = write_book(tmp_path / "c.xlsx")
    broken(path, part, content)
    try:
        case = read_case(path)
    except CaseError as error:
        assert "save it again" in str(error) or "save the workbook again" in str(error)
    else:
        assert isinstance(case, Case)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not an .xlsx workbook"),
        (b"PK\x03\x04rubbish", "not an .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "has a password, or is an old .xls"),
        (b"<html>", "not an .xlsx workbook"),
    ],
)
def test_no_workbook(tmp_path: Path, content: bytes, says: str) -> None:
    """What only bears the name of a workbook is refused in a sentence."""
    path = tmp_path / "c.xlsx"
    path.write_bytes(content)

    with pytest.raises(CaseError, match=says.replace(".", r"\.")):
        read_case(path)


def saved(path: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    subprocess.run(
        [
            str(OFFICE),
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            "saved",
            path.name,
        ],
        cwd=path.parent,
        env={**os.environ, "HOME": str(path.parent)},
        check=True,
        capture_output=True,
    )
    return path.parent / "saved" / path.name


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice(tmp_path: Path) -> None:
    """A workbook that LibreOffice opened and saved again reads as the same case."""
    (tmp_path / "small").mkdir()
    evidence = (
        "id,date,kind,value,numerator,denominator,scheduled,staff,note\n"
        'e1,04/05/2026,audit,0.8512345678912,3,5,no,s1; s2,"two\nlines, “quoted” & é"\n'
        "e2,2026-05-05,spot-check,,,,yes,,007\n"
    )
    actions = "id,text,due\na1,Buy a car,ongoing\na2,Sell it,2026-07-01\n"
    case = read_folder(tmp_path / "small", {"evidence.csv": evidence, "actions.csv": actions})
    write_case(case, tmp_path / "c.xlsx")
    found = read_case(saved(tmp_path / "c.xlsx"))

    assert [] == all_told(found)
    assert case.evidence.drop("file").rows() == found.evidence.drop("file").rows()
    assert (case.service, case.claims, case.actions) == (found.service, found.claims, found.actions)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("from_1904", [False, True])
def test_everything_at_once_saved_by_libreoffice(tmp_path: Path, from_1904: bool) -> None:
    """Titles, blank rows, spaces, a filter, hidden rows and sheets, numbers as text, dates as cells, days and text."""
    day = dt.date(2026, 5, 4)
    bare = (day - (dt.date(1904, 1, 1) if from_1904 else dt.date(1899, 12, 30))).days
    rows: Rows = [
        ["Evidence log 2026"],
        [],
        [" ID ", "Date", "Kind ", "VALUE", "Scheduled", "Recorded by"],
        [7, day, "Audit ", " 3 ", True, "Deputy "],
        [],
        ["007", bare, "spot check", "0.8512345678912", "no", "12"],
        [" e3", "04/05/2026", "AUDIT", None, "", None],
    ]

    def mess(book: Any, sheet: Any) -> None:
        if sheet.name == "evidence":
            sheet.merge_range("A1:F1", "Evidence log 2026", book.add_format({"bold": True}))
            sheet.autofilter("A3:F7")
            sheet.set_row(5, None, None, {"hidden": True})
        if sheet.name == "claims":
            sheet.hide()

    before = read_book(tmp_path, {"helper": [["anything"]], "evidence": rows}, mess, date_1904=from_1904)
    after = read_case(saved(next(tmp_path.glob("*.xlsx"))))

    assert [
        ("7", day, "audit", 3.0, 4),
        ("007", day, "spot-check", 0.8512345678912, 6),
        ("e3", day, "audit", None, 7),
    ] == (records(before))
    assert records(before) == records(after)
    assert [True, False, None] == after.evidence["scheduled"].to_list()
    assert ["Deputy", "12", None] == after.evidence["recorded_by"].to_list()
    assert all_told(before) == all_told(after)
