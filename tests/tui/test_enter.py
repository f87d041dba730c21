"""The foot of a screen says what Enter does, and says nothing of it where it does nothing."""

from __future__ import annotations

from pathlib import Path

import attrs

from takehold.tui.screens.claims import Claims
from takehold.tui.screens.planning import Planning
from takehold.tui.screens.problems import Problems
from takehold.tui.screens.record import PickRecord

from .conftest import walk


async def test_errors_are_there_to_be_read(case_path: Path) -> None:
    """Enter opens none of them, and nothing says that it would."""
    (case_path / "evidence.csv").write_text("id,date,kind\ne1,31/02/2026,audit\n")
    async with walk(case_path) as walker:
        assert isinstance(walker.app.screen, Problems)
        assert "Enter" not in walker.flat
        await walker.press("enter")
        assert isinstance(walker.app.screen, Problems)


async def test_keys_that_need_a_line_are_shown_with_one(case_path: Path) -> None:
    """Without a claim or a plan there is nothing to open, ask about or take out; with one there is."""
    async with walk(case_path, (120, 40)) as walker:
        session = walker.app.session
        full = session.case
        for screen, keys in (
            (Claims, ("Enter Findings", "e Its questions", "d Take out")),
            (Planning, ("Enter Open", "u Report progress")),
        ):
            walker.app.push_screen(screen())
            await walker.settle()
            assert all(key in walker.flat for key in keys)

            session._step(
                attrs.evolve(session.state, case=attrs.evolve(full, claims=(), priorities=(), actions=()))
            )
            walker.app.changed()
            await walker.settle()
            assert [] == [key for key in keys if key in walker.flat]
            assert "There is no" in walker.flat

            walker.app.action_undo()
            await walker.settle()
            assert all(key in walker.flat for key in keys)
            await walker.press("escape")


async def test_typing_what_to_find_says_what_enter_does(case_path: Path) -> None:
    """While words are typed Enter goes to what was found, or into the list of records; there it links one."""
    async with walk(case_path) as walker:
        walker.app.action_find()
        await walker.settle()
        await walker.type("birch")
        assert "Enter Go there" in walker.flat
        await walker.press("escape")

        walker.app.push_screen(PickRecord("c1"))
        await walker.settle()
        assert "Enter Into the list" in walker.flat
        await walker.press("down")
        assert "Enter Link it" in walker.flat
