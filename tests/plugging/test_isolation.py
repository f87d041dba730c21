"""Whatever a plugin's check does, it does to itself: its findings say what, where and whose, and the rest are unharmed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from takehold.engine.isolation import Stopped, heard, listening, time_limit
from takehold.engine.result import Outcome, Readiness

from .making import BODY_LINE, judged, of, plugin

FAULTS = {
    "raises": ("raise ValueError('no such thing')", "ValueError: no such thing"),
    "leaves": ("sys.exit(3)", "it called sys.exit(3)"),
    "ends the process": ("import os\nos._exit(0)", "it called os._exit(0)"),
    "raises what is no Exception": ("raise GeneratorExit", "failed (GeneratorExit)"),
    "raises what has no words": (
        "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute",
        "Mute: what it says cannot be shown",
    ),
    "calls itself for ever": ("def again(): again()\nagain()", "RecursionError"),
    "asks for all memory": ("return [0] * 10**13", "MemoryError"),
    "says half a character": ("return met('so \\ud800')", "message is no sentence that can be written"),
    "asks for what is not there": ("return met(claim.afer)", "no attribute 'afer'; did you mean 'after'?"),
    "asks for a kind that is none": (
        "return met('x', supporting=claim.linked.of_kinds('hand-over'))",
        "ValueError: there is no kind of evidence 'hand-over'; did you mean 'handover'?",
    ),
    "returns nothing": ("return None", "returns a Judgement"),
    "returns a word": ("return 'met'", "returns a Judgement"),
    "waives itself": ("return Judgement(Outcome.WAIVED, 'x')", "does not answer"),
    "says nothing": ("return met('')", "message is no sentence"),
    "gives an array": ("return met('x', figures={'n': claim.ledger.value})", "figure 'n' is no plain number"),
    "gives no number": ("return met('x', figures={'n': float('nan')})", "figure 'n' is no plain number"),
    "cites a list": ("return met('x', supporting=['e1'])", "supporting is neither"),
    "cites what is no record": (
        "return met('x', supporting=('nosuch',))",
        "it rests on 'nosuch', and there is no such record",
    ),
    "is about nothing": ("return met('x', about=('claims', 'c1'))", "no tuple of (table, id)"),
    "writes to a column": ("claim.ledger.result[:] = 0", "read-only"),
    "writes to a value": ("claim.claim.statement = 'better'", "FrozenInstanceError"),
    "changes the case": ("claim.service.case.places['x'] = 1", "does not support item assignment"),
    "changes a view": (
        "claim._changed_on = None\nreturn met('x')",
        "changed what it was given: changed_on of claim c1",
    ),
    "changes the table": (
        "claim.service.table[0, 'note'] = 'x'\nreturn met('x')",
        "changed what it was given: the table of evidence",
    ),
    "changes a set": (
        "claim.claim  # kept\nclaim.linked.rows.setflags(write=True)\nclaim.linked.rows[:] = 0\nreturn met('x')",
        "changed what it was given: linked of claim c1",
    ),
}


@pytest.mark.parametrize(("body", "says"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_an_error_with_its_place(tmp_path: Path, body: str, says: str) -> None:
    """Every subject of the check has an error that names fault, file, line, plugin and version."""
    result = judged(plugin(tmp_path, body), "families = ['ours', 'evidence-graph']")
    findings = of(result, "own")
    assert ["error", "error"] == [finding.outcome for finding in findings]
    message = findings[0].message
    assert says in message
    assert "own_checks.py:" in message
    assert "in plugin 'own_checks' (own_checks.py sha256:" in message
    clean = judged(plugin(tmp_path, "return met('It is so')"), "families = ['ours', 'evidence-graph']")
    assert [f for f in clean.findings if f.check != "own"] == [f for f in result.findings if f.check != "own"]


def test_the_line_is_the_plugins_own(tmp_path: Path) -> None:
    """Where the fault shows inside the engine, the line named is still the plugin's."""
    message = of(judged(plugin(tmp_path, "x = 1\nreturn met('x', supporting=claim.at(None, None))")), "own")[
        0
    ].message
    assert f"own_checks.py:{BODY_LINE + 1}" in message


ENDLESS = {
    "turns in a circle": "while True: pass",
    "swallows everything": "while True:\n    try:\n        time.sleep(0.01)\n    except:\n        pass",
    "swallows every exception": "while True:\n    try:\n        time.sleep(0.01)\n    except Exception:\n        pass",
}


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_what_takes_for_ever_is_stopped(tmp_path: Path, body: str) -> None:
    """After its time every subject not yet judged is an error, and the next check goes on."""
    result = judged(plugin(tmp_path, body), "families = ['ours']\ntime_limit = 0.2")
    assert 2 == len(of(result, "own"))
    for finding in of(result, "own"):
        assert Outcome.ERROR is finding.outcome
        assert "took longer than 0.2 seconds" in finding.message
    assert {Outcome.MET} == {finding.outcome for finding in of(result, "good")}


def test_what_has_judged_in_time_keeps_its_answer(tmp_path: Path) -> None:
    """The limit is per check over all its subjects: those judged before the time was up stand."""
    body = "if claim.id == 'c2':\n    while True: pass\nreturn met('It is so')"
    result = judged(plugin(tmp_path, body), "families = ['ours']\ntime_limit = 0.2")
    assert ["met", "error"] == [finding.outcome for finding in of(result, "own")]


