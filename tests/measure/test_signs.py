"""Warning signs since a change."""

from __future__ import annotations

import pytest

from takehold.engine.measure.signs import warning_signs
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView


@pytest.mark.parametrize(("threshold", "signs"), [("0.9", 0), ("1", 1)])
def test_a_threshold_of_all_is_a_threshold(threshold: str, signs: int) -> None:
    """Nine of ten is past a threshold of all, and not past one of nine in ten."""
    case = small_case(
        {"as_of": "2026-03-31"},
        measures="id, name, theme, better, summary, target\nm1, Bells, t, higher, proportion, 0.9",
        claims="id, statement, theme, stage, measure, changed_on\nc1, Bells are answered, t, improved, m1, 2026-03-01",
        evidence="id, date, kind, theme, measure, numerator, denominator\n"
        "e1, 2026-02-11, audit, t, m1, 5, 10\ne2, 2026-03-11, audit, t, m1, 9, 10",
        monitoring=f"id, claim, trigger, threshold, frequency, owner\nw1, c1, Bells, {threshold}, monthly, Night lead",
    )
    assert signs == len(warning_signs(ServiceView(case, Terms()).claim("c1")))


def test_a_cycle_with_two_signs_is_told_once_with_both() -> None:
    """In April 5 of 10 met after 9 of 10 in March: short of the position, and past the threshold that was set."""
    rows = "\n".join(
        f"e{month}{n}, 2026-0{month}-1{n}, audit, t, m1, {met}, 10"
        for month, met in ((1, 5), (2, 5), (3, 9), (4, 5))
        for n in range(3)
    )
    case = small_case(
        {"as_of": "2026-04-30"},
        measures="id, name, theme, better, summary, target\nm1, Bells, t, higher, proportion, 0.9",
        claims="id, statement, theme, stage, measure, changed_on\nc1, Bells are answered, t, improved, m1, 2026-03-01",
        evidence=f"id, date, kind, theme, measure, numerator, denominator\n{rows}",
        monitoring="id, claim, trigger, threshold, frequency, owner\nw1, c1, Bells wait longer, 0.7, monthly, Night lead",
    )
    (sign,) = warning_signs(ServiceView(case, Terms()).claim("c1"))
    assert sign.what.startswith("April 2026 at 50%")
    assert " and past the threshold of 70% (w1) at 50%" in sign.what
