"""A result that is kept comes back as it was, and only where nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.kept import from_bytes, kept, to_bytes
from takehold.engine.plugins import installed
from takehold.engine.result import Result

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def result() -> Result:
    """Everything that an assessment can give: findings, path, pictures, register and method."""
    found = installed()
    case = as_at(read_case(FIXTURES / "overstated"))
    return assess(case, found.ruleset(["cqc-readiness"]), path=True, pictures=True)


def test_a_result_comes_back_equal(result: Result) -> None:
    """Every finding, figure, date and picture is the same after it has been kept."""
    assert result == from_bytes(to_bytes(result))


def test_it_is_made_once(result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked twice, it is made once; what cannot be read is made again."""
    monkeypatch.setenv("TAKEHOLD_CACHE", str(tmp_path))
    made: list[int] = []

    def make() -> Result:
        made.append(1)
        return result

    assert result == kept("ab12", make) == kept("ab12", make)
    assert 1 == len(made)
    shutil.rmtree(tmp_path / "results")
    kept("ab12", make)
    assert 2 == len(made)


def test_a_form_of_another_time_is_made_anew(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry that is whole and of another shape is no error."""
    from takehold.engine import cache

    monkeypatch.setenv("TAKEHOLD_CACHE", str(tmp_path))
    cache.save("ab12", b'{"takehold": 1}')
    assert result == kept("ab12", lambda: result)
