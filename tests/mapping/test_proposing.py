"""A proposed mapping names the ready-made one where headings are known, else guesses, and says how sure it is."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.casefile import Limits, read_case
from takehold.engine.errors import CaseError
from takehold.engine.mapping.guessing import A_GUESS, SURE
from takehold.engine.mapping.proposing import Proposal, propose
from takehold.engine.mapping.showing import as_text, as_toml, errors, read_as_proposed

from .test_exports import EXPORTS, MADE_UP
from .writing_down import CLAIMS, SERVICE

REGISTER = (
    "Incident register,,,,,,,\n"
    "Ref No,Date of incident,Location,Category,What happened,Staff name,Reported by,Standard met\n"
    "1,13/05/2026,Blue,Falls,Slipped,Aster Quill,Night senior,No\n"
    "2,14/05/2026,Red,Falls,Tripped,Bram Thistle,Night senior,Yes\n"
)


def proposed(folder: Path, **files: str) -> tuple[Proposal, ...]:
    """What is proposed for files of these names."""
    for name, text in files.items():
        (folder / f"{name.replace('_', ' ')}.csv").write_text(text)
    return propose(folder, Limits())[0]


def feeds(one: Proposal) -> dict[str, Any]:
    """The columns of a proposal."""
    found: dict[str, Any] = one.told["columns"]
    return found


@pytest.mark.parametrize("name", MADE_UP)
def test_known_headings(name: str, tmp_path: Path) -> None:
    """An export whose headings a ready-made mapping knows is proposed that one, is sure, and reads as with it."""
    folder = tmp_path / "export"
    shutil.copytree(EXPORTS / name, folder)
    found, wrong = propose(folder, Limits())
    text, problems = as_text(found, folder, Limits()), read_as_proposed(found, folder, Limits())

    assert {name} == {one.told["like"].partition("#")[0] for one in found}
    assert {SURE} == {one.sure for one in found}
    assert 0 == errors((*wrong, *problems))
    assert "first rows, as they would be read" in text
    (folder / "service.toml").write_text(SERVICE)
    (folder / "claims.csv").write_text(CLAIMS)
    expected = read_case(folder, mapping=name)
    (folder / "mapping.toml").write_text(as_toml(found))
    read = read_case(folder)
    assert sorted(expected.evidence.rows()) == sorted(read.evidence.rows())
    assert (expected.actions, expected.reviews) == (read.actions, read.reviews)


def test_a_register_of_our_own(tmp_path: Path) -> None:
    """A home-made register is guessed column by column from its names and cells, title lines passed over."""
    (one,) = proposed(tmp_path, Incidents_May_2026=REGISTER)

    assert ("evidence", "Incidents*.csv", ()) == (one.table, one.told["file"], one.missing)
    assert {
        "id": {"from": "Ref No"},
        "date": {"from": "Date of incident"},
        "kind": {"value": "incident"},
        "theme": {"from": "Category"},
        "team": {"from": "Location"},
        "result": {"from": "Standard met", "words": {"No": "not met", "Yes": "met"}},
        "staff": {"hash": ["Staff name"], "prefix": "person-"},
        "recorded_by": {"from": "Reported by"},
        "note": {"from": "What happened"},
    } == feeds(one)
    assert {SURE} == {guess.sure for guess in one.guesses}
    text = as_text([one], tmp_path, Limits())
    assert 0 == errors(read_as_proposed([one], tmp_path, Limits()))
    assert "Aster" not in text
    assert "row 3: id '1', date '2026-05-13', kind 'incident', theme 'Falls'" in text


def test_an_action_plan(tmp_path: Path) -> None:
    """An action plan's words are given their usual meanings; one without any is named, and is an error until it has one."""
    plan = (
        "Action,Person responsible,By when,Status,Date raised\n"
        "Buy mats,Deputy,ASAP,In Progress,21/05/2026\nLay mats,Deputy,02/06/2026,Done,22/05/2026\n"
        "Mend lift,Deputy,02/06/2026,Parked,22/05/2026\n"
    )
    (one,) = proposed(tmp_path, plan=plan)

    assert "actions" == one.table
    assert {"In Progress": "open", "Done": "complete"} == feeds(one)["status"]["words"]
    assert ["give a word for 'Parked'"] == [
        guess.why.partition("; ")[2] for guess in one.guesses if guess.column == "status"
    ]
    assert {"hash": ["Action"], "prefix": "plan-"} == feeds(one)["id"]


