"""What can be done about what was found, wherever it was found: of a claim, the plan, the service, or on the path."""

from __future__ import annotations

from pathlib import Path

from takehold.engine.casefile import read_case
from takehold.engine.result import Outcome
from takehold.tui.samples import SAMPLES, copy_to
from takehold.tui.screens.acting import Acting
from takehold.tui.screens.form import Form
from takehold.tui.screens.narrowing import Narrowing
from takehold.tui.screens.planning import Planning
from takehold.tui.screens.service import TheService
from takehold.tui.screens.verdict import Verdict
from takehold.tui.widgets.lines import Lines

from .conftest import make_case, walk

COMPLAINTS = "\n".join(
    [
        "id, date, kind, theme, team, shift, measure, numerator, denominator, result, recorded_by",
        *(f"k{n}, 2026-06-1{n}, complaint, bells, birch, day, , , , not met, Manager" for n in range(4)),
    ]
)


async def test_what_was_found_of_the_service_can_be_acted_on(tmp_path: Path) -> None:
    """Complaints that led to nothing stand under the service; Enter there offers what can be done, a waiver among it."""
    path = make_case(tmp_path, evidence=COMPLAINTS)
    async with walk(path, (120, 40)) as walker:
        walker.app.push_screen(TheService())
        await walker.settle()
        assert "What was found of the service itself" in walker.flat
        listed = walker.app.screen.query_one(Lines)
        listed.highlighted = listed.get_option_index("check:complaint-learning")
        await walker.press("enter")
        assert isinstance(walker.app.screen, Acting)
        await walker.press("w")
        for text in ("The panel meets in October", "Registered Manager", "2026-10-31"):
            await walker.answer(text)
        found = next(f for f in walker.app.result.findings if f.check == "complaint-learning")
        assert Outcome.WAIVED is found.outcome


async def test_a_finding_of_the_plan_can_be_acted_on(case_path: Path) -> None:
    """c on a line of the plan offers what can be done about its first finding: among it, opening that line."""
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Planning())
        await walker.settle()
        await walker.press("down", "c")
        assert isinstance(walker.app.screen, Acting)
        await walker.press("e")
        assert isinstance(walker.app.screen, Form)
        assert "Raise awareness of call bells" in walker.flat


async def test_a_step_of_the_path_can_be_acted_on(case_path: Path) -> None:
    """Enter on a step of the path offers what can be done about the check that it is for; a review can be recorded."""
    async with walk(case_path, (120, 40)) as walker:
        walker.app.push_screen(Verdict())
        await walker.settle()
        await walker.press("4")
        steps = walker.app.screen.query_one("#steps", Lines)
        at = next(
            n for n, option in enumerate(steps.options) if (option.id or "").endswith(":governance-confirms")
        )
        steps.highlighted = at
        await walker.press("enter")
        assert isinstance(walker.app.screen, Acting)
        await walker.press("r")
        await walker.type("2026-09-20")
        await walker.press("ctrl+s")
    assert ("c1",) == read_case(case_path).reviews[0].about


async def test_a_blocker_outside_the_claims_is_named_with_the_verdict(tmp_path: Path) -> None:
    """A priority closed without proof makes the case overstated whatever its claims: the verdict says which one and why."""
    closed = (
        "id, theme, claims, problem, owner, opened, status, closed\n"
        "p1, bells, c1, At night in Birch bells waited over ten minutes, Night lead, 2026-03-20, closed, 2026-04-02"
    )
    async with walk(make_case(tmp_path, priorities=closed), (120, 40)) as walker:
        walker.app.push_screen(Verdict())
        await walker.settle()
        found = next(f for f in walker.app.result.findings if f.check == "closure-earned")
        assert Outcome.NOT_MET is found.outcome
        assert f"Besides the claims: {found.message}"[:60] in walker.flat


async def test_narrowing_says_what_it_moved(tmp_path: Path) -> None:
    """A claim that comes down to what its evidence reaches is said to be believed, though no finding has changed."""
    path = copy_to(next(one for one in SAMPLES if one.name == "overstated"), tmp_path)
    async with walk(path, (120, 40)) as walker:
        walker.app.push_screen(Narrowing("c1"))
        await walker.settle()
        await walker.press("ctrl+s")
        assert "c1: believed" in walker.app.moved
        await walker.press("ctrl+z")
        assert "c1: goes further than the evidence" in walker.app.moved
