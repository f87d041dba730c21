"""Writes the pictures of `docs/guide.md`: `python docs/make_screens.py [FOLDER]`, from a made-up service.

Each is the screen itself, drawn by Textual as an SVG, in a terminal of 80 by 24 or of 120 by 40 characters. What would
change from run to run or be fetched from elsewhere (the drawing library's own names, a font) is taken out.
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

SMALL, LARGE = (80, 24), (120, 40)
SHOTS: Sequence[tuple[str, tuple[int, int], Sequence[str]]] = (
    ("begin", SMALL, ()),
    ("walk", SMALL, ("enter:overstated",)),
    ("claims", LARGE, ("down", "enter")),
    ("question", SMALL, ("e", "pagedown")),
    ("criteria", LARGE, ("escape", "enter")),
    ("choices", SMALL, ("enter",)),
    ("plan", LARGE, ("escape", "escape", "escape", "down", "down", "enter")),
    ("ladder", SMALL, ("escape", "down", "enter")),
    ("places", LARGE, ("2",)),
    ("chart", LARGE, ("3",)),
    ("path", LARGE, ("4",)),
    ("export", SMALL, ("x",)),
)
"""Each picture's name and size, and the keys pressed since the one before."""


async def main(folder: Path, size: tuple[int, int]) -> None:
    """Walk through a made-up service in a terminal of a size, and draw the screens that are shown in it."""
    app = Guide()
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        for name, drawn, keys in SHOTS:
            for key in keys:
                if key.startswith("enter:"):
                    sample = next(one for one in SAMPLES if one.name == key.partition(":")[2])
                    app.open_case(copy_to(sample, Path()))
                else:
                    await pilot.press(key)
                await _settle(app)
            if drawn == size:
                svg = app.export_screenshot(title="takehold")
                (folder / f"{name}.svg").write_text(_plain(svg), encoding="utf-8")


def _plain(svg: str) -> str:
    """A picture without names of its own and without a font from elsewhere."""
    svg = re.sub(r"<!-- Generated with.*?-->\s*", "", svg)
    return re.sub(r"@font-face \{.*?\}\s*", "", re.sub(r"terminal-\d+-", "t-", svg), flags=re.DOTALL)


async def _settle(app: Guide) -> None:
    """Until the threads are done and the screen is drawn."""
    for _ in range(400):
        await asyncio.sleep(0.05)
        if not app.busy and all(worker.is_finished for worker in app.workers):
            break
    await asyncio.sleep(0.5)


if __name__ == "__main__":
    to = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent / "screens").resolve()
    to.mkdir(parents=True, exist_ok=True)
    for size in (SMALL, LARGE):
        with tempfile.TemporaryDirectory() as scratch:
            os.environ["XDG_STATE_HOME"] = scratch
            os.chdir(scratch)
            asyncio.run(main(to, size))
            os.chdir(to)