@pytest.mark.parametrize(
    ("cells", "told", "sure"),
    [
        (["13/05/2026", "14/05/2026"], {}, True),
        (["05/13/2026", "05/14/2026"], {"dates": "MM/DD/YYYY"}, True),
        (["05/06/2026", "07/08/2026"], {}, False),
        (["20260513", "20260514"], {"dates": "YYYYMMDD"}, True),
        (["46143", "46144"], {"dates": "serial"}, True),
        (["13/05/26", "14/05/26"], {"dates": "DD/MM/YY"}, False),
    ],
)
def test_dates(tmp_path: Path, cells: list[str], told: dict[str, str], sure: bool) -> None:
    """The form of dates is seen from the cells; where day and month could be either, the guess is not sure."""
    text = "ID,Date,Category\n" + "".join(f"{at},{cell},Falls\n" for at, cell in enumerate(cells))
    (one,) = proposed(tmp_path, incidents=text)
    (date,) = [guess for guess in one.guesses if guess.column == "date"]

    assert told == date.told
    assert sure == (date.sure == SURE)


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [(["85%", "9%"], "value", {"number": "percent"}), (["17", "9"], "numerator", {})],
)
def test_figures(tmp_path: Path, cells: list[str], column: str, told: dict[str, str]) -> None:
    """A score with a percent sign is a value read as a share; a bare one is taken as points."""
    text = "ID,Date,Score\n" + "".join(f"{at},13/05/2026,{cell}\n" for at, cell in enumerate(cells))
    (one,) = proposed(tmp_path, audits=text)

    assert [told] == [guess.told for guess in one.guesses if guess.column == column]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (["1", "2", "3", "4"], "no two rows have the same"),
        (["1", "2", "", "4"], "but no id in row 4"),
        (["1", "2", "2", "4"], "but '2' in rows 3 and 4"),
        (["1", "2", "2", "", *map(str, range(5, 21))], "but no id in row 5 and '2' in rows 3 and 4"),
        (["", "", "", *map(str, range(4, 40))], "but no id in row 2, no id in row 3 and 1 more"),
    ],
)
def test_numbered_but_for_a_row_or_two(tmp_path: Path, cells: list[str], why: str) -> None:
    """A heading called as an id is stays the id where a row or two have none or the same, and these rows are named."""
    text = "Ref,Date,Category,Notes\n" + "".join(
        f"{cell},13/05/2026,Falls,n{at}\n" for at, cell in enumerate(cells)
    )
    (one,) = proposed(tmp_path, incidents=text)
    (guess,) = [guess for guess in one.guesses if guess.column == "id"]

    assert {"from": "Ref"} == feeds(one)["id"]
    assert why in guess.why
    assert ("but" in why) == (guess.sure != SURE)


def test_a_row_that_stands_twice_is_no_doubt(tmp_path: Path) -> None:
    """A row exported twice, the same throughout, does not make the numbers doubtful: reading counts it once."""
    row = "1,13/05/2026,Falls\n"
    (one,) = proposed(tmp_path, incidents=f"Ref,Date,Category\n{row}{row}2,14/05/2026,Falls\n")

    assert [SURE] == [guess.sure for guess in one.guesses if guess.column == "id"]


def test_numbers_of_something_else(tmp_path: Path) -> None:
    """A heading called as an id is whose numbers come again and again is not taken for one, and that is said."""
    rows = "".join(f"{at % 3},{at + 10}/05/2026,Falls\n" for at in range(9))
    (one,) = proposed(tmp_path, incidents=f"Ref,Date,Category\n{rows}")

    assert {"hash": ["Date", "Category"], "prefix": "incidents-"} == feeds(one)["id"]
    assert "'Ref' is no id, for many rows have none there or the same" in one.notes


@pytest.mark.parametrize(
    ("heading", "column", "cells", "why"),
    [
        ("Date", "date", ["13/05/2026", "14/05/2026", "32/05/2026"], "but '32/05/2026' in row 4"),
        ("Date", "date", ["05/13/2026", "soon"], "but 'soon' in row 3"),
        ("Score %", "value", ["85%", "abc", "90%"], "but 'abc' in row 3"),
        ("Announced", "scheduled", ["yes", "often", "no"], "but 'often' in row 3"),
    ],
)
def test_a_cell_that_does_not_fit(
    tmp_path: Path, heading: str, column: str, cells: list[str], why: str
) -> None:
    """A heading called as a column is proposed for it although a cell does not fit, and the row is named."""
    others = "Date,Notes" if heading != "Date" else "Notes"
    more = "13/05/2026,n" if heading != "Date" else "n"
    text = f"Ref,{heading},{others}\n" + "".join(f"{at},{cell},{more}\n" for at, cell in enumerate(cells))
    (one,) = proposed(tmp_path, audits=text)
    (guess,) = [guess for guess in one.guesses if guess.column == column]

    assert (heading, A_GUESS) == (guess.heading, guess.sure)
    assert why in guess.why


