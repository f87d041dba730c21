"""The processes that share the work, and an interrupt from the keyboard, which goes to all of them."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

SERVER = """
from pathlib import Path
from multiprocessing.forkserver import _forkserver
from takehold.engine.workers import make_ready
make_ready()
print(Path(f"/proc/{_forkserver._forkserver_pid}/status").read_text())
"""

WORKER = """
import signal
from concurrent.futures import ProcessPoolExecutor
from takehold.engine.workers import context, make_ready, settle
if __name__ == "__main__":
    make_ready()
    with ProcessPoolExecutor(1, mp_context=context(), initializer=settle) as pool:
        print(signal.SIGINT in pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result())
    print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


def told(code: str, tmp_path: Path) -> str:
    """What some code prints as a program of its own."""
    (tmp_path / "program.py").write_text(code, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "program.py")]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process blocks is read from /proc")
def test_the_server_passes_over_an_interrupt_from_its_first_moment(tmp_path: Path) -> None:
    """Else it would show a traceback of its imports: the bit of SIGINT is set in what it blocks."""
    lines = dict(line.split(":\t", 1) for line in told(SERVER, tmp_path).splitlines() if ":\t" in line)
    assert int(lines["SigBlk"], 16) & 1 << signal.SIGINT - 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such server on Windows")
def test_a_worker_and_the_command_itself_hear_of_it(tmp_path: Path) -> None:
    """Neither blocks it: the command stops, and does not wait for what its workers have begun."""
    assert ["False", "False"] == told(WORKER, tmp_path).split()
