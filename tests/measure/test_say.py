"""Figures in a manager's words."""

from __future__ import annotations

import pytest

from takehold.engine.measure.say import listed, number, percent, points


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, "0%"),
        (0.00134, "0.13%"),
        (0.0049, "0.49%"),
        (0.005, "0.5%"),
        (0.01, "1%"),
        (0.833, "83%"),
        (0.99, "99%"),
        (0.994, "99.4%"),
        (0.9987, "99.9%"),
        (1, "100%"),
    ],
)
def test_a_share_reads_as_none_or_all_only_where_it_is(share: float, expected: str) -> None:
    """A share is a whole percentage, unless that would read as none or all of it."""
    assert expected == percent(share)


@pytest.mark.parametrize(("difference", "expected"), [(0.124, "+12"), (-0.0013, "-0.13"), (0, "+0")])
def test_a_difference_of_shares_is_in_points(difference: float, expected: str) -> None:
    """A difference keeps its sign, and is finer where it would read as none."""
    assert expected == points(difference)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (6, "6"),
        (6.25, "6.25"),
        (6.5, "6.5"),
        (0.0834, "0.083"),
        (0.5, "0.5"),
        (10.25, "10.2"),
        (-10.25, "-10.2"),
        (1250, "1,250"),
    ],
)
def test_a_number_has_no_more_places_than_it_bears(value: float, expected: str) -> None:
    """Two places below ten, one above, two figures below one, none where it is whole."""
    assert expected == number(value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (["a", "b", "c", "d"], "a, b and 2 more")],
)
def test_a_list_is_whole_up_to_so_many(words: list[str], expected: str) -> None:
    """Three where three may be listed; of four, two and how many more there are."""
    assert expected == listed(words, most=3)
