"""The command as a whole: what is mistyped, what goes wrong inside, and streams that somebody has closed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from takehold.engine.cli import doctor, main

EARLY = Path(__file__).parents[2] / "fixtures" / "early"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["asess", "x"], "there is no command 'asess'; did you mean 'assess'?"),
        (["assess", "x", "--formt", "json"], "there is no option --formt; did you mean '--format'?"),
        (["assess", "x", "--formt=json"], "there is no option --formt; did you mean '--format'?"),
        (["assess", "x", "-z"], "there is no option -z"),
        (["portfolio", "x", "--engine", "locl"], "--engine takes no 'locl'; did you mean 'local'?"),
        (["assess", "x", "--by", "1"], "--by takes no '1'; choose from saf, kloe-2026-draft"),
        (["plugin", "nwe", "x"], "there is no command 'nwe'; did you mean 'new'?"),
        (["doctor", "x"], "nothing takes x"),
    ],
)
def test_what_is_mistyped_is_answered_with_what_was_meant(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, and the nearest command, option or choice of the sub-command that was named."""
    with pytest.raises(SystemExit) as left:
        main(words)
    assert 2 == left.value.code
    assert capsys.readouterr().err.endswith(f"error: {says}\n")


class TestOwnFault:
    """A mistake in takehold is told in a sentence."""

    @pytest.fixture(autouse=True)
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def run(_: object) -> int:
            raise KeyError("Jane Doe")

        monkeypatch.setattr(doctor, "run", run)
        monkeypatch.delenv("TAKEHOLD_DEBUG", raising=False)

    def test_it_is_one_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Status 3, the kind of error and how to see all of it; not what it says, which may name somebody."""
        assert 3 == main(["doctor"])
        told = capsys.readouterr()
        assert "" == told.out
        assert 1 == len(told.err.splitlines())
        assert "something went wrong in takehold itself (KeyError at " in told.err
        assert "Set TAKEHOLD_DEBUG=1 and run it again" in told.err
        assert "Jane" not in told.err

    def test_all_of_it_is_shown_to_who_asks(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """With TAKEHOLD_DEBUG set, every line of it comes before the sentence."""
        monkeypatch.setenv("TAKEHOLD_DEBUG", "1")
        assert 3 == main(["doctor"])
        err = capsys.readouterr().err
        assert err.startswith("Traceback (most recent call last):\n")
        assert "KeyError: 'Jane Doe'" in err


def closed(*redirections: str) -> subprocess.CompletedProcess[str]:
    """An assessment with streams closed by the shell."""
    line = f'"$0" -m takehold.engine.cli assess "$1" --no-cache {" ".join(redirections)}'
    return subprocess.run(
        ["sh", "-c", line, sys.executable, str(EARLY)], capture_output=True, text=True, check=False
    )


def test_a_closed_output_is_told() -> None:
    """There is nowhere to show a report: status 2, in a sentence."""
    done = closed(">&-")
    assert (2, "") == (done.returncode, done.stdout)
    assert "takehold: standard output is closed, so there is nowhere to show this\n" == done.stderr


def test_a_closed_error_output_puts_nothing_into_the_report() -> None:
    """The report is as it would be, and nothing else is in it."""
    assert closed("2>&-").stdout == closed("2>/dev/null").stdout
