"""Narrowing: what is offered instead is supported when it is assessed, and nothing is offered where nothing is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import attrs
import pytest

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.model import Case
from takehold.engine.narrow_words import reworded
from takehold.engine.plugins import installed
from takehold.engine.result import Narrowed, Position, Result
from takehold.engine.ruleset import load
from takehold.engine.view import ServiceView
from tests.random_cases import random_case

FIXTURES = Path(__file__).parents[1] / "fixtures"
_FOUND = installed()
RULES = load(["ladder"], _FOUND.find_ruleset, _FOUND.checks)


def instead(case: Case, claim: str, narrowed: Narrowed) -> Case:
    """The case with a claim that says no more than the narrower one."""
    less = {"stage": narrowed.stage, "teams": narrowed.teams, "shifts": narrowed.shifts}
    return attrs.evolve(
        case, claims=tuple(attrs.evolve(one, **less) if one.id == claim else one for one in case.claims)
    )


def offered(case: Case) -> Result:
    return assess(case, RULES, path=True)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_offered_is_supported(seed: int) -> None:
    """A claim narrowed as offered is supported when the case is assessed anew."""
    case = random_case(Random(seed))
    for verdict in offered(case).claims:
        if verdict.narrowed is not None:
            again = assess(instead(case, verdict.id, verdict.narrowed), RULES)
            assert Position.SUPPORTED == next(c.position for c in again.claims if c.id == verdict.id)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_supported_or_only_asserted_is_not_narrowed(seed: int) -> None:
    """A supported claim needs no narrowing; where not even the first stage is reached there is none in full."""
    for verdict in offered(random_case(Random(seed))).claims:
        if verdict.position is Position.SUPPORTED:
            assert None is verdict.narrowed
        elif verdict.evidenced != "asserted":
            assert None is not verdict.narrowed


def test_leaving_out_one_round_keeps_the_stage() -> None:
    """The homecare service's second claim fails for one of its four rounds: without it, it is service-wide."""
    case = as_at(read_case(FIXTURES / "overstated"))
    narrowed = next(verdict.narrowed for verdict in offered(case).claims if verdict.id == "c2")
    assert narrowed is not None
    assert "service-wide" == narrowed.stage
    assert narrowed.teams is not None
    assert len(case.teams) - 1 == len(narrowed.teams)
    assert "before 6 July 2026" in narrowed.statement


def test_the_stage_comes_down_where_no_place_is_to_blame() -> None:
    """The first claim fails whenever nobody announced a check, so it keeps its places and says less."""
    case = as_at(read_case(FIXTURES / "overstated"))
    narrowed = next(verdict.narrowed for verdict in offered(case).claims if verdict.id == "c1")
    assert narrowed is not None
    assert ("sustained", None, None) == (narrowed.stage, narrowed.teams, narrowed.shifts)


def statement(case: Case, claim: str) -> str:
    narrowed = next(verdict.narrowed for verdict in offered(case).claims if verdict.id == claim)
    assert narrowed is not None
    return narrowed.statement


class TestNoMoreThanFound:
    """The sentence says of a stage what its checks found, and leaves out what is only there with a reservation."""

    CASE = as_at(read_case(FIXTURES / "overstated"))

    def test_what_governance_confirmed_is_said(self) -> None:
        """The first claim's review cites its records, so the check is met."""
        assert "; it has been better since " in statement(self.CASE, "c1")
        assert statement(self.CASE, "c1").endswith(", and governance has confirmed it.")

    def test_a_review_that_cites_nothing_has_not_confirmed_it(self) -> None:
        """The check is then a concern, which a stage allows and the sentence does not repeat."""
        reviews = tuple(attrs.evolve(review, evidence=()) for review in self.CASE.reviews)
        case = attrs.evolve(self.CASE, reviews=reviews)
        found = {(f.check, f.subject.id): f.outcome for f in assess(case, RULES).findings}
        assert "concern" == found["governance-confirms", "c1"]
        assert "governance" not in statement(case, "c1")

    @pytest.mark.parametrize(
        ("met", "says"),
        [
            ((), "; it was first better in "),
            (("improvement-holding", "unscheduled-holds"), "; it holds when checks come without notice."),
            (
                ("oversight-independence", "holds-under-pressure", "lived-experience"),
                "; it holds under ordinary oversight and when it is busy; people and families say so too.",
            ),
        ],
    )
    def test_a_condition_is_said_where_it_is_met(self, met: tuple[str, ...], says: str) -> None:
        """Of three conditions only those are named that the records bear out."""
        view = ServiceView(self.CASE, RULES.terms).claim("c1")
        assert says in reworded(view, "service-wide", met)

    def test_what_is_better_already_is_not_called_too_early(self) -> None:
        """Acted on, no more, for want of an action on file: the figures are told, and what is not shown yet."""
        view = ServiceView(self.CASE, RULES.terms).claim("c1")
        assert view.now.improved
        said = reworded(view, "acted-on", ())
        assert said.endswith(". What brought that about is not shown yet.")
        assert "too early" not in said
