"""What goes wrong in real exports is read right, or refused with a sentence that says what to do."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from takehold.engine.casefile import read_case

from .writing_down import MAPPING, all_told, column, dates, read_small, rows, write_export

DAYS = ["2026-05-01", "2026-05-02"]


def scores(*cells: str) -> str:
    """The small export with these scores."""
    return "Ref,When,What,Score\n" + "".join(
        f'{number},2026-05-01,Falls,"{cell}"\n' for number, cell in enumerate(cells, start=1)
    )


@pytest.mark.parametrize(
    "cell",
    ["01/05/2026", "2026-05-01", "2026-05-01T22:15:00Z", "1-May-2026", "01.05.2026", "1st May 2026"],
)
def test_dates_day_first(tmp_path: Path, cell: str) -> None:
    """ISO and British dates, with or without a time, need no form."""
    assert [dt.date(2026, 5, 1)] == column(read_small(tmp_path, dates(cell)), "date")


@pytest.mark.parametrize(
    ("form", "cell"),
    [
        ("MM/DD/YYYY", "05/01/2026"),
        ("MM/DD/YYYY", "5/1/2026 10:15 PM"),
        ("DD/MM/YY", "01/05/26"),
        ("YYYYMMDD", "20260501"),
        ("DD MMM YY", "01 May 26"),
        ("serial", "46143"),
        ("serial", "46143.927"),
        ("unix", "1777593600"),
        ("unix-ms", "1777593600000"),
    ],
)
def test_date_forms(tmp_path: Path, form: str, cell: str) -> None:
    """Any other form of date is read where the mapping names it; 46143 days after 30 December 1899 is 1 May 2026."""
    assert dt.date(2026, 5, 1) == dt.date(1899, 12, 30) + dt.timedelta(days=46143)
    assert dt.date(2026, 5, 1) == dt.date(1970, 1, 1) + dt.timedelta(seconds=1777593600)
    more = f'date = {{ from = "When", dates = "{form}" }}\n'
    mapping = MAPPING.replace('date = "When"\n', more)
    case = read_case(write_export(tmp_path, {"incidents.csv": dates(cell), "mapping.toml": mapping}))

    assert [] == all_told(case)
    assert [dt.date(2026, 5, 1)] == column(case, "date")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("05/25/2026", "the day comes before the month"),
        ("46143", 'dates = "serial"'),
        ("01/05/26", "has a year of two figures"),
    ],
)
def test_dates_refused(tmp_path: Path, cell: str, why: str) -> None:
    """A date whose form cannot be known is refused with its place, and nothing is guessed."""
    (problem,) = all_told(read_small(tmp_path, dates("2026-05-01", cell)))

    assert problem.startswith("error incidents.csv:3:When")
    assert why in problem


def test_a_form_is_not_a_hint(tmp_path: Path) -> None:
    """Where the mapping says the month comes first, a cell that has it second is refused, not read the other way."""
    mapping = MAPPING.replace('date = "When"', 'date = { from = "When", dates = "MM/DD/YYYY" }')
    files = {"incidents.csv": dates("05/13/2026", "13/05/2026"), "mapping.toml": mapping}
    case = read_case(write_export(tmp_path, files))

    assert ["error incidents.csv:3:When '13/05/2026' is not a date in the form MM/DD/YYYY"] == all_told(case)
    assert [dt.date(2026, 5, 13)] == column(case, "date")


@pytest.mark.parametrize(
    "cell", ["99991231", "31/12/9999", "9999-12-31T23:59:59Z", "1900-01-01", "01/01/1900", "0001-01-01"]
)
def test_sentinel_dates(tmp_path: Path, cell: str) -> None:
    """A date that a system writes for none is none."""
    files = {
        "jobs.csv": f"No,What,Done\n1,Buy four mats,{cell}\n2,Lay them,12/05/2026\n",
        "mapping.toml": MAPPING + '[[source]]\nfile = "jobs.csv"\ntable = "actions"\n'
        'columns = { id = "No", text = "What", completed = "Done" }\n',
    }
    case = read_case(write_export(tmp_path, files))

    assert [] == all_told(case)
    assert [None, dt.date(2026, 5, 12)] == [action.completed for action in case.actions]


@pytest.mark.parametrize("word", ["N/A", "n/a", "-", "–", "TBC", "NULL", "#N/A", "nan", "?"])
def test_words_for_nothing(tmp_path: Path, word: str) -> None:
    """N/A, a dash, TBC and their like are blank where a figure or fixed word belongs."""
    more = 'value = "Score"\n'
    assert [None, 3.0] == column(read_small(tmp_path, scores(word, "3"), more), "value")


@pytest.mark.parametrize(
    ("heading", "cell"), [("When", "TBC"), ("When", "31/12/9999"), ("Ref", "N/A"), ("Ref", "–")]
)
def test_words_for_nothing_where_something_is_needed(tmp_path: Path, heading: str, cell: str) -> None:
    """Where every row needs a date or an id, a word for nothing is told as what stands there, and told once."""
    row = {"Ref": "17", "When": "01/05/2026", "What": "Falls"} | {heading: cell}
    (problem,) = read_small(tmp_path, f"{','.join(row)}\n{','.join(row.values())}\n").problems

    column = {"When": "date", "Ref": "id"}[heading]
    says = f"'{cell}' is taken as not recorded, and every row of evidence needs '{column}'"
    assert (says, cell) == (problem.message, problem.value)
    assert ("incidents.csv", 2, heading) == (problem.place.file, problem.place.row, problem.place.column)


def test_words_that_say_something(tmp_path: Path) -> None:
    """TBC as a due date or an owner is kept: a check judges it."""
    files = {
        "jobs.csv": "No,What,By,Who\n1,Buy four mats,TBC,TBC\n2,Lay them,N/A,-\n",
        "mapping.toml": MAPPING + '[[source]]\nfile = "jobs.csv"\ntable = "actions"\n'
        'columns = { id = "No", text = "What", due = "By", owner = "Who" }\n',
    }
    case = read_case(write_export(tmp_path, files))

    assert [("TBC", "TBC"), (None, None)] == [(action.due, action.owner) for action in case.actions]


def test_not_applicable_as_full_credit(tmp_path: Path) -> None:
    """Whether N/A earns full credit or counts for nothing is the mapping's to say; unsaid, it counts for nothing."""
    cells = scores("Yes", "N/A", "No")
    words = 'result = {{ from = "Score", words = {{ Yes = "met", No = "not met"{} }} }}\n'

    assert ["met", None, "not met"] == column(read_small(tmp_path, cells, words.format("")), "result")
    credit = words.format(', "N/A" = "met"')
    assert ["met", "met", "not met"] == column(read_small(tmp_path, cells, credit), "result")