def in_a_thread(work: Callable[[], str]) -> str:
    """What some work says in a thread that no signal comes to."""
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.append(work()))
    thread.start()
    thread.join(20)
    return said[0] if said else "it never ended"


def stopped_after(seconds: float) -> str:
    """What is said when a body that takes for ever is stopped."""
    try:
        with time_limit(seconds):
            while True:
                pass
    except Stopped as stopped:
        return str(stopped)


def test_the_limit_holds_in_another_thread() -> None:
    """Where there are no signals, a second thread stops the first."""
    assert "it took longer than 0.1 seconds" == in_a_thread(lambda: stopped_after(0.1))


def test_one_thread_watches_all_the_limits_of_an_assessment() -> None:
    """It stops each whose time is up, leaves the next alone, and is gone at the end."""

    def watchers() -> int:
        return sum(thread.name == "takehold-time-limit" for thread in threading.enumerate())

    def work() -> str:
        with listening():
            first = stopped_after(0.1)
            with time_limit(60), time_limit(30):
                there = watchers()
            return f"{first}, {stopped_after(0.2)}, {there}"

    said = "it took longer than 0.1 seconds, it took longer than 0.2 seconds, 1"
    assert (said, 0) == (in_a_thread(work), watchers())


def inner_and_outer() -> str:
    """What is said when a body is stopped by an inner limit, goes on, and is stopped by the outer one."""
    said = []
    try:
        with time_limit(0.6):
            said.append(stopped_after(0.1))
            while True:
                pass
    except Stopped as stopped:
        said.append(str(stopped))
    return ", ".join(said)


def test_a_limit_in_another_has_its_own_end() -> None:
    """The inner limit stops what is in it; the outer one holds afterwards, and says its own: by signal, and by thread."""
    said = "it took longer than 0.1 seconds, it took longer than 0.6 seconds"
    assert (said, said) == (inner_and_outer(), in_a_thread(inner_and_outer))


def test_code_in_time_is_left_alone() -> None:
    """A body that ends in time is not stopped, then or later, and limits can stand in each other."""
    with time_limit(60):
        with time_limit(30):
            pass
        assert sum(range(1000)) == 499500


def test_what_it_prints_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is for reports: what a check prints there is kept and told."""
    result = judged(plugin(tmp_path, "print('looking at', claim.id)\nreturn met('It is so')"))
    assert "" == capsys.readouterr().out
    problem = next(problem for problem in result.problems if "printed" in problem.message)
    assert "warning" == problem.level
    assert "own of plugin 'own_checks' (own_checks.py sha256:" in problem.message
    assert problem.message.endswith("printed: looking at c1 looking at c2")


SETTINGS = {
    "closes standard output": "sys.stdout.close()",
    "takes standard output away": "sys.stdout = None",
    "lowers the limit of recursion": "sys.setrecursionlimit(90)",
    "goes elsewhere": "import os\nos.chdir('/')",
    "takes the clock": "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)",
}


@pytest.mark.parametrize("body", SETTINGS.values(), ids=SETTINGS)
def test_what_it_sets_is_set_back(tmp_path: Path, body: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its answer stands, the next check is asked as ever, and a later limit holds."""
    deep, here = sys.getrecursionlimit(), Path.cwd()
    result = judged(plugin(tmp_path, f"{body}\nreturn met('It is so')"))
    assert ["met"] * 4 == [finding.outcome for finding in result.findings]
    assert (deep, here) == (sys.getrecursionlimit(), Path.cwd())
    print("heard")
    assert "heard\n" == capsys.readouterr().out
    with pytest.raises(Stopped), time_limit(0.1):
        while True:
            pass


def test_the_clock_runs_on_once_somebody_has_stopped_it() -> None:
    """One clock serves all the limits of an assessment: whoever stops it stops it for nobody else."""
    with listening():
        with heard():
            signal.setitimer(signal.ITIMER_REAL, 0)
        with pytest.raises(Stopped), time_limit(0.3):
            while True:
                pass


def test_a_failed_required_check_is_never_a_pass(tmp_path: Path) -> None:
    """A stage that requires a check that failed is not reached, and the case cannot be judged."""
    stage = "required_stage = 'acted-on'\n[[stage]]\nid = 'acted-on'\nrank = 1\ntitle = 't'\nrequires = ['own', 'good']"
    result = judged(plugin(tmp_path, "raise ValueError"), stage)
    assert Readiness.NOT_ASSESSABLE is result.verdict.readiness
    assert ["unassessable"] * 2 == [claim.position for claim in result.claims]
    assert (
        Readiness.NOT_ASSESSABLE is not judged(plugin(tmp_path, "return met('x')"), stage).verdict.readiness
    )


def test_leaving_does_not_end_the_command(tmp_path: Path) -> None:
    """A check that calls sys.exit(0) leaves the command with status 3, and its report whole."""
    path = plugin(tmp_path, "sys.exit(0)")
    own = tmp_path / "own.toml"
    own.write_text(f"plugins = ['./{path.name}']\nfamilies = ['ours']", "utf-8")
    case = Path(__file__).parents[2] / "fixtures" / "early"
    command = [sys.executable, "-m", "takehold.engine.cli.main", "assess", str(case), "--ruleset", str(own)]
    code = f"import sys; from takehold.engine.cli import main; sys.exit(main({command[3:]!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 3 == done.returncode, done.stderr
    assert "sys.exit(0)" in done.stdout
