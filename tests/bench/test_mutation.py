"""The page on mutation testing says what was found, and every change that no test notices has a reason."""

from __future__ import annotations

import json

from ..benches import bench

FOUND = json.loads(bench("mutation_page").FOUND.read_text(encoding="utf-8"))


def test_the_page_is_up_to_date() -> None:
    """The page is what its figures and reasons give."""
    made = bench("mutation_page")
    assert made.page(FOUND) == made.PAGE.read_text(encoding="utf-8")


def test_nine_in_ten_are_noticed_and_each_other_has_its_reason() -> None:
    """In each part at least nine in ten changes were noticed as they were drawn, and what stays says why it may."""
    assert set(bench("mutation").PARTS) == set(FOUND)
    for part in FOUND.values():
        left = len(part["survived"]) + part["held_since"]
        assert 10 * left <= part["tried"]
        assert part["tried"] == sum(part["by_code"].values())
        assert [] == [one["name"] for one in part["survived"] if len(one["reason"]) < 10]
