"""Plugins load one by one: each fault has a name, a place and a remedy, and the rest go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.errors import RulesetError, UsageError
from takehold.engine.hookspecs import BUILTIN
from takehold.engine.model import Level
from takehold.engine.plugins import Installed, installed

from .making import found_with, plugin, written

HEAD = "from takehold.engine.hookspecs import hookimpl, Loader, ReportFormat\nTAKEHOLD_API = 1\n"
FAULTS = {
    "no Python": ("def (:", "SyntaxError", 1),
    "an import that is not there": (
        "TAKEHOLD_API = 1\nimport nosuchmodule",
        "No module named 'nosuchmodule'",
        2,
    ),
    "leaving": ("import sys\nsys.exit(0)", "it called sys.exit(0)", 2),
    "no version": ("x = 1", "write TAKEHOLD_API = 1 at the top", None),
    "a version to come": (
        "TAKEHOLD_API = 2",
        "install a newer takehold, or an older release of the plugin",
        None,
    ),
    "a version that is gone": ("TAKEHOLD_API = 0", "install a newer release of the plugin", None),
    "a version in words": ("TAKEHOLD_API = 'one'", "is no whole number", None),
    "no hook": ("TAKEHOLD_API = 1", "gives nothing: mark a function called takehold_checks", None),
    "a misspelt hook": (
        HEAD + "@hookimpl\ndef takehold_check():\n    return []",
        "a hook called 'takehold_check', which is none; did you mean 'takehold_checks'?",
        3,
    ),
    "a hook that is not marked": (
        HEAD + "def takehold_checks():\n    return []",
        "takehold_checks that is not marked @hookimpl",
        3,
    ),
    "an argument there is not": (HEAD + "@hookimpl\ndef takehold_checks(case):\n    return []", "case", None),
    "a hook that raises": (
        HEAD + "@hookimpl\ndef takehold_checks():\n    raise KeyError('x')",
        "failed in takehold_checks: KeyError: 'x'",
        5,
    ),
    "a hook that gives no list": (HEAD + "@hookimpl\ndef takehold_checks():\n    return 3", "not int", None),
    "a check that is none": (
        HEAD + "@hookimpl\ndef takehold_checks():\n    return [int]",
        "no subclass of ClaimCheck",
        None,
    ),
    "a ruleset that is not there": (
        HEAD
        + "from pathlib import Path\n@hookimpl\ndef takehold_rulesets():\n    return [Path('nosuch.toml')]",
        "gives nosuch.toml, which is not there",
        None,
    ),
    "a loader that is none": (
        HEAD + "@hookimpl\ndef takehold_loaders():\n    return ['x']",
        "as a loader",
        None,
    ),
    "a format without a full stop": (
        HEAD
        + "@hookimpl\ndef takehold_formats():\n    return [ReportFormat(name='x', title='x', ending='x', render=str)]",
        "an ending begins with a full stop",
        None,
    ),
}


@pytest.mark.parametrize(("text", "says", "row"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_plugin_version_file_and_line(
    tmp_path: Path, text: str, says: str, row: int | None
) -> None:
    """The problem says what to do, and nothing else is harmed."""
    found = installed()
    problems = found.need(str(written(tmp_path, text)))
    problem = next(problem for problem in problems if says in problem.message)
    assert Level.ERROR is problem.level
    assert problem.message.startswith("plugin 'own_checks' (own_checks.py sha256:")
    assert "own_checks.py" == problem.place.file
    assert row is None or row == problem.place.row
    assert installed().checks.keys() == found.checks.keys()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('id = "own"', 'id = "Own Check"'), "an id is small letters, figures and hyphens"),
        (('family = "ours"', "family = ''"), "without a family"),
        (("Severity.MAJOR", "'major'"), "without a severity"),
        (("def judge(", "def judg("), "never answers: write def judge(self, claim) in Own"),
        (("    What to do: Something.\n", ""), "no paragraph headed What to do"),
        (
            ('id = "own"', 'id = "own"\n    subject = "team"'),
            "a check judges a claim, priority, action or service",
        ),
    ],
)
def test_a_check_is_looked_at_before_it_is_used(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    """What is wrong with a class is told at its own line, and its neighbour is used."""
    path = plugin(tmp_path, "return met('x')")
    path.write_text(path.read_text("utf-8").replace(*change, 1), "utf-8")
    found = installed()
    problem = next(problem for problem in found.need(str(path)) if says in problem.message)
    assert problem.place.row == 9
    assert problem.message.endswith(" (own_checks.py:9)")
    assert "good" in found.checks


def test_the_first_to_give_an_id_keeps_it(tmp_path: Path) -> None:
    """The second is told who has it, and a shipped check is never replaced."""
    text = plugin(tmp_path, "return met('x')").read_text("utf-8")
    found = installed(files=[tmp_path / "own_checks.py"])
    other = written(tmp_path, text.replace('"own"', '"long-enough"'), "other.py")
    problems = [problem.message for problem in found.need(str(other))]
    assert 2 == len(problems)
    assert "gives the check 'long-enough', which plugin 'builtin' (takehold" in problems[0]
    assert "gives the check 'good', which plugin 'own_checks' (own_checks.py" in problems[1]
    assert "takehold.plugins.builtin" in found.checks["long-enough"].__module__


def test_what_it_prints_while_it_loads_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard output stays clean, and the plugin is used."""
    path = plugin(tmp_path, "return met('x')")
    path.write_text("print('hello')\n" + path.read_text("utf-8"), "utf-8")
    found = found_with(path)
    assert "" == capsys.readouterr().out
    assert [Level.WARNING] == [problem.level for problem in found.problems]
    assert "own" in found.checks


