"""The XmR chart, against the results of NHSRplotthedots and qicharts2 on real hospital data."""

from __future__ import annotations

import csv
import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.measure.special_causes import Rule, SpecialCause
from takehold.engine.measure.xmr import LIMIT, Assurance, Chart, Segment, chart

SHARED = Path(__file__).parents[2].parent / "shared"
SPC = SHARED / "data" / "spc"

pytestmark = pytest.mark.skipif(not SPC.exists(), reason="the published results are not beside this checkout")

NAMES = {
    (Rule.BEYOND_LIMITS, True): "Above UCL",
    (Rule.BEYOND_LIMITS, False): "Below LCL",
    (Rule.TREND, True): "7 Point Trend (Increasing)",
    (Rule.TREND, False): "7 Point Trend (Decreasing)",
    (Rule.TWO_OF_THREE, True): "2 in 3 Above CL",
    (Rule.TWO_OF_THREE, False): "2 in 3 Below CL",
    (Rule.SHIFT, True): "7 Points Above CL",
    (Rule.SHIFT, False): "7 Points Below CL",
}
ASSURANCE = {
    Assurance.MEETS: "consistent_pass",
    Assurance.MISSES: "consistent_fail",
    Assurance.HIT_OR_MISS: "inconsistent",
    None: "",
}
FILES: dict[str, dict[str, Any]] = {
    "ae_pct_default": {"better": "higher"},
    "ae_pct_noscreen": {"better": "higher", "screen": False},
    "ae_pct_fix12": {"better": "higher", "fix": 12},
    "ae_pct_rebase2018": {"better": "higher"},
    "ae_breaches_decrease": {"better": "lower"},
    "cdi_fix24": {"better": "lower", "fix": 24},
    "cdi_rebase25": {"better": "lower"},
    "hospital_infections": {"better": "lower"},
}


def limits(segment: Segment) -> tuple[float, float, float]:
    assert segment.lower is not None and segment.upper is not None
    return segment.mean, segment.lower, segment.upper


def label(causes: tuple[SpecialCause, ...]) -> tuple[str, str]:
    """How the NHS package names a point and its type."""
    if not causes:
        return "Common Cause", "common_cause"
    kind = "special_cause_improvement" if causes[0].favourable else "special_cause_concern"
    return NAMES[causes[0].rule, causes[0].high], kind


def series(name: str) -> dict[str, list[dict[str, str]]]:
    with (SPC / f"ptd_{name}_points.csv").open(newline="") as file:
        return {unit: list(rows) for unit, rows in groupby(csv.DictReader(file), lambda row: row["f"])}


def charted(rows: list[dict[str, str]], **options: Any) -> Chart:
    groups = [row["rebase_group"] for row in rows]
    starts = [at for at in range(1, len(rows)) if groups[at] != groups[at - 1]]
    return chart([float(row["y"]) for row in rows], rebase=starts, min_points=2, **options)


@pytest.mark.parametrize("name", FILES)
def test_every_point_is_as_the_nhs_package_has_it(name: str) -> None:
    """Mean, limits, special cause and point type of every point of every unit in the file."""
    for unit, rows in series(name).items():
        found = charted(rows, **FILES[name])
        for segment in found.segments:
            expected = [float(rows[segment.start][column]) for column in ("mean_col", "lpl", "upl")]
            assert pytest.approx(expected, rel=1e-10) == list(limits(segment)), unit
        labels = [label(found.at(point)) for point in range(len(rows))]
        assert [(row["special_cause_type"], row["point_type"]) for row in rows] == labels, unit


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"cdi_fix24"}))
def test_every_summary_is_as_the_nhs_package_has_it(name: str) -> None:
    """Limits, how many points of each type, the last point's type and the target's assurance."""
    units = series(name)
    with (SPC / f"ptd_{name}_summary.csv").open(newline="") as file:
        summaries = list(csv.DictReader(file))
    for row in summaries:
        rows = units[row["f"]] if "f" in row else next(iter(units.values()))
        found = charted(rows, **FILES[name])
        segment = found.segments[int(row.get("rebase_group", 0))]
        expected = [float(row[column]) for column in ("mean_col", "lpl", "upl")]
        assert pytest.approx(expected, rel=1e-10) == list(limits(segment))
        kinds = [label(found.at(point))[1] for point in range(segment.start, segment.stop)]
        counted = {kind: int(row[kind]) for kind in row if kind.startswith(("common", "special"))}
        assert counted == {kind: kinds.count(kind) for kind in counted}
        assert int(row["n"]) == len(kinds)
        last = found.at(segment.stop - 1)
        assert row["variation_type"].removesuffix("_high").removesuffix("_low") == label(last)[1]
        if row.get("assurance_type"):
            assert row["assurance_type"] == ASSURANCE[segment.assurance(0.95, "higher")]


