"""What is taken away from the guide: the path with its dates, and the very documents that the command line writes."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.cli.main import main
from takehold.engine.errors import CaseError
from takehold.tui.screens.exporting import ENDINGS, Exporting
from takehold.tui.screens.narrowing import Narrowing
from takehold.tui.screens.question import Question
from takehold.tui.screens.verdict import Verdict
from takehold.tui.session import Session

from .conftest import Walker, walk

FILES = sorted(ending for ending in ENDINGS.values() if ending)


async def take_away(walker: Walker) -> None:
    """Tick everything and write it."""
    walker.app.push_screen(Exporting())
    await walker.settle()
    walker.app.screen.query_one("Ticks").select_all()
    await walker.press("ctrl+s")


async def test_the_documents_are_those_of_the_command_line(case_path: Path, tmp_path: Path) -> None:
    """After an answer, each file of the guide holds the same bytes as `takehold assess --write` and `path --write` give."""
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        await walker.answer(" of Birch")
        await take_away(walker)
        assert "All is written" in walker.flat, walker.text
    theirs = [tmp_path / f"theirs{ending}" for ending in FILES]
    reports = [word for path in theirs if path.suffix != ".ics" for word in ("--write", str(path))]
    assert 1 == main(["assess", str(case_path), "--no-cache", *reports])
    assert 0 == main(["path", str(case_path), "--write", str(tmp_path / "theirs.ics")])
    for path in theirs:
        assert path.read_bytes() == (tmp_path / f"elm-house-verdict{path.suffix}").read_bytes(), path.suffix


async def test_the_path_is_shown_with_its_dates(case_path: Path) -> None:
    """A moment after the verdict the Path tab lists each step of the engine's own path, and the day they lead to."""
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Verdict())
        await walker.settle()
        await walker.press("4")
        result = walker.app.result
        assert result.path
        assert walker.app.judge.method.check(result.path[0].check).title in walker.flat
        assert "Taken together, the earliest day is" in walker.flat


async def test_a_newer_answer_takes_the_place_of_a_path_being_sought(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer given while the path is sought ends that search; the path shown at last is the newest answer's."""
    from takehold.tui.judging import Judge
    from takehold.tui.keeping import Superseded

    ended: list[str] = []
    led = Judge.led

    async with walk(case_path) as walker:

        def slow(self: Judge, state: object, result: object) -> object:
            if not ended:
                ended.append("asked")
                walker.app.call_from_thread(answer)
                try:
                    return led(self, state, result)
                except Superseded:
                    ended.append("ended")
                    raise
            return led(self, state, result)

        def answer() -> None:
            monkeypatch.setattr(Judge, "led", led)
            walker.app.action_undo()

        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        monkeypatch.setattr(Judge, "led", slow)
        await walker.answer(" of Birch")
        assert ["asked", "ended"] == ended
        assert walker.app.path_known


async def test_a_claim_is_narrowed_to_what_the_engine_offers(case_path: Path) -> None:
    """The words offered are those of the Result, and taking them up gives the claim that scope and stage."""
    async with walk(case_path, (120, 40)) as walker:
        found = walker.app.result.claims[0].narrowed
        walker.app.push_screen(Narrowing("c1"))
        await walker.settle()
        assert " ".join(found.statement.split()[:4]) in walker.flat
        await walker.press("ctrl+s")
        claim = walker.app.session.case.claims[0]
        assert (found.stage, found.statement) == (claim.stage, claim.statement)


async def test_an_unsaved_case_is_not_taken_away(
    case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last answers could not be saved nothing is written, and the screen says why."""

    def full(self: Session, *, over: bool = False) -> bool:
        raise CaseError.at("elm-house", "It cannot be saved: No space left on device")

    async with walk(case_path, (120, 40)) as walker:
        monkeypatch.setattr(Session, "save", full)
        await take_away(walker)
        assert "No space left on device" in walker.flat
    assert [] == list(tmp_path.glob("elm-house-verdict*"))


async def test_writing_can_be_stopped(
    case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped while the first file is made, none is written and the screen says so; keys are answered meanwhile."""
    from takehold.tui.screens import exporting

    begun, go_on = threading.Event(), threading.Event()
    real = exporting.document

    def slow(*given: Any) -> bytes:
        begun.set()
        go_on.wait(30)
        return real(*given)

    monkeypatch.setattr(exporting, "document", slow)
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Exporting())
        await walker.settle()
        await walker.pilot.press("ctrl+s")
        while not begun.is_set():
            await walker.pilot.pause()
        await walker.pilot.press("ctrl+x")
        await walker.pilot.pause()
        assert "Stopped" in walker.flat
        go_on.set()
        await walker.settle()
    assert [] == list(tmp_path.glob("elm-house-verdict*"))
