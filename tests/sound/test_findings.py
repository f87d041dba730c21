"""Every finding points at something: records that are there, or a cell in which something is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case, write_case
from takehold.engine.model import Case
from takehold.engine.result import Outcome
from takehold.engine.testing import read_cases

from .services import FIXTURES, SEEDS, fixture, judged, outcomes, rules, service, with_records

PLACED = [seed for seed in range(3 * len(SEEDS)) if seed % 3 != 2]
"""Services grown from fixtures: their rows have places in files."""


@pytest.mark.parametrize("seed", PLACED)
def test_what_is_not_met_names_what_it_rests_on(seed: int) -> None:
    """A finding that is not met cites records that exist, or the cell or row where something is absent, and says what to do."""
    case = service(seed)
    known = set(case.evidence["id"].to_list())
    for finding in judged(case).findings:
        assert {*finding.supporting, *finding.contradicting} <= known
        assert finding.message.strip()
        if finding.outcome in (Outcome.NOT_MET, Outcome.CONCERN, Outcome.INSUFFICIENT):
            assert finding.remedy.strip(), finding.check
            assert any(place.row is not None or place.column is not None for place in finding.locations), (
                finding
            )


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_fails(seed: int) -> None:
    """No check of the shipped rulesets errors on a sound case."""
    assert [] == [finding for finding in judged(service(seed)).findings if finding.outcome is Outcome.ERROR]


def test_what_is_asked_for_settles_it() -> None:
    """In a service thinned until required checks cannot tell, every one of them can once the records left out are back."""
    whole, required = fixture("ready"), set(rules().ladder.checks)
    rows = whole.evidence.to_dicts()
    thin = outcomes(judged(with_records(whole, rows[:: len(rows) // 40])))
    now = outcomes(judged(whole))
    open_then = {k for k, outcome in thin.items() if outcome is Outcome.INSUFFICIENT and k[0] in required}
    assert len({check for check, _ in open_then}) > 10
    assert set() == {key for key in open_then if now[key] is Outcome.INSUFFICIENT}


@pytest.mark.parametrize("path", sorted((FIXTURES / "checks").rglob("*.toml")), ids=lambda path: path.stem)
def test_no_check_is_stuck_at_what_cannot_be_told(path: Path) -> None:
    """For every check that can be insufficient there is a case, little different, in which it is not."""
    found = {case.outcome for case in read_cases(path)}
    assert Outcome.INSUFFICIENT not in found or len(found) > 1


def doubled(case: Case, folder: Path, rows: int) -> Case:
    """The case written down, with some of its records a second time, and read again."""
    write_case(case, folder)
    path = folder / "evidence.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines[1 : rows + 1])
    return read_case(folder)


def test_rows_that_are_there_twice_are_caught(tmp_path: Path) -> None:
    """Records pasted in a second time are errors, each with its row, and nothing is judged on them."""
    found = doubled(fixture("early"), tmp_path / "case", 3)
    assert not found.sound
    assert 3 == sum(problem.level == "error" for problem in found.problems)
