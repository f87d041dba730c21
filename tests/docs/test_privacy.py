"""What the pages on privacy and security say is so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import attrs
import pytest

from takehold.engine import cache
from takehold.engine.cli import main
from takehold.engine.history import Run
from takehold.engine.portfolio.row import Row
from takehold.tui import recent

ROOT = Path(__file__).parents[2]
PRIVACY = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case in an empty folder, which is also home, where programs keep what they keep, and where commands run."""
    shutil.copytree(ROOT / "fixtures" / "ready", tmp_path / "case")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "TAKEHOLD_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    return tmp_path


def test_judging_writes_nothing_but_what_is_kept(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run without a file to write leaves the case as it was, one kept result and one kept answer; `--no-cache` neither."""
    before = files(machine)

    for words in (["assess", "case", "--no-cache"], ["validate", "case"], ["explain", "long-enough", "case"]):
        main(words)
        assert before == files(machine)
    main(["assess", "case"])

    kept = files(machine) - before
    assert 2 == len(kept)
    assert all(one.startswith(".cache/takehold/results/") for one in kept)


def test_keeping_can_be_turned_off(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the folder at a place that is none, nothing is kept and nothing is said of it."""
    monkeypatch.setenv("TAKEHOLD_CACHE", "/dev/null")
    before = files(machine)

    assert 0 == main(["assess", "case"])
    assert before == files(machine)


def test_the_list_of_cases_lately_opened_holds_no_record(machine: Path) -> None:
    """Of eight cases it holds path, name and place in the walk, where the page says, for its owner's eyes alone."""
    for n in range(10):
        path = machine / f"case-{n}"
        path.mkdir()
        recent.remember(path, "Elm House", "home")

    place = machine / ".local" / "state" / "takehold"
    assert {"recent.json"} == files(place)
    assert (8, 0o700) == (len(recent.recent()), place.stat().st_mode & 0o777)
    assert {"path", "name", "left"} == {field.name for field in attrs.fields(recent.Recent)}
    assert "of the last eight: the path, the service's name, and where you left it" in PRIVACY


def test_what_is_kept_is_where_and_as_long_as_it_says() -> None:
    """The folders of three systems and the thirty days stand on the page."""
    home = str(cache.home({}, "linux")).replace(str(Path.home()), "~")
    mac = str(cache.home({}, "darwin")).replace(str(Path.home()), "~")
    assert f"`{home}`" in PRIVACY and f"`{mac}`" in PRIVACY
    assert 30 * 24 * 3600 == cache.KEPT_FOR and "thirty days" in PRIVACY


def test_neither_a_history_nor_a_portfolios_row_has_room_for_a_record() -> None:
    """Their fields are dates, words of takehold's own, ids, counts and digests; a row also tells what is wrong with the data."""
    assert {"date", "service", "verdict", "without_waivers", "stages", "counts", "ruleset", "inputs", "takehold"} == {
        field.name for field in attrs.fields(Run)
    }  # fmt: skip
    assert not {"statement", "message", "findings"} & {field.name for field in attrs.fields(Row)}


def test_each_promise_of_security_is_held_by_something_that_is_there() -> None:
    """Every test, script and page that the page on security names exists."""
    named = set(re.findall(r"`((?:tests|bench)/[\w/.]+)`", SECURITY)) | set(
        re.findall(r"\((docs/\w+\.md)\)", SECURITY)
    )

    assert len(named) > 8
    assert [] == [name for name in sorted(named) if not (ROOT / name).exists()]
