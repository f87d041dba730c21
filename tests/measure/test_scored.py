"""The share of results met over records of any measure."""

from __future__ import annotations

import pytest

from takehold.engine.measure.scored import scored
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import Rows, small_case
from takehold.engine.view import ServiceView


def records(*cells: dict[str, str]) -> Rows:
    return [{"id": f"e{n}", "date": "2026-06-01", "kind": "competency", **one} for n, one in enumerate(cells)]


def test_the_share_says_what_it_is_of() -> None:
    """One and a half of two results."""
    case = small_case({"as_of": "2026-06-30"}, evidence=records({"result": "met"}, {"result": "partly"}))
    figure = scored(ServiceView(case, Terms()).records, Terms())
    assert (1.5, 2.0) == (figure.numerator, figure.denominator)


def share(*cells: dict[str, str]) -> tuple[float | None, int, bool]:
    case = small_case({"as_of": "2026-06-30"}, evidence=records(*cells))
    figure = scored(ServiceView(case, Terms()).records, Terms())
    return figure.value, figure.n, figure.enough


MET, PARTLY, NOT_MET = {"result": "met"}, {"result": "partly"}, {"result": "not met"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([MET, MET, NOT_MET], (2 / 3, 3, True)),
        ([MET, PARTLY, NOT_MET], (1.5 / 3, 3, True)),
        ([MET, MET], (1.0, 2, False)),
        ([MET, MET | {"numerator": "3", "denominator": "3"}], (1.0, 2, False)),
        ([MET | {"numerator": "4", "denominator": "5"}], (1.0, 1, True)),
        ([MET | {"numerator": "4", "denominator": "4"}], (1.0, 1, False)),
        ([MET, PARTLY | {"numerator": "2", "denominator": "4"}], (1.5 / 2, 2, True)),
        ([{}, {"numerator": "4", "denominator": "5"}], (None, 0, False)),
    ],
)
def test_partly_counts_half_and_what_was_looked_at_makes_it_enough(
    cells: list[dict[str, str]], expected: tuple[float | None, int, bool]
) -> None:
    """Each result counts one, partly a half, whatever its figures; a record without a result counts nothing."""
    assert expected == share(*cells)
