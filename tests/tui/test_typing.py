"""Somebody who types faster than a screen is drawn loses nothing, and an empty form leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from textual import events

from takehold.tui.screens.form import Form
from takehold.tui.screens.question import Question
from takehold.tui.widgets.answer import Answer

from .conftest import Walker, walk


def at_once(walker: Walker, *keys: str) -> None:
    """Press keys without waiting for anything."""
    for key in keys:
        walker.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_while_a_form_opens_is_in_it(case_path: Path) -> None:
    """A name typed at once after the form was asked for, and kept at once, is the name of the new team."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Form("teams"))
        at_once(walker, *"Oak", "ctrl+s")
        await walker.settle()
        assert "Oak" == walker.app.session.case.teams[-1].name
        assert "oak" == walker.app.session.case.teams[-1].id


async def test_what_is_typed_while_the_next_question_comes_answers_it(case_path: Path) -> None:
    """Page Down and the answer typed at once: it is the answer to the next question."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1", "problem"))
        await walker.settle()
        at_once(walker, "pagedown", *"2026-03-30", "enter")
        await walker.settle()
        assert "2026-03-30" == str(walker.app.session.case.claims[0].identified_on)


async def test_an_answer_has_the_focus_before_any_key_behind_it_is_worked(case_path: Path) -> None:
    """A key already on its way when the answer came must find it: one that came first would go nowhere."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1", "problem"))
        await walker.settle()
        walker.app.screen.set_focus(None)
        answer = walker.app.screen.query_one(Answer)
        answer.focus()
        assert answer.inner is walker.app.screen.focused


async def test_an_empty_form_leaves_nothing_behind(case_path: Path) -> None:
    """Done on a form in which nothing was answered makes no row, and says so."""
    async with walk(case_path) as walker:
        before = walker.app.session.case.teams
        walker.app.push_screen(Form("teams"))
        await walker.settle()
        await walker.press("ctrl+s")
        assert before == walker.app.session.case.teams
        assert not walker.app.session.can_undo
        assert not isinstance(walker.app.screen, Form)
