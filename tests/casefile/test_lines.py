"""In a TOML or JSON document, a record's row is the line it begins on."""

import json
from pathlib import Path

from takehold.engine.casefile import read_case
from takehold.engine.casefile.lines import lines_of

from .writing_down import all_told

TOML = """\
[service]
id = "elm"
name = "Elm House"
cycle = "fortnight"

[[claims]]  # the first
id = "c1"
statement = '''
[[claims]]
is how a claim begins'''
stage = "improved"

[[evidence]]
id = "e1"
date = 2026-05-04
kind = "audit"

[[ "evidence" ]]
id = "e2"
date = "TBC"
kind = "audit"
"""


def test_lines_of_toml() -> None:
    """A header begins a record, a key a value of the service."""
    lines = lines_of("case.toml", TOML)

    assert [("id", 2), ("name", 3), ("cycle", 4)] == lines["service"]
    assert [13, 18] == [line for _, line in lines["evidence"]]


def test_places_in_toml(tmp_path: Path) -> None:
    """Problems and records are placed on their lines; what looks like a header inside a text misleads nobody."""
    path = tmp_path / "case.toml"
    path.write_text(TOML)
    case = read_case(path)

    assert [("case.toml", 4, "cycle"), ("case.toml", 18, "date")] == [
        (problem.place.file, problem.place.row, problem.place.column) for problem in case.problems
    ]
    assert [("e1", 13)] == case.evidence.select("id", "row").rows()
    assert 2 == case.places["claims", "c1"].row


def test_places_in_json(tmp_path: Path) -> None:
    """In JSON a record is placed on the line of its opening brace, a service's value on its key's."""
    path = tmp_path / "case.json"
    service = {"id": "elm", "name": "Elm House", "as_of": "soon"}
    claims = [{"id": f"c{n}", "statement": '{[\\"', "stage": "improved"} for n in (1, 2)]
    path.write_text(json.dumps({"service": service, "claims": claims, "evidence": []}, indent=1))
    text = path.read_text().splitlines()
    case = read_case(path)

    assert ["c1", "c2"] == [text[case.places["claims", id_].row or 0].split('"')[3] for id_ in ("c1", "c2")]
    assert "error case.json:5:as_of 'soon' is not a date; write it as 2026-02-28 or 28/02/2026" in all_told(
        case
    )


def test_records_in_one_line(tmp_path: Path) -> None:
    """Where all records stand in one line they are numbered as a spreadsheet would show them."""
    path = tmp_path / "case.json"
    evidence = [{"id": f"e{n}", "date": "2026-05-04", "kind": "audit"} for n in (1, 2)]
    path.write_text(json.dumps({"service": {"id": "elm", "name": "Elm"}, "claims": [], "evidence": evidence}))

    assert [2, 3] == read_case(path).evidence["row"].to_list()
