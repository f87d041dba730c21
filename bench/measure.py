"""Measuring commands: medians of several runs, side by side in one run, with the memory of every process they start."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

ROOT = Path(__file__).parent.parent

# Commands run as they do where they are installed: from compiled code, which the first run of a checkout writes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@attrs.frozen
class Run:
    """One run of a command."""

    seconds: float
    peak: int
    """The most memory that the command and all it started had at one time, in bytes; 0 where this cannot be told."""
    processor: float = 0.0
    """Seconds of processor time of the command and, where it was watched, of all it started: what others do on the
    machine meanwhile does not count."""


def run(command: Sequence[str], *, status: Sequence[int] = (0, 1), watched: bool = False) -> Run:
    """Run a command from the project's folder, its output thrown away. Raises RuntimeError for another exit status."""
    began, before = time.perf_counter(), _waited_for()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    watcher = _Watcher(process.pid) if watched else None
    _, err = process.communicate()
    seconds = time.perf_counter() - began
    had = _waited_for() - before
    if watcher:
        watcher.stop()
    if process.returncode not in status:
        raise RuntimeError(f"{' '.join(command)} left with {process.returncode}: {err.decode()[-500:]}")
    # What outlives the command is only seen by watching, and its last moment is not.
    return Run(seconds, watcher.peak, max(had, watcher.processor)) if watcher else Run(seconds, 0, had)


def _waited_for() -> float:
    """The processor time of every process that was started here, has ended and was waited for."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


class _Watcher:
    """Adds up, ten times a second, the memory of every process of a session (shared pages count once: PSS), and the
    processor time that each has had.
    """

    def __init__(self, session: int) -> None:
        self.session = session
        self.peak = 0
        self._had: dict[int, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            there = _session(self.session)
            self.peak = max(self.peak, sum(map(_memory, there)))
            self._had |= {pid: had for pid in there if (had := _processor(pid)) > 0}

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()
        self._thread.join()

    @property
    def processor(self) -> float:
        """Seconds of processor time of all processes together, as last seen of each."""
        return sum(self._had.values())


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


def _processor(pid: int) -> float:
    try:
        told = (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def python(code: str) -> list[str]:
    """The command that runs some code in a new Python."""
    return [sys.executable, "-c", code]


def takehold(*words: str) -> list[str]:
    """The command as it is installed beside this Python, else by its module."""
    script = Path(sys.executable).with_name("takehold")
    if script.exists():
        return [str(script), *words]
    return [sys.executable, "-m", "takehold.engine.cli", *words]


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
