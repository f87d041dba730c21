"""Rows of an export brought together: each counted once, one for each id, and all that is wrong with them told."""

from pathlib import Path

import pytest

from takehold.engine.casefile import read_case

from .writing_down import MAPPING, all_told, column, dates, read_small, rows, write_export


def test_rows_exported_again(tmp_path: Path) -> None:
    """A second export that holds the old rows beside the new doubles nothing, also where ids are made."""
    mapping = MAPPING.replace('id = "Ref"', 'id = { hash = ["When", "What"] }')
    may, june = dates("2026-05-01"), dates("2026-05-01", "2026-06-01")
    files = {"incidents.csv": may, "incidents June.csv": june, "mapping.toml": mapping}
    case = read_case(write_export(tmp_path, files))

    assert [("2026-05-01", "incidents June.csv", 2), ("2026-06-01", "incidents June.csv", 3)] == rows(
        case, "date"
    )
    assert 2 == case.evidence["id"].n_unique()
    assert [
        "warning incidents.csv:None:None 1 row stood twice with the same in every column, and counted once (the first is row 2)"
    ] == (all_told(case))


def test_ids_do_not_depend_on_the_rest(tmp_path: Path) -> None:
    """A made id is the same whatever stands around it, and however the cell is spaced."""
    mapping = MAPPING.replace('id = "Ref"', 'id = { hash = ["When", "What"] }')
    first = write_export(
        tmp_path / "1", {"incidents.csv": dates("2026-05-01", "2026-05-02"), "mapping.toml": mapping}
    )
    text = "What,Who,When,Ref\n falls ,x, 2026-05-02,99\n"
    second = write_export(tmp_path / "2", {"incidents.csv": text, "mapping.toml": mapping})

    assert column(read_case(first), "id")[1:] == column(read_case(second), "id")


def test_one_id_two_rows(tmp_path: Path) -> None:
    """Two rows of one id that differ are refused, naming both rows and the headings in which they differ."""
    text = "Ref,When,What\n17,01/05/2026,Falls\n17,01/05/2026,Trips\n"

    assert (
        "error incidents.csv:3:Ref The id '17' stands here and in incidents.csv, row 2, and they differ in What; "
        "in the mapping, say newest = a heading that tells which is the newer"
    ) == "".join(all_told(read_small(tmp_path, text)))


@pytest.mark.parametrize("other", ["soon", "later"])
def test_one_id_two_rows_that_do_not_fit(tmp_path: Path, other: str) -> None:
    """Of two rows of one id that differ in nothing that could be read, only the cell that does not fit is told."""
    mapping = MAPPING.replace('date = "When"', 'date = { from = "When", dates = "DD/MM/YY" }')
    export = f"Ref,When,What\n17,soon,Falls\n17,{other},Falls\n18,01/05/26,Falls\n"
    case = read_case(write_export(tmp_path, {"incidents.csv": export, "mapping.toml": mapping}))

    assert [(2, "When", "soon"), (3, "When", other)] == [
        (problem.place.row, problem.place.column, problem.value) for problem in case.problems
    ]


def test_newest(tmp_path: Path) -> None:
    """Of two rows of one id the newer counts where the mapping says how to tell, British dates or not."""
    text = (
        "Ref,When,What,Changed\n17,01/05/2026,Trips,01/06/2026 09:00\n17,01/05/2026,Falls,09/05/2026 10:00\n"
    )
    mapping = MAPPING.replace('table = "evidence"', 'table = "evidence"\nnewest = "Changed"')
    case = read_case(write_export(tmp_path, {"incidents.csv": text, "mapping.toml": mapping}))

    assert ["Trips"] == column(case, "theme")
    assert case.sound


def test_what_is_wrong_beside_a_cell_that_does_not_fit(tmp_path: Path) -> None:
    """A row of which a cell cannot be read is looked at for all else, so that everything wrong is told in one go."""
    mapping = MAPPING.replace('date = "When"\n', 'date = "When"\nteam = "Where"\n')
    export = "Ref,When,What,Where\n1,soon,Falls,Oak\n1,2026-05-01,Falls,Ash\n2,,Falls,Elm\n"
    files = {"incidents.csv": export, "mapping.toml": mapping, "teams.csv": "id,name\nelm,Elm\n"}

    lines = all_told(read_case(write_export(tmp_path, files)))

    assert [line.split(" ")[1:3] for line in lines if line.startswith("error")] == [
        ["incidents.csv:2:When", "'soon'"],
        ["incidents.csv:2:Where", "'Oak'"],
        ["incidents.csv:3:Ref", "The"],
        ["incidents.csv:3:Where", "'Ash'"],
        ["incidents.csv:4:When", "Every"],
    ]
    assert "The id '1' stands here and in incidents.csv, row 2, and they differ in When and Where" in lines[2]
