"""The example plugin is built into its own wheel, installed from it, and keeps what it promises."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_plugins import command, wheel_of

ROOT = Path(__file__).parents[2]
HARBOUR = ROOT / "examples" / "harbour_supervision"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the plugin's wheel is unpacked."""
    folder = tmp_path_factory.mktemp("harbour")
    shutil.copytree(HARBOUR, folder / "package", ignore=shutil.ignore_patterns("__pycache__"))
    return wheel_of(folder / "package", folder / "site")


def test_its_own_tests_pass(site: Path) -> None:
    """Against the wheel, not against the files beside it."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "tests"],
        cwd=site.parent / "package",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    assert 0 == done.returncode, done.stdout + done.stderr


def test_the_command_reads_judges_and_writes_by_it(site: Path) -> None:
    """An export in, the organisation's verdict, its own paper out."""
    done = command(
        "assess",
        str(HARBOUR / "data" / "harbour-house.shb"),
        "--ruleset",
        "harbour",
        "--format",
        "board",
        site=site,
    )
    assert 1 == done.returncode, done.stderr
    assert "BOARD PAPER: Harbour House" in done.stdout
    assert "supervised-afterwards: concern" in done.stdout


def test_plugins_shows_where_it_came_from(site: Path) -> None:
    """Name, version and distribution, and all six hooks."""
    line = next(
        line for line in command("plugins", site=site).stdout.splitlines() if line.startswith("harbour")
    )
    assert ["harbour", "1.0.0", "harbour-supervision", "1", "1"] == line.split()[:5]
    assert "checks, formats, frameworks, loaders, rulesets, words" in line
    assert line.endswith("ready")


def test_without_it_its_ruleset_is_missing_and_nothing_passes(tmp_path: Path) -> None:
    """A plugin that a ruleset needs and that is not there is an error, never a pass."""
    own = tmp_path / "own.toml"
    own.write_text('plugins = ["harbour"]\nextends = ["cqc-readiness"]', "utf-8")
    done = command("assess", str(ROOT / "fixtures" / "early"), "--ruleset", str(own), site=tmp_path)
    assert (2, "") == (done.returncode, done.stdout)
    assert "own.toml:1:12: there is no plugin called 'harbour' installed" in done.stderr
