"""The XmR chart, against the textbooks and against NHSRplotthedots' own results on real hospital data."""

from __future__ import annotations

import csv
import json
import random
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.measure.special_causes import Rule, SpecialCause
from takehold.engine.measure.xmr import LIMIT, Assurance, Chart, Segment, chart

SHARED = Path(__file__).parents[2].parent / "shared"
SPC = SHARED / "data" / "spc"
published = pytest.mark.skipif(not SPC.exists(), reason="the published results are not beside this checkout")

# R: set.seed(123); rnorm(20)
NORMAL = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
    -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
    -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip
SPIKED = [*NORMAL[:14], 10.0, *NORMAL[15:]]
AUDITS = [72, 70, 75, 68, 71, 74, 69, 73, 70, 72, 71, 70, 88, 90, 87, 91, 89, 90, 88, 92, 90]
INCIDENTS = [9, 8, 10, 9, 11, 10, 9, 8, 10, 9, 11, 9, 7, 6, 6, 5, 5, 4, 4, 3]
ONE_TEN = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def limits(segment: Segment) -> tuple[float, float, float]:
    assert segment.lower is not None and segment.upper is not None
    return segment.mean, segment.lower, segment.upper


def first(values: list[float], **options: Any) -> tuple[float, float, float]:
    return limits(chart(values, better="higher", min_points=2, **options).segments[0])


class TestLimits:
    @pytest.mark.parametrize(
        ("values", "options", "expected"),
        [
            (NORMAL, {}, (0.1416238, -3.01138, 3.294627)),
            (SPIKED, {}, (0.6694159, -2.383666, 3.722497)),
            (SPIKED, {"screen": False}, (0.6694159, -4.596625, 5.935457)),
            (NORMAL, {"fix": 12}, (0.194179, -2.6074, 2.99576)),
            (AUDITS, {"fix": 12}, (71.25, 62.54545, 79.95455)),
            (AUDITS, {}, (79.0476, 71.2076, 86.8876)),
            (INCIDENTS, {"fix": 12}, (9.41667, 5.54758, 13.28576)),
            ([80, 82, 81, 84, 83], {}, (82, 77.345, 86.655)),
        ],
    )
    def test_are_those_of_nhsrplotthedots(
        self, values: list[float], options: dict[str, Any], expected: tuple[float, float, float]
    ) -> None:
        """Mean and limits with and without screening and a fixed baseline, as the NHS package gives them."""
        assert pytest.approx(expected, rel=2e-5) == first(values, **options)

    def test_after_a_new_start_are_those_of_nhsrplotthedots(self) -> None:
        """Audits re-based at the thirteenth: the second stretch has its own mean and limits."""
        found = chart(AUDITS, better="higher", rebase=[12], min_points=2)
        assert pytest.approx((89.4444, 82.79444, 96.09444), rel=2e-6) == limits(found.segments[1])
        assert found.causes == ()

    def test_in_two_stretches_of_ten(self) -> None:
        """The same series in two halves has the limits that the NHS package gives its two facets."""
        halves = chart(NORMAL, better="higher", rebase=[10]).segments
        assert pytest.approx((0.0746, -2.60, 2.75), abs=0.006) == limits(halves[0])
        assert pytest.approx((0.209, -3.28, 3.70), abs=0.006) == limits(halves[1])

    @pytest.mark.parametrize(
        ("values", "mean", "lower", "upper", "within"),
        [
            ([39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40], 41.42, 36.82, 46.02, 0.01),
            (
                [
                    5045,
                    4350,
                    4350,
                    3975,
                    4290,
                    4430,
                    4485,
                    4285,
                    3980,
                    3925,
                    3645,
                    3760,
                    3300,
                    3685,
                    3463,
                    5200,
                ],
                4135.50,
                3188.72,
                5082.28,
                0.01,
            ),
            (
                [120, 140, 100, 150, 260, 150, 100, 120, 300, 300, 275, 300, 140, 170, 150, 150, 190, 180],
                183.1,
                43.8,
                322.3,
                0.06,
            ),
            ([10, 50, 40, 30], 32.5, -20.7, 85.7, 0.001),
        ],
    )
    def test_are_wheelers(
        self, values: list[float], mean: float, lower: float, upper: float, within: float
    ) -> None:
        """Wheeler & Chambers p. 49, Wheeler p. 382, and two more, none of them screened."""
        assert pytest.approx((mean, lower, upper), abs=within) == first(values, screen=False)

    def test_are_montgomerys(self) -> None:
        """Example 6.5: 20 points fixed, limits by 3/1.128 where the NHS rounds to 2.66, points 39 and 40 out."""
        values = [
            310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
            305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328,
        ]  # fmt: skip
        found = chart(values, better="lower", fix=20)
        mean, lower, upper = limits(found.segments[0])
        assert pytest.approx(300.5) == mean
        assert pytest.approx(7.789473684) == found.segments[0].moving_range
        exact = 3 / 1.128 / LIMIT
        expected = (279.7833147, 321.2166853)
        assert pytest.approx(expected) == (mean - (mean - lower) * exact, mean + (upper - mean) * exact)
        beyond = [cause.points for cause in found.causes if cause.rule is Rule.BEYOND_LIMITS]
        assert [(38,), (39,)] == beyond

    @pytest.mark.parametrize(("screen", "lower", "upper"), [(True, -0.7156, 4.60), (False, -3.0626, 6.95)])
    def test_a_spike_is_screened_once(self, screen: bool, lower: float, upper: float) -> None:
        """One ten among ones and twos: the two moving ranges beside it are left out, or not."""
        assert pytest.approx((1.944, lower, upper), abs=0.005) == first(ONE_TEN, screen=screen)


