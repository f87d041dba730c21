"""Names of people stay in the case: what goes to logs when something fails names nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.assess import assess
from takehold.engine.cli import main
from takehold.engine.people import SOMEBODY, without_people
from takehold.engine.plugins import installed
from takehold.engine.testing import small_case

from ..plugging.making import plugin

NAME = "Aurelia Quillfeather"
CLAIM = {
    "id": "c1",
    "statement": "Bells are answered sooner",
    "stage": "improved",
    "owner": NAME,
    "changed_on": "2026-05-01",
}
RECORD = {
    "id": "e1",
    "date": "2026-05-04",
    "kind": "audit",
    "claims": ["c1"],
    "recorded_by": NAME,
    "staff": ["Bo"],
}


def test_a_name_is_taken_out_wherever_it_stands() -> None:
    """Each person named in a column for people is replaced, whatever the case of the letters; longer words stay."""
    case = small_case({"as_of": "2026-06-30"}, claims=[CLAIM], evidence=[RECORD | {"staff": ["Ann", "Bo"]}])

    assert f"{SOMEBODY} and {SOMEBODY} annexed Bo" == without_people(
        "AURELIA QUILLFEATHER and Ann annexed Bo", case
    )


def test_every_column_for_people_is_known() -> None:
    """Owners, authors and recorders of every table count as people."""
    case = small_case(
        {"as_of": "2026-06-30"},
        claims=[CLAIM | {"owner": "Person 1"}],
        evidence=[RECORD | {"recorded_by": "Person 2", "staff": ["Person 3", "Person 4"]}],
        priorities=[{"id": "p1", "owner": "Person 5"}],
        actions=[{"id": "a1", "priority": "p1", "text": "Check the bells", "owner": "Person 6"}],
        updates=[{"id": "u1", "about": "a1", "date": "2026-05-01", "text": "Done", "author": "Person 7"}],
        reviews=[{"id": "r1", "date": "2026-05-01", "level": "manager", "about": ["c1"], "recorded_by": "Person 8"}],
        monitoring=[{"id": "w1", "claim": "c1", "owner": "Person 9"}],
    )  # fmt: skip

    assert " ".join([SOMEBODY] * 9) == without_people(" ".join(f"Person {n}" for n in range(1, 10)), case)


def test_a_case_that_names_nobody_changes_no_text() -> None:
    """Without a name there is nothing to take out."""
    case = small_case({"as_of": "2026-06-30"}, claims=[], evidence=[])

    assert "Anything at all" == without_people("Anything at all", case)


@pytest.mark.parametrize(
    "body", ["raise ValueError('no record by {}')", "print('no record by {}')\nreturn met('x')"]
)
def test_a_check_that_fails_or_prints_names_nobody(tmp_path: Path, body: str) -> None:
    """What a check raises or prints reaches the log without the people of the case."""
    path = plugin(tmp_path, body.format(NAME.upper()))
    (tmp_path / "own.toml").write_text(f"plugins = ['./{path.name}']\nfamilies = ['ours']")
    case = small_case({"as_of": "2026-06-30"}, claims=[CLAIM], evidence=[RECORD])
    result = assess(case, installed(files=[path]).ruleset([str(tmp_path / "own.toml")]))

    told = " ".join(
        [*(finding.message for finding in result.findings), *(one.message for one in result.problems)]
    )
    assert f"no record by {SOMEBODY}" in told
    assert NAME.upper() not in told


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A case in which every column for people holds the same rare name."""
    owned = {"owner": NAME}
    document = {
        "service": {"id": "elm", "name": "Elm House", "as_of": "2026-06-30"},
        "claims": [CLAIM],
        "evidence": [RECORD | {"id": f"e{n}", "date": f"2026-05-{n + 10}", "staff": [NAME]} for n in range(6)],
        "priorities": [{"id": "p1", "claims": ["c1"], "opened": "2026-04-01"} | owned],
        "actions": [{"id": "a1", "priority": "p1", "text": "Check the bells"} | owned],
        "updates": [{"id": "u1", "about": "a1", "date": "2026-05-01", "text": "Done", "author": NAME}],
        "reviews": [{"id": "r1", "date": "2026-05-01", "level": "manager", "about": ["c1"], "recorded_by": NAME}],
        "monitoring": [{"id": "w1", "claim": "c1"} | owned],
    }  # fmt: skip
    path = tmp_path / "case.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


SPOILT: dict[str, Any] = {
    "nothing": {},
    "a day that is none": {"evidence": [RECORD | {"date": "soon"}]},
    "a record twice": {"evidence": [RECORD, RECORD]},
    "a list for a name": {"claims": [CLAIM | {"owner": [NAME]}]},
    "a table for names": {"evidence": [RECORD | {"staff": {"first": NAME}}]},
    "a name too long": {"claims": [CLAIM | {"owner": f"{NAME} " * 3000}]},
    "a name that a terminal obeys": {"claims": [CLAIM | {"owner": f"{NAME}\x1b[31m\0"}]},
}


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize(
    "words",
    [
        ("assess", "--verbose", "--durations"),
        ("validate",),
        ("path",),
        ("explain", "not-one-observer"),
        ("graph",),
    ],
    ids=" ".join,
)
def test_what_a_command_says_beside_its_answer_names_nobody(
    named: Path, capsys: pytest.CaptureFixture[str], spoilt: str, words: tuple[str, ...]
) -> None:
    """Standard error, which ends up in logs, names none of the people of a case, whatever is wrong with its data."""
    named.write_text(
        json.dumps(json.loads(named.read_text(encoding="utf-8")) | SPOILT[spoilt]), encoding="utf-8"
    )
    options = [word for word in words if word.startswith("--")]
    main([*(word for word in words if word not in options), str(named), *options])

    assert "Quillfeather" not in capsys.readouterr().err


def test_a_service_whose_judging_fails_names_nobody(
    named: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a portfolio what went wrong with one service is told without its people."""

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"{NAME} is no number")

    monkeypatch.setattr("takehold.engine.portfolio.judging.assess", fail)
    assert 3 == main(["portfolio", str(named), "--jobs", "1", "--out", str(tmp_path / "out")])

    said = "".join(capsys.readouterr()) + "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.jsonl")
    )
    assert SOMEBODY in said
    assert "Quillfeather" not in said