@pytest.mark.parametrize(
    ("form", "cells", "expected"),
    [
        ("percent", ["85", "85%", "85.0 %", "0", "100"], [0.85, 0.85, 0.85, 0.0, 1.0]),
        ("share", ["0.85", "85%", "1", "0"], [0.85, 0.85, 1.0, 0.0]),
        ("decimal-comma", ["0,85", "1.234,5"], [0.85, 1234.5]),
    ],
)
def test_forms_of_figures(tmp_path: Path, form: str, cells: list[str], expected: list[float]) -> None:
    """85, 85% and 0.85 are the same share where the mapping says which form a bare figure has."""
    more = f'value = {{ from = "Score", number = "{form}" }}\nmeasure = {{ value = "m1" }}\n'
    measures = "id,better,summary\nm1,higher,proportion\n"
    files = {"incidents.csv": scores(*cells), "mapping.toml": MAPPING + more, "measures.csv": measures}
    case = read_case(write_export(tmp_path, files))

    assert [] == all_told(case)
    assert expected == column(case, "value")


@pytest.mark.parametrize(
    ("form", "cell", "why"),
    [
        ("percent", "0.85", "could be 0.85% or a part of one"),
        ("percent", "850", "is no percentage"),
        ("share", "85", "is no part of one"),
        ("decimal-comma", "0.8,5,1", "not a number with a decimal comma"),
    ],
)
def test_figures_refused(tmp_path: Path, form: str, cell: str, why: str) -> None:
    """A figure that could mean two things is refused."""
    more = f'value = {{ from = "Score", number = "{form}" }}\n'
    (problem,) = all_told(read_small(tmp_path, scores(cell), more))

    assert problem.startswith("error incidents.csv:2:Score")
    assert why in problem


