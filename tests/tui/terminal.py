"""A real terminal with the guide in it: tmux draws it, keys are sent, and what then stands there is read.

Nothing here sleeps: whatever the guide writes also goes into a pipe, and the screen is read again each time something
came out of that.
"""

from __future__ import annotations

import os
import select
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUIET = 120.0
"""After how many seconds without a byte the guide counts as hung."""
STILL = 100
"""After how many pieces of output that changed no character of the screen (a blinking cursor) it counts as hung."""


class Terminal:
    """One tmux server with one window. `status` is the file that comes to hold how the guide ended."""

    def __init__(self, socket: Path, pipe: int, status: Path) -> None:
        self._socket, self._pipe, self.status = socket, pipe, status

    def tmux(self, *words: str) -> str:
        """Say something to tmux; what it answers."""
        command = ["tmux", "-S", str(self._socket), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: Enter, Escape, C-q, F1."""
        self.tmux("send-keys", "-t", "guide", *keys)

    def type(self, text: str) -> None:
        """Type words."""
        self.tmux("send-keys", "-t", "guide", "-l", text)

    def text(self, *how: str) -> str:
        """The screen as it stands; with `-e`, its colours too."""
        return self.tmux("capture-pane", "-p", "-t", "guide", *how)

    def see(self, words: str) -> str:
        """Wait until words stand on the screen, wherever its lines break; the screen then."""
        screens = iter(self._screens(words))
        return next(screen for screen in screens if words in " ".join(screen.split()))

    def ended(self) -> int:
        """Wait until the guide has ended; its exit status."""
        for _ in self._screens("the end"):
            if self.status.is_file() and (told := self.status.read_text()):
                return int(told)
        raise AssertionError

    def _screens(self, awaited: str) -> Iterator[str]:
        """The screen each time something was written to it."""
        before, still = "", 0
        while still < STILL:
            screen = self.text()
            yield screen
            before, still = screen, still + 1 if screen == before else 0
            self._more(awaited)
        raise AssertionError(f"{awaited!r} never came:\n{before}")

    def _more(self, awaited: str) -> None:
        """Wait for more output."""
        ready, _, _ = select.select([self._pipe], [], [], QUIET)
        assert ready, f"nothing came for {QUIET} s while waiting for {awaited!r}:\n{self.text()}"
        os.read(self._pipe, 65_536)


@contextmanager
def terminal(folder: Path, *words: str, size: tuple[int, int] = (80, 24), **more: str) -> Iterator[Terminal]:
    """`takehold guide WORDS` in a window of a size, in a folder and with more environment."""
    told = {
        "XDG_STATE_HOME": str(folder / "state"),
        "TAKEHOLD_CACHE": os.devnull,
        "TERM": "tmux-256color",
        **more,
    }
    environment = [f"{name}={value}" for name, value in told.items()]
    command = shlex.join(["env", *environment, sys.executable, "-m", "takehold.engine.cli", "guide", *words])
    with tempfile.TemporaryDirectory(prefix="th-") as place:  # a socket's path must be short
        socket, fifo = Path(place) / "s", Path(place) / "out"
        os.mkfifo(fifo)
        pipe = os.open(fifo, os.O_RDWR)
        here = Terminal(socket, pipe, Path(place) / "status")
        tmux = f"tmux -S {shlex.quote(str(socket))}"
        # It begins once its output is followed; how it ended is there before whoever waits for output hears of it.
        script = f"{tmux} wait-for go; {command}; echo $? > {here.status}; echo > {fifo}"
        try:
            width, height = map(str, size)
            here.tmux(
                *("-f", os.devnull, "new-session", "-d", "-s", "guide", "-x", width, "-y", height),
                *("-c", str(folder), script),
            )
            here.tmux("set-option", "-t", "guide", "remain-on-exit", "on")
            here.tmux("pipe-pane", "-t", "guide", f"cat > {shlex.quote(str(fifo))}")
            here.tmux("wait-for", "-S", "go")
            yield here
        finally:
            subprocess.run(["tmux", "-S", str(socket), "kill-server"], check=False, capture_output=True)
            os.close(pipe)
