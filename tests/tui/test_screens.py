"""Every screen says what it is for, shows its facts at both sizes, and obeys nothing that stands in the data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from takehold.engine.casefile import read_case
from takehold.tui.questions import QUESTIONS
from takehold.tui.screens.claims import Claims
from takehold.tui.screens.criteria import Criteria
from takehold.tui.screens.exporting import Exporting
from takehold.tui.screens.form import Form
from takehold.tui.screens.home import Home
from takehold.tui.screens.opening import Opening
from takehold.tui.screens.question import Question
from takehold.tui.screens.verdict import Verdict

from .conftest import CLAIMS, Walker, evidence, make_case, walk
from .views import VIEWS, up


async def test_every_screen_shows_its_facts_its_keys_and_its_help(case_path: Path) -> None:
    """In the smallest terminal each screen shows what it is about, a way back, and an explanation of its own under F1."""
    async with walk(case_path) as walker:
        below = len(walker.app.screen_stack)
        for name, view in VIEWS.items():
            await up(walker, view)
            assert view.fact in walker.flat, f"{name}: {walker.text}"
            if view.ours:
                screen = walker.app.screen
                assert ("Esc" in walker.flat) is (name != "opening"), f"{name} shows no way back"
                await walker.press("f1")
                assert " ".join(screen.HELP.split()[:3]) in walker.flat, f"{name} is not explained"
                await walker.press("escape")
            while len(walker.app.screen_stack) > below:
                await leave(walker, name)


async def leave(walker: Walker, name: str) -> None:
    """Leave the screen on top; where Escape would leave the case itself, by other means.

    Where a list of choices is open, Escape closes that first.
    """
    top = walker.app.screen
    if isinstance(top, (Home, Opening)):
        await walker.app.pop_screen()
    else:
        await walker.press("escape")
        if name == "form-choosing":
            assert walker.app.screen is top, "Escape leaves the form with the list of choices"
            await walker.press("escape")
    assert top not in walker.app.screen_stack, f"Escape does not leave {name}"


async def test_the_tabs_of_the_verdict(case_path: Path) -> None:
    """Ladder, places, chart, path, evidence and the smaller claim each say what the Result holds."""
    facts = (
        "evidence claim",
        "Birch",
        "target",
        "Governance reviewed the after-evidence",
        "Supports it",
        "What today's evidence supports",
    )
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Verdict())
        await walker.settle()
        for key, fact in enumerate(facts, 1):
            await walker.press(str(key))
            assert fact in walker.flat, walker.text


async def test_markup_in_the_data_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    """Brackets and escape sequences in a statement, a name and a note stand on the screen as text; nothing breaks."""
    nasty = "[bold red]Nobody[/] waits [@click=app.quit]here[/] \x1b[31mnow[/not-open]"
    notes = evidence().replace("bells heard", "[blink]bells[/] heard")
    path = make_case(
        tmp_path,
        claims=CLAIMS.replace("Nobody in Birch waits", nasty),
        evidence=notes,
        teams="id, name\nbirch, [red]Birch[/red]\nelm, [/]Elm",
    )
    async with walk(path, (120, 40)) as walker:
        for name, view in VIEWS.items():
            walker.app.push_screen(view.make(walker.app))
            await walker.settle()
            assert "\x1b" not in walker.text, name
            await walker.app.pop_screen()
        walker.app.push_screen(Claims())
        await walker.settle()
        told = walker.app.screen.query_one("#claims").get_option_at_index(0).prompt.plain
        assert "[bold red]Nobody[/] waits [@click=app.quit]here[/] \ufffd[31mnow[/not-open]" in told
        assert "[bold red]Nobody[/]" in walker.flat


async def test_search_finds_claims_checks_and_records(case_path: Path) -> None:
    """One line of words finds a claim, a criterion or a record, and Enter goes to it."""
    async with walk(case_path) as walker:
        await walker.press("f3")
        await walker.type("corridor month 7 elm")
        assert "1 thing found" in walker.flat
        await walker.press("enter")
        assert isinstance(walker.app.screen, Form)
        await walker.press("escape", "f3")
        await walker.type("nobody birch")
        await walker.press("enter")
        assert isinstance(walker.app.screen, Criteria)


async def test_words_are_judged_while_they_are_typed(case_path: Path) -> None:
    """An action that says nothing definite is told so as it is typed, with an example of how to say it."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Form("actions", "a1"))
        await walker.settle()
        form = walker.app.screen
        answer = next(one for one in form.query("Answer") if one.column.name == "text")
        answer.focus()
        await walker.type(" for all")
        said = " ".join(str(line.render()) for line in form.query("#field-text .help"))
        assert "For example:" in said


