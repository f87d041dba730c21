"""The whole walk with the mouse: nothing but letters is typed, and everything else is clicked on where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Select

from takehold.engine.casefile import read_case
from takehold.tui.screens.criteria import Criteria
from takehold.tui.screens.form import Form

from .conftest import Walker, walk
from .views import SIZES


async def point(walker: Walker, words: str) -> None:
    """Click on words where they stand."""
    for line, text in enumerate(walker.text.splitlines()):
        if (column := text.find(words)) >= 0:
            assert await walker.pilot.click(offset=(column + len(words) - 1, line))
            return await walker.settle()
    raise AssertionError(f"{words!r} is nowhere to be clicked on:\n{walker.text}")


async def field(walker: Walker, name: str, text: str) -> None:
    """Click on a field of the form that is up, turning the wheel until it is in sight; type, or choose, its answer."""
    form = walker.app.screen
    assert isinstance(form, Form)
    room, widget = (
        form.query_one("#fields"),
        form.query_one(f"#field-{name} Answer").query("Input, Select").first(),
    )
    while widget.region not in room.region:
        at = room.region.offset
        room.post_message(events.MouseScrollDown(room, *at, 0, 1, 0, False, False, False, *at))
        await walker.settle()
    await walker.pilot.click(offset=(widget.region.x + 2, widget.region.y + widget.region.height // 2))
    await walker.settle()
    if isinstance(widget, Select):
        shown = widget.query_one("SelectOverlay")
        while not (widget.expanded and shown.region.height > 2):
            await walker.settle()
        lines = dict(enumerate(walker.text.splitlines()))
        words = {
            y: " ".join(w for w in lines[y].split() if w.isalpha()) for y in range(*shown.region.line_span)
        }
        await walker.pilot.click(offset=(shown.region.x + 3, next(y for y in words if words[y] == text)))
        await walker.settle()
    else:
        await walker.type(text)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_from_nothing_to_an_exported_verdict_by_mouse(tmp_path: Path, size: tuple[int, int]) -> None:
    """With no data and no key but letters, clicks make a case, its claim and records, a verdict and files of it."""
    async with walk(size=size) as walker:
        await point(walker, "Begin a new case")
        for hint, text in (
            ("Elm House", "Elm House"),
            ("care home,", "care home"),
            ("31/10/2026", "2026-06-30"),
        ):
            await point(walker, hint)
            await walker.type(text)
        await point(walker, "Ctrl+S Begin")

        await point(walker, "The service")
        await point(walker, "+ Add a team")
        await walker.type("Birch")
        await point(walker, "  Done")
        await point(walker, "Esc Back")

        await point(walker, "What you say has improved")
        await point(walker, "a Add a claim")
        for answer in (
            "Nobody in Birch waits longer than five minutes for help at night",
            "At night in Birch 4 in 10 bells waited over ten minutes in March 2026",
            "2026-03-31",
            "call bells",
            *("", "", ""),
            "Both night staff did the late round together",
            "2026-04-01",
            *("", ""),
        ):
            await walker.type(answer) if answer else None
            await point(walker, "PgDn Next")
        await point(walker, "Birch (birch)")
        await point(walker, "Esc Back")
        await point(walker, "Esc Back")

        await point(walker, "The records")
        for month, result in ((2, "not met"), (5, "met")):
            await point(walker, "a Add a row")
            await field(walker, "date", f"2026-0{month}-11")
            await field(walker, "kind", "audit")
            await field(walker, "theme", "call bells")
            await field(walker, "result", result)
            await point(walker, "  Done")
        await point(walker, "Esc Back")
        await point(walker, "The verdict")
        assert "Claim 1 of 1" in walker.text
        await point(walker, "2 Places")
        await point(walker, "x Take it away")
        await point(walker, "Ctrl+S Write")
        assert "All is written" in walker.flat

    case = read_case(tmp_path / "elm-house.xlsx")
    assert case.sound
    assert ("call bells", ("birch",)) == (case.claims[0].theme, case.claims[0].teams)
    assert ["not met", "met"] == case.evidence["result"].to_list()
    assert (tmp_path / "elm-house-verdict.html").is_file()


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_claim_is_looked_at_and_narrowed_by_mouse(case_path: Path, size: tuple[int, int]) -> None:
    """From the claims to what was found, to the choices, to the smaller claim and back by undo: clicks alone."""
    async with walk(case_path, size) as walker:
        await point(walker, "What you say has improved")
        await point(walker, "Nobody in Birch waits")
        assert isinstance(walker.app.screen, Criteria)
        await point(walker, "n Next open")
        await point(walker, "F4 Why")
        assert "Why it matters" in walker.flat
        await point(walker, "Esc Close")
        await point(walker, "Governance reviewed the after-evidence")
        await point(walker, "Narrow the claim")
        await point(walker, "Say this instead")
        assert "supported" == walker.app.result.claims[0].position
        await point(walker, "Ctrl+Z Undo")
        assert "overstated" == walker.app.result.claims[0].position
        assert "sustained" == read_case(case_path).claims[0].stage
