"""`python -m bench.start [SQLFLUFF]`: how long a command takes that a person waits for.

SQLFLUFF is the path of an installed `sqlfluff`, to compare `--version` with.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.generate import Size, write
from bench.measure import medians, python, seconds, takehold

TIMES = 9

HELLO = """
from textual.app import App
from textual.widgets import Label
class Hello(App):
    def compose(self):
        yield Label("Hello, world")
Hello().run()
"""


def until_shown(command: Sequence[str], word: str, limit: float = 30.0) -> float:
    """Seconds until a word stands on the terminal that a command draws on."""
    master, slave = pty.openpty()
    began = time.perf_counter()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    seen = b""
    try:
        while word.encode() not in seen:
            left = limit - (time.perf_counter() - began)
            if left <= 0 or not select.select([master], [], [], left)[0]:
                raise RuntimeError(f"{word!r} was not shown in {limit} s")
            seen += os.read(master, 65_536)
        return time.perf_counter() - began
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)


def main() -> None:
    """Measure, and print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), Size(services=1, records=10_000, claims=3, priorities=5, actions=15), "folders")
        case = next(Path(folder).iterdir())
        what = {
            "import polars, networkx": seconds(python("import polars, networkx")),
            "takehold assess, 10,000 records": seconds(
                takehold("assess", str(case), "--format", "json", "--no-cache")
            ),
            "the same, kept from before": seconds(takehold("assess", str(case), "--format", "json")),
            "takehold --version": seconds(takehold("--version")),
            "takehold --help": seconds(takehold("--help")),
            "Textual's hello world": lambda: until_shown(python(HELLO), "Hello, world"),
            "takehold guide": lambda: until_shown(takehold("guide"), "takehold"),
        }
        if len(sys.argv) > 1:
            what["sqlfluff --version"] = seconds([sys.argv[1], "--version"])
        found = medians(TIMES, **what)
    for name, took in found.items():
        print(f"{name:<34} {1000 * took:8.0f} ms")
    print(
        f"assess / import       {found['takehold assess, 10,000 records'] / found['import polars, networkx']:.2f}"
    )
    print(f"guide - hello world   {1000 * (found['takehold guide'] - found[HELLO_NAME]):.0f} ms")
    if "sqlfluff --version" in found:
        print(f"--version / sqlfluff  {found['takehold --version'] / found['sqlfluff --version']:.2f}")


HELLO_NAME = "Textual's hello world"

if __name__ == "__main__":
    main()
