"""Every screen of the guide, each with how it is put up over the small case and a fact that it then shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import attrs
from textual.screen import Screen

from takehold.engine.model import Level, Place, Problem
from takehold.tui.app import Guide
from takehold.tui.screens.beginning import Beginning
from takehold.tui.screens.choosing import ChooseFile
from takehold.tui.screens.claims import Claims
from takehold.tui.screens.confirming import Confirm
from takehold.tui.screens.criteria import Criteria
from takehold.tui.screens.explaining import Explaining
from takehold.tui.screens.exporting import Exporting
from takehold.tui.screens.finding_things import Search
from takehold.tui.screens.form import Form
from takehold.tui.screens.home import Home
from takehold.tui.screens.narrowing import Narrowing
from takehold.tui.screens.opening import Opening
from takehold.tui.screens.planning import Planning
from takehold.tui.screens.problems import Problems
from takehold.tui.screens.question import Question
from takehold.tui.screens.record import PickRecord, Records
from takehold.tui.screens.service import TheService
from takehold.tui.screens.tables import Tables
from takehold.tui.screens.verdict import Verdict
from takehold.tui.screens.waiving import Waiving

from .conftest import Walker

SIZES = ((80, 24), (120, 40))
"""The smallest terminal that the guide serves, and the one it is drawn for."""

KEPT = Path(__file__).parent / "snapshots"
"""Where each screen stands as text; `test_snapshots.py` says how it came there."""

WRONG = (
    Problem(
        Level.ERROR,
        "'the spring' is not a date; write it as 2026-04-14",
        Place("claims.csv", 2, "changed_on"),
    ),
    Problem(Level.ERROR, "there is no team 'ash'; did you mean 'elm'?", Place("evidence.csv", 9, "team")),
)


@attrs.frozen
class View:
    """A screen, the keys pressed on it, and words that then stand on it."""

    make: Callable[[Guide], Screen[Any]]
    fact: str
    keys: tuple[str, ...] = ()
    ours: bool = True
    """Whether it has a help of its own: the help itself and the list of commands have none."""
    alone: bool = False
    """Whether it is up before any case is open."""


def _waiving(guide: Guide) -> Screen[Any]:
    assert guide.result is not None
    return Waiving(next(f for f in guide.result.findings if f.check == "slippage-indicators"))


VIEWS: dict[str, View] = {
    "opening": View(lambda _: Opening(), "Has the improvement taken hold?", alone=True),
    "beginning": View(lambda _: Beginning(), "What is the service called?", alone=True),
    "choosing": View(lambda _: ChooseFile(Path.cwd()), "Type where it is", alone=True),
    "problems": View(
        lambda _: Problems(Path("elm-house"), WRONG), "claims.csv row 2, changed_on", alone=True
    ),
    "home": View(lambda _: Home(), "What next?"),
    "service": View(lambda _: TheService(), "team: Birch"),
    "claims": View(lambda _: Claims(), "Nobody in Birch waits longer than five minutes"),
    "question-words": View(lambda _: Question("c1"), "question 1 of"),
    "question-date": View(lambda _: Question("c1", "changed_on"), "2026-04-01"),
    "question-ticks": View(lambda _: Question("c1", "teams"), "In which teams does it hold?"),
    "question-stage": View(lambda _: Question("c1", "stage"), "● sustained"),
    "criteria": View(lambda _: Criteria("c1"), "says sustained, evidence reaches"),
    "acting": View(lambda _: Criteria("c1"), "Add a record", ("enter",)),
    "waiving": View(_waiving, "Why can the service live with it?"),
    "narrowing": View(lambda _: Narrowing("c1"), "What you say now"),
    "records": View(lambda _: Records("Its records", ("e10", "e20")), "10 January 2026"),
    "picking": View(lambda _: PickRecord("c1"), "Which record shows something"),
    "explaining": View(lambda _: Explaining("repeat-evidence"), "Why it matters"),
    "tables": View(lambda _: Tables(), "Records of evidence (27)"),
    "form-record": View(lambda _: Form("evidence", "e10"), "A record e10"),
    "form-choosing": View(lambda _: Form("evidence", "e10"), "spot-check", ("tab", "enter")),
    "form-action": View(lambda _: Form("actions"), "An action (new)"),
    "plan": View(lambda _: Planning(), "Raise awareness of call bells"),
    "confirming": View(
        lambda _: Confirm("Take c1 out of the case?", "Take it out", "Leave it"), "Take c1 out"
    ),
    "verdict-ladder": View(lambda _: Verdict(), "Claim 1 of 1: c1"),
    "verdict-places": View(lambda _: Verdict(), "at the improved position", ("2",)),
    "verdict-chart": View(lambda _: Verdict(), "special cause", ("3",)),
    "verdict-path": View(lambda _: Verdict(), "Governance reviewed the after-evidence", ("4",)),
    "verdict-evidence": View(lambda _: Verdict(), "Supports it", ("5",)),
    "verdict-smaller": View(lambda _: Verdict(), "What today's evidence supports", ("6",)),
    "exporting": View(lambda _: Exporting(), "web page"),
    "searching": View(lambda _: Search(), "found", ("b", "i", "r", "c", "h")),
    "helping": View(lambda _: Home(), "The steps of the assessment", ("f1",), ours=False),
    "palette": View(lambda _: Home(), "Search for commands", ("ctrl+p",), ours=False),
}


async def up(walker: Walker, view: View) -> None:
    """Put a view up."""
    walker.app.push_screen(view.make(walker.app))
    await walker.settle()
    await walker.press(*view.keys)


async def visit(walker: Walker, case: Path) -> AsyncIterator[str]:
    """Put every view up, one after another: those that need no case, then, once it is open, the others."""
    for alone in (True, False):
        if not alone:
            walker.app.open_case(case)
            await walker.settle()
        below = len(walker.app.screen_stack)
        for name, view in VIEWS.items():
            if view.alone is alone:
                await up(walker, view)
                yield name
                while len(walker.app.screen_stack) > below:
                    await walker.app.pop_screen()
