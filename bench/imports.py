"""`python -m bench.imports`: what importing each dependency costs, in processor time beside a Python that imports nothing.

Taken in turn, the least of several runs each: other work on the machine only ever adds to it.
"""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable

from bench.measure import ROOT, python

TIMES = 9
MODULES = (
    "attrs", "cattrs", "pluggy", "tomli_w", "shtab", "rapidfuzz.distance", "numpy", "polars", "networkx", "fastexcel",
    "xlsxwriter", "platformdirs", "rich.text", "textual.app",
)  # fmt: skip

HELP = """
from takehold.engine.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
"""


def processor(code: str) -> Callable[[], float]:
    """How many seconds of the processor's time some code takes in a new Python."""

    def measure() -> float:
        before = _used()
        subprocess.run(python(code), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return _used() - before

    return measure


def _used() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    """Measure, and print a line for each."""
    what = {"nothing": processor("pass")} | {name: processor(f"import {name}") for name in MODULES}
    what["takehold --help"] = processor(HELP)
    found: dict[str, float] = dict.fromkeys(what, float("inf"))
    for _ in range(TIMES):
        for name, measure in what.items():
            found[name] = min(found[name], measure())
    for name, took in found.items():
        print(f"{name:<20} {1000 * took:6.0f} ms {took / found['nothing']:6.1f}")


if __name__ == "__main__":
    main()
