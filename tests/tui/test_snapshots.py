"""Every screen at both sizes as it stands in `snapshots/`: plain text, a file for each screen and size.

After a change that is meant to show, `TAKEHOLD_SNAPSHOTS=renew pytest tests/tui/test_snapshots.py` writes them anew;
`git diff tests/tui/snapshots` is then what a reviewer reads. The case, its date and its place are the same for
everybody. Colours are judged in `test_colours.py`.
"""

from __future__ import annotations

import difflib
import os
from importlib.metadata import version
from pathlib import Path

import pytest

from .conftest import walk
from .views import KEPT, SIZES, VIEWS, visit

RENEW = os.environ.get("TAKEHOLD_SNAPSHOTS") == "renew"
DRAWN_BY = KEPT / "drawn-by"
"""The version of Textual that drew them: another one may draw its borders otherwise."""


def textual() -> str:
    """The version of Textual here, as far as drawings may turn on it."""
    return ".".join(version("textual").split(".")[:2])


def compared(name: str, seen: str) -> str:
    """How a screen differs from the one that is kept; with `renew`, it is kept as it is."""
    file = KEPT / f"{name}.txt"
    if RENEW:
        KEPT.mkdir(exist_ok=True)
        file.write_text(seen, encoding="utf-8")
        DRAWN_BY.write_text(textual() + "\n", encoding="utf-8")
    kept = file.read_text(encoding="utf-8") if file.is_file() else ""
    lines = difflib.unified_diff(kept.splitlines(), seen.splitlines(), file.name, "seen", lineterm="")
    return "\n".join(lines)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_every_screen_stands_as_it_is_kept(desk: Path, size: tuple[int, int]) -> None:
    """Each screen shows what its snapshot shows, cell by cell."""
    differ = []
    async with walk(None, size) as walker:
        async for name in visit(walker, desk):
            differ.append(compared(f"{name}-{size[0]}x{size[1]}", walker.text + "\n"))
    told = "\n".join(filter(None, differ))
    if told and DRAWN_BY.read_text(encoding="utf-8").strip() != textual():
        pytest.skip(f"the snapshots were drawn by another Textual than {textual()}, and differ from it")
    assert not told, f"{told}\nMeant? See the top of this file for how to renew them."


def test_no_snapshot_is_left_over() -> None:
    """Every file kept is one of a screen that there is."""
    names = {f"{name}-{width}x{height}.txt" for name in VIEWS for width, height in SIZES}
    assert names == {file.name for file in KEPT.glob("*.txt")}
