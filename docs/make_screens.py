"""Writes the pictures of `docs/guide.md`: `python docs/make_screens.py [FOLDER]`, from the made-up services.

Each is the screen itself, drawn by Textual as an SVG, at 100 by 32 characters. What changes from run to run (the
version of the drawing library's own names) is taken out, so that a picture changes only where the screen does.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from takehold.tui.app import Guide
from takehold.tui.samples import SAMPLES, copy_to

SIZE = (100, 32)
SHOTS: Sequence[tuple[str, Sequence[str]]] = (
    ("begin", ()),
    ("walk", ("enter:overstated",)),
    ("claims", ("down", "enter")),
    ("question", ("e", "pagedown")),
    ("criteria", ("escape", "enter")),
    ("choices", ("enter",)),
    ("help", ("escape", "f1")),
    ("plan", ("escape", "escape", "escape", "down", "down", "enter")),
    ("verdict", ("escape", "down", "enter")),
    ("places", ("2",)),
    ("chart", ("3",)),
    ("path", ("4",)),
    ("evidence", ("5",)),
    ("export", ("x",)),
)
"""Each picture's name, and the keys pressed since the one before."""


async def main(folder: Path) -> None:
    """Walk through a made-up service and draw each screen on the way."""
    folder.mkdir(parents=True, exist_ok=True)
    app = Guide()
    async with app.run_test(size=SIZE) as pilot:
        for name, keys in SHOTS:
            for key in keys:
                if key.startswith("enter:"):
                    sample = next(one for one in SAMPLES if one.name == key.partition(":")[2])
                    app.open_case(copy_to(sample, Path.cwd()))
                else:
                    await pilot.press(key)
                await _settle(app)
            await _settle(app)
            svg = app.export_screenshot(title="takehold")
            (folder / f"{name}.svg").write_text(re.sub(r"terminal-\d+-", "t-", svg), encoding="utf-8")


async def _settle(app: Guide) -> None:
    """Until the threads are done and the screen is drawn."""
    for _ in range(400):
        await asyncio.sleep(0.01)
        if not app.busy and all(worker.is_finished for worker in app.workers):
            break
    await asyncio.sleep(0.2)


if __name__ == "__main__":
    to = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "screens").resolve()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = scratch
        os.chdir(scratch)
        asyncio.run(main(to))
