"""The waivers on the page about the case file: the example holds, and the keys are those there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.waivers import FILE, read_waivers

ROOT = Path(__file__).parents[2]
SECTION = (ROOT / "docs" / "case-file.md").read_text("utf-8").partition("\n## Waivers\n")[2]


def test_the_example_waives_what_it_names(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Beside a case with that finding it holds, until the day it says."""
    case = tmp_path / "case"
    shutil.copytree(ROOT / "fixtures" / "early", case)
    (example,) = re.findall(r"^```toml\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
    (case / FILE).write_text(example, "utf-8")
    assert 0 == main(["waivers", str(case)])
    out = capfdbinary.readouterr().out.decode()
    assert "1 of 1 waivers hold" in out
    assert "lived-experience for c1 (insufficient): until 31 December 2026" in out


def test_every_key_is_needed_and_there_is_no_other(tmp_path: Path) -> None:
    """A waiver without any of the keys of the table is told each of them, and no more."""
    keys = re.findall(r"^\| \*\*(\w+)\*\* \|", SECTION, re.MULTILINE)
    path = tmp_path / FILE
    path.write_text("[[waiver]]\n", "utf-8")
    (problem,) = read_waivers(path).problems
    assert keys == re.findall(r"(\w+) is missing", problem.message)