ORACLE = SHARED / "facts" / "xmr-oracle.json"
ORACLE_OPTIONS: dict[str, dict[str, Any]] = {
    "rnorm123_fix12": {"fix": 12},
    "audit_fix12": {"fix": 12},
    "audit_rebase13": {"rebase": [12]},
}
ORACLE_CASES = [
    "rnorm123", "rnorm123_fix12", "audit_fix12", "audit_rebase13", "trend7", "short5", "two_in_three_same_side",
]  # fmt: skip


@pytest.mark.parametrize("case", ORACLE_CASES)
def test_oracle_series_are_as_the_nhs_package_has_them(case: str) -> None:
    """Limits, labels, types and assurance; its flat series alone differs, on purpose."""
    oracle = json.loads(ORACLE.read_text())
    given = oracle[case]
    assert {*ORACLE_CASES, "flat80"} == set(oracle)
    found = chart(given["y"], better="higher", min_points=2, **ORACLE_OPTIONS.get(case, {}))
    for segment in found.segments:
        expected = [given[column][segment.start] for column in ("mean", "lpl", "upl")]
        assert pytest.approx(expected, rel=1e-9) == list(limits(segment))
    labels = [label(found.at(point)) for point in range(len(given["y"]))]
    assert list(zip(given["cause"], given["point"], strict=True)) == labels
    if given["assurance"] is not None:
        target = float(given["args"]["target"])
        assert given["assurance"] == ASSURANCE[found.segments[-1].assurance(target, "higher")]


def test_assurance_is_that_of_nhsrplotthedots() -> None:
    """A target beyond the limits is always met or always missed, by which way is better."""
    given = json.loads((SPC / "ptd_unit_vectors.json").read_text())["assurance"]
    for case in given:
        if case["direction"] == "neutral":
            continue  # every measure here has a better way
        lower, upper = case["lpl"], case["upl"]
        segment = Segment(0, 12, (lower + upper) / 2, (upper - lower) / 2 / LIMIT)
        better = {"increase": "higher", "decrease": "lower"}[case["direction"]]
        assert case["out"] == ASSURANCE[segment.assurance(case["target"], better)]


def test_wheelers_vectors_are_reproduced() -> None:
    """The two series with limits printed in the books, unscreened; the others have none to compare."""
    given = json.loads((SPC / "wheeler_xmr_vectors.json").read_text())
    compared = [case for case in given if case.get("expected")]
    assert ["wheeler_USPC_p49", "wheeler_EMP_p15"] == [case["id"] for case in compared]
    for case in compared:
        found = chart(case["values"], better="higher", screen=False).segments[0]
        wanted = case["expected"]
        expected = [wanted[key] for key in ("mean", "lnpl_2.66", "unpl_2.66", "mr_bar")]
        assert pytest.approx(expected, rel=1e-12) == [*limits(found), found.moving_range]


def test_limits_of_the_hospital_series_are_those_of_qicharts2() -> None:
    """Another package, with 3/1.128 in place of 2.66: the same mean and the same limits but for that factor."""
    with (SPC / "qic_i_hospital_infections_summary.csv").open(newline="") as file:
        summaries = {row["key"]: row for row in csv.DictReader(file)}
    exact = 3 / 1.128 / LIMIT
    for unit, rows in series("hospital_infections").items():
        mean, lower, upper = limits(charted(rows, better="lower").segments[0])
        expected = [float(summaries[unit][column]) for column in ("CL", "aLCL", "aUCL")]
        found = [mean, mean - (mean - lower) * exact, mean + (upper - mean) * exact]
        assert pytest.approx(expected, rel=1e-9) == found
