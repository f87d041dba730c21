"""A folder or document is read as written, and everything wrong with it is told with its place."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.errors import CaseError
from takehold.engine.model import Claim, Input, Place, Service

from .writing_down import CLAIMS, EVIDENCE, SERVICE, all_told, read_folder, write_folder


def test_small_folder(tmp_path: Path) -> None:
    """A folder of service.toml and two tables is a case, and nothing is wrong with it."""
    case = read_folder(tmp_path, {})

    assert Service(id="elm", name="Elm House", as_of=dt.date(2026, 6, 30)) == case.service
    assert (Claim(id="c1", statement="Call bells are answered sooner", stage="improved"),) == case.claims
    assert [("e1", dt.date(2026, 5, 4), "audit", "evidence.csv", 2)] == case.evidence.select(
        "id", "date", "kind", "file", "row"
    ).rows()
    assert Place("claims.csv", 2) == case.places["claims", "c1"]
    assert [] == all_told(case)


def test_inputs_are_told_by_name_digest_and_count(tmp_path: Path) -> None:
    """Each file read is listed by its name within the case, the SHA-256 of its bytes, and its records."""
    case = read_folder(tmp_path, {})

    digest = hashlib.sha256(EVIDENCE.encode()).hexdigest()
    assert Input("evidence.csv", digest, 1) == case.inputs[-1]
    assert ["service.toml", "claims.csv", "evidence.csv"] == [read.file for read in case.inputs]


def test_service_under_its_heading(tmp_path: Path) -> None:
    """The keys of service.toml may stand under [service]."""
    case = read_folder(tmp_path, {"service.toml": "[service]\n" + SERVICE})

    assert "Elm House" == case.service.name
    assert [] == all_told(case)


def test_native_values_of_a_document(tmp_path: Path) -> None:
    """A TOML document's own dates, numbers, booleans and arrays fit."""
    path = tmp_path / "case.toml"
    path.write_text(
        """
        [service]
        id = "elm"
        name = "Elm House"
        [[shifts]]
        id = "night"
        out_of_hours = true
        [[claims]]
        id = 12
        statement = "Call bells are answered sooner"
        stage = "improved"
        shifts = ["night"]
        changed_on = 2026-03-14
        [[evidence]]
        id = "e1"
        date = 2026-05-04T09:30:00
        kind = "audit"
        claims = ["12"]
        value = 3
        scheduled = false
        staff = ["s1", "s2"]
        """
    )
    case = read_case(path)

    assert [] == all_told(case)
    assert ("12", ("night",), dt.date(2026, 3, 14)) == (
        case.claims[0].id,
        case.claims[0].shifts,
        case.claims[0].changed_on,
    )
    assert case.shifts[0].out_of_hours is True
    assert [(["12"], 3.0, False, ["s1", "s2"])] == case.evidence.select(
        "claims", "value", "scheduled", "staff"
    ).rows()


def test_json_document(tmp_path: Path) -> None:
    """A JSON document is a case; null is a blank."""
    path = tmp_path / "case.json"
    path.write_text(
        '{"Service": {"id": "elm", "name": "Elm House", "provider": null}, "claims": [], "evidence": []}'
    )
    case = read_case(path)

    assert case.sound
    assert case.service.provider is None
    assert case.evidence.is_empty()