def test_percentages_among_figures(tmp_path: Path) -> None:
    """85 in a column that also holds 90% is refused where no form is given."""
    problems = all_told(read_small(tmp_path, scores("90%", "85"), 'value = "Score"\n'))

    assert any("'85' stands in a column that also holds '90%'" in text for text in problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """UTF-8 with or without a mark and Windows-1252, with commas, semicolons or tabs, read the same."""
    text = "Ref,When,What\n17,01/05/2026,Café – falls\n".replace(",", delimiter)
    case = read_small(tmp_path, text.encode(encoding))

    assert ["Café – falls"] == column(case, "theme")
    assert (encoding == "cp1252") == any("Windows-1252" in text for text in all_told(case))


def test_lines_above_the_headings(tmp_path: Path) -> None:
    """Titles, dates and blank lines above the headings are passed over, and rows keep their numbers."""
    case = read_small(tmp_path, "Incident log,,\n,,\nPrinted,01/06/2026,\n" + dates("2026-05-01"))

    assert [] == all_told(case)
    assert [("1", "2026-05-01", "incidents.csv", 5)] == rows(case, "id", "date")


def test_blank_and_repeated_headings(tmp_path: Path) -> None:
    """A heading that stands twice is read where it stands first and told; a nameless column can be named by number."""
    text = "Ref,When,What,,What\n17,01/05/2026,Falls,night,Trips\n"
    case = read_small(tmp_path, text, 'source = "column 4"\nnote = "What (2)"\n')

    assert [("falls", "night", "Trips", "incidents.csv", 2)] == rows(case, "theme", "source", "note")
    assert [
        "warning mapping.toml:9:None 'What' stands more than once in incidents.csv; the first was read (the next is 'What (2)')"
    ] == (all_told(case))


def test_archived(tmp_path: Path) -> None:
    """Rows flagged as archived or deleted are left out, and how many is told."""
    text = "Ref,When,What,Gone\n17,01/05/2026,Falls,TRUE\n18,02/05/2026,Falls,false\n"
    mapping = MAPPING.replace(
        'table = "evidence"', 'table = "evidence"\nleave_out = [{ heading = "Gone", is = "true" }]'
    )
    case = read_case(write_export(tmp_path, {"incidents.csv": text, "mapping.toml": mapping}))

    assert ["18"] == column(case, "id")
    assert [
        "warning incidents.csv:None:None 1 row was left out, as mapping.toml says: 'Gone' is 'true'"
    ] == all_told(case)


def test_several_in_one_cell(tmp_path: Path) -> None:
    """Several people in one cell are a list, whatever stands between them."""
    text = 'Ref,When,What,Who\n17,01/05/2026,Falls,"S1, S2 and S3 / S4"\n'
    more = 'staff = { from = "Who", split = [",", "/", " and "] }\n'

    assert [["S1", "S2", "S3", "S4"]] == column(read_small(tmp_path, text, more), "staff")


@pytest.mark.parametrize(
    ("moment", "shift"),
    [
        ("01/05/2026 07:00", "day"),
        ("01/05/2026 20:59", "day"),
        ("01/05/2026 21:00", "night"),
        ("02/05/2026 06:59", "night"),
        ("02/05/2026 07:00", "weekend"),
        ("2026-05-03T12:00:00Z", "weekend"),
        ("01/05/2026 9:30 PM", "night"),
        ("01/05/2026", None),
    ],
)
def test_shift_from_time(tmp_path: Path, moment: str, shift: str | None) -> None:
    """The time of day tells the shift; 1 May 2026 is a Friday, and a night belongs to the day on which it began."""
    assert 4 == dt.date(2026, 5, 1).weekday()
    times = 'night = "21:00-07:00", weekend = "Sat-Sun 07:00-21:00", day = "07:00-21:00"'
    more = f'shift = {{ from = "When", times = {{ {times} }} }}\n'

    assert [shift] == column(read_small(tmp_path, dates(moment), more), "shift")


@pytest.mark.parametrize(
    ("pattern", "cell", "team"),
    [
        ("Elm House - {} unit", "Elm House - Blue Unit", "Blue"),
        ("{} (*)", "Blue (first floor)", "Blue"),
        ("* / {}", "Elm House / Blue", "Blue"),
        ("* / {} / *", "Elm / Blue / Bed 4", "Blue"),
        ("Elm House - {}", "Oak House - Red", "Oak House - Red"),
    ],
)
def test_team_from_part_of_a_name(tmp_path: Path, pattern: str, cell: str, team: str) -> None:
    """The part of a name that stands for {} is the team; a name that does not fit is kept whole."""
    text = f"Ref,When,What,Place\n17,01/05/2026,Falls,{cell}\n"
    case = read_small(tmp_path, text, f'team = {{ from = "Place", pattern = "{pattern}" }}\n')

    assert [team] == column(case, "team")


def test_a_pattern_cannot_hang(tmp_path: Path) -> None:
    """A pattern of many wildcards over a cell of thirty thousand letters answers, and keeps what does not fit."""
    text = f"Ref,When,What,Place\n17,01/05/2026,Falls,{'a' * 30_000}\n"
    pattern = "*a" * 20 + "{}b"

    assert ["a" * 30_000] == column(
        read_small(tmp_path, text, f'team = {{ from = "Place", pattern = "{pattern}" }}\n'), "team"
    )


def test_workbook_export(tmp_path: Path) -> None:
    """A workbook's sheet below a merged title, its dates as cells, as bare numbers and as text, is an export too."""
    book = xlsxwriter.Workbook(tmp_path / "incidents.xlsx")
    sheet = book.add_worksheet("May 2026")
    sheet.merge_range("A1:C1", "Incidents", None)
    sheet.write_row(1, 0, ["Ref ", "When", "What"])
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(2, 0, [17])
    sheet.write_datetime(2, 1, dt.datetime(2026, 5, 1, 22, 15), day)
    sheet.write_row(3, 0, [18, 46144, "Falls"])
    sheet.write_row(4, 0, [19, "03/05/2026", "Falls"])
    book.add_worksheet("Other").write_row(0, 0, ["nothing"])
    book.close()
    mapping = MAPPING.replace('file = "incidents*.csv"', 'file = "*.xlsx"\nsheet = "May*"')
    mapping += 'shift = { from = "When", times = { day = "07:00-21:00", night = "21:00-07:00" } }\n'
    case = read_case(
        write_export(
            tmp_path, {"incidents.csv": None, "mapping.toml": mapping, "shifts.csv": "id\nday\nnight\n"}
        )
    )

    assert [] == all_told(case)
    assert [
        ("17", "2026-05-01", "night", "incidents.xlsx#May 2026", 3),
        ("18", "2026-05-02", None, "incidents.xlsx#May 2026", 4),
        ("19", "2026-05-03", None, "incidents.xlsx#May 2026", 5),
    ] == rows(case, "id", "date", "shift")


def test_several_sources_into_one_table(tmp_path: Path) -> None:
    """Two exports and an ordinary table feed the evidence together; each record keeps its own place."""
    files = {
        "complaints.csv": "No,Received\n5,2026-05-09\n",
        "evidence.csv": "id,date,kind\ne1,2026-05-10,audit\n",
        "mapping.toml": MAPPING + '[[source]]\nfile = "complaints.csv"\ntable = "evidence"\n'
        '[source.columns]\nid = { from = "No", prefix = "c-" }\ndate = "Received"\nkind = { value = "complaint" }\n',
    }
    case = read_case(write_export(tmp_path, files))

    assert [] == all_told(case)
    assert [
        ("e1", "audit", "evidence.csv", 2),
        ("17", "incident", "incidents.csv", 2),
        ("18", "incident", "incidents.csv", 3),
        ("c-5", "complaint", "complaints.csv", 2),
    ] == rows(case, "id", "kind")
    counts = {read.file: read.records for read in case.inputs}
    assert {
        "service.toml": 1,
        "claims.csv": 1,
        "evidence.csv": 1,
        "mapping.toml": 0,
        "incidents.csv": 2,
        "complaints.csv": 1,
    } == counts
