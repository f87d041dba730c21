"""What the tests of the guide share: a small case on the disk, and somebody who walks through it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from takehold.engine.casefile import write_case
from takehold.engine.testing import small_case
from takehold.tui.app import Guide

CLAIMS = """
id, statement, theme, stage, teams, shifts, measure, problem, changed_on, cause, owner
c1, Nobody in Birch waits longer than five minutes for help at night, bells, sustained, birch, all, answered, At night in Birch 4 in 10 bells waited over ten minutes from January to March 2026, 2026-04-01, Both night staff did the late round together, Night lead
"""
ACTIONS = """
id, priority, text, owner, opened, due, status
a1, p1, Raise awareness of call bells, all staff, 2026-03-20, 2026-04-01, open
"""


def evidence() -> str:
    """Three months before the change at 6 of 10, six months after it at 9 of 10, in two teams and two shifts."""
    rows = ["id, date, kind, theme, team, shift, measure, numerator, denominator, recorded_by, note"]
    for month in range(1, 10):
        for place, (team, shift) in enumerate((("birch", "night"), ("birch", "day"), ("elm", "night"))):
            met = 6 if month < 4 or team == "elm" else 9
            rows.append(
                f"e{month}{place}, 2026-{month:02}-1{place}, audit, bells, {team}, {shift}, answered, {met}, 10, Night lead, "
                f"bells heard in month {month} from the corridor"
            )
    return "\n".join(rows)


def make_case(folder: Path, **more: Any) -> Path:
    """Write the small case as a folder."""
    tables: dict[str, Any] = {
        "teams": "id, name\nbirch, Birch\nelm, Elm",
        "shifts": "id, name, out_of_hours\nday, Days, no\nnight, Nights, yes",
        "measures": "id, name, theme, unit, better, summary, target\n"
        "answered, Bells answered within five minutes, bells, % of bells, higher, proportion, 0.9",
        "claims": CLAIMS,
        "evidence": evidence(),
        "priorities": "id, theme, claims, problem, owner, opened, status\n"
        "p1, bells, c1, At night in Birch bells waited over ten minutes, Night lead, 2026-03-20, open",
        "actions": ACTIONS,
        **more,
    }
    case = small_case({"as_of": "2026-09-30"}, **tables)
    path = folder / "elm-house"
    write_case(case, path)
    return path


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    """The small case as a folder on the disk."""
    return make_case(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the same name for everybody with the small case in it; the case, named from there."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    make_case(folder)
    return Path("elm-house")


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the list of recent cases of whoever runs it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    yield


OURS = ("save", "judge", "export", "open")
"""The threads that are waited for; a list of files keeps one of its own running."""


class Walker:
    """Somebody at the guide: presses keys and reads the screen."""

    def __init__(self, app: Guide, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def settle(self) -> None:
        """Until every thread is done and everything is drawn."""
        for _ in range(1_000):
            await self.pilot.pause()
            if not self.app.busy and all(
                worker.is_finished for worker in self.app.workers if worker.group in OURS
            ):
                break
            await asyncio.sleep(0.005)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, each settled before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def answer(self, text: str) -> None:
        """Type and press Enter."""
        await self.type(text)
        await self.press("enter")

    async def click(self, selector: str, **more: Any) -> None:
        """Click on something."""
        assert await self.pilot.click(selector, **more), f"{selector} is not where it can be clicked"
        await self.settle()

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def flat(self) -> str:
        """The screen's words on one line, however they were broken."""
        return " ".join(self.text.split())


@asynccontextmanager
async def walk(
    path: Path | None = None, size: tuple[int, int] = (80, 24), rulesets: tuple[str, ...] = ()
) -> Any:
    """The guide, open at a size, with somebody at it."""
    app = Guide(path, rulesets)
    app.animation_level = "none"  # nothing is seen halfway
    async with app.run_test(size=size) as pilot:
        walker = Walker(app, pilot)
        await walker.settle()
        yield walker
