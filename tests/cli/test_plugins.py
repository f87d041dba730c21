"""The commands about plugins and rulesets say what is there, what is wrong, and who set what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.scaffold import make
from tests.plugging.making import plugin

ROOT = Path(__file__).parents[2]
EARLY = ROOT / "fixtures" / "early"


def test_plugins_lists_each_with_its_state(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Version, source, interface, hooks, checks and state; the fault itself on standard error."""
    broken = tmp_path / "ours.py"
    broken.write_text(
        "from takehold.engine.hookspecs import hookimpl\nTAKEHOLD_API = 1\n@hookimpl\ndef takehold_words():\n    return []",
        "utf-8",
    )
    assert 0 == main(["plugins", "--plugin", str(broken)])
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert ["plugin", "version", "from", "api", "checks", "hooks"] == lines[0].split()[:6]
    assert lines[1].startswith("builtin")
    assert lines[1].endswith("ready")
    assert any("ours.py" in line and "words" in line and line.endswith("ready") for line in lines)


def test_plugins_names_what_one_gives(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """With a name, every check and ruleset of that plugin."""
    assert 0 == main(["plugins", "builtin"])
    out = capfdbinary.readouterr().out.decode()
    assert "long-enough" in out
    assert "cqc-readiness.toml" in out
    assert 2 == main(["plugins", "bultin"])
    assert "did you mean 'builtin'?" in capfdbinary.readouterr().err.decode()


def test_doctor_finds_nothing_wrong_here(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Python, libraries, plugins and rulesets are all well."""
    assert 0 == main(["doctor"])
    assert capfdbinary.readouterr().out.decode().endswith("Nothing is wrong\n")


def test_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    """A broken plugin and a ruleset that cannot be used: each with its sentence, and status 2."""
    site = tmp_path / "site"
    info = site / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[takehold]\nbroken = nosuchmodule\n", "utf-8")
    done = command("doctor", site=site)
    assert 2 == done.returncode
    assert "WRONG  plugin 'broken' (broken 1.0) did not load: ModuleNotFoundError" in done.stdout
    assert done.stdout.endswith("1 thing is wrong\n")


def test_doctor_tells_a_warning_apart(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """What a plugin is warned of is neither well nor wrong, and the status stays 0."""
    own = plugin(tmp_path, "return met('So')", "chatty.py")
    own.write_text(own.read_text("utf-8") + "\nprint('hello')\n", "utf-8")
    assert 0 == main(["doctor", "--plugin", str(own)])
    told = capfdbinary.readouterr().out.decode()
    assert [line for line in told.splitlines() if line.startswith("  note ")], told
    assert told.endswith("Nothing is wrong\n")


def command(*words: str, site: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; from takehold.engine.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(site)},
    )


class TestShow:
    """`rulesets show` says what is in force and, with --origin, which line set it."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        (tmp_path / "base.toml").write_text(
            "extends = ['ladder']\nmandatory = ['long-enough']\n[check.long-enough]\nmin_days = 60", "utf-8"
        )
        own = tmp_path / "own.toml"
        own.write_text(
            "version = '3'\nextends = ['base.toml']\n\n[check.long-enough]\nmin_days = 30", "utf-8"
        )
        return own

    def test_every_value_has_its_origin(self, own: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        """The line in force, what it overruled, and what is a default."""
        assert 0 == main(["rulesets", "show", str(own), "--origin"])
        lines = capfdbinary.readouterr().out.decode().splitlines()
        at = lines.index("check long-enough (mandatory, not waivable)")
        assert ["min_days", "=", "30", "own.toml:5", "(over", "base.toml:4", "said", "60)"] == lines[
            at + 3
        ].split()
        assert ["mandatory", "=", "True", "base.toml:2"] == lines[at + 4].split()
        assert any(line.split() == ["max_waiver_days", "=", "180", "ladder.toml:6"] for line in lines)
        assert any(line.split() == ["window", "=", "3", "default"] for line in lines)

    def test_files_versions_and_digests_are_named(
        self, own: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Each file it was read from, and the digest of the whole."""
        main(["rulesets", "show", str(own)])
        out = capfdbinary.readouterr().out.decode()
        assert "version 3, sha256:" in out
        assert out.index("ladder.toml") < out.index("base.toml") < out.index("own.toml")

    def test_a_slip_is_shown_with_a_caret(
        self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """File, line and character, the line itself, and a caret under the slip; status 2."""
        own = tmp_path / "own.toml"
        own.write_text("checks = ['long-enough']\n[terms]\nwindw = 3", "utf-8")
        assert 2 == main(["assess", str(EARLY), "--ruleset", str(own)])
        err = capfdbinary.readouterr().err.decode()
        assert (
            "takehold: own.toml:3:1: 'windw' is no term; did you mean 'window'?\n    windw = 3\n    ^^^^^\n"
            in err
        )


def test_a_plugin_file_adds_its_checks(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`--plugin` is taken by assess and by checks; a broken one is refused with its line."""
    path = plugin(tmp_path, "return met('All is well')")
    own = tmp_path / "own.toml"
    own.write_text("families = ['ours']", "utf-8")
    assert 0 == main(["checks", "--plugin", str(path)])
    assert "\nours\n" in capfdbinary.readouterr().out.decode()
    main(["assess", str(EARLY), "--ruleset", str(own), "--plugin", str(path), "--format", "json"])
    assert "All is well" in capfdbinary.readouterr().out.decode()
    path.write_text("def (", "utf-8")
    assert 2 == main(["assess", str(EARLY), "--plugin", str(path)])
    assert "own_checks.py:1" in capfdbinary.readouterr().err.decode()


class TestNew:
    """`plugin new` makes a package whose own tests pass as made."""

    def test_its_tests_pass_once_it_is_installed(self, tmp_path: Path) -> None:
        """Built into a wheel by its own build system, put where Python finds it, and its tests run."""
        folder = make("harbour-checks", tmp_path)
        site = wheel_of(folder, tmp_path / "site")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", "tests"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(site)},
        )
        assert 0 == done.returncode, done.stdout + done.stderr
        assert " passed" in done.stdout

    def test_it_is_typed(self, tmp_path: Path) -> None:
        """mypy --strict finds nothing in what was made."""
        folder = make("harbour-checks", tmp_path)
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", str(folder / "src" / "harbour_checks")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "MYPYPATH": f"{ROOT / '.dev'}:{folder / 'src'}"},
        )
        assert 0 == done.returncode, done.stdout

    @pytest.mark.parametrize("name", ["Harbour", "takehold-x", "../x", "a b", ""])
    def test_a_name_that_is_none_is_refused(
        self, tmp_path: Path, name: str, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """With a sentence, and nothing written."""
        assert 2 == main(["plugin", "new", name, "--into", str(tmp_path)])
        assert "is no name for a plugin" in capfdbinary.readouterr().err.decode()
        assert [] == list(tmp_path.iterdir())

    def test_nothing_is_written_over(self, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        """A folder that is there is left as it is."""
        (tmp_path / "ours").mkdir()
        assert 2 == main(["plugin", "new", "ours", "--into", str(tmp_path)])
        assert "is there already" in capfdbinary.readouterr().err.decode()


def wheel_of(folder: Path, site: Path) -> Path:
    """A package built into a wheel without a network, and unpacked where Python can find it."""
    import zipfile

    code = "import os, sys; os.chdir(sys.argv[1]); from hatchling import build; print(build.build_wheel(sys.argv[2]))"
    site.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(site)], capture_output=True, text=True, check=False
    )
    if "No module named 'hatchling'" in done.stderr:
        pytest.skip("hatchling, which builds the package, is not installed here")
    assert 0 == done.returncode, done.stderr
    wheel = next(site.glob("*.whl"))
    zipfile.ZipFile(wheel).extractall(site)
    wheel.unlink()
    return site
