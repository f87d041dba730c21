"""The evidence pack: opened by an outside reader, every text a text, ready to print."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import fastexcel
import pytest

from takehold.engine.report import render
from takehold.engine.report.escape import is_formula
from takehold.engine.result import Result

from .making import HOSTILE, nothing, pictured, poisoned, result

SHEETS = ["Summary", "Claims", "Findings", "Way forward", "Actions", "Coverage", "Records"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def data(of: Result) -> bytes:
    made = render(of, "xlsx")
    assert isinstance(made, bytes)
    return made


def rows(of: Result, sheet: str) -> list[dict[str, Any]]:
    """A sheet's rows by their headings, as a reader of workbooks gives them."""
    book = fastexcel.read_excel(data(of))
    found: list[dict[str, Any]] = book.load_sheet(sheet, header_row=1).to_polars().to_dicts()
    return found


def parts(of: Result) -> dict[str, ET.Element]:
    """Each part of the workbook as XML."""
    with zipfile.ZipFile(io.BytesIO(data(of))) as archive:
        return {
            name: ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")
        }


def worksheets(of: Result) -> list[ET.Element]:
    return [part for name, part in sorted(parts(of).items()) if name.startswith("xl/worksheets/sheet")]


@pytest.mark.parametrize("made", [result, nothing, pictured, poisoned], ids=lambda made: made.__name__)
def test_a_reader_of_workbooks_opens_it(made: Any) -> None:
    """Every sheet is there, in the order in which a reader asks."""
    assert SHEETS == fastexcel.read_excel(data(made())).sheet_names


def test_the_same_result_gives_the_same_bytes() -> None:
    """There is no clock in it."""
    assert data(pictured()) == data(pictured())


class TestContents:
    """What stands on each sheet."""

    def test_the_summary_says_the_verdict(self) -> None:
        """Service, verdict and sentence stand first."""
        told = {row["What"]: row["Says"] for row in rows(pictured(), "Summary")}
        assert "Elm House" == told["Service"]
        assert "Overstated" == told["Verdict"]
        assert "1" == told["Actions overdue"]

    def test_every_finding_has_a_row(self) -> None:
        """As many rows as findings, those with something to do first."""
        found = rows(result(), "Findings")
        assert len(result().findings) == len(found)
        assert "repeat-evidence" == found[0]["Check"]
        assert ["no-recurrence", "baseline-identified"] == [row["Check"] for row in found[-2:]]

    def test_a_claim_says_how_far_it_reaches(self) -> None:
        """Claimed, evidenced, what stands in the way and what could be said."""
        (row,) = rows(pictured(), "Claims")
        assert ("embedded", "improved") == (row["Says it is"], row["Evidence reaches"])
        assert "repeat-evidence; sources-aligned" == row["What stands in the way"]
        assert "On Oak, calls are answered sooner" == row["What could be said today"]
        assert dt.datetime(2026, 9, 30) == row["Earliest"]

    def test_the_register_puts_overdue_first(self) -> None:
        """The overdue action stands before the unchecked one, with its days."""
        found = rows(pictured(), "Actions")
        assert [("a1", 10, None), ("a2", None, "not checked")] == [
            (row["Action"], row["Days overdue"], row["Done, not checked"]) for row in found
        ]
        assert "ASAP" == str(found[1]["Due"])

    def test_coverage_names_where_nobody_looked(self) -> None:
        """Each cell in scope has a row, also one without a record."""
        stands = {row["Where"]: row["Stands"] for row in rows(pictured(), "Coverage")}
        assert {
            "Elm, Day": "at the improved position",
            "Elm, Nights": "nobody looked",
            "Oak, Day": "nobody looked",
            "Oak, Nights": "nobody looked",
        } == stands

    def test_every_record_of_a_claim_has_a_row(self) -> None:
        """With how it bears, its date as a date and its figures as numbers."""
        found = rows(pictured(), "Records")
        assert [
            ("e1", "how it was before"),
            ("e2", "how it was before"),
            ("e3", "contradicts"),
            ("e4", "supports"),
            ("e5", "supports"),
            ("e6", "context"),
        ] == [(row["Record"], row["Bears"]) for row in found]
        assert (dt.datetime(2026, 1, 10), 5) == (found[0]["Date"], found[0]["Numerator"])


class TestText:
    """What a spreadsheet would calculate stays text."""

    def test_no_cell_holds_a_formula_or_a_link(self) -> None:
        """With every text hostile, no part of the workbook holds a formula or a link."""
        for name, part in parts(poisoned()).items():
            assert [] == part.findall(f".//{MAIN}f"), name
            assert [] == part.findall(f".//{MAIN}hyperlink"), name

    def test_what_looks_like_a_formula_is_marked_as_text(self) -> None:
        """Such a cell has the mark that keeps it text when somebody edits it."""
        found = parts(attrs.evolve(result(), service_name="=1+1"))
        styles = found["xl/styles.xml"].findall(f"{MAIN}cellXfs/{MAIN}xf")
        texts = ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in found["xl/sharedStrings.xml"]]
        sheet = found["xl/worksheets/sheet1.xml"]
        cells = {
            texts[int(cell.findtext(f"{MAIN}v", "0"))]: styles[int(cell.get("s", "0"))]
            for cell in sheet.iter(f"{MAIN}c")
            if cell.get("t") == "s"
        }
        assert "1" == cells["=1+1"].get("quotePrefix")
        assert cells["Service"].get("quotePrefix") is None

    def test_every_hostile_text_is_read_back_as_text(self) -> None:
        """What a reader gets of a finding is what the data said, control characters shown as �."""
        found = {row["What was found"] for row in rows(poisoned(), "Findings")}
        for text in HOSTILE:
            if text.isprintable():
                assert text in found
        assert any(text and is_formula(text) for text in found)


class TestPrint:
    """A manager prints it."""

    def test_each_list_has_filters_and_a_heading_that_stays(self) -> None:
        """Headings are frozen, lists have filters, the summary has none."""
        summary, *lists = worksheets(pictured())
        assert summary.find(f"{MAIN}autoFilter") is None
        assert all(sheet.find(f"{MAIN}autoFilter") is not None for sheet in lists)
        for sheet in (summary, *lists):
            pane = sheet.find(f".//{MAIN}pane")
            assert pane is not None and "frozen" == pane.get("state")

    def test_each_sheet_prints_on_a4_one_page_wide(self) -> None:
        """Paper 9 is A4; as many pages long as it takes; a print area and a repeated heading."""
        for sheet in worksheets(pictured()):
            setup = sheet.find(f"{MAIN}pageSetup")
            assert setup is not None
            assert ("9", "0") == (setup.get("paperSize"), setup.get("fitToHeight"))
        names = [name.get("name") for name in parts(pictured())["xl/workbook.xml"].iter(f"{MAIN}definedName")]
        assert 7 == names.count("_xlnm.Print_Area") == names.count("_xlnm.Print_Titles")
