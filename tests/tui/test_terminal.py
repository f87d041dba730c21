"""The guide as it comes up in a real terminal: drawn, sized, asked, left, and obeying nothing in the data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from takehold.engine.casefile import read_case

from .conftest import CLAIMS, make_case
from .terminal import terminal

with_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed here")


@with_tmux
def test_a_case_is_begun_left_and_gone_on_with(tmp_path: Path) -> None:
    """Typed into a terminal of 80 by 24, answers make a case; leaving ends with 0, and coming back finds it."""
    with terminal(tmp_path) as guide:
        guide.see("Begin a new case by answering questions")
        guide.press("Enter")
        guide.see("What is the service called?")
        for answer in ("Elm House", "care home", "2026-06-30"):
            guide.type(answer)
            guide.see(f"▌ {answer}")
            guide.press("Enter")
            guide.see(f"│ {answer}")
        guide.press("C-s")
        guide.see("What next? Enter opens a step.")
        guide.press("C-q")
        assert 0 == guide.ended()
    assert "Elm House" == read_case(tmp_path / "elm-house.xlsx").service.name
    with terminal(tmp_path) as guide:
        guide.see("Go on with Elm House")
        guide.press("Enter")
        guide.see("Elm House · The walk")


@with_tmux
def test_a_case_is_looked_through_and_taken_away(tmp_path: Path) -> None:
    """From the claims over the criteria to the verdict and its files, with the window made larger on the way."""
    make_case(tmp_path)
    with terminal(tmp_path, "elm-house") as guide:
        guide.see("the claim is not supported")
        guide.press("Down", "Enter")
        guide.see("evidence reaches improved")
        guide.press("Enter")
        guide.see("Governance reviewed the after-evidence and confirmed it: not met")
        guide.press("Escape")
        guide.see("a Add a claim")
        guide.tmux("resize-window", "-t", "guide", "-x", "120", "-y", "40")
        guide.press("Escape")
        wide = guide.see("What next? Enter opens a step.")
        assert 40 == len(wide.splitlines())
        guide.press("Down", "Down", "Down", "Enter")
        guide.see("Claim 1 of 1: c1")
        guide.press("x")
        guide.see("Into which folder, and under which name?")
        guide.press("C-s")
        guide.see("All is written")
    assert (tmp_path / "elm-house-verdict.xlsx").is_file()


@with_tmux
def test_nothing_in_the_data_is_obeyed(tmp_path: Path) -> None:
    """An escape sequence in a claim names no window, markup in it acts on nothing, and both stand there as text."""
    nasty = "\x1b]2;mine\x07[bold]Nobody[/] \u202e in Birch waits"
    make_case(tmp_path, claims=CLAIMS.replace("Nobody in Birch waits", nasty))
    with terminal(tmp_path, "elm-house") as guide:
        guide.see("1 claim · the claim is not supported")
        guide.press("Down", "Enter")
        guide.see("\ufffd]2;mine\ufffd[bold]Nobody[/] \ufffd in Birch")
        assert "mine" != guide.tmux("display-message", "-p", "-t", "guide", "#{pane_title}").strip()


@with_tmux
def test_no_colour_is_sent_where_none_is_wanted(tmp_path: Path) -> None:
    """With NO_COLOR set a terminal gets no colour; without it, it does."""
    make_case(tmp_path)
    shown = {}
    for name, more in (("plain", {"NO_COLOR": "1"}), ("coloured", {})):
        with terminal(tmp_path, "elm-house", **more) as guide:
            guide.see("the claim is not supported")
            shown[name] = guide.text("-e")
    assert "[38;" not in shown["plain"] and "[48;" not in shown["plain"]
    assert "[48;" in shown["coloured"]


def test_a_terminal_is_given_back_as_it_was(tmp_path: Path) -> None:
    """Where there is no tmux either: in a bare pseudo-terminal it comes up, and leaves by its own way out with 0."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(tmp_path),
        "TERM": "xterm",
        "COLUMNS": "80",
        "LINES": "24",
    }
    guide = subprocess.Popen(
        [sys.executable, "-m", "takehold.engine.cli", "guide"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    seen, asked = b"", False
    try:
        while piece := _read(ours):
            seen += piece
            if not asked and b"Leave" in seen:
                os.write(ours, b"\x11")  # Ctrl+Q
                asked = True
        status = guide.wait()
    finally:
        os.close(ours)
        guide.kill()
    assert b"Has the improvement taken hold?" in seen
    assert b"\x1b[?1049l" in seen, "the screen that was there before is not brought back"
    assert 0 == status


def _read(end: int) -> bytes:
    """What came out of a pseudo-terminal; nothing once the other end is closed."""
    try:
        return os.read(end, 65_536)
    except OSError:
        return b""
