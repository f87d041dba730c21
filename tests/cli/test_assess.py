"""`takehold assess`: what it writes where, and with which status it leaves."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.check import ClaimCheck, Judgement
from takehold.engine.cli import main
from takehold.engine.cli.terminal import Progress, colours, durations

FIXTURES = Path(__file__).parents[2] / "fixtures"
READY, OVERSTATED, EARLY = (FIXTURES / name for name in ("ready", "overstated", "early"))


@pytest.fixture
def assess(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Run the command; gives its status, standard output and standard error."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = main(["assess", *map(str, words)])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A case with two errors in its data."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "service.toml").write_text('id = "elm"\nname = "Elm"\nas_of = 2026-06-30\n')
    (folder / "claims.csv").write_text("id,statement,stage,changed_on\nc1,s,improved,soon\n")
    (folder / "evidence.csv").write_text("id,date,kind\ne1,2026-06-01,audti\n")
    return folder


class TestStatus:
    """0 passes, 1 falls short, 2 cannot be used, 3 a check errored; nothing else."""

    @pytest.mark.parametrize(
        ("case", "fail_on", "expected"),
        [
            (READY, (), 0),
            (OVERSTATED, (), 1),
            (EARLY, (), 1),
            (OVERSTATED, ("never",), 0),
            (EARLY, ("blocker",), 1),
            (READY, ("blocker",), 1),
            (READY, ("verdict",), 0),
            (READY, ("major",), 1),
            (EARLY, ("baseline-identified",), 0),
            (READY, ("priority-evidenced",), 1),
            (READY, ("baseline-identified", "priority-evidenced"), 1),
            (READY, ("nonsense",), 2),
            (READY, ("never", "major"), 2),
        ],
    )
    def test_what_is_asked_for_decides(
        self, assess: Any, case: Path, fail_on: tuple[str, ...], expected: int
    ) -> None:
        """Each `--fail-on` gives its status."""
        words = [word for one in fail_on for word in ("--fail-on", one)]
        assert expected == assess(case, *words)[0]

    def test_the_worst_of_several_cases_decides(self, assess: Any) -> None:
        """One that falls short is enough."""
        assert 1 == assess(READY, OVERSTATED, "-q")[0]

    def test_a_failed_check_comes_before_everything(
        self, assess: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A check that raises gives 3, also where nothing may fail the run."""
        from takehold.plugins.builtin.improvement_over_time import BaselineIdentified

        def judge(self: ClaimCheck, view: object) -> Judgement:
            raise RuntimeError("out of order")

        monkeypatch.setattr(BaselineIdentified, "judge", judge)
        for fail_on in ("verdict", "never", "baseline-identified"):
            assert 3 == assess(READY, "--fail-on", fail_on)[0]


class TestNothingChecked:
    """Nothing checked is never green: each is refused with a sentence, or falls short."""

    def refused(self, assess: Any, *words: str | Path) -> str:
        status, out, err = assess(*words)
        assert (2, "") == (status, out)
        assert "Traceback" not in err
        assert isinstance(err, str)
        return err

    def test_an_empty_folder(self, assess: Any, tmp_path: Path) -> None:
        """A folder without a service is no case."""
        assert "service" in self.refused(assess, tmp_path)

    def test_a_typo_in_a_path(self, assess: Any) -> None:
        """A path that is not there names the one that was probably meant."""
        assert "did you mean 'overstated'" in self.refused(assess, FIXTURES / "overstatd")

    def test_a_pattern_no_shell_filled_in(self, assess: Any) -> None:
        """A pattern that matched no file reaches the command as it is, and is no file."""
        assert "no such file or folder" in self.refused(assess, FIXTURES / "*.xlsx")

    def test_a_filter_that_fits_nothing(self, assess: Any) -> None:
        """`--only` with a pattern that fits no finding shows nothing and says so."""
        err = self.refused(assess, READY, "--only", "acton-owned")
        assert "fits no finding" in err and "did you mean 'action-owned'" in err

    def test_a_filter_that_fits_nothing_beside_one_that_does(self, assess: Any) -> None:
        """One pattern that fits does not excuse another."""
        assert "'x*' fits no finding" in self.refused(assess, READY, "--only", "action-*", "--only", "x*")

    def test_an_empty_ruleset(self, assess: Any, tmp_path: Path) -> None:
        """A ruleset without a check could judge nothing."""
        ruleset = tmp_path / "empty.toml"
        ruleset.write_text('version = "1"\n')
        assert "no check" in self.refused(assess, READY, "--ruleset", ruleset)

    def test_a_ruleset_that_is_not_there(self, assess: Any) -> None:
        """A misspelt ruleset names the nearest."""
        assert "cqc-readiness" in self.refused(assess, READY, "--ruleset", "cqc-readines")

    def test_a_case_with_no_claim(self, assess: Any, tmp_path: Path) -> None:
        """Without a claim there is nothing to judge: it falls short, whatever severity is asked for."""
        (tmp_path / "service.toml").write_text('id = "elm"\nname = "Elm"\nas_of = 2026-06-30\n')
        (tmp_path / "claims.csv").write_text("id,statement,stage\n")
        (tmp_path / "evidence.csv").write_text("id,date,kind\ne1,2026-06-01,audit\n")
        for fail_on in ("verdict", "blocker", "minor", "baseline-identified"):
            status, out, _ = assess(tmp_path, "--fail-on", fail_on)
            assert 1 == status
            assert "This case cannot be judged as it stands: it makes no claim" in out

    def test_a_case_with_no_record(self, assess: Any, tmp_path: Path) -> None:
        """Without a record nothing can be believed."""
        (tmp_path / "service.toml").write_text('id = "elm"\nname = "Elm"\nas_of = 2026-06-30\n')
        (tmp_path / "claims.csv").write_text("id,statement,stage\nc1,Better,improved\n")
        (tmp_path / "evidence.csv").write_text("id,date,kind\n")
        status, out, _ = assess(tmp_path)
        assert 1 == status
        assert "not-assessable" in out

    def test_data_with_errors(self, assess: Any, bad: Path) -> None:
        """Every error is said, and nothing is shown that could be taken for a verdict."""
        err = self.refused(assess, bad)
        assert "claims.csv" in err and "evidence.csv" in err
        assert "The data has 2 errors. Nothing is assessed until the errors are put right." in " ".join(
            err.split()
        )