def test_a_file_is_loaded_once(tmp_path: Path) -> None:
    """Named on the command line and in the ruleset, it is one plugin."""
    path = plugin(tmp_path, "return met('x')")
    found = found_with(path)
    own = tmp_path / "own.toml"
    own.write_text("plugins = ['./own_checks.py']\nchecks = ['own']", "utf-8")
    assert ["own"] == [use.id for use in found.ruleset([str(own)]).uses]


def test_code_beside_data_is_never_loaded(tmp_path: Path) -> None:
    """Only what somebody names is run."""
    written(tmp_path, "raise SystemExit('run!')", "conftest.py")
    own = tmp_path / "own.toml"
    own.write_text("checks = ['long-enough']", "utf-8")
    assert ["long-enough"] == [use.id for use in installed().ruleset([str(own)]).uses]


class TestRule:
    """Which installed plugins are imported follows one rule."""

    def test_only_what_comes_with_takehold_is_loaded(self, distributed: Path) -> None:
        """Others wait, known by their metadata alone."""
        found = installed()
        assert [BUILTIN] == list(found.plugins)
        assert {"ours", "broken"} <= set(found.waiting)
        assert not (distributed / "imported").exists()

    def test_a_ruleset_that_names_a_plugin_loads_it_and_no_other(
        self, distributed: Path, tmp_path: Path
    ) -> None:
        """`plugins` names it; a broken one that nobody needs is not touched."""
        own = tmp_path / "own.toml"
        own.write_text("plugins = ['ours']\nchecks = ['own']", "utf-8")
        found = installed()
        use = found.ruleset([str(own)]).uses[0]
        assert ("ours", "our-distribution", "1.5") == (
            (use.giver.name, use.giver.source, use.giver.version) if use.giver else None
        )
        assert "broken" in found.waiting
        assert [] == found.problems

    @pytest.mark.parametrize("text", ["checks = ['own']", "families = ['ours']", "extends = ['our-rules']"])
    def test_what_is_not_found_otherwise_is_looked_for_in_all(
        self, distributed: Path, tmp_path: Path, text: str
    ) -> None:
        """A check, family or ruleset of an installed plugin is found; a broken plugin on the way is a warning."""
        own = tmp_path / "own.toml"
        own.write_text(text, "utf-8")
        found = installed()
        assert "own" in [use.id for use in found.ruleset([str(own)]).uses]
        assert [Level.WARNING] == [problem.level for problem in found.problems]
        assert "plugin 'broken' (our-distribution 1.5) did not load" in found.problems[0].message

    def test_a_plugin_that_is_needed_and_broken_is_an_error(self, distributed: Path, tmp_path: Path) -> None:
        """With the place in the ruleset that needs it."""
        own = tmp_path / "own.toml"
        own.write_text("checks = ['long-enough']\nplugins = ['broken']", "utf-8")
        with pytest.raises(RulesetError) as raised:
            installed().ruleset([str(own)])
        problem = raised.value.problems[0]
        assert ("own.toml", 2) == (problem.place.file, problem.place.row)
        assert "did not load: ImportError: out of order at broken_plugin.py:2" in problem.message

    def test_all_are_loaded_to_be_listed(self, distributed: Path) -> None:
        """Nothing waits then."""
        assert {} == installed(everything=True).waiting


