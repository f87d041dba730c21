"""`python -m bench.edits [RECORDS]`: how long after an answer the guide shows the new verdict.

The guide runs whole but for a terminal: what is timed lasts from an answer that is given to the verdict on the screen,
while the case is saved as ever. It is timed with nothing else going on, and while the path is being sought still.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from bench.generate import Size, write
from takehold.engine.result import Result
from takehold.tui import app
from takehold.tui.app import Guide
from takehold.tui.records import record_of

TIMES = 30


class Timed(Guide):
    """The guide, noting when it last showed a verdict."""

    CSS_PATH = Path(app.__file__).with_name("guide.tcss")
    shown = 0.0

    def _judged(self, result: Result | None, took: float) -> None:
        super()._judged(result, took)
        self.shown = time.perf_counter()


def claim(guide: Guide, number: int) -> tuple[str, Any]:
    """A claim with another owner."""
    claims = guide.work_in_hand.case.claims
    return "claims", attrs.evolve(claims[number % len(claims)], owner=f"Post {number}")


def action(guide: Guide, number: int) -> tuple[str, Any]:
    """An action with another owner."""
    actions = guide.work_in_hand.case.actions
    return "actions", attrs.evolve(actions[number % len(actions)], owner=f"Post {number}")


def record(guide: Guide, number: int) -> tuple[str, Any]:
    """A record with another note."""
    evidence = guide.work_in_hand.case.evidence
    one = record_of(evidence.row(number % evidence.height, named=True))
    return "evidence", attrs.evolve(one, note=f"What was seen that day, as number {number} has it")


async def _path(guide: Guide) -> None:
    while not guide.path_known:
        await asyncio.sleep(0.02)


async def timed(
    guide: Timed, change: Callable[[Guide, int], tuple[str, Any]], first: int, rest: bool
) -> list[float]:
    """Milliseconds to the verdict after each of some edits; `rest`: each made once the path of the last is there."""
    took = []
    for number in range(first, first + TIMES):
        began = time.perf_counter()
        guide.edit(*change(guide, number))
        while guide.shown < began:
            await asyncio.sleep(0.02)
        took.append(1000 * (guide.shown - began))
        if rest:
            await _path(guide)
        else:
            await asyncio.sleep(0.05)
    return took


async def measure(case: Path) -> None:
    """Run the guide on a case, and print a line for each kind of edit."""
    guide = Timed(case)
    async with guide.run_test(size=(120, 40)):
        await _path(guide)
        first = 0
        for change in (claim, action, record):
            for rest, when in ((True, ""), (False, ", the last path still sought")):
                took = await timed(guide, change, first, rest)
                first += TIMES
                middle, longest = statistics.median(took), max(took)
                print(f"{change.__name__}{when:<30} median {middle:4.0f} ms, longest {longest:4.0f} ms")
                await _path(guide)


def main() -> None:
    """Make a service, and measure."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        size = Size(services=1, records=records, claims=3, priorities=5, actions=15)
        write(Path(folder), size, "folders")
        asyncio.run(measure(next(Path(folder).iterdir())))


if __name__ == "__main__":
    main()
