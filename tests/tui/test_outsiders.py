"""Checks that did not come with takehold, in the guide: one appears like any other, one that fails costs nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.cli.main import main
from takehold.engine.result import Outcome
from takehold.tui.judging import Judge
from takehold.tui.screens.criteria import Criteria
from takehold.tui.screens.explaining import Explaining

from ..plugging.making import plugin
from .conftest import make_case, walk


def ours(folder: Path) -> str:
    """A ruleset with two checks of a plugin of our own: `good` is met, `own` fails while it judges."""
    plugin(folder, "raise ZeroDivisionError('no [b]rota[/b]')")
    path = folder / "ours.toml"
    path.write_text(
        "extends = ['cqc-readiness']\nplugins = ['./own_checks.py']\nfamilies = ['ours']", "utf-8"
    )
    return str(path)


async def test_a_check_of_ones_own_appears_like_any_other(tmp_path: Path) -> None:
    """It is listed with its sign and words, says what it found, is explained by F4 and found by search."""
    async with walk(make_case(tmp_path), rulesets=(ours(tmp_path),)) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        listed = walker.app.screen.query_one("#checks")
        listed.highlighted = listed.get_option_index("good")
        await walker.settle()
        assert "✓ It is good" in walker.flat
        assert "Found: It is so" in walker.flat
        await walker.press("f4")
        assert "Why it matters" in walker.flat
        await walker.press("escape", "f3")
        await walker.type("it is good")
        assert "A criterion good It is good" in walker.flat
        await walker.press("enter")
        assert isinstance(walker.app.screen, Explaining)


async def test_a_file_named_on_the_command_line_is_judged_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`guide --plugin FILE.py` lists that file's checks among the others."""
    plugin(tmp_path, "return met('Its own words')")
    opened: list[Judge] = []
    monkeypatch.setattr("takehold.engine.cli.guide.on_a_terminal", lambda: True)
    monkeypatch.setattr("takehold.engine.cli.guide.open_guide", lambda *_: opened.append(Judge.of()))
    assert 0 == main(["guide", "--plugin", str(tmp_path / "own_checks.py")])
    assert {"own", "good"} <= {use.id for use in opened[0].ruleset.uses}


async def test_a_check_that_fails_is_shown_as_failed_and_harms_no_other(tmp_path: Path) -> None:
    """It bears the sign and the words of a check that failed, says why as plain text, and the others judged as without it."""
    case = make_case(tmp_path)
    async with walk(case) as walker:
        before = {f.check: f.outcome for f in walker.app.result.findings if f.subject.id == "c1"}
        claim = walker.app.result.claims[0].evidenced
    async with walk(case, rulesets=(ours(tmp_path),)) as walker:
        after = {f.check: f.outcome for f in walker.app.result.findings if f.subject.id == "c1"}
        assert before | {"own": Outcome.ERROR, "good": Outcome.MET} == after
        assert claim == walker.app.result.claims[0].evidenced
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        listed = walker.app.screen.query_one("#checks")
        listed.highlighted = listed.get_option_index("own")
        await walker.settle()
        assert "! It is so: the check failed" in walker.flat
        assert "no [b]rota[/b]" in walker.flat
        assert "own_checks.py" in walker.flat
