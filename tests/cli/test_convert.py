"""`takehold convert` writes any form as any other, loses nothing, and writes over nothing unasked."""

import itertools
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.cli import main
from takehold.engine.model import Case

FORMS = {"folder": "f", "parquet": "p", "toml": "c.toml", "json": "c.json", "xlsx": "c.xlsx"}
FILES = {
    "service.toml": 'id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n"our own key" = "kept"\n',
    "claims.csv": "stage,id,Our ref,statement\nimproved,c1,X-7,Call bells are answered sooner\n",
    "evidence.csv": "kind,id,date,Weather,note\naudit,e2,2026-05-05,rain,two\nlog,e1,2026-05-04,,one\n",
    "teams.csv": "id,name\nrose,Rose Wing\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case").mkdir()
    for name, text in FILES.items():
        (tmp_path / "case" / name).write_text(text)
    return tmp_path / "case"


def contents(case: Case) -> list[object]:
    """Everything a case holds, but where it stood."""
    others = {table: frame.rows() for table, frame in case.others.items()}
    return [case.service, case.claims, case.teams, case.evidence.drop("file", "row").rows(), others]


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(FORMS, 2)))
def test_any_form_to_any_other(folder: Path, tmp_path: Path, first: str, second: str) -> None:
    """By way of any two forms the case stays the same, columns that takehold does not know and order of rows included."""
    one, two = tmp_path / f"1{FORMS[first]}", tmp_path / f"2{FORMS[second]}"

    assert 0 == main(["convert", str(folder), str(one), "--form", first])
    assert 0 == main(["convert", str(one), str(two), "--form", second])
    assert contents(read_case(folder)) == contents(read_case(two))
    assert {"service", "claims", "evidence"} == set(read_case(two).others)


@pytest.mark.parametrize("form", ["c.xlsx", "g"])
def test_order_of_columns(folder: Path, tmp_path: Path, form: str) -> None:
    """Headings keep their order where the form has one; what was not there before stands behind."""
    assert 0 == main(["convert", str(folder), str(tmp_path / form)])
    assert 0 == main(["convert", str(tmp_path / form), str(tmp_path / "back")])
    heading = (tmp_path / "back" / "evidence.csv").read_text().splitlines()[0]

    assert heading.startswith("kind,id,date,Weather,note,")


def test_nothing_is_overwritten(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there stays, unless it is asked to be replaced."""
    (tmp_path / "c.json").write_text("mine")

    assert 2 == main(["convert", str(folder), str(tmp_path / "c.json")])
    assert "is there already" in capsys.readouterr().err
    assert "mine" == (tmp_path / "c.json").read_text()
    assert 0 == main(["convert", str(folder), str(tmp_path / "c.json"), "--replace"])


def test_a_case_with_errors(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case with errors is not converted, for the rows with errors would be lost."""
    (folder / "evidence.csv").write_text("id,date,kind\ne1,2026-05-04,audit\ne2,2026-05-99,audit\n")

    assert 2 == main(["convert", str(folder), str(tmp_path / "c.json")])
    assert "nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "c.json").exists()


def test_an_export(folder: Path, tmp_path: Path) -> None:
    """An export becomes a case file that needs no mapping, and assesses the same."""
    (folder / "mapping.toml").write_text(
        '[[source]]\nfile = "log.csv"\ntable = "evidence"\n'
        'columns = { id = "No", date = "On", kind = { value = "incident" } }\n'
    )
    (folder / "log.csv").write_text("No,On\n7,31/05/2026\n")

    assert 0 == main(["convert", str(folder), str(tmp_path / "c.xlsx")])
    assert ["e2", "e1", "7"] == read_case(tmp_path / "c.xlsx").evidence["id"].to_list()


def test_pseudonymise(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names go, the key stands apart, and it is said that this is no guarantee."""
    (folder / "evidence.csv").write_text(
        "id,date,kind,staff,note\ne1,2026-05-04,audit,Aster Quill,Aster was there\n"
    )
    key, dest = tmp_path / "key.csv", tmp_path / "out"

    assert 0 == main(["convert", str(folder), str(dest), "--pseudonymise", str(key)])
    assert "no guarantee" in capsys.readouterr().err
    assert "Aster" not in (dest / "evidence.csv").read_text()
    assert "name,pseudonym\nAster Quill,person-001\n" == key.read_text()
    assert 2 == main(
        ["convert", str(folder), str(dest), "--replace", "--pseudonymise", str(dest / "key.csv")]
    )
    assert "keep the key apart" in capsys.readouterr().err