async def test_a_wrong_answer_stays_and_is_told_at_its_question(case_path: Path) -> None:
    """A date that is none is refused beneath its question, nothing is written, and the question stays."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1", "changed_on"))
        await walker.settle()
        await walker.answer("x")
        assert "is not a date" in walker.flat
        assert not walker.app.session.can_undo


async def test_errors_in_a_file_are_listed_and_nothing_is_written(case_path: Path) -> None:
    """A case with errors is not opened for editing: each error is shown with its place, and mended cells are read again."""
    good = (case_path / "claims.csv").read_text(encoding="utf-8")
    (case_path / "claims.csv").write_text(good.replace("2026-04-01", "the spring"), encoding="utf-8")
    async with walk(case_path) as walker:
        assert "claims.csv row 2, changed_on" in walker.flat
        assert walker.app.session is None
        (case_path / "claims.csv").write_text(good, encoding="utf-8")
        await walker.press("r")
        assert "The walk" in walker.text


async def test_a_report_that_fails_is_told_and_costs_the_others_nothing(
    case_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one writer fails, the files of the others are there and the screen does not say that all is written."""
    from takehold.tui.screens import exporting

    def render(result: object, format: str, options: object) -> str:
        if format == "html":
            raise RuntimeError("no chart")
        return format

    monkeypatch.setattr(exporting, "render", render)
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Exporting())
        await walker.settle()
        await walker.press("ctrl+s")
        assert "could not be written: no chart" in walker.flat
        assert "1 of 4 could not be written" in walker.flat
        assert "All is written" not in walker.flat
    assert "markdown" == (tmp_path / "elm-house-verdict.md").read_text(encoding="utf-8")


async def test_what_another_program_wrote_is_asked_about(case_path: Path) -> None:
    """Where the file changed under the guide, it asks before it writes over it."""
    async with walk(case_path) as walker:
        (case_path / "teams.csv").write_text("id,name\nbirch,Birch House\nelm,Elm\n", encoding="utf-8")
        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        await walker.answer(" and deputy")
        assert "changed by another program" in walker.flat
        await walker.press("enter")
        assert walker.app.session.saved


