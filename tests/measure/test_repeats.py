"""Groups and themes that keep saying that something went wrong."""

from __future__ import annotations

import pytest

from takehold.engine.measure.repeats import repeating, repeats
from takehold.engine.measure.terms import Terms
from takehold.engine.testing import Rows, small_case
from takehold.engine.view import ServiceView


def service(**kinds: tuple[int, int]) -> ServiceView:
    """So many records of each kind, of which so many are not met."""
    evidence: Rows = []
    for kind, (n, bad) in kinds.items():
        for at in range(n):
            result = "not met" if at < bad else "met"
            evidence.append(
                {"id": f"{kind}{at}", "date": "2026-06-01", "kind": kind, "theme": "t", "result": result}
            )
    return ServiceView(small_case({"as_of": "2026-06-30"}, evidence=evidence), Terms())


@pytest.mark.parametrize(
    ("audits", "repeats"), [((3, 2), False), ((30, 3), False), ((29, 3), True), ((3, 3), True)]
)
def test_three_adverse_records_over_a_tenth_of_its_group_repeat(
    audits: tuple[int, int], repeats: bool
) -> None:
    """Two never repeat; three of thirty are not over a tenth, three of twenty-nine are."""
    view = service(audit=audits)
    found = repeating(view.records, view.adverse(view.records), 0.1)
    assert repeats == ("audit" in found)


def test_activity_never_repeats() -> None:
    """A briefing that was not met says nothing about care."""
    view = service(briefing=(5, 5))
    assert {} == repeating(view.records, view.records, 0.1)


def test_all_groups_together_repeat_and_activity_does_not_water_it_down() -> None:
    """Two audits and one observation are three adverse records, of three outside activity."""
    view = service(audit=(2, 2), observation=(1, 1), training=(40, 0))
    assert repeats(view.records, view.adverse(view.records), 0.9)
