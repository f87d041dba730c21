"""Whole journeys through the guide, by keyboard and by mouse, at both sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.casefile import read_case
from takehold.engine.result import Outcome
from takehold.tui.samples import SAMPLES, copy_to
from takehold.tui.screens.criteria import Criteria
from takehold.tui.screens.form import Form
from takehold.tui.screens.home import Home
from takehold.tui.screens.question import Question
from takehold.tui.widgets.answer import Answer

from .conftest import Walker, walk


async def fill(walker: Walker, **answers: str) -> None:
    """Give the answers of the form that is up, each where it belongs, then keep it."""
    form = walker.app.screen
    assert isinstance(form, Form)
    for answer in form.query(Answer):
        text = answers.get(answer.column.name)
        if text is None:
            continue
        answer.focus()
        await walker.pilot.pause()
        if answer.options is None:
            await walker.type(text)
        else:
            values = [value for value, _ in answer.options.values]
            down = ["down"] * (values.index(text) + (0 if answer.options.many else 1))
            await walker.press("enter", *down, "enter") if not answer.options.many else await walker.press(
                *down, "space"
            )
    await walker.press("ctrl+s")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_from_nothing_to_an_exported_verdict_by_keyboard(tmp_path: Path, size: tuple[int, int]) -> None:
    """With no data at all, answers alone make a case, its records, a verdict and files of it, without a mouse."""
    async with walk(size=size) as walker:
        await walker.press("enter")
        await walker.answer("Elm House")
        await walker.answer("care home")
        await walker.answer("2026-06-30")
        await walker.press("tab", "tab", "enter")
        assert isinstance(walker.app.screen, Home)

        await walker.press("enter", "down", "enter")
        await fill(walker, name="Birch")
        await walker.press("escape", "down", "enter", "a")
        await walker.answer("Nobody in Birch waits longer than five minutes for help at night")
        await walker.answer("At night in Birch 4 in 10 bells waited over ten minutes in March 2026")
        await walker.answer("2026-03-31")
        await walker.answer("call bells")
        assert "question 5 of" in walker.text
        await walker.press("pagedown", "pagedown", "pagedown")
        await walker.answer("Both night staff did the late round together")
        await walker.answer("2026-04-01")
        await walker.press("escape", "escape", "down", "enter")
        for month, result in ((2, "not met"), (5, "met")):
            await walker.press("a")
            await fill(walker, date=f"2026-0{month}-11", kind="audit", theme="call bells", result=result)
        await walker.press("escape", "down", "down", "enter")
        assert "Claim 1 of 1" in walker.text
        await walker.press("x", "ctrl+s")
        assert "All is written" in walker.flat

    case = read_case(tmp_path / "elm-house.xlsx")
    assert case.sound
    assert ("call bells", 2) == (case.claims[0].theme, len(case.evidence))
    assert "Nobody in Birch" in (tmp_path / "elm-house-verdict.md").read_text(encoding="utf-8")


async def test_a_sample_by_mouse_alone(tmp_path: Path) -> None:
    """Clicking is enough: a made-up service is opened, a claim looked at, its ladder read, the verdict reached."""
    async with walk(size=(120, 40)) as walker:
        await walker.click("Lines", offset=(4, 3))
        assert (tmp_path / "sample-early").is_dir()
        await walker.click("Lines", offset=(4, 2))
        await walker.click("#claims", offset=(4, 0))
        assert isinstance(walker.app.screen, Criteria)
        await walker.press("escape", "escape")
        await walker.click("Lines", offset=(4, 8))
        await walker.click("Tab#--content-tab-places")
        assert "at the improved position" in walker.flat


async def test_an_answer_moves_the_verdict_and_says_what_it_moved(case_path: Path) -> None:
    """Blanking the date of change takes the claim down the ladder at once; undo brings it up again, and the file follows."""
    async with walk(case_path) as walker:
        before = walker.app.result.claims[0].evidenced
        walker.app.push_screen(Question("c1", "changed_on"))
        await walker.settle()
        await walker.press(*["backspace"] * 10, "enter")
        assert read_case(case_path).claims[0].changed_on is None
        assert "asserted" == walker.app.result.claims[0].evidenced
        assert f"c1 now reaches asserted (was {before})" in walker.app.moved
        await walker.press("ctrl+z")
        assert before == walker.app.result.claims[0].evidenced
        assert read_case(case_path).claims[0].changed_on is not None


async def test_a_finding_is_waived_with_reason_and_last_day(case_path: Path) -> None:
    """From a criterion that is not met a waiver can be written; the finding is waived and the file says why."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        check = walker.app.screen.check
        await walker.press("enter", "w")
        await walker.answer("The night bank staff begin on 1 December")
        await walker.answer("Registered Manager")
        await walker.answer("2030-01-01")
        assert "no later day than" in walker.flat
        await walker.press(*["backspace"] * 10)
        await walker.answer("2026-12-01")
        found = [f for f in walker.app.result.findings if f.check == check and f.subject.id == "c1"]
        assert [Outcome.WAIVED] == [f.outcome for f in found]
        assert "The night bank staff" in (case_path / "waivers.toml").read_text(encoding="utf-8")