async def test_the_guide_without_colour_and_in_the_light(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR set, and in light mode, the same words and signs are there."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with walk(case_path) as walker:
        before = walker.flat
        await walker.press("f2")
        assert before == walker.flat
        assert walker.app.no_color


async def test_every_binding_has_an_id(case_path: Path) -> None:
    """The help is written from the bindings, so each of ours carries an id."""
    async with walk(case_path) as walker:
        for view in VIEWS.values():
            screen = view.make(walker.app)
            own = [binding for keys in screen._bindings.key_to_bindings.values() for binding in keys]
            mine = [
                binding
                for binding in own
                if not binding.system and binding.action.split("(")[0] in _actions(screen)
            ]
            assert all(binding.id for binding in mine), type(screen).__name__
        assert walker.app.is_running


def _actions(screen: Screen[Any]) -> set[str]:
    return {name.removeprefix("action_") for name in type(screen).__dict__ if name.startswith("action_")}


def test_every_question_is_about_a_column_and_a_check_that_exist() -> None:
    """No question asks for a column that a claim does not have, and each serves a criterion that judges."""
    from takehold.engine.model import columns
    from takehold.tui.judging import Judge

    names = {column.name for column in columns("claims")}
    method = Judge.of().method
    assert {"id"} == names - {question.column for question in QUESTIONS}
    assert [] == [question.check for question in QUESTIONS if method.check(question.check) is None]


async def test_a_screen_that_came_up_behind_another_window_takes_keys(case_path: Path) -> None:
    """What opens while the terminal's window is not in front is moved about in by the first key pressed there."""
    async with walk() as walker:
        walker.app.app_focus = False
        walker.app.open_case(case_path)
        await walker.settle()
        assert walker.app.focused is None
        await walker.press("down", "enter")
        assert isinstance(walker.app.screen, Claims)


async def test_ticks_are_kept_one_by_one(case_path: Path) -> None:
    """Each tick of a question counts at once, some clears all and all clears some, and Enter goes on."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1", "teams"))
        await walker.settle()
        told = []
        for line in ("Elm (elm)", "all of them", "Elm (elm)"):
            listed = walker.app.focused
            listed.highlighted = next(n for n, one in enumerate(listed.options) if line in str(one.prompt))
            await walker.press("space")
            told.append(read_case(case_path).claims[0].teams)
        assert [("birch", "elm"), None, ("elm",)] == told
        await walker.press("enter")
        assert "In which shifts" in walker.flat


async def test_what_is_typed_is_kept_by_moving_on_and_by_leaving(case_path: Path) -> None:
    """Page Down and Escape keep the answer that was typed last, in a question and in a form; undo takes it back."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        await walker.press("end")
        await walker.type(" and deputy")
        await walker.press("pagedown")
        assert "Night lead and deputy" == read_case(case_path).claims[0].owner
        await walker.press("escape")
        walker.app.push_screen(Form("teams"))
        await walker.settle()
        await walker.type("Oak")
        await walker.press("escape")
        assert ["birch", "elm", "oak"] == [team.id for team in read_case(case_path).teams]
        await walker.press("ctrl+z")
        assert ["birch", "elm"] == [team.id for team in read_case(case_path).teams]


async def test_the_menu_offers_every_key_and_every_step_by_name(case_path: Path) -> None:
    """The command palette of a screen holds what its keys do, and goes to any step of the walk."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Claims())
        await walker.settle()
        names = {command.title for command in walker.app.get_system_commands(walker.app.screen)}
        assert {"Add a claim", "Its questions", "Take out", "Find", "Light or dark", "Leave"} <= names
        await walker.press("ctrl+p")
        await walker.type("go to: the verdict")
        await walker.press("enter")
        assert isinstance(walker.app.screen, Verdict)


async def test_only_what_works_stands_at_the_foot(case_path: Path) -> None:
    """Undo appears once something was answered, Redo once it was taken back; nothing is found where no case is open."""
    async with walk() as walker:
        assert "F3 Find" not in walker.flat and "Esc" not in walker.flat
        await walker.press("escape")
        assert "Has the improvement taken hold?" in walker.flat
    async with walk(case_path) as walker:
        assert "F3 Find" in walker.flat and "Undo" not in walker.flat
        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        await walker.answer(" and deputy")
        assert "Ctrl+Z Undo" in walker.flat and "Redo" not in walker.flat
        walker.app.action_undo()
        await walker.settle()
        assert "Ctrl+Y Redo" in walker.flat


async def test_long_texts_and_other_scripts_are_shown_whole(tmp_path: Path) -> None:
    """In 80 columns a long statement breaks over lines and loses no word; letters written from right to left stand there,
    and what would turn the line round does not."""
    long = " ".join(f"word{n}" for n in range(40)) + " " + "x" * 90 + " שלום \u202e عربي"
    path = make_case(tmp_path, claims=CLAIMS.replace("Nobody in Birch waits", long))
    async with walk(path) as walker:
        walker.app.push_screen(Claims())
        await walker.settle()
        joined = "".join(walker.text.split())
        for part in (*long.replace("\u202e", "\ufffd").split(), "minutesforhelpatnight"):
            assert part in joined, walker.text
        assert "\u202e" not in walker.text