def test_teams_by_their_names(tmp_path: Path) -> None:
    """Where the teams stand beside the export, their names there are brought to their ids, and it reads."""
    for name, text in (("service.toml", SERVICE), ("claims.csv", CLAIMS)):
        (tmp_path / name).write_text(text)
    export = "Ref,Date,Unit,Category\n1,13/05/2026,Oak  unit,Falls\n2,14/05/2026,ASH,Falls\n3,15/05/2026,,Falls\n4,15/05/2026,n/a,Falls\n5,15/05/2026,OAK UNIT,Falls\n"
    (one,) = proposed(tmp_path, teams="id,name\noak,Oak unit\nash,Ash unit\n", incidents=export)
    (guess,) = [guess for guess in one.guesses if guess.column == "team"]

    assert {"from": "Unit", "words": {"Oak  unit": "oak"}} == feeds(one)["team"]
    assert SURE == guess.sure
    assert () == read_as_proposed([one], tmp_path, Limits())
    (tmp_path / "mapping.toml").write_text(as_toml([one]))
    assert ["oak", "ash", None, None, "oak"] == read_case(tmp_path).evidence["team"].to_list()


def test_a_team_that_is_not_there(tmp_path: Path) -> None:
    """A name that no team bears, or that two bear, is named and stands for none: the guess is then no more than one."""
    export = "Ref,Date,Unit,Category\n1,13/05/2026,Oak unit,Falls\n2,14/05/2026,Elm unit,Falls\n3,15/05/2026,Fir,Falls\n"
    teams = "id,name\noak,Oak unit\nf1,Fir\nf2,Fir\n"
    (one,) = proposed(tmp_path, teams=teams, incidents=export)
    (guess,) = [guess for guess in one.guesses if guess.column == "team"]

    assert {"Oak unit": "oak"} == feeds(one)["team"]["words"]
    assert A_GUESS == guess.sure
    assert guess.why.endswith("no team is called 'Elm unit' or 'Fir'")


def test_what_is_missing(tmp_path: Path) -> None:
    """A column that is needed and that nothing seems to feed is named, and the mapping says where to name a heading."""
    (one,) = proposed(tmp_path, falls="Ref,Resident,Category\n1,x,Falls\n")

    assert ("date",) == one.missing
    assert '# date = "…"  # needed, and no heading looks like it' in as_toml([one])
    assert "needed, and no heading looks like it" in as_text([one], tmp_path, Limits())


def test_what_is_wrong_beside_what_is_missing(tmp_path: Path) -> None:
    """Where one file lacks a needed column, the others are read all the same; that the case lacks its table is not told."""
    for name, text in (("service.toml", SERVICE), ("claims.csv", CLAIMS)):
        (tmp_path / name).write_text(text)
    found = proposed(
        tmp_path,
        falls="Ref,Resident,Category\n1,x,Falls\n",
        plan="No,Action,Status\n1,Buy mats,Parked\n2,Lay mats,Done\n",
    )

    assert [("plan.csv", 2, "Status")] == [
        (one.place.file, one.place.row, one.place.column)
        for one in read_as_proposed(found, tmp_path, Limits())
    ]


@pytest.mark.parametrize("odd", ['a "b"', "tab\tand é", "[x]", "{}", "#", "\\", "'", "a = b", "💊"])
def test_odd_headings(tmp_path: Path, odd: str) -> None:
    """Whatever a heading or a word is, the proposal is TOML, and reads back."""
    quoted = odd.replace('"', '""')
    text = f'ID,Date,Category,Result,"note {quoted}"\n1,13/05/2026,Falls,Yes,"{quoted}"\n2,14/05/2026,Falls,No,x\n'
    found = proposed(tmp_path, incidents=text)

    assert 1 == len(tomllib.loads(as_toml(found))["source"])
    assert 0 == errors(read_as_proposed(found, tmp_path, Limits()))


def test_nothing_for_a_terminal_to_obey(tmp_path: Path) -> None:
    """What a cell tells a terminal to do is shown, not sent."""
    found = proposed(tmp_path, incidents="ID,Date,Category\n1,13/05/2026,\x1b[2JFalls\n")

    assert "\x1b" not in as_text(found, tmp_path, Limits())


def test_nothing_there(tmp_path: Path) -> None:
    """A folder without an export, and a path that is not there, are refused in a sentence."""
    with pytest.raises(CaseError, match=r"No \.csv or \.xlsx file"):
        propose(tmp_path, Limits())
    with pytest.raises(CaseError, match="no such file"):
        propose(tmp_path / "none", Limits())
