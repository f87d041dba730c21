"""The XmR chart, against the textbooks, and where there is no usual variation to chart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from takehold.engine.measure.special_causes import Rule, SpecialCause
from takehold.engine.measure.xmr import LIMIT, Assurance, Chart, Segment, chart

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


def first(values: Sequence[float], **options: Any) -> tuple[float, float, float]:
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


class TestAssurance:
    """Limits of 72 and 88: mean 80, and 2.66 times a moving range of 8 / LIMIT on either side."""

    SEGMENT = Segment(0, 12, 80.0, 8 / LIMIT)

    @pytest.mark.parametrize(
        ("target", "better", "expected"),
        [
            (71.9, "higher", Assurance.MEETS),
            (71.9, "lower", Assurance.MISSES),
            (72.5, "higher", Assurance.HIT_OR_MISS),
            (87.5, "lower", Assurance.HIT_OR_MISS),
            (88.1, "higher", Assurance.MISSES),
            (88.1, "lower", Assurance.MEETS),
        ],
    )
    def test_turns_on_the_side_of_the_limits(self, target: float, better: str, expected: Assurance) -> None:
        """A target on the worse side of both limits is always met, on the better side never, between them by chance."""
        assert expected is self.SEGMENT.assurance(target, better)


class TestNoUsableVariation:
    """Where the NHS package gives limits of no width, or none, and goes on to say something all the same."""

    def assert_silent(self, found: Chart, reason: str) -> None:
        (segment,) = found.segments
        assert (False, None, None, ()) == (segment.usable, segment.lower, segment.upper, found.causes)
        assert segment.assurance(75, "higher") is None
        assert segment.reason is not None and reason in segment.reason

    def test_a_stretch_too_short_for_limits_is_told_with_its_ends(self) -> None:
        """Three points after a new start: no limits, and the stretch still says which points it is."""
        found = chart(AUDITS[:15], better="higher", rebase=[12], min_points=12)
        assert [(0, 12, True), (12, 15, False)] == [(s.start, s.stop, s.usable) for s in found.segments]

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

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            ([4.0] * 12, "all 12 points are the same, so there is no usual variation to judge by"),
            (
                [4.0] * 11 + [9.0] * 4,
                "apart from a jump or two every point is the same as the one before it, so there is no usual variation to judge by",
            ),
        ],
    )
    def test_what_never_varies_has_a_mean_and_no_limits(self, values: list[float], why: str) -> None:
        """Points that are all alike, but for a jump at most, have no usual variation, and the chart says so."""
        (segment,) = chart(values, better="higher").segments
        assert (0, len(values), None, why) == (
            segment.start,
            segment.stop,
            segment.moving_range,
            segment.reason,
        )
        assert pytest.approx(sum(values) / len(values)) == segment.mean
