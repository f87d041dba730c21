"""The history: one line a run, none lost, and a trend that is read back from it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from takehold.engine.errors import UsageError
from takehold.engine.files import append_line
from takehold.engine.history import append, read_history, run_of, sparkline, table
from takehold.engine.result import Outcome

from .report.making import finding, result

RESULT = result((finding("x", Outcome.NOT_MET), finding("y", Outcome.MET)))


def test_a_run_is_one_line(tmp_path: Path) -> None:
    """Each run adds one line of JSON, which reads back as the same run."""
    file = tmp_path / "history.jsonl"
    append(file, RESULT)
    append(file, RESULT)
    assert 2 == len(file.read_text(encoding="utf-8").splitlines())
    assert (run_of(RESULT), run_of(RESULT)) == read_history(file)
    assert {"not-met": 1, "met": 1} == {k: v for k, v in run_of(RESULT).counts.items() if v}


def test_runs_side_by_side_lose_none(tmp_path: Path) -> None:
    """Eight processes that append at once leave eight whole lines."""
    if not hasattr(os, "fork"):
        pytest.skip("needs a system with file locks")
    file = tmp_path / "history.jsonl"
    code = "import sys; from pathlib import Path; from takehold.engine.files import append_line; "
    code += "[append_line(Path(sys.argv[1]), sys.argv[2] * 200) for _ in range(5)]"
    running = [subprocess.Popen([sys.executable, "-c", code, str(file), str(n)]) for n in range(8)]
    assert [0] * 8 == [process.wait() for process in running]
    assert sorted(str(n) * 200 for n in range(8) for _ in range(5)) == sorted(file.read_text().splitlines())


def test_half_a_line_is_not_added_to(tmp_path: Path) -> None:
    """A file that ends in half a line keeps it, and the new line begins on its own."""
    file = tmp_path / "history.jsonl"
    file.write_bytes(b'{"date"')
    append_line(file, "{}")
    assert b'{"date"\n{}\n' == file.read_bytes()


def test_a_line_that_is_no_run_is_named(tmp_path: Path) -> None:
    """Every line that is no run is told by its number, all at once."""
    file = tmp_path / "history.jsonl"
    append(file, RESULT)
    good = file.read_text(encoding="utf-8")
    lost = json.loads(good) | {"verdict": "excellent"}
    file.write_text(f"{{}}\n{good}{json.dumps(lost)}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1, 3 "):
        read_history(file)


def test_bars_rise_with_the_stage() -> None:
    """The lowest of five steps is the lowest bar, the highest the highest, and a gap stays one."""
    assert "▁█ ▁" == sparkline([0, 5, None, 0], 5)
    assert "▁" == sparkline([0], 0)


def test_the_trend_says_where_the_rules_changed() -> None:
    """A run under other rules is marked, for its figures are not like those before."""
    run = run_of(RESULT)
    other = attrs.evolve(run, ruleset="sha256:other")
    rows = [line for line in table((run, run, other)) if line.startswith(run.date.isoformat())]
    assert [False, False, True] == [row.endswith("changed") for row in rows]


def test_each_service_has_a_trend_of_its_own() -> None:
    """Two services in one file make no trend together: each stands under its own id, its runs by date."""
    run = run_of(RESULT)
    later = attrs.evolve(run, date=run.date.replace(year=run.date.year + 1))
    other = attrs.evolve(run, service="oak")
    lines = list(table((later, run, other)))

    assert [f"{run.service}:", "oak:"] == [line for line in lines if line.endswith(":")]
    mine = lines[: lines.index("oak:")]
    days = [line.split()[0] for line in mine if line[:4].isdigit()]
    assert [run.date.isoformat(), later.date.isoformat()] == days
    assert not any(line.endswith(":") for line in table((run, later)))


def test_no_run_is_said() -> None:
    """An empty history says so."""
    assert ["No run is in this history yet."] == list(table(()))
