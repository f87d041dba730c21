"""The share of results met over records of any measure."""

from __future__ import annotations

import pytest

from takehold.engine.measure.scored import scored
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import Rows, small_case
from takehold.engine.view import ServiceView


def records(*cells: dict[str, str]) -> Rows:
    return [{"id": f"e{n}", "date": "2026-06-01", "kind": "competency", **one} for n, one in enumerate(cells)]


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
        ([{"numerator": "4", "denominator": "5"}], (4 / 5, 1, True)),
        ([{"numerator": "4", "denominator": "4"}], (1.0, 1, False)),
        ([MET, {"numerator": "1", "denominator": "3"}], ((1 + 1) / (1 + 3), 2, False)),
        ([PARTLY | {"numerator": "9", "denominator": "10"}], (0.5, 1, True)),
        ([{}, {"note": "nothing said either way"}], (None, 0, False)),
        ([{"numerator": "0", "denominator": "0"}], (None, 0, False)),
    ],
)
def test_partly_counts_half_and_figures_stand_in_for_a_result(
    cells: list[dict[str, str]], expected: tuple[float | None, int, bool]
) -> None:
    """A result counts one (partly a half), a record without one its own figures, and the rest nothing."""
    assert expected == share(*cells)