async def test_a_claim_is_narrowed_in_the_words_offered(case_path: Path) -> None:
    """Where the claim goes further than its evidence, the smaller claim is offered and, taken up, is believed."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        assert "supported" != walker.app.result.claims[0].position
        await walker.press("enter", "n", "ctrl+s")
        assert "supported" == walker.app.result.claims[0].position
        assert read_case(case_path).claims[0].stage != "sustained"


async def test_a_record_is_linked_to_a_claim(case_path: Path) -> None:
    """A record that is there already can be found by its words and made to name the claim."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        await walker.press("enter", "l")
        await walker.type("elm month 7")
        await walker.press("enter", "enter")
        record = read_case(case_path).evidence.filter(id="e72")
        assert [["c1"]] == record["claims"].to_list()


async def test_the_cited_records_can_be_opened_and_corrected(case_path: Path) -> None:
    """From a finding to the record it rests on, and from there to the form that corrects it."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        listed = walker.app.screen.query_one("#checks")
        listed.highlighted = listed.get_option_index("measurable-improvement")
        await walker.press("o")
        assert "stands in" in walker.text
        await walker.press("enter")
        assert isinstance(walker.app.screen, Form)
        await fill(walker, note=" again")
        assert any(note.endswith("again") for note in read_case(case_path).evidence["note"].to_list())


@pytest.mark.parametrize(
    ("key", "table", "typed"),
    [
        ("v", "variation", {"explanation": "One post on nights is vacant"}),
        ("r", "reviews", {"date": "2026-09-20"}),
        ("m", "monitoring", {"trigger": "More than two bells a night wait over ten minutes"}),
        ("t", "actions", {"text": "Sample weekend nights weekly"}),
    ],
)
async def test_each_choice_opens_its_form(
    case_path: Path, key: str, table: str, typed: dict[str, str]
) -> None:
    """Residual variation, a review, monitoring and an action can each be written from a finding."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        await walker.press("enter", key)
        assert isinstance(walker.app.screen, Form)
        await fill(walker, **typed)
        rows = getattr(read_case(case_path), table)
        assert any(
            "c1" in (getattr(row, "claims", ()) or getattr(row, "about", ()) or (getattr(row, "claim", ""),))
            for row in rows
        )


@pytest.mark.parametrize(("key", "table"), [("v", "variation"), ("m", "monitoring")])
async def test_a_form_that_only_knows_its_claim_leaves_no_row(case_path: Path, key: str, table: str) -> None:
    """Opened from a finding and closed with Done, with nothing typed: where it is weaker is not stated by that."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Criteria("c1"))
        await walker.settle()
        await walker.press("enter", key, "ctrl+s")
        assert () == getattr(walker.app.session.case, table)


async def test_work_goes_on_where_it_was_left(case_path: Path) -> None:
    """Left at a claim's questions, the guide opens there again."""
    async with walk(case_path) as walker:
        walker.app.push_screen(Question("c1"))
        await walker.settle()
        await walker.press("ctrl+q")
    async with walk() as walker:
        assert "Go on with Elm House" in walker.text
        await walker.press("enter")
        assert isinstance(walker.app.screen, Question)


async def test_a_workbook_is_edited_and_stays_a_workbook(case_path: Path, tmp_path: Path) -> None:
    """The journey over a workbook: opened, answered, and read again as the workbook it was."""
    from takehold.engine.casefile import write_case

    write_case(read_case(case_path), tmp_path / "book.xlsx")
    async with walk(tmp_path / "book.xlsx") as walker:
        walker.app.push_screen(Question("c1", "owner"))
        await walker.settle()
        await walker.press(*["backspace"] * 12)
        await walker.answer("Deputy")
        await walker.press("ctrl+q")
    assert "Deputy" == read_case(tmp_path / "book.xlsx").claims[0].owner


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_sample_is_sound(sample: object, tmp_path: Path) -> None:
    """Each made-up service that comes with the guide reads without an error, and is copied under a free name."""
    first, second = copy_to(sample, tmp_path), copy_to(sample, tmp_path)
    assert first != second
    assert read_case(first).sound
