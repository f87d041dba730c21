"""Several hundred cells that do not fit, one at a time: each is told at its file, row and column, and nothing else breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.model import TABLES, Column, Fits, columns

from ..casefile.writing_down import write_folder

ROWS = {
    "teams": {"id": "t1"},
    "shifts": {"id": "s1"},
    "measures": {"id": "m1", "better": "higher", "summary": "mean"},
    "claims": {"id": "c1", "statement": "Call bells are answered sooner", "stage": "improved"},
    "evidence": {"id": "e1", "date": "2026-05-04", "kind": "audit"},
    "priorities": {"id": "p1"},
    "actions": {"id": "a1", "text": "Answer the bells"},
    "updates": {"id": "u1", "about": "a1", "date": "2026-05-04", "text": "Two of three done"},
    "reviews": {"id": "r1", "date": "2026-05-04", "level": "manager", "about": "c1"},
    "monitoring": {"id": "w1", "claim": "c1"},
    "variation": {"id": "v1", "claim": "c1"},
}
"""One sound row of each table."""
UNFIT = {
    Fits.DATE: (
        "soon",
        "31/02/2026",
        "2026-13-01",
        "03/14/2026",
        "2026-5",
        "0000-00-00",
        "20260504",
        "tomorrow-ish",
    ),
    Fits.NUMBER: ("many", "1e999", "nan", "1.2.3", "0x10", "--3", "12 of 20", "½ or so"),
    Fits.YES_NO: ("maybe", "2", "ja", "yes no", "-"),
    Fits.WORD: ("audti", "yes", "42", "higher lower", "?"),
    Fits.ID: ("nobody-knows-it",),
    Fits.LIST: ("nobody-knows-it", "c1;nobody-knows-it"),
    Fits.SCOPE: ("nobody-knows-it", "all;nobody-knows-it"),
}
"""What fits in no column of a kind; a reference must name something that is there."""


def unfit() -> Iterator[tuple[str, Column, str]]:
    for table in ROWS:
        for column in columns(table):
            refers = bool(column.refers_to) or column.fits not in (Fits.ID, Fits.LIST, Fits.SCOPE)
            if "themes" in column.refers_to or not refers:
                continue
            for value in UNFIT.get(column.fits, ()):
                yield table, column, value
            if column.required:
                yield table, column, ""


CASES = list(unfit())


def folder_with(folder: Path, table: str, column: str, value: str) -> Path:
    """The sound rows as a folder, with one cell changed."""
    files: dict[str, str | bytes | None] = {}
    for name, row in ROWS.items():
        cells = row | ({column: value} if name == table else {})
        quoted = (f'"{cell}"' for cell in cells.values())
        files[f"{name}.csv"] = f"{','.join(cells)}\n{','.join(quoted)}\n"
    return write_folder(folder, files)


def test_the_rows_are_sound(tmp_path: Path) -> None:
    """Without a change nothing is wrong, so whatever is told below is about the one cell."""
    assert [] == [
        one for one in read_case(folder_with(tmp_path, "teams", "id", "t1")).problems if one.level == "error"
    ]
    assert set(ROWS) < set(TABLES)


def test_there_are_enough_of_them() -> None:
    """At least two hundred distinct cells are tried."""
    assert 200 <= len({(table, column.name, value) for table, column, value in CASES})


@pytest.mark.parametrize("table", ROWS)
def test_each_cell_that_does_not_fit_is_told_where_it_stands(tmp_path: Path, table: str) -> None:
    """The problem names the file, the row a spreadsheet shows, the column and, where there is one, the value."""
    for mine, column, value in CASES:
        if mine != table:
            continue
        case = read_case(folder_with(tmp_path, table, column.name, value))
        told = [
            one
            for one in case.problems
            if (one.place.file, one.place.row, one.place.column) == (f"{table}.csv", 2, column.name)
        ]
        assert told, f"{column.name} = {value!r}: {case.problems}"
        warned = "evidence" in column.refers_to  # a record that is no longer there is told, and costs no more
        assert warned or not case.sound, f"{column.name} = {value!r} was taken"
        assert not value or any(value.split(";")[-1] in f"{one.value} {one.message}" for one in told)


SERVICE = {
    "as_of": ('"soon"', '"31/02/2026"', "3.5", "[1]", "true", "{}"),
    "cycle": ('"fortnight"', "3", "[]", "{a = 1}"),
    "id": ('""', "[1, 2]", "{}", "2026-01-01T00:00:00"),
    "name": ('""', "[]", "{b = 2}"),
}


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, values in SERVICE.items() for value in values]
)
def test_each_key_of_a_service_that_does_not_fit_is_told(tmp_path: Path, key: str, value: str) -> None:
    """What does not fit in the service's own file is told by its key."""
    keys = {"id": '"elm"', "name": '"Elm"', "as_of": "2026-06-30"} | {key: value}
    text = "".join(f"{name} = {one}\n" for name, one in keys.items())
    case = read_case(write_folder(tmp_path, {"service.toml": text}))

    told = [one for one in case.problems if one.place.column == key]
    assert told or case.service.id == "2026-01-01T00:00:00", case.problems
