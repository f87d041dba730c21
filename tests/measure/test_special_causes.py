"""The four rules, on the unit vectors of NHSRplotthedots and of Western Electric and Nelson as qcc has them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.measure.special_causes import Run, shifts, sign, singles, trends, two_of_three

SPC = Path(__file__).parents[2].parent / "shared" / "data" / "spc"
published = pytest.mark.skipif(not SPC.exists(), reason="the published vectors are not beside this checkout")


def vectors(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SPC / name).read_text())
    return loaded


def steps(values: list[float]) -> list[int]:
    return [sign(after - before, 0) for before, after in pairwise(values)]


def completed(runs: list[Run], length: int, points: int) -> list[int]:
    """For each point the sign of the rule that it completes: a run's points from the length-th on."""
    signs = [0] * points
    for members, side in runs:
        for at in members[length - 1 :]:
            signs[at] = side
    return signs


def flagged(runs: list[Run], points: int) -> list[int]:
    members = {at for run, _ in runs for at in run}
    return [int(at in members) for at in range(points)]


@published
def test_shifts_are_those_of_nhsrplotthedots() -> None:
    """Seven in a row on one side of the mean complete a shift, and so does each further one."""
    for vector in vectors("ptd_unit_vectors.json")["seven_point_one_side_mean"]:
        sides = vector["relative_to_mean"]
        found = [abs(side) for side in completed(shifts(sides, 7), 7, len(sides))]
        assert vector["flag_at_point"] == found


@published
def test_trends_are_those_of_nhsrplotthedots() -> None:
    """Seven points that only rise, or only fall, complete a trend; a tie ends it."""
    for vector in vectors("ptd_unit_vectors.json")["seven_point_trend"]:
        found = completed(trends(steps(vector["y"]), 7), 7, len(vector["y"]))
        assert vector["out"] == found


@published
def test_two_of_three_are_those_of_nhsrplotthedots() -> None:
    """Of the points in such a window, those near the limit are the ones that stand out (its issue 143)."""
    for vector in vectors("ptd_unit_vectors.json")["two_in_three"]:
        near = [bool(close) for close in vector["close_to_limits"]]
        expected = [out * close for out, close in zip(vector["out"], vector["close_to_limits"], strict=True)]
        assert expected == flagged(two_of_three(near, vector["relative_to_mean"]), len(near))


@published
@pytest.mark.parametrize(
    ("vector", "length"), [("WER4_8_one_side", 8), ("NEL2_9_one_side", 9)], ids=["WER4", "NEL2"]
)
def test_longer_shifts_are_those_of_the_other_schools(vector: str, length: int) -> None:
    """With eight or nine points asked for, the rule is Western Electric's or Nelson's."""
    given = vectors("qcc_rule_vectors.json")[vector]
    found = completed(shifts([sign(y, 0) for y in given["y"]], length), length, len(given["y"]))
    assert given["violations"] == [at + 1 for at, side in enumerate(found) if side]


@published
def test_a_trend_of_six_is_nelsons() -> None:
    """With six points asked for, the rule is Nelson's third."""
    given = vectors("qcc_rule_vectors.json")["NEL3_6_trend"]
    found = completed(trends(steps(given["y"]), 6), 6, len(given["y"]))
    assert given["violations"] == [at + 1 for at, side in enumerate(found) if side]


@published
def test_points_beyond_the_limits_are_western_electrics_first() -> None:
    """Beyond three sigma, on either side, each point for itself."""
    given = vectors("qcc_rule_vectors.json")["WER1"]
    assert given["violations"] == [run[0] + 1 for run, _ in singles([sign(y, 3) for y in given["y"]])]


@published
@pytest.mark.parametrize("vector", ["WER2_2of3_beyond_2sd", "NEL5_2of3"])
def test_two_of_three_ends_where_the_other_schools_have_it(vector: str) -> None:
    """Each group of near points ends at the point where Western Electric and Nelson see the rule completed."""
    given = vectors("qcc_rule_vectors.json")[vector]
    near = [2 < abs(y) <= 3 for y in given["y"]]
    found = two_of_three(near, [sign(y, 0) for y in given["y"]])
    assert given["violations"] == [run[-1] + 1 for run, _ in found]


def test_neighbouring_windows_make_one_group() -> None:
    """Near points at 1, 2 and 4 of five on one side are one special cause, not two."""
    assert [((0, 1, 3), 1)] == two_of_three([True, True, False, True, False], [1] * 5)


def test_groups_on_either_side_stay_apart() -> None:
    """Three above and then three below, two near in each, are two special causes."""
    found = two_of_three([False, True, True, True, True, False], [1, 1, 1, -1, -1, -1])
    assert [((1, 2), 1), ((3, 4), -1)] == found


def test_a_point_on_the_mean_ends_a_shift() -> None:
    """Six above, one on the mean and six above are no shift of seven."""
    assert [] == shifts([1] * 6 + [0] + [1] * 6, 7)


def test_a_difference_within_the_noise_has_no_sign() -> None:
    """What is no larger than the noise of computing counts as no difference."""
    assert [0, 0, 1, -1] == [sign(d, 0.1) for d in (0.1, -0.1, 0.2, -0.2)]