@pytest.fixture
def distributed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A distribution of two plugins, one of them broken, as an installer would leave it."""
    site = tmp_path_factory.mktemp("site")
    plugin(site, "return met('It is so')", "our_plugin.py")
    text = (site / "our_plugin.py").read_text("utf-8")
    text += (
        "\nimport pathlib\npathlib.Path(__file__).with_name('imported').touch()\n"
        "@hookimpl\ndef takehold_rulesets():\n    return [pathlib.Path(__file__).with_name('our-rules.toml')]\n"
    )
    (site / "our_plugin.py").write_text(text, "utf-8")
    (site / "our-rules.toml").write_text("checks = ['own']", "utf-8")
    written(site, "TAKEHOLD_API = 1\nraise ImportError('out of order')", "broken_plugin.py")
    info = site / "our_distribution-1.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: our-distribution\nVersion: 1.5\n", "utf-8")
    (info / "entry_points.txt").write_text("[takehold]\nours = our_plugin\nbroken = broken_plugin\n", "utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(__import__("sys").modules, "our_plugin", raising=False)
    return site


def test_a_file_that_the_command_names_and_is_broken_is_refused(tmp_path: Path) -> None:
    """Nothing is judged without the checks somebody asked for."""
    with pytest.raises(UsageError, match="did not load"):
        found_with(written(tmp_path, "raise ValueError"))
    with pytest.raises(UsageError, match=r"--plugin takes a \.py file"):
        installed(files=["harbour"])


def test_nothing_is_left_over_from_another_run(tmp_path: Path) -> None:
    """What one run loaded, the next does not know."""
    found_with(plugin(tmp_path, "return met('x')"))
    assert "own" not in installed().checks
    assert isinstance(installed(), Installed)


def test_a_plugin_that_is_named_and_never_asked_is_told(tmp_path: Path) -> None:
    """A ruleset that names a plugin and runs none of its checks says so, with their names; one that does is silent."""
    plugin(tmp_path, "return met('x')")
    own = tmp_path / "own.toml"
    own.write_text("plugins = ['./own_checks.py']\nchecks = ['long-enough']", "utf-8")
    found = installed()
    found.ruleset([str(own)])
    assert 1 == len(found.problems)
    assert "named under plugins, and ruleset own runs none of its checks" in found.problems[0].message
    assert "(own and good)" in found.problems[0].message
    own.write_text("plugins = ['./own_checks.py']\nchecks = ['own']", "utf-8")
    found = installed()
    found.ruleset([str(own)])
    assert [] == found.problems


def test_a_file_that_is_not_there_is_answered_with_the_one_beside_it(tmp_path: Path) -> None:
    """A ruleset and a plugin file whose names are mistyped."""
    plugin(tmp_path, "return met('x')")
    (tmp_path / "house.toml").write_text("checks = ['long-enough']", "utf-8")
    with pytest.raises(UsageError, match=r"did you mean 'own_checks\.py'"):
        found_with(tmp_path / "own_cheks.py")
    with pytest.raises(RulesetError, match=r"did you mean 'house\.toml'"):
        installed().ruleset([str(tmp_path / "hous.toml")])
