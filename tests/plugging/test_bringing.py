"""Forms of case file and report formats that plugins bring: used where asked for, and their faults their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.errors import CaseError, RulesetError, UsageError
from takehold.engine.frameworks import frameworks
from takehold.engine.plugins import installed, use
from takehold.engine.report import format_of, known, render
from takehold.engine.result import Result

from .making import small, written

HEAD = """
import pathlib, sys
from takehold.engine.hookspecs import Loader, ReportFormat, Rows, hookimpl
TAKEHOLD_API = 1
"""
LOADER = """
def read(path):
    {body}

@hookimpl
def takehold_loaders():
    return [Loader(name="own", title="Own", recognises=lambda path: path.suffix == ".own", read=read)]
"""
FORMAT = """
def render(result):
    {body}

@hookimpl
def takehold_formats():
    return [ReportFormat(name="own", title="Own", ending=".own", render=render)]
"""
TABLES = """return {
        "service": Rows("x.own", [(1, {"id": "elm", "name": "Elm", "as_of": "2026-06-30"})]),
        "claims": Rows("x.own", [(2, {"id": "c1", "statement": "s", "stage": "improved"})]),
        "evidence": Rows("x.own", [(3, {"id": "e1", "date": "2026-05-01", "kind": KIND})]),
    }"""


def reading(folder: Path, body: str) -> Path:
    """A file of a form that only a plugin knows."""
    use(installed(files=[written(folder, HEAD + LOADER.replace("{body}", body), "loads.py")]))
    path = folder / "x.own"
    path.write_text("1", "utf-8")
    return path


def test_a_form_that_a_plugin_knows_is_read(tmp_path: Path) -> None:
    """Held to the same rules, with the plugin's own rows as places."""
    case = read_case(reading(tmp_path, TABLES.replace("KIND", "'audit'")))
    assert case.sound, case.problems
    assert ("x.own", 2) == (case.places["claims", "c1"].file, case.places["claims", "c1"].row)
    assert [3] == case.evidence["row"].to_list()
    assert "x.own" == case.inputs[0].file


def test_a_slip_in_it_is_told_as_any_other(tmp_path: Path) -> None:
    """A kind that is none, with its row."""
    case = read_case(reading(tmp_path, TABLES.replace("KIND", "'audti'")))
    problem = next(problem for problem in case.problems if problem.level == "error")
    assert ("x.own", 3, "kind") == (problem.place.file, problem.place.row, problem.place.column)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise ValueError('no')", "failed to read it: ValueError: no at loads.py:7"),
        ("sys.exit(1)", "failed to read it: it called sys.exit(1) at loads.py:7"),
        ("return []", "a loader gives a table of Rows by name"),
    ],
)
def test_a_loader_at_fault_is_named(tmp_path: Path, body: str, says: str) -> None:
    """Plugin, version, file and line; nothing is read."""
    with pytest.raises(CaseError) as raised:
        read_case(reading(tmp_path, body))
    assert says in str(raised.value)
    assert "plugin 'loads' (loads.py sha256:" in str(raised.value)


def test_no_plugin_is_asked_of_a_form_of_our_own(tmp_path: Path) -> None:
    """A plugin that claims every path does not get ours."""
    text = HEAD + LOADER.replace("{body}", "raise ValueError").replace('path.suffix == ".own"', "True")
    use(installed(files=[written(tmp_path, text, "loads.py")]))
    assert read_case(Path(__file__).parents[2] / "fixtures" / "early").sound


def judged() -> Result:
    found = installed()
    return assess(small(), found.ruleset(["ladder"]))


def test_a_plugin_writes_its_format(tmp_path: Path) -> None:
    """By name and by the ending of a file."""
    text = HEAD + FORMAT.replace("{body}", "return 'of ' + result.service_name")
    use(installed(files=[written(tmp_path, text, "writes.py")]))
    assert "of Elm House" == render(judged(), "own")
    assert "own" == format_of(Path("paper.own"))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("return 1 / 0", "failed to write own: ZeroDivisionError: division by zero at writes.py:7"),
        ("return 3", "gave int as a report"),
    ],
)
def test_a_format_at_fault_is_named(tmp_path: Path, body: str, says: str) -> None:
    """Plugin, version, file and line, in a sentence."""
    use(installed(files=[written(tmp_path, HEAD + FORMAT.replace("{body}", body), "writes.py")]))
    with pytest.raises(UsageError) as raised:
        render(judged(), "own")
    assert says in str(raised.value)


def test_a_format_that_nobody_brings_is_refused(tmp_path: Path) -> None:
    """With the nearest of those there are, a plugin's among them."""
    use(installed(files=[written(tmp_path, HEAD + FORMAT.replace("{body}", "return ''"), "writes.py")]))
    with pytest.raises(UsageError, match="the nearest is own"):
        known("owns")


def test_a_framework_that_is_none_is_told(tmp_path: Path) -> None:
    """With the file's name and what belongs in it."""
    (tmp_path / "promises.toml").write_text("id = 'x'", "utf-8")
    hook = "@hookimpl\ndef takehold_frameworks():\n    return [pathlib.Path(__file__).with_name('promises.toml')]\n"
    use(installed(files=[written(tmp_path, HEAD + hook, "knows.py")]))
    with pytest.raises(RulesetError, match="this is no framework"):
        frameworks()


def test_what_is_read_is_cut_off_and_judged(tmp_path: Path) -> None:
    """From a plugin's form to findings."""
    case = as_at(read_case(reading(tmp_path, TABLES.replace("KIND", "'audit'"))), None)
    assert assess(case, installed().ruleset(["ladder"])).findings


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Each test begins with nothing loaded but what comes with takehold."""
    use(installed())
