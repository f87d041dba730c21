"""An empty case file can be filled in without help, and says what it still lacks."""

import csv
import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import fastexcel
import pytest

from takehold.engine.casefile import read_case
from takehold.engine.casefile.blank import blank_files, write_blank
from takehold.engine.casefile.blank_workbook import blank_workbook
from takehold.engine.errors import UsageError
from takehold.engine.model import TABLES, Fits, columns

from .writing_down import all_told, read_folder

OFFICE = shutil.which("soffice")
STILL_MISSING = [
    "error s.xlsx#service:2:id The service's 'id' is not filled in yet",
    "error s.xlsx#service:3:name The service's 'name' is not filled in yet",
    "warning s.xlsx#claims:None:None There are headings and no row yet: a case needs claims",
    "warning s.xlsx#evidence:None:None There are headings and no row yet: a case needs evidence",
]


def test_workbook_says_what_is_missing(tmp_path: Path) -> None:
    """The new workbook reads back, and what it lacks is told cell by cell; its examples are left out."""
    write_blank(tmp_path / "s.xlsx")
    case = read_case(tmp_path / "s.xlsx")

    assert STILL_MISSING == all_told(case)[:4]
    told = next(problem for problem in case.problems if "12 rows are worked examples" in problem.message)
    assert told.value is not None and told.value.startswith("example-")
    assert "left out here: teams row 2, shifts row 2" in told.message
    assert 5 == len(all_told(case))
    assert 0 == sum(len(getattr(case, table)) for table in TABLES if table != "service")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("by_way_of", [None, "ods"])
def test_workbook_saved_by_libreoffice(tmp_path: Path, by_way_of: str | None) -> None:
    """Opened and saved by LibreOffice, also as ods, it reads the same and keeps its drop-downs and notes."""
    path = tmp_path / "s.xlsx"
    write_blank(path)
    expected = all_told(read_case(path))
    for number, form in enumerate(filter(None, [by_way_of, "xlsx:Calc MS Excel 2007 XML"])):
        subprocess.run(
            [str(OFFICE), "--headless", "--convert-to", form, "--outdir", str(number), path.name],
            cwd=path.parent,
            env={**os.environ, "HOME": str(tmp_path)},
            check=True,
            capture_output=True,
        )
        path = path.parent / str(number) / f"s.{form[:4].rstrip(':')}"

    assert expected == all_told(read_case(path))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert 12 == sum(b'type="list"' in part for part in parts.values())
    assert 12 == sum(name.startswith("xl/comments") for name in parts)


def test_the_worked_example_is_sound(tmp_path: Path) -> None:
    """With ids of its own, the worked example is a case without a fault."""
    book = fastexcel.read_excel(blank_workbook())
    files: dict[str, str | bytes | None] = {}
    for table in list(TABLES)[1:]:
        rows = book.load_sheet(table, header_row=None, dtypes="string").to_polars().rows()[:2]
        out = io.StringIO()
        csv.writer(out).writerows([[cell or "" for cell in row] for row in rows])
        files[f"{table}.csv"] = out.getvalue().replace("example-", "").replace(" 00:00:00", "")
    case = read_folder(tmp_path, files)

    assert [] == all_told(case)
    assert [1] * 12 == [len(getattr(case, table)) for table in TABLES if table != "service"]


def test_every_word_and_id_is_offered() -> None:
    """Each column with fixed words, yes or no, a date, a number or an id of another sheet has a rule of its own."""
    with zipfile.ZipFile(io.BytesIO(blank_workbook())) as package:
        rules = {
            table: package.read(f"xl/worksheets/sheet{at}.xml").decode().count("<dataValidation ")
            for at, table in enumerate(TABLES, start=2)
        }
        macros = [name for name in package.namelist() if "vba" in name.lower()]
    ruled = (Fits.WORD, Fits.DATE, Fits.NUMBER, Fits.YES_NO)
    expected = {
        table: sum(
            column.fits in ruled or bool(set(column.refers_to) & set(TABLES)) for column in columns(table)
        )
        for table in TABLES
    }

    assert expected == rules
    assert [] == macros


def test_folder(tmp_path: Path) -> None:
    """The new folder has a CSV of headings per table; filled in, it is a case without a fault."""
    write_blank(tmp_path / "new")
    empty = all_told(read_case(tmp_path / "new"))
    filled = blank_files()["service.toml"].replace(b'id = ""', b'id = "elm"', 1).replace(b'"" ', b'"Elm" ')
    filled = filled.replace(b'\nname = ""', b'\nname = "Elm House"')
    (tmp_path / "new" / "service.toml").write_bytes(filled)

    assert (
        "error service.toml:None:None The service is not filled in yet: it needs its id and its name"
        == empty[0]
    )
    assert ["warning claims.csv", "warning evidence.csv"] == [
        text.split(":")[0] for text in all_told(read_case(tmp_path / "new"))
    ]
    assert (
        b",".join(column.name.encode() for column in columns("claims")) + b"\n" == blank_files()["claims.csv"]
    )


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """What is there already is not touched."""
    (tmp_path / "s.xlsx").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")

    for name in ("s.xlsx", "full"):
        with pytest.raises(UsageError, match="is there already"):
            write_blank(tmp_path / name)
    with pytest.raises(UsageError, match=r"a folder, or a workbook ending in \.xlsx"):
        write_blank(tmp_path / "s.json")
    assert "mine" == (tmp_path / "s.xlsx").read_text()
