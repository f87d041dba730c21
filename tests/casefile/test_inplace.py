"""A case written back into its workbook: its own cells change, and nothing else in the file."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pytest
import xlsxwriter

from takehold.engine.casefile import read_case
from takehold.engine.casefile.blank_workbook import blank_workbook
from takehold.engine.casefile.inplace import Book, open_book
from takehold.engine.casefile.inplace.book import same
from takehold.engine.model import Case, Claim, Service, Variation

FIXTURES = Path(__file__).parents[2] / "fixtures"


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(told: dict[str, bytes]) -> bytes:
    """A workbook of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in told.items():
            package.writestr(name, part)
    return out.getvalue()


def changed(one: bytes, other: bytes) -> list[str]:
    """The parts that are not the same in two workbooks."""
    old, new = parts(one), parts(other)
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def cells(data: bytes, part: str) -> dict[str, bytes]:
    """Every cell's XML in a sheet, by its reference."""
    found = re.findall(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', parts(data)[part])
    whole = re.findall(rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>.*?</c>)', parts(data)[part])
    return {name.decode(): xml for name, xml in zip(found, whole, strict=True)}


def holding(book: Book, case: Case) -> Book:
    """The workbook with another case in it; a test fails where that cannot be done."""
    made = book.holding(case)
    assert made is not None
    return made


def with_claim(case: Case, **more: Any) -> Case:
    """The case with its first claim changed."""
    return attrs.evolve(case, claims=(attrs.evolve(case.claims[0], **more), *case.claims[1:]))


@pytest.fixture(scope="module")
def filled() -> Book:
    """takehold's own empty workbook, filled with a service that is made up."""
    case = attrs.evolve(read_case(FIXTURES / "early"), others={}, headings={})
    return holding(open_book("early.xlsx", blank_workbook(examples=False)), case)


def manager(tmp_path: Path) -> bytes:
    """A manager's own workbook: a title above the table, a column of theirs, a chart, a sum, a note, a sheet of theirs."""
    path = tmp_path / "own.xlsx"
    book = xlsxwriter.Workbook(path)
    day, head = (
        book.add_format({"num_format": "dd mmm yyyy"}),
        book.add_format({"bold": True, "bg_color": "red"}),
    )
    service = book.add_worksheet("Service")
    for row, pair in enumerate((("id", "elm"), ("name", "Elm House"))):
        service.write_row(row, 0, pair)
    claims = book.add_worksheet("Claims")
    claims.write(0, 0, "What we say has improved")
    claims.write_row(2, 1, ("ID", "Statement", "Stage", "Our initials", "Changed on"), head)
    claims.write_row(3, 1, ("c1", "Bells are answered in five minutes", "improved", "KT"))
    claims.write_datetime(3, 5, dt.datetime(2026, 4, 1), day)
    claims.write_comment("C4", "Said at the January meeting")
    evidence = book.add_worksheet("Evidence")
    evidence.write_row(0, 0, ("id", "date", "kind", "result", "note", "how many"))
    for row, (id, result) in enumerate((("e1", "met"), ("e2", "not met"), ("e3", "met")), 1):
        evidence.write_row(row, 0, (id, None, "audit", result))
        evidence.write_datetime(row, 1, dt.datetime(2026, 5, row), day)
    evidence.write_formula("F2", "=COUNTA(A2:A100)", None, 3)
    evidence.data_validation("D2:D100", {"validate": "list", "source": ["met", "partly", "not met"]})
    evidence.freeze_panes(1, 1)
    evidence.set_column("E:E", 40)
    mine = book.add_worksheet("Rota")
    mine.write_row(0, 0, ("Mon", 3, "Tue", 4))
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Rota!$B$1:$D$1"})
    mine.insert_chart("A5", chart)
    book.close()
    told = parts(path.read_bytes())
    told["xl/workbook.xml"] = told["xl/workbook.xml"].replace(b' fullCalcOnLoad="1"', b"")
    return zipped(told)


def test_the_empty_workbook_takes_a_whole_case(filled: Book) -> None:
    """Everything a case holds can be put into the empty workbook, and is read back; its lists and notes stay."""
    blank = blank_workbook(examples=False)
    assert same(read_case(FIXTURES / "early"), filled.case)
    touched = changed(blank, filled.data)
    assert all(re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) for name in touched)
    for name in touched:
        rules = re.findall(rb"<dataValidations.*</dataValidations>", parts(blank)[name], re.DOTALL)
        assert rules == re.findall(
            rb"<dataValidations.*</dataValidations>", parts(filled.data)[name], re.DOTALL
        )