class TestReports:
    """Which report goes where."""

    def test_several_reports_in_one_run(self, assess: Any, tmp_path: Path) -> None:
        """Each file is written in the format of its ending, and standard output holds the one asked for."""
        names = ("r.json", "r.sarif", "r.xml", "r.md", "r.html", "r.csv", "r.tap", "r.xlsx", "r.txt")
        targets = [word for name in names for word in ("--write", tmp_path / name)]
        status, out, _ = assess(READY, "--format", "github", *targets)
        assert 0 == status
        assert out.startswith("::")
        assert set(names) == {path.name for path in tmp_path.iterdir()}
        assert "takehold-result/1" == json.loads((tmp_path / "r.json").read_text("utf-8"))["format"]
        assert b"PK" == (tmp_path / "r.xlsx").read_bytes()[:2]

    @pytest.mark.parametrize(
        "format", ["text", "json", "sarif", "junit", "markdown", "html", "github", "tap", "csv", "xlsx"]
    )
    def test_the_same_case_gives_the_same_bytes(
        self, format: str, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Two runs write the same, in every format, and name no folder of this machine."""
        made = []
        for _ in range(2):
            main(["assess", str(EARLY), "--format", format])
            made.append(capsysbinary.readouterr()[0])
        assert made[0] == made[1]
        assert str(FIXTURES.parent).encode() not in made[0]

    def test_several_cases_name_their_files(self, assess: Any, tmp_path: Path) -> None:
        """With {service} each case has a file of its own."""
        status, _, _ = assess(READY, EARLY, "-q", "--write", tmp_path / "{service}.json")
        ids = {json.loads(path.read_text("utf-8"))["service"]["id"]: path.stem for path in tmp_path.iterdir()}
        assert 1 == status
        assert 2 == len(ids)
        assert set(ids) == set(ids.values())

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("--write", "r.json", "--write", "r.json"), "written twice"),
            (("--write", "r.docx"), "the ending says which format"),
            (("--write", "r"), "the ending says which format"),
            (("--write", "nowhere/r.json"), "there is no folder nowhere"),
            (("--format", "jsn"), "the nearest is json"),
            (("--format", "html", str(EARLY)), "cannot be one html report"),
            (("--write", "r.json", str(EARLY)), "would be written 2 times over"),
            (("--waivers", "none.toml"), "no such file of waivers"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_before_any_work(
        self, assess: Any, words: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A sentence says what is wrong, and no file is written."""
        monkeypatch.chdir(tmp_path)
        status, out, err = assess(*words, READY)
        assert (2, "") == (status, out)
        assert says in err
        assert [] == list(tmp_path.iterdir())

    def test_data_that_cannot_be_read_is_reported_to_machines(
        self, assess: Any, bad: Path, tmp_path: Path
    ) -> None:
        """A build server finds the errors in the report it expects, not an older report that passed."""
        report = tmp_path / "r.xml"
        report.write_text("<testsuites/>")
        status, out, _ = assess(bad, "--format", "github", "--write", report)
        assert 2 == status
        assert "::error file=claims.csv,line=2" in out
        assert 'errors="1"' in report.read_text("utf-8")
        assert "Nothing was judged: the data has 2 errors" in report.read_text("utf-8")

    def test_addresses_start_from_where_the_command_runs(
        self, assess: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A case below the working folder has its path before each file."""
        monkeypatch.chdir(FIXTURES.parent)
        _, out, _ = assess(Path("fixtures/early"), "--format", "github")
        assert "file=fixtures/early/claims.csv" in out

    def test_only_shows_what_fits(self, assess: Any) -> None:
        """A filter leaves findings out of what is shown; status and verdict are those of everything."""
        status, out, _ = assess(OVERSTATED, "--only", "action-*", "--format", "json")
        shown = json.loads(out)
        assert 1 == status
        assert "overstated" == shown["verdict"]["readiness"]
        assert {True} == {finding["check"].startswith("action-") for finding in shown["findings"]}

    def test_only_leaves_what_is_written_whole(self, assess: Any, tmp_path: Path) -> None:
        """A file holds every finding."""
        assess(EARLY, "--only", "action-*", "--write", tmp_path / "r.json")
        checks = {f["check"] for f in json.loads((tmp_path / "r.json").read_text("utf-8"))["findings"]}
        assert "baseline-identified" in checks


class TestTalk:
    """Standard output is data, standard error is talk, colour and progress are for people."""

    def test_quiet_says_less_and_verbose_more(self, assess: Any) -> None:
        """Each is longer than the one before."""
        lengths = [len(assess(EARLY, *words)[1]) for words in (("-q",), (), ("-v",))]
        assert sorted(lengths) == lengths
        assert 3 == len(set(lengths))

    def test_quiet_keeps_warnings_to_itself(self, assess: Any, tmp_path: Path) -> None:
        """A warning is talk; an error is not."""
        (tmp_path / "service.toml").write_text('id = "elm"\nname = "Elm"\n')
        (tmp_path / "claims.csv").write_text("id,statement,stage\nc1,Better,improved\n")
        (tmp_path / "evidence.csv").write_text("id,date,kind\ne1,2026-06-01,audit\n")
        assert "warning" in assess(tmp_path)[2]
        assert "" == assess(tmp_path, "-q")[2]

    def test_durations_name_the_slowest(self, assess: Any) -> None:
        """As many checks as asked for, on standard error, slowest first."""
        _, out, err = assess(READY, "--durations", "3")
        lines = err.splitlines()
        assert "checks took" in lines[-4]
        seconds = [float(line.split()[0]) for line in lines[-3:]]
        assert sorted(seconds, reverse=True) == seconds
        assert "checks took" not in out

    def test_durations_are_counted_from_what_was_measured(self) -> None:
        """The sum is of all checks, the lines are of the slowest."""
        head, *lines = durations({"a": 0.25, "b": 0.5, "c": 0.125}, 2)
        assert head.startswith("3 checks took 0.875 s")
        assert ["   0.500 s  b", "   0.250 s  a"] == lines

    @pytest.mark.parametrize(
        ("terminal", "environment", "expected"),
        [
            (True, {}, True),
            (True, {"NO_COLOR": ""}, True),
            (True, {"NO_COLOR": "1"}, False),
            (True, {"TERM": "dumb"}, False),
            (False, {}, False),
        ],
    )
    def test_colour_is_for_terminals_that_want_it(
        self, terminal: bool, environment: dict[str, str], expected: bool
    ) -> None:
        """Never in a pipe, never with NO_COLOR set to anything."""
        assert expected is colours(_Stream(terminal=terminal), environment)

    def test_progress_is_shown_on_a_terminal_alone(self) -> None:
        """A line that is written over, and taken away at the end; nothing in a pipe or when quiet."""
        said = []
        for terminal, quiet in ((True, False), (False, False), (True, True)):
            stream = _Stream(terminal=terminal)
            progress = Progress(quiet=quiet, stream=stream)
            progress.starts("Reading elm")
            progress.watch("a", 1, 2, 0.5)
            progress.clear()
            said.append(stream.getvalue())
            assert {"a": 0.5} == progress.seconds
        assert "Reading elm" in said[0] and said[0].endswith("\r\x1b[K")
        assert ["", ""] == said[1:]

    def test_on_a_real_terminal(self) -> None:
        """On a terminal there is colour on standard output; with NO_COLOR there is none."""
        assert b"\x1b[1m" in on_a_terminal({})
        assert b"\x1b[1m" not in on_a_terminal({"NO_COLOR": "1"})

    def test_help_says_how_it_can_fail(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The precedence is documented where it is asked for."""
        with pytest.raises(SystemExit):
            main(["assess", "--help"])
        assert "--fail-on WHAT" in capsys.readouterr().out


class _Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def on_a_terminal(environment: dict[str, str]) -> bytes:
    """What the command writes to standard output where that is a terminal."""
    ours, theirs = pty.openpty()
    told = {**os.environ, "TERM": "xterm", **environment}
    if "NO_COLOR" not in environment:
        told.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "takehold.engine.cli", "assess", str(EARLY), "-q"]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE, env=told) as running:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:
            pass
        running.wait()
    os.close(ours)
    return said
