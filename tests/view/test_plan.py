"""What a check sees of a priority: when it was worked on, what it was closed on, who spoke of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Against
from takehold.engine.testing import small_case
from takehold.engine.view import NotKnown, PriorityView, ServiceView

PRIORITY = {"id": "p1", "theme": "t", "opened": "2026-01-10", "status": "closed", "closed": "2026-05-01"}


def priority(priority: dict[str, Any] | None = None, **tables: Any) -> PriorityView:
    rows = [PRIORITY | (priority or {})]
    case = small_case({"as_of": "2026-06-30"}, priorities=rows, **tables)
    return ServiceView(case, Terms()).priority("p1")


def action(id: str, **cells: str) -> dict[str, str]:
    return {"id": id, "priority": "p1", "text": "Count unsigned doses at each handover", **cells}


def record(id: str, date: str, **cells: str) -> dict[str, str]:
    return {"id": id, "date": date, "kind": "audit", "theme": "t", **cells}


class TestClosing:
    """The records that could show that a priority was ready to close."""

    def test_they_lie_between_the_last_completed_action_and_the_closing(self) -> None:
        """The day of completion and the day of closing are both left out."""
        done = [
            action("a1", status="complete", completed="2026-03-01"),
            action("a2", completed="2026-02-01"),
        ]
        view = priority(actions=done)
        assert (dt.date(2026, 3, 2), dt.date(2026, 4, 30)) == view.closing_span

    def test_without_a_completed_action_they_begin_when_it_opened(self) -> None:
        """An open or cancelled action sets no beginning."""
        view = priority(actions=[action("a1", status="open"), action("a2", status="cancelled")])
        assert (dt.date(2026, 1, 10), dt.date(2026, 4, 30)) == view.closing_span

    def test_without_a_closing_date_they_reach_the_date_assessed_at(self) -> None:
        """That day is included."""
        assert dt.date(2026, 6, 30) == priority({"closed": None}).closing_span[1]

    @pytest.mark.parametrize(
        ("cells", "actions", "says"),
        [
            ({}, [action("a1", status="complete")], "a1"),
            ({"opened": None}, [], "day it opened"),
        ],
    )
    def test_without_a_beginning_they_are_not_known(
        self, cells: dict[str, Any], actions: list[dict[str, str]], says: str
    ) -> None:
        """A completed action without a date, or no opening day, leaves nothing to come after."""
        with pytest.raises(NotKnown, match=says):
            _ = priority(cells, actions=actions).closing_span

    def test_results_alone_can_say_where_it_stood_without_a_baseline(self) -> None:
        """Four of five met are the improved position although nothing is known of before."""
        met = [record(f"e{n}", "2026-04-01", result="met", kind="observation") for n in range(4)]
        bad = [record("e9", "2026-04-02", result="not met", measure="m1")]
        view = priority(
            {"measure": "m1"},
            evidence=met + bad,
            measures=[{"id": "m1", "better": "higher", "summary": "proportion"}],
        )
        assert Against.IMPROVED is view.closing.against


class TestResultsBefore:
    """By results alone, no better than before is known only where before has results."""

    @pytest.mark.parametrize(("n_before", "known"), [(2, False), (3, True)])
    def test_too_few_results_before_leave_it_open(self, n_before: int, known: bool) -> None:
        """Two results before are too few to be no better than."""
        before = [record(f"b{n}", "2026-01-02", result="met") for n in range(n_before)]
        after = [record(f"a{n}", "2026-04-01", result="not met") for n in range(3)]
        view = priority(
            {"measure": "m1"},
            evidence=before + after,
            measures=[{"id": "m1", "better": "lower", "summary": "mean"}],
        )
        assert known == view.course.no_better(view.closing)


CLAIM = {
    "id": "c1",
    "statement": "Doses are signed",
    "stage": "improved",
    "theme": "claimed",
    "changed_on": None,
}


@pytest.mark.parametrize(
    ("about", "counts"), [("p1", True), ("c1", True), ("t", True), ("claimed", True), ("p2", False)]
)
def test_reviews_of_its_progress_name_it_its_claims_or_their_themes(about: str, counts: bool) -> None:
    """A review of another priority of the same claim speaks of that one's progress."""
    case = small_case(
        {"as_of": "2026-06-30"},
        claims=[CLAIM],
        priorities=[PRIORITY | {"claims": "c1"}, {"id": "p2", "claims": "c1"}],
        reviews=[{"id": "r1", "date": "2026-03-01", "level": "manager", "about": about}],
        evidence=[record("e1", "2026-03-01")],
    )
    view = ServiceView(case, Terms()).priority("p1")
    assert counts == bool(view.progress_reviews)


def test_a_position_that_is_not_known_is_not_known_to_be_improved() -> None:
    """Without the date of the change of its claim nothing can be known to be better."""
    case = small_case(
        {"as_of": "2026-06-30"},
        claims=[CLAIM],
        priorities=[PRIORITY | {"claims": "c1"}],
        evidence=[record(f"e{n}", "2026-04-01", claims="c1", result="met") for n in range(5)],
    )
    assert ServiceView(case, Terms()).priority("p1").known_improved is False


class TestOverdue:
    """Whether an action was open and past its date at the end of a day."""

    @pytest.mark.parametrize(
        ("cells", "overdue"),
        [
            ({}, True),
            ({"due": "2026-05-31"}, False),
            ({"due": "ongoing"}, False),
            ({"opened": "2026-06-01"}, False),
            ({"status": "cancelled"}, False),
            ({"status": "complete"}, False),
            ({"status": "complete", "completed": "2026-05-31"}, False),
            ({"status": "complete", "completed": "2026-06-01"}, True),
            ({"completed": "2026-05-31"}, False),
        ],
    )
    def test_on_the_last_day_of_may(self, cells: dict[str, str], overdue: bool) -> None:
        """It is overdue from the day after it was due until it is done; cancelled or without a date it never is."""
        case = small_case(
            {"as_of": "2026-06-30"}, actions=[{"id": "a1", "text": "t", "due": "2026-05-30"} | cells]
        )
        assert overdue is ServiceView(case, Terms()).action("a1").overdue_at(dt.date(2026, 5, 31))