def test_one_answer_changes_one_cell(filled: Book) -> None:
    """An answer changes the XML of its own cell, in one part; all other parts and cells keep every byte."""
    made = holding(filled, with_claim(filled.case, owner="Deputy & co <nights>"))
    (part,) = changed(filled.data, made.data)
    old, new = cells(filled.data, part), cells(made.data, part)
    assert 1 == sum(old.get(name) != new.get(name) for name in {*old, *new})
    assert "Deputy & co <nights>" == made.case.claims[0].owner


def test_a_date_stays_a_date_cell(filled: Book) -> None:
    """A day is written as the number that a spreadsheet shows as a day: 4 March 2026 is 46085 days after 30 December 1899."""
    made = holding(filled, with_claim(filled.case, changed_on=dt.date(2026, 3, 4)))
    (part,) = changed(filled.data, made.data)
    days = (dt.date(2026, 3, 4) - dt.date(1899, 12, 30)).days
    assert any(b"<v>%d</v>" % days in xml for xml in cells(made.data, part).values())


def test_a_row_taken_out_leaves_its_place_and_comes_back_to_it(filled: Book) -> None:
    """Taken out, a record's row is blank and no other moves; given back, it stands where it stood."""
    ids = filled.case.evidence["id"]
    without = attrs.evolve(filled.case, evidence=filled.case.evidence.filter(pl.col("id") != ids[3]))
    made = holding(filled, without)
    rows = dict(zip(filled.case.evidence["id"], filled.case.evidence["row"], strict=True))
    assert all(rows[id] == row for id, row in made.case.evidence.select("id", "row").iter_rows())
    back = holding(made, filled.case)
    assert filled.case.evidence["row"].to_list() == back.case.evidence["row"].to_list()


def test_a_new_row_comes_behind_the_last(filled: Book) -> None:
    """A new claim stands in the row under the last one, in the styles of its columns."""
    claim = attrs.evolve(filled.case.claims[0], id="new", owner=None)
    made = holding(filled, attrs.evolve(filled.case, claims=(*filled.case.claims, claim)))
    last = max(filled.case.places["claims", one.id].row or 0 for one in filled.case.claims)
    assert last + 1 == made.case.places["claims", "new"].row


def test_a_managers_own_workbook_keeps_what_is_theirs(tmp_path: Path) -> None:
    """Title, note, chart, lists, frozen panes, own columns and sheets stay to the byte; an answer lands under its heading."""
    data = manager(tmp_path)
    book = open_book("own.xlsx", data)
    made = holding(book, with_claim(book.case, statement="Bells are answered in four minutes"))
    assert ["xl/workbook.xml", "xl/worksheets/sheet2.xml"] == changed(data, made.data)
    old, new = (cells(one, "xl/worksheets/sheet2.xml") for one in (data, made.data))
    assert {"C4"} == {name for name in {*old, *new} if old.get(name) != new.get(name)}
    assert b'fullCalcOnLoad="1"' in parts(made.data)["xl/workbook.xml"], "its sums are worked out anew"


def test_a_column_and_a_sheet_that_were_not_there_are_added(tmp_path: Path) -> None:
    """An answer that has no heading yet gets one behind the others; a table that has no sheet gets one."""
    book = open_book("own.xlsx", manager(tmp_path))
    case = attrs.evolve(
        with_claim(book.case, owner="Night lead"),
        service=attrs.evolve(book.case.service, kind="care home"),
        variation=(Variation(id="v1", claim="c1", explanation="Newly opened", material=True),),
    )
    made = holding(book, case)
    assert (case.claims, case.variation, "care home") == (
        made.case.claims,
        made.case.variation,
        made.case.service.kind,
    )
    assert "KT" == made.case.others["claims"]["Our initials"][0]
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        assert package.testzip() is None
        assert b"Owner" in package.read("xl/worksheets/sheet2.xml").replace(b"owner", b"Owner")


def test_a_new_record_stands_above_what_is_worked_out(tmp_path: Path) -> None:
    """A new record takes the row under the last record and the style of the day above it; the manager's sum stays."""
    book = open_book("own.xlsx", manager(tmp_path))
    row = book.case.evidence.tail(1).with_columns(id=pl.lit("e4"), date=pl.lit(dt.date(2026, 6, 1)))
    made = holding(book, attrs.evolve(book.case, evidence=pl.concat([book.case.evidence, row])))
    new = cells(made.data, "xl/worksheets/sheet3.xml")
    old = cells(book.data, "xl/worksheets/sheet3.xml")
    assert old["F2"] == new["F2"]
    style = re.compile(rb' s="(\d+)"')
    assert style.findall(new["B4"]) == style.findall(new["B5"]), "a day looks like the days above it"


