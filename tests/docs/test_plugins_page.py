"""Every file on the page about plugins is written out as it stands, and every command run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from takehold.engine.conformance import faults
from takehold.engine.plugins import installed
from takehold.engine.testing import read_cases
from tests.cli.test_plugins import command

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FILES = {name: text for _, name, text in BLOCKS if name}
COMMANDS = [line for kind, _, text in BLOCKS if kind == "sh" for line in text.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's files side by side, and a service to judge."""
    made = tmp_path_factory.mktemp("page")
    for name, text in FILES.items():
        (made / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "fixtures" / "early", made / "our-service")
    return made


@pytest.mark.parametrize("line", COMMANDS)
def test_the_command_does_what_it_says(folder: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 0, or 1 for a case that falls short; never a slip, never a failed check."""
    program, *words = shlex.split(line)
    assert "takehold" == program
    monkeypatch.chdir(folder)
    done = command(*words, site=folder)
    assert done.returncode in (0, 1), done.stderr


def test_the_checks_on_the_page_are_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them gives findings."""
    monkeypatch.chdir(folder)
    for option, file, check in (
        ("--ruleset", "our_checks.toml", "families-asked"),
        ("--ruleset", "with_python.toml", "nights-observed"),
        ("--ruleset", "with_handovers.toml", "handover-read"),
        ("--plugin", "handovers.py", "handover-read"),
    ):
        done = command("assess", "our-service", option, file, "--format", "json", site=folder)
        assert f'"{check}"' in done.stdout


def test_a_check_is_twenty_lines_and_its_test_five() -> None:
    """As the page says, blank lines aside."""
    lines = {name: [line for line in text.splitlines() if line.strip()] for name, text in FILES.items()}
    assert (20, 5) == (len(lines["handovers.py"]), len(lines["test_handovers.py"]))


def test_the_cases_on_the_page_hold(folder: Path) -> None:
    """Each comes out as it says."""
    checks = installed(files=[folder / "my_checks.py"]).checks
    cases = list(read_cases(folder / "nights-observed.toml"))
    assert 3 == len(cases)
    for case in cases:
        case.assert_holds(checks)


def test_the_short_check_keeps_the_rules_of_every_check(folder: Path) -> None:
    """Short as it is."""
    checks = installed(files=[folder / "handovers.py"]).checks
    assert [] == faults(checks["handover-read"])


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("test_")])
def test_the_tests_on_the_page_pass(folder: Path, name: str) -> None:
    """As an author would run them."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert 0 == done.returncode, done.stdout


def test_every_toml_on_the_page_is_toml() -> None:
    """Also the one that is part of a larger file."""
    assert all(tomllib.loads(text) for kind, _, text in BLOCKS if kind == "toml")
