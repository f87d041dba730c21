"""What people say: favourable, unfavourable, or neither."""

from __future__ import annotations

import pytest

from takehold.engine.measure.experience import Felt, Said, said
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView


def told(*records: tuple[str, str]) -> Said:
    """What some records of experience say, each a kind and a result."""
    rows = [
        {"id": f"e{n}", "date": "2026-03-02", "kind": kind} | ({"result": result} if result else {})
        for n, (kind, result) in enumerate(records)
    ]
    return said(ServiceView(small_case({"as_of": "2026-03-31"}, evidence=rows), Terms()).records, Terms())


@pytest.mark.parametrize(
    ("kind", "result", "favour"),
    [
        ("compliment", "", 1),
        ("feedback", "met", 1),
        ("complaint", "met", 1),
        ("feedback", "partly", 0.5),
        ("complaint", "partly", 0.5),
        ("feedback", "not met", 0),
        ("complaint", "", 0),
        ("concern", "", 0),
    ],
)
def test_each_record_has_its_favour(kind: str, result: str, favour: float) -> None:
    """A result decides; without one a compliment is favourable, a complaint or a concern is not."""
    assert [favour] == told((kind, result)).scores.tolist()


def test_feedback_without_a_result_is_left_out() -> None:
    """What says neither is not counted at all."""
    assert 0 == told(("feedback", ""), ("partner-feedback", "")).n


def test_three_that_say_something_are_enough() -> None:
    """Enough is counted over the records that say something either way."""
    assert not told(("compliment", ""), ("concern", ""), ("feedback", "")).enough
    assert told(("compliment", ""), ("concern", ""), ("feedback", "met")).enough


def felt(before: tuple[int, int], now: tuple[int, int]) -> Felt:
    """So many favourable of so many, before and now."""
    sides = [
        told(*[("feedback", "met")] * good, *[("feedback", "not met")] * (n - good))
        for good, n in (before, now)
    ]
    return Felt(sides[0], sides[1], Terms())


def test_better_is_a_tenth_of_what_it_was() -> None:
    """From 10 of 20, 11 of 20 is a tenth better; 21 of 40 is not."""
    assert felt((10, 20), (11, 20)).better
    assert not felt((10, 20), (21, 40)).better


def test_nothing_is_not_better_than_nothing() -> None:
    """A share that stays at none has not become better, though a tenth of none is none."""
    assert not felt((0, 4), (0, 4)).better


def test_worse_is_beyond_the_tolerance() -> None:
    """Ten percentage points below is within the tolerance, fifteen is not."""
    assert not felt((10, 20), (8, 20)).worse
    assert felt((10, 20), (7, 20)).worse


def test_half_of_the_way_to_all() -> None:
    """From 10 of 20, half of the way to all is 15 of 20."""
    assert felt((10, 20), (15, 20)).most_of_the_way
    assert not felt((10, 20), (14, 20)).most_of_the_way


def test_beyond_chance_is_newcombes_interval_above_none() -> None:
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 (Newcombe 1998, table II, method 10); 5 of 10 against 4 of 10 is not."""
    assert felt((48, 80), (56, 70)).beyond_chance
    assert not felt((4, 10), (5, 10)).beyond_chance