def test_a_formula_that_is_answered_over_leaves_no_order_behind(tmp_path: Path) -> None:
    """Where an answer takes a formula's place, the list of the order of formulas goes, which would name it."""
    data = manager(tmp_path)
    old = parts(data)
    sheet = old["xl/worksheets/sheet2.xml"].replace(
        b'<c r="D4" t="s">', b'<c r="D4" t="str"><f>"improved"</f>'
    )
    sheet = re.sub(rb'(<c r="D4" t="str"><f>"improved"</f>)<v>\d+</v>', rb"\1<v>improved</v>", sheet)
    old["xl/worksheets/sheet2.xml"] = sheet
    old["xl/calcChain.xml"] = b'<calcChain xmlns="x"><c r="D4" i="2"/></calcChain>'
    relation = b'<Relationship Id="rIdC" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    old["xl/_rels/workbook.xml.rels"] = old["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", relation
    )
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="c"/></Types>'
    old["[Content_Types].xml"] = old["[Content_Types].xml"].replace(b"</Types>", override)
    book = open_book("own.xlsx", zipped(old))
    made = holding(book, with_claim(book.case, stage="acted-on"))
    assert "xl/calcChain.xml" not in parts(made.data)
    assert b"calcChain" not in b"".join(parts(made.data).values())


def test_what_a_spreadsheet_calls_a_table_grows_with_its_rows(tmp_path: Path) -> None:
    """A row put in below a sheet's framed table belongs to it: the frame and its filter end one row further down."""
    path = tmp_path / "framed.xlsx"
    book = xlsxwriter.Workbook(path)
    service = book.add_worksheet("service")
    service.write_row(0, 0, ("id", "elm"))
    service.write_row(1, 0, ("name", "Elm House"))
    heads = [{"header": name} for name in ("id", "statement", "stage")]
    told = {"columns": heads, "data": [["c1", "Bells are answered", "improved"]]}
    book.add_worksheet("claims").add_table(0, 0, 1, 2, told)
    book.add_worksheet("evidence").write_row(0, 0, ("id", "date", "kind"))
    book.close()
    old = open_book("framed.xlsx", path.read_bytes())
    claim = attrs.evolve(old.case.claims[0], id="c2")
    made = holding(old, attrs.evolve(old.case, claims=(*old.case.claims, claim)))
    assert 2 == parts(made.data)["xl/tables/table1.xml"].count(b'ref="A1:C3"')


def test_xml_that_declares_anything_is_not_edited(tmp_path: Path) -> None:
    """A sheet with a declaration, which could name entities, is left alone: the workbook is not edited in place."""
    old = parts(manager(tmp_path))
    old["xl/worksheets/sheet2.xml"] = old["xl/worksheets/sheet2.xml"].replace(
        b"<worksheet", b'<!DOCTYPE worksheet [<!ENTITY e "x">]><worksheet', 1
    )
    whole = open_book("own.xlsx", manager(tmp_path))
    assert attrs.evolve(whole, data=zipped(old)).holding(with_claim(whole.case, owner="x")) is None


def test_what_xml_cannot_hold_is_not_written_in_place(filled: Book) -> None:
    """A control character in a text is a reason to write the workbook anew, not to damage it."""
    assert filled.holding(with_claim(filled.case, owner="a\x01b")) is None


def test_an_empty_workbook_begins_a_case() -> None:
    """A service and its first claim go into the empty workbook before there is any record."""
    service = Service(id="elm", name="Elm House", as_of=dt.date(2026, 9, 30))
    empty = open_book("elm.xlsx", blank_workbook(examples=False))
    case = attrs.evolve(
        empty.case, service=service, claims=(Claim(id="c1", statement="Bells", stage="improved"),)
    )
    made = holding(empty, case)
    assert (service, ("c1",)) == (made.case.service, tuple(claim.id for claim in made.case.claims))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libre_office_reads_the_same_and_its_own_workbooks_are_edited_too(
    filled: Book, tmp_path: Path
) -> None:
    """Saved by LibreOffice, an edited workbook reads as the same case, and is edited in place again in one part."""
    case = with_claim(filled.case, owner="Deputy")
    (tmp_path / "edited.xlsx").write_bytes(holding(filled, case).data)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "edited.xlsx")], check=True, capture_output=True, timeout=300)
    theirs = open_book("edited.xlsx", (tmp_path / "out" / "edited.xlsx").read_bytes())
    assert same(case, theirs.case)
    again = holding(theirs, with_claim(case, owner="Night lead"))
    assert 1 == len(changed(theirs.data, again.data))
