"""Everything wrong with a case is told in one go: what is wrong with one cell never hides what is wrong beside it."""

from itertools import permutations
from pathlib import Path

import pytest

from .writing_down import all_told, read_folder

RECORD = {
    "id": "e2",
    "date": "2026-05-04",
    "kind": "audit",
    "theme": "falls",
    "team": "elm",
    "measure": "m1",
    "numerator": "8",
    "denominator": "10",
    "value": "",
    "scheduled": "yes",
    "result": "met",
}
RECORD_SLIPS = {
    "a date that is none": {"date": "31/02/2026"},
    "a kind that is none": {"kind": "audits of falls"},
    "more met than looked at": {"numerator": "12"},
    "an id that stands twice": {"id": "e1"},
    "a team that is not there": {"team": "oak"},
    "a percentage of no proportion": {"measure": "m2", "value": "85%"},
    "neither yes nor no": {"scheduled": "perhaps"},
    "an unknown result": {"result": "fine"},
}
ACTION = {
    "id": "a2",
    "priority": "p1",
    "text": "Check at night",
    "opened": "2026-05-04",
    "completed": "2026-05-20",
    "due": "2026-05-30",
    "status": "complete",
}
ACTION_SLIPS = {
    "an opening date that is none": {"opened": "in May"},
    "completed before it was opened": {"completed": "2026-05-01"},
    "an id that stands twice": {"id": "a1"},
    "a priority that is not there": {"priority": "p9"},
    "a due date that is none": {"due": "31/02/2026"},
    "a status that is none": {"status": "nearly"},
    "no text": {"text": ""},
}
NOT_TOGETHER = {
    frozenset(["an opening date that is none", "completed before it was opened"]),
    frozenset(["a percentage of no proportion", "more met than looked at"]),
}
"""Slips of which one takes away what the other is seen by."""
WHOLE = {
    "teams.csv": "id,name\nelm,Elm\n",
    "measures.csv": "id,better,summary\nm1,higher,proportion\nm2,lower,mean\n",
    "priorities.csv": "id,text\np1,Falls\n",
}


def table(*rows: dict[str, str]) -> str:
    """Some rows as a CSV file."""
    return "".join(",".join(cells) + "\n" for cells in (rows[0], *(row.values() for row in rows)))


def told(folder: Path, file: str, *rows: dict[str, str]) -> set[str]:
    """What is told of these rows in a case that is otherwise whole."""
    folder.mkdir()
    return set(all_told(read_folder(folder, WHOLE | {file: table(*rows)})))


def both(slips: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Every two slips that do not stand in the same cell."""
    return [
        (one, other)
        for one, other in permutations(slips, 2)
        if one < other
        and not slips[one].keys() & slips[other].keys()
        and frozenset([one, other]) not in NOT_TOGETHER
    ]


@pytest.mark.parametrize(
    ("file", "row", "one", "other"),
    [
        pytest.param(file, row, slips[one], slips[other], id=f"{file}: {one}, {other}")
        for file, row, slips in (
            ("evidence.csv", RECORD, RECORD_SLIPS),
            ("actions.csv", ACTION, ACTION_SLIPS),
        )
        for one, other in both(slips)
    ],
)
def test_two_slips_in_a_row(
    tmp_path: Path, file: str, row: dict[str, str], one: dict[str, str], other: dict[str, str]
) -> None:
    """Two slips in one row, of the evidence or of a small table, are told as each would be by itself."""
    first = row | {"id": row["id"].replace("2", "1")}
    of_one = told(tmp_path / "one", file, first, row | one)
    of_other = told(tmp_path / "other", file, first, row | other)

    assert of_one and of_other
    assert of_one | of_other == told(tmp_path / "both", file, first, row | one | other)


@pytest.mark.parametrize(
    ("file", "row", "slip"),
    [("evidence.csv", RECORD, {"date": "31/02/2026"}), ("actions.csv", ACTION, {"opened": "in May"})],
)
def test_id_twice_beside_a_row_that_does_not_fit(
    tmp_path: Path, file: str, row: dict[str, str], slip: dict[str, str]
) -> None:
    """An id stands twice also where the first of its rows is wrong in another cell, or each of them is."""
    twice = f"{file}:3:id The id '{row['id']}' stands twice: here and in row 2; give each its own"

    for name, rows in {"first": (row | slip, row), "each": (row | slip, row | slip)}.items():
        assert [line for line in told(tmp_path / name, file, *rows) if "stands twice" in line] == [
            f"error {twice}"
        ]


def test_every_row_of_an_id_that_stands_thrice(tmp_path: Path) -> None:
    """Each row after the first is told, and names the first."""
    lines = told(tmp_path / "case", "evidence.csv", RECORD, RECORD, RECORD | {"date": "soon"})

    assert {line.split(":")[1] for line in lines if "stands twice: here and in row 2" in line} == {"3", "4"}


def test_what_cannot_be_known_is_not_told(tmp_path: Path) -> None:
    """A percentage is not called one of no proportion where which measure, or what kind of measure, did not fit."""
    measures = "id,better,summary,target\nm1,higher,proportions of all,85%\n"
    priorities = "id,text,measure,target,opened\np1,Falls,m1;m2,85%,soon\n"
    monitoring = "id,indicator,threshold,owner\nw1,m1,85%,manager\n"
    files = {"measures.csv": measures, "priorities.csv": priorities, "monitoring.csv": monitoring}
    evidence = table(RECORD | {"measure": "m1;m2", "value": "85%"})

    lines = all_told(read_folder(tmp_path, files | {"evidence.csv": evidence}))

    assert not [line for line in lines if "percentage" in line]
    assert {"measures.csv:2:summary", "priorities.csv:2:measure", "evidence.csv:2:measure"} <= {
        line.split()[1] for line in lines
    }