def test_headings_and_words_in_any_spelling(tmp_path: Path) -> None:
    """Headings and fixed words are matched ignoring case, with space, hyphen and underscore alike; all is trimmed."""
    evidence = "ID, Date ,KIND,recorded-by,Staff Group\n e1 ,2026-05-04, Spot_Check , Deputy  ,NEW\n"
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert [] == all_told(case)
    assert [("e1", "spot-check", "Deputy", "new")] == case.evidence.select(
        "id", "kind", "recorded_by", "staff_group"
    ).rows()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_delimiters_and_byte_order_mark(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Comma, semicolon and tab are told apart by the heading; a byte-order mark does no harm."""
    evidence = EVIDENCE.replace(",", delimiter).encode(encoding)
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert [] == all_told(case)
    assert ["e1"] == case.evidence["id"].to_list()


def test_windows_1252(tmp_path: Path) -> None:
    """A file that is not UTF-8 is read as Windows-1252, with a warning that shows where."""
    evidence = "id,date,kind,note\ne1,2026-05-04,audit,£40 “found”\n".encode("cp1252")
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert ["£40 “found”"] == case.evidence["note"].to_list()
    [warning] = all_told(case)
    assert warning.startswith("warning evidence.csv:2:None The file is not UTF-8")


def test_rows_keep_a_spreadsheets_numbers(tmp_path: Path) -> None:
    """Blank rows are skipped but counted, and a cell with a line break is still one row."""
    evidence = 'id,date,kind,note\n\ne1,2026-05-04,audit,"one\ntwo"\n,,,\n   ,,\ne2,2026-05-05,audit,\n\n'
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert [("e1", 3), ("e2", 6)] == case.evidence.select("id", "row").rows()
    assert "one\ntwo" == case.evidence["note"][0]


def test_title_above_the_headings(tmp_path: Path) -> None:
    """Titles above the heading row are passed over, and row numbers count them."""
    evidence = "Evidence log;;\nPrinted 3 June 2026;;\n\nid;date;kind\ne1;04/05/2026;audit\n"
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert [] == all_told(case)
    assert [("e1", 5)] == case.evidence.select("id", "row").rows()


def test_every_bad_cell_is_told(tmp_path: Path) -> None:
    """All errors are told at once, each with file, row, column, value and what would fit."""
    claims = "id,statement,stage,changed_on\nc1,,better,31/02/2026\n"
    evidence = "id,date,kind,value,scheduled\ne1,TBC,audits,n/a,perhaps\n,2026-05-04,,1,yes\n"
    case = read_folder(tmp_path, {"claims.csv": claims, "evidence.csv": evidence})

    places = [(p.place.file, p.place.row, p.place.column, p.value) for p in case.problems]
    assert [
        ("claims.csv", 2, "changed_on", "31/02/2026"),
        ("claims.csv", 2, "stage", "better"),
        ("claims.csv", 2, "statement", None),
        ("evidence.csv", 2, "date", "TBC"),
        ("evidence.csv", 2, "kind", "audits"),
        ("evidence.csv", 2, "scheduled", "perhaps"),
        ("evidence.csv", 2, "value", "n/a"),
        ("evidence.csv", 3, "id", None),
        ("evidence.csv", 3, "kind", None),
    ] == places
    assert not case.sound
    assert case.evidence.is_empty()


def test_many_bad_cells_are_told_once_more(tmp_path: Path) -> None:
    """Of twenty thousand bad cells of one kind a thousand are listed, and the rest are counted."""
    rows = "".join(f"e{n},2026-05-04,audit,n/a\n" for n in range(20_000))
    case = read_folder(tmp_path, {"evidence.csv": "id,date,kind,value\n" + rows})

    assert 1_001 == len(case.problems)
    assert "19,000 more of the same kind; the first 1,000 are listed" == case.problems[-1].message


def test_blank_is_not_no(tmp_path: Path) -> None:
    """A blank yes/no is not recorded, which is not the same as no."""
    evidence = "id,date,kind,scheduled\ne1,2026-05-04,audit,\ne2,2026-05-04,audit,no\n"
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert [None, False] == case.evidence["scheduled"].to_list()


def test_due_words_and_owner_are_kept(tmp_path: Path) -> None:
    """Words where a due date belongs, and everybody where an owner belongs, are kept as written."""
    actions = "id,text,due,owner\na1,Re-plan the round,ongoing,all staff\na2,Buy a car,06-Feb-2026,n/a\n"
    case = read_folder(tmp_path, {"actions.csv": actions})

    assert [] == all_told(case)
    assert [("ongoing", "all staff"), (dt.date(2026, 2, 6), "n/a")] == [
        (a.due, a.owner) for a in case.actions
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"evidence.csv": "id,date,kind,recorder\ne1,2026-05-04,audit,x\n"},
            (
                "warning evidence.csv:1:recorder 'recorder' is not a column of evidence and was not read; "
                "did you mean 'recorded_by'?"
            ),
        ),
        (
            {"mileage.csv": "a\n1\n"},
            "warning mileage.csv:None:None The file 'mileage.csv' is not part of a case",
        ),
        ({"claim.csv": "a\n1\n"}, "did you mean 'claims'?"),
        ({"service.csv": "id,name\n"}, "A folder's service is written in service.toml"),
        ({"evidence.xlsx": "x"}, "in a folder the evidence stand in evidence.csv"),
        ({"evidence.csv": "id,kind\ne1,audit\n"}, "error evidence.csv:1:date The column 'date' is missing"),
        (
            {"evidence.csv": "id,dat,kind\ne1,2026-05-04,audit\n"},
            "The column 'date' is missing; did you mean 'dat'?",
        ),
        ({"evidence.csv": None}, "error evidence.csv:None:None The case has no evidence"),
        ({"evidence.csv": ""}, "error evidence.csv:None:None The file is empty"),
        ({"evidence.csv": "id,ID,date,kind\n"}, "error evidence.csv:1:ID Two columns are headed 'id'"),
        (
            {"evidence.csv": EVIDENCE + "e1,2026-05-05,audit\n"},
            "error evidence.csv:3:id The id 'e1' stands twice: here and in row 2",
        ),
        (
            {"claims.csv": CLAIMS + "c1,Falls are fewer,improved\n"},
            "error claims.csv:3:id The id 'c1' stands twice: here and in row 2",
        ),
        (
            {"evidence.csv": "id,date,kind\ne1,2026-05-04,audit,north\n"},
            "error evidence.csv:2:None The row has 4 cells where there are 3 headings ('north' is over)",
        ),
        (
            {"evidence.csv": "id,date,kind,note\ne1,2026-05-04,audit\n"},
            "warning evidence.csv:2:None The row has fewer cells than the 4 headings",
        ),
        (
            {"evidence.csv": 'id,date,kind,note\ne1,2026-05-04,audit,"never closed\n'},
            "error evidence.csv:2:None A quotation mark opened in this row is never closed",
        ),
        (
            {"evidence.csv": 'id,date,kind,note\ne1,2026-05-04,audit,"so" he said\n'},
            "error evidence.csv:2:None Text goes on after a closing quotation mark",
        ),
        (
            {"evidence.csv": b"id,date,kind\ne1,2026-05-04,au\0dit\n"},
            "error evidence.csv:2:None There is a NUL",
        ),
        ({"evidence.csv": "id,date,kind\n".encode("utf-16")}, "saved as UTF-16"),
        ({"evidence.csv": b"id,date,kind\ne1,\x81,audit\n"}, "neither UTF-8 nor Windows-1252"),
        (
            {"evidence.csv": "id,date,kind,\ne1,2026-05-04,audit,x\n"},
            "Column 4 holds values and has no heading",
        ),
        (
            {"service.toml": 'name = "Elm House"\nid = "elm'},
            "error service.toml:2:None This cannot be read",
        ),
        (
            {"service.toml": 'id = "elm"\nname = "Elm House"\nid = "oak"'},
            "error service.toml:3:None This cannot be read: id stands twice, first in line 1: keep one",
        ),
        ({"service.toml": 'id = "elm"'}, "error service.toml:None:name The column 'name' is missing"),
        ({"Evidence.CSV": EVIDENCE}, "Evidence.CSV and evidence.csv both hold the evidence"),
    ],
)
def test_what_is_told(tmp_path: Path, files: dict[str, str | bytes | None], expected: str) -> None:
    """Each thing wrong with a folder is told in a sentence, with its place and the nearest name."""
    told = all_told(read_folder(tmp_path, files))

    assert any(expected in line for line in told), told


def test_stray_quotation_mark_is_text(tmp_path: Path) -> None:
    """A quotation mark inside a cell that is not quoted is an inch sign, and swallows nothing."""
    evidence = 'id,date,kind,note\ne1,2026-05-04,audit,5" rail\ne2,2026-05-05,audit,6" rail\n'
    case = read_folder(tmp_path, {"evidence.csv": evidence})

    assert [] == all_told(case)
    assert ['5" rail', '6" rail'] == case.evidence["note"].to_list()


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A table that is a link to somewhere else is not followed."""
    outside = tmp_path / "outside.csv"
    outside.write_text("id,name\nn,North\n")
    folder = tmp_path / "case"
    folder.mkdir()
    write_folder(folder, {})
    (folder / "teams.csv").symlink_to(outside)
    case = read_case(folder)

    assert () == case.teams
    assert any("leads out of the case's folder" in line for line in all_told(case))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("case.json", "[]", "not a set of tables"),
        ("case.json", "{", "cannot be read"),
        ("case.json", '{"a": NaN}', "NaN is not a number"),
        ("case.json", '{"id": 1, "id": 2}', "'id' stands twice"),
        ("case.json", '{"a": "\\ud800"}', "half a character"),
        ("case.json", "[" * 100_000, "deep"),
        ("case.json", '{"a":' + "[" * 50 + "]" * 50 + "}", "deep"),
        ("case.json", '{"a": ' + "9" * 5_000 + "}", "cannot be read"),
        ("case.toml", "a = " + "[" * 5_000 + "]" * 5_000, "deep"),
        ("case.toml", "a = 2026-02-31", "cannot be read"),
        ("case.toml", b"a = '\xff'", "Line 1 is not UTF-8"),
        ("case.csv", "id", "A case is a folder, or a file ending in"),
    ],
)
def test_document_that_cannot_be_read(tmp_path: Path, name: str, content: str | bytes, says: str) -> None:
    """A document that is none is refused in a sentence, however it is broken."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(CaseError, match=says):
        read_case(path)


def test_missing_path_names_what_is_beside_it(tmp_path: Path) -> None:
    """A path that is not there is answered with the nearest name that is."""
    (tmp_path / "elm-house").mkdir()

    with pytest.raises(CaseError, match="did you mean 'elm-house'"):
        read_case(tmp_path / "elmhouse")


def test_folder_without_service_names_the_case_below(tmp_path: Path) -> None:
    """A folder that is no case is answered with the folder in it that is one."""
    (tmp_path / "case").mkdir()
    write_folder(tmp_path / "case", {})

    with pytest.raises(CaseError, match="did you mean 'case' in it"):
        read_case(tmp_path)


def test_folder_of_services_is_told_by_its_own_name(tmp_path: Path) -> None:
    """Where several services lie in it, the error stands at the folder, and names them."""
    folder = tmp_path / "services"
    for name in ("oak", "elm"):
        (folder / name).mkdir(parents=True)
        (folder / name / "service.toml").write_text("id = 'x'", "utf-8")
    with pytest.raises(CaseError) as raised:
        read_case(folder)
    (problem,) = raised.value.problems
    assert "services" == problem.place.file
    assert "elm and oak in it are: name one, or judge all of them with takehold portfolio" in problem.message


def test_short_row_in_a_large_file(tmp_path: Path) -> None:
    """One short row among many whose cells hold delimiters and line breaks is named, wherever it stands."""
    row = 'e{0},2026-05-04,audit,"one, two\n""three"", {0}",x\n'
    rows = [row.format(n) for n in range(60_000)]
    rows[41_234] = 'short,2026-05-04,audit,"a, b"\n'
    case = read_folder(tmp_path, {"evidence.csv": "id,date,kind,note,source\n" + "".join(rows)})

    assert [("evidence.csv", 41_236)] == [(p.place.file, p.place.row) for p in case.problems]
    assert [(41_236, "a, b")] == case.evidence.filter(id="short").select("row", "note").rows()
