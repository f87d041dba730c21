"""The action register and the method, as reports show them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.picture import RegisterRow
from takehold.engine.picture.method import method
from takehold.engine.picture.register import register
from takehold.engine.plugins import installed
from takehold.engine.ruleset import load
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView


def row(**action: Any) -> RegisterRow:
    """One action's row as at 30 June 2026."""
    case = small_case(
        {"as_of": "2026-06-30"},
        teams=[{"id": "elm", "name": "Elm"}],
        shifts=[{"id": "night", "name": "Nights"}],
        actions=[{"id": "a1", "text": "Check the bells", **action}],
    )
    (made,) = register(ServiceView(case, Terms()))
    return made


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"due": "2026-06-20", "status": "open"}, 10),
        ({"due": "2026-06-30", "status": "open"}, None),
        ({"due": "2026-06-20", "status": "complete", "completed": "2026-06-25"}, None),
        ({"due": "2026-06-20", "status": "cancelled"}, None),
        ({"due": "ASAP", "status": "open"}, None),
        ({"status": "open"}, None),
    ],
)
def test_overdue_is_open_past_its_date(action: dict[str, Any], expected: int | None) -> None:
    """Days overdue are counted from the due date to as_of, for what is not done and not given up."""
    assert expected == row(**action).days_overdue


@pytest.mark.parametrize(
    ("first", "due", "expected"),
    [("2026-06-01", "2026-06-15", 14), ("2026-06-15", "2026-06-01", None), ("", "2026-06-15", None)],
)
def test_slipped_is_later_than_first_promised(first: str, due: str, expected: int | None) -> None:
    """Days slipped are those by which the date moved later."""
    assert expected == row(first_due=first, due=due).days_slipped


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ({"status": "complete", "completed": "2026-06-01"}, True),
        ({"status": "complete", "completed": "2026-06-01", "checked_on": "2026-06-09"}, False),
        ({"status": "open"}, False),
        ({"completed": "2026-06-01"}, True),
    ],
)
def test_unchecked_is_done_and_never_looked_at(action: dict[str, Any], expected: bool) -> None:
    """Done without a date on which somebody checked that it worked."""
    assert expected is row(**action).unchecked


def test_a_row_names_its_place_as_people_do() -> None:
    """The team's and the shift's own names."""
    assert "Elm, Nights" == row(team="elm", shift="night").place


def test_words_in_place_of_a_date_are_kept() -> None:
    """What stands there is shown."""
    assert "ongoing" == row(due="ongoing").due
    assert dt.date(2026, 7, 1) == row(due="2026-07-01").due


def test_the_method_has_every_stage_and_check() -> None:
    """The ladder's stages in order, and each check with its explanation and its parameters as set."""
    found = installed()
    ruleset = load(["ladder"], found.find_ruleset, found.checks)
    made = method(ruleset)
    assert [1, 2, 3, 4, 5] == [stage.rank for stage in made.stages]
    check = made.check("baseline-identified")
    assert check is not None
    assert {"Establishes", "Why it matters", "How it decides", "What to do"} == set(check.explanation)
    assert [use.id for use in ruleset.uses] == [one.id for one in made.checks]
