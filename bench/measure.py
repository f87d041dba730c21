"""Measuring commands: medians of several runs, side by side in one run, with the memory of every process they start."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

ROOT = Path(__file__).parent.parent


@attrs.frozen
class Run:
    """One run of a command."""

    seconds: float
    peak: int
    """The most memory that the command and all it started had at one time, in bytes; 0 where this cannot be told."""


def run(command: Sequence[str], *, status: Sequence[int] = (0, 1), memory: bool = False) -> Run:
    """Run a command from the project's folder, its output thrown away. Raises RuntimeError for another exit status."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    watcher = _Memory(process.pid) if memory else None
    _, err = process.communicate()
    seconds = time.perf_counter() - began
    peak = watcher.stop() if watcher else 0
    if process.returncode not in status:
        raise RuntimeError(f"{' '.join(command)} left with {process.returncode}: {err.decode()[-500:]}")
    return Run(seconds, peak)


class _Memory:
    """Adds up, ten times a second, the memory of every process of a session; shared pages count once (PSS)."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.peak = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.peak = max(self.peak, sum(map(_memory, _session(self.session))))

    def stop(self) -> int:
        """The most that was seen."""
        self._stop.set()
        self._thread.join()
        return self.peak


def _session(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir() if Path("/proc").is_dir() else ():
        if entry.name.isdigit():
            try:
                if os.getsid(int(entry.name)) == session:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def _memory(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def python(code: str) -> list[str]:
    """The command that runs some code in a new Python."""
    return [sys.executable, "-c", code]


def takehold(*words: str) -> list[str]:
    """The command as it is installed beside this Python, else by its module."""
    script = Path(sys.executable).with_name("takehold")
    if script.exists():
        return [str(script), *words]
    return python(f"import sys; from takehold.engine.cli import main; sys.exit(main({list(words)!r}))")


def medians(times: int, **what: Callable[[], float]) -> dict[str, float]:
    """The median seconds of each, taken in turn so that a busy moment falls on all of them alike."""
    found: dict[str, list[float]] = {name: [] for name in what}
    for _ in range(times):
        for name, measure in what.items():
            found[name].append(measure())
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def seconds(command: Sequence[str]) -> Callable[[], float]:
    """How long a command takes."""
    return lambda: run(command).seconds
