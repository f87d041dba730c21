"""Harbour's plugin: its cases, its import, its board paper, and takehold's rules for any check."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.errors import CaseError, RulesetError
from takehold.engine.frameworks import find
from takehold.engine.plugins import in_use, installed, use
from takehold.engine.report import render
from takehold.engine.testing import CheckCase, assert_conforms, checks_in, read_cases

HOME = Path(__file__).parents[1]
CASES = [case for path in sorted(HOME.glob("cases/*.toml")) for case in read_cases(path)]
CHECKS = checks_in("harbour")
OURS = sorted(id for id, check in CHECKS.items() if check.family == "harbour")
EXPORT = HOME / "data" / "harbour-house.shb"


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Each test begins with nothing loaded but what comes with takehold."""
    use(installed())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.check}: {case.name}")
def test_the_case_comes_out_as_it_says(case: CheckCase) -> None:
    """Outcome, words and records."""
    case.assert_holds(CHECKS)


@pytest.mark.parametrize("id", OURS)
def test_the_check_keeps_the_rules(id: str) -> None:
    """It explains itself, answers the same twice, never fails, and says what is missing."""
    assert_conforms(CHECKS[id])


def test_a_shiftbook_export_is_read() -> None:
    """Each line becomes a row with its line number; their words become takehold's."""
    case = read_case(EXPORT)
    assert case.sound
    assert (case.service.name, len(case.claims), len(case.evidence)) == ("Harbour House", 1, 11)
    record = case.evidence.row(4, named=True)
    assert (
        record["kind"],
        record["result"],
        record["staff"],
        record["row"],
    ) == ("observation", "not met", ["s2"], 9)


def test_a_slip_in_an_export_has_its_line(tmp_path: Path) -> None:
    """A type that nobody knows is told as in any case file; a line that is none refuses the file."""
    path = tmp_path / "own.shb"
    path.write_text(EXPORT.read_text("utf-8").replace("|round|", "|rnd|", 1), "utf-8")
    assert [p.place.row for p in read_case(path).problems if p.level == "error"] == [7]
    path.write_text("X|what\n", "utf-8")
    with pytest.raises(CaseError, match="begins with 'X'"):
        read_case(path)


def test_the_board_paper_gives_the_verdict_and_our_findings() -> None:
    """The late supervision of n3 is on it, with its date."""
    found = in_use()
    result = assess(as_at(read_case(EXPORT), None), found.ruleset(["harbour"]))
    paper = str(render(result, "board"))
    assert "BOARD PAPER: Harbour House, 30 June 2026" in paper
    assert (
        "supervised-afterwards: concern. No supervision within 42 days for n3 (seen on 4 May 2026)" in paper
    )
    assert "harbour-supervisions-held: concern. Only 2 of 3 supervisions since 1 March 2026" in paper
    assert not [finding for finding in result.findings if finding.outcome == "error"]


def test_a_home_cannot_leave_the_standard_out(tmp_path: Path) -> None:
    """Mandatory is mandatory, and says who made it so."""
    own = tmp_path / "home.toml"
    own.write_text("extends = ['harbour']\n[check.supervised-afterwards]\non = false", "utf-8")
    with pytest.raises(RulesetError, match=r"cannot be switched off: harbour\.toml:10 makes it"):
        installed().ruleset([str(own)])


def test_a_home_can_be_stricter(tmp_path: Path) -> None:
    """Its own number, on top of Harbour's."""
    own = tmp_path / "home.toml"
    own.write_text("extends = ['harbour']\n[check.supervised-afterwards]\ndays = 28", "utf-8")
    found = installed().ruleset([str(own)]).use("supervised-afterwards")
    assert found is not None
    assert found.check.days == 28  # type: ignore[attr-defined]


def test_our_promises_can_be_named() -> None:
    """A claim can say that it serves one of them."""
    in_use().load_rest()
    topic = find("We look again")
    assert topic is not None
    assert (topic.framework, topic.key_question) == ("harbour-promises", "Well-led")
