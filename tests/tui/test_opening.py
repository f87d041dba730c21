"""How work begins: a new case, a case that is there, and another system's export."""

from __future__ import annotations

from pathlib import Path

from takehold.engine.casefile import read_case
from takehold.tui.screens.beginning import Beginning
from takehold.tui.screens.home import Home

from .conftest import walk


async def test_a_case_begins_as_a_workbook_with_two_keys_more_than_its_name(tmp_path: Path) -> None:
    """The name alone is enough: Ctrl+S begins a workbook, and the screen says beforehand where it will be."""
    async with walk() as walker:
        await walker.press("enter")
        await walker.type("Elm House")
        assert str(tmp_path / "elm-house.xlsx") in walker.text.replace("\n", "").replace(" ", "")
        await walker.press("ctrl+s")
        assert isinstance(walker.app.screen, Home)
    assert "Elm House" == read_case(tmp_path / "elm-house.xlsx").service.name


async def test_the_button_that_begins_is_in_sight_on_a_small_screen(tmp_path: Path) -> None:
    """At 80x24 the button can be clicked without scrolling; what is wrong is said above it, and nothing is written."""
    async with walk() as walker:
        await walker.press("enter")
        await walker.click("#begin")
        assert isinstance(walker.app.screen, Beginning)
        assert "The service needs a name" in walker.flat
    assert [] == list(tmp_path.glob("*.xlsx"))