class TestNoUsableVariation:
    """Where the NHS package gives limits of no width, or none, and goes on to say something all the same."""

    def assert_silent(self, found: Chart, reason: str) -> None:
        (segment,) = found.segments
        assert (False, None, None, ()) == (segment.usable, segment.lower, segment.upper, found.causes)
        assert segment.assurance(75, "higher") is None
        assert segment.reason is not None and reason in segment.reason

    def test_a_flat_series_says_nothing(self) -> None:
        """Twelve audits at 80 have no variation to judge a thirteenth by."""
        self.assert_silent(chart([80] * 12, better="higher"), "all 12 points are the same")

    def test_a_step_between_two_flats_says_nothing(self) -> None:
        """Ten at 70 and three at 90: screening leaves only moving ranges of 0, so no limits are made up."""
        self.assert_silent(chart([70] * 10 + [90] * 3, better="higher"), "apart from a jump or two")

    def test_full_marks_with_one_slip_say_nothing(self) -> None:
        """Ten audits at 100% and one at 95% do not make every one of them a special cause."""
        self.assert_silent(chart([1.0] * 10 + [0.95], better="higher"), "apart from a jump or two")

    def test_a_flat_series_with_rounding_is_still_flat(self) -> None:
        """Figures that differ in their last binary place only are the same figure."""
        self.assert_silent(chart([0.1 + 0.2, 0.3] * 6, better="higher"), "are the same")

    def test_five_points_are_too_few(self) -> None:
        """Five good audits do not say that the sixth will be good too."""
        self.assert_silent(chart([80, 82, 81, 84, 83], better="higher"), "5 of the 10 points")

    def test_a_short_fixed_baseline_is_too_few(self) -> None:
        """However long the series is, limits rest on the fixed baseline alone."""
        self.assert_silent(chart(NORMAL, better="higher", fix=6), "6 of the 10 points")

    def test_one_stretch_may_have_limits_and_another_none(self) -> None:
        """A new start nine points before the end leaves the first stretch as it was."""
        found = chart(AUDITS, better="higher", rebase=[12])
        assert [True, False] == [segment.usable for segment in found.segments]

    def test_no_point_makes_no_stretch(self) -> None:
        """A chart of nothing is empty."""
        assert Chart((), (), ()) == chart([], better="higher")

    def test_what_is_not_a_number_is_refused(self) -> None:
        """A gap is left out by whoever charts, never charted."""
        with pytest.raises(ValueError, match="finite"):
            chart([1.0, float("nan")], better="higher")


