"""Names of people stay in the case: what goes to logs when something fails names nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.assess import assess
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