class TestCauses:
    def test_limits_fixed_before_a_change_show_it(self) -> None:
        """Nine audits after the change lie above the limits of the twelve before, and form a shift."""
        found = chart(AUDITS, better="higher", fix=12)
        singles = [
            SpecialCause(Rule.BEYOND_LIMITS, (at,), high=True, favourable=True) for at in range(12, 21)
        ]
        shift = SpecialCause(Rule.SHIFT, tuple(range(12, 21)), high=True, favourable=True)
        assert [singles[0], shift, *singles[1:]] == sorted(
            found.causes, key=lambda cause: (cause.points[0], len(cause.points))
        )
        assert [Rule.BEYOND_LIMITS, Rule.SHIFT] == [cause.rule for cause in found.at(15)]

    def test_which_way_is_better_decides_what_is_favourable(self) -> None:
        """The same rise is a worry where lower is better."""
        found = chart(AUDITS, better="lower", fix=12)
        assert found.causes == found.unfavourable()
        assert chart(AUDITS, better="higher", fix=12).unfavourable() == ()

    def test_a_rising_trend_below_the_mean_is_a_rise(self) -> None:
        """A trend counts by its direction, not by the side of the mean it lies on."""
        found = chart([5, 3, 6, 4, 5, 1, 2, 3, 4, 5, 6, 7, 5, 4, 6], better="higher")
        assert (SpecialCause(Rule.TREND, tuple(range(5, 12)), high=True, favourable=True),) == found.causes

    def test_a_turning_point_is_in_both_trends(self) -> None:
        """Seven up and seven down share the point of the turn; the later trend is named first."""
        found = chart([4, 5, 4, 5, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 4, 5, 4], better="higher")
        assert [(Rule.TREND, False), (Rule.TREND, True)] == [(c.rule, c.high) for c in found.at(10)]

    def test_only_what_reaches_past_a_point_counts_since_then(self) -> None:
        """A shift that ended before a point is not unfavourable since; one that reaches it is."""
        found = chart([*[5, 6] * 4, *[2, 1] * 4, *[6, 5] * 4], better="higher")
        reaching = [cause.points for cause in found.unfavourable(since=15) if cause.rule is Rule.SHIFT]
        assert [tuple(range(8, 16))] == reaching
        assert found.unfavourable(since=16) == ()

    def test_no_rule_reaches_across_a_new_start(self) -> None:
        """Seven that rise over a re-base, four before and three after it, are no trend."""
        rising = [4, 5, 4, 5, 4, 5, 4, 1, 2, 3, 4, 5, 6, 7, 4, 5, 4, 5, 4, 5, 4, 5]
        whole, parted = chart(rising, better="higher"), chart(rising, better="higher", rebase=[11])
        assert [tuple(range(7, 14))] == [c.points for c in whole.causes if c.rule is Rule.TREND]
        assert [] == [c.points for c in parted.causes if c.rule is Rule.TREND]

    def test_opposite_sides_are_not_two_of_three(self) -> None:
        """One near each limit in turn is no special cause (a defect the NHS package once had)."""
        values = [1, -1] * 7 + [5.5, -5.5]
        assert chart(values, better="higher").at(14) == () == chart(values, better="higher").at(15)

    @pytest.mark.parametrize(("points", "expected"), [(12, 0.075), (24, 0.175), (36, 0.287)])
    def test_pure_noise_is_flagged_as_often_as_published(self, points: int, expected: float) -> None:
        """The four rules flag noise in 7.5, 17.5 and 28.7% of charts of 12, 24 and 36 points (4,000 runs each)."""
        source = random.Random(20)
        charts = [chart([source.gauss(0, 1) for _ in range(points)], better="higher") for _ in range(2000)]
        found = sum(bool(each.causes) for each in charts) / len(charts)
        error = (expected * (1 - expected) * (1 / 4000 + 1 / 2000)) ** 0.5
        assert abs(found - expected) <= 3 * error


# --- the NHS package's own results -------------------------------------------------------------

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
FILES = {
    "ae_pct_default": {"better": "higher"},
    "ae_pct_noscreen": {"better": "higher", "screen": False},
    "ae_pct_fix12": {"better": "higher", "fix": 12},
    "ae_pct_rebase2018": {"better": "higher"},
    "ae_breaches_decrease": {"better": "lower"},
    "cdi_fix24": {"better": "lower", "fix": 24},
    "cdi_rebase25": {"better": "lower"},
    "hospital_infections": {"better": "lower"},
}


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


@published
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


@published
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


@published
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


@published
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


@published
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


@published
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
