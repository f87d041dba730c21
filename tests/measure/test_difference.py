"""Whether after differs from before by more than chance, by the method that fits the measure."""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs
import numpy as np
import pytest

from takehold.engine.ledger import Ledger
from takehold.engine.measure.difference import SMALL, Difference, difference
from takehold.engine.measure.intervals import Interval, median_shift, newcombe, poisson_ratio, welch
from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Figure, Gauge
from takehold.engine.model import Measure
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView


@pytest.fixture
def ledger() -> Ledger:
    return ServiceView(small_case({"as_of": "2026-06-30"}), Terms()).ledger


def gauge(ledger: Ledger, summary: str, better: str = "lower", unit: str | None = None) -> Gauge:
    return Gauge(Measure(id="m1", better=better, summary=summary, unit=unit), ledger, Terms())


def share(top: float, bottom: float) -> Figure:
    return Figure(top / bottom, 1, True, numerator=top, denominator=bottom)


def values(*found: float) -> Figure:
    n = len(found)
    return Figure(float(np.mean(found)), n, True, numerator=sum(found), denominator=n, values=found)


class TestInterval:
    """Each summary has its own method."""

    @pytest.mark.parametrize(
        ("summary", "before", "after", "expected"),
        [
            ("proportion", share(20, 40), share(10, 40), newcombe(20, 40, 10, 40)),
            ("rate", share(30, 1000), share(10, 1000), poisson_ratio(30, 1000, 10, 1000)),
            ("count", values(4, 4, 4), values(1, 0, 0), poisson_ratio(12, 3, 1, 3)),
            ("sum", values(90, 110, 100), values(40, 60, 50), welch((90, 110, 100), (40, 60, 50))),
            ("mean", values(10, 11, 12), values(5, 6, 7), welch((10, 11, 12), (5, 6, 7))),
            ("median", values(9, 8, 7, 6), values(4, 3, 2, 1), median_shift((9, 8, 7, 6), (4, 3, 2, 1))),
        ],
    )
    def test_it_is_the_one_for_the_summary(
        self, ledger: Ledger, summary: str, before: Figure, after: Figure, expected: Interval
    ) -> None:
        """Newcombe for shares, exact Poisson for rates and counts, Welch for means and sums, ranks for medians."""
        assert expected == difference(gauge(ledger, summary), before, after, 0.95).interval

    def test_ratios_are_told_from_differences(self, ledger: Ledger) -> None:
        """A count's interval holds ratios, whose open end is None among a reader's figures; a mean's differences."""
        found = difference(gauge(ledger, "count"), values(0, 0, 0), values(2, 2, 2), 0.95)
        assert found.interval is not None and math.isinf(found.interval.high)
        assert (True, None) == (found.ratio, found.ends[1])
        assert not difference(gauge(ledger, "mean"), values(1, 2), values(3, 4), 0.95).ratio

    def test_too_few_figures_have_none(self, ledger: Ledger) -> None:
        """Three values a side are too few for a rank interval, so nothing is beyond chance."""
        found = difference(gauge(ledger, "median"), values(10, 11, 12), values(5, 6, 7), 0.95)
        assert (True, False, None, []) == (found.better, found.beyond_chance, found.interval, found.ends)


class TestBeyondChance:
    """It takes a better figure, and an interval without room for no change."""

    def test_worse_beyond_chance_is_not_better(self, ledger: Ledger) -> None:
        """An interval that excludes no change on the wrong side does not count."""
        found = difference(gauge(ledger, "proportion"), share(4, 40), share(36, 40), 0.95)
        assert (False, False) == (found.better, found.beyond_chance)

    @pytest.mark.parametrize(("after", "beyond"), [(28, False), (36, True)])
    def test_newcombe_decides_for_shares(self, ledger: Ledger, after: float, beyond: bool) -> None:
        """28 of 40 after 20 of 40 leaves no change open (-1 to 39 points), 36 of 40 does not."""
        found = difference(gauge(ledger, "proportion", "higher"), share(20, 40), share(after, 40), 0.95)
        assert beyond is found.beyond_chance


class TestByChance:
    """How often a small set would come out as good, although nothing had changed."""

    def test_three_of_three_where_half_is_the_truth(self, ledger: Ledger) -> None:
        """Three of three come by chance once in eight times where the truth is a half."""
        found = difference(gauge(ledger, "proportion", "higher"), share(20, 40), share(3, 3), 0.95)
        assert found.by_chance == pytest.approx(1 / 8)

    @pytest.mark.parametrize(
        ("summary", "after"), [("proportion", share(SMALL + 1, SMALL + 1)), ("mean", values(1, 2, 3))]
    )
    def test_it_is_told_of_small_shares_only(self, ledger: Ledger, summary: str, after: Figure) -> None:
        """A larger sample, or a measure that is no share, has its interval alone."""
        before = share(20, 40) if summary == "proportion" else values(5, 6, 7)
        better = "higher" if summary == "proportion" else "lower"
        assert difference(gauge(ledger, summary, better), before, after, 0.95).by_chance is None


class TestWords:
    """The interval as a sentence has it."""

    def test_points_for_a_share(self, ledger: Ledger) -> None:
        """Of Wilson's 35 to 65% before and 77 to 96% after, Newcombe's method makes 20 to 56 points."""
        found = difference(gauge(ledger, "proportion", "higher"), share(20, 40), share(36, 40), 0.95)
        assert "a difference of +20 to +56 points" == found.say(
            Measure(id="m1", better="higher", summary="proportion")
        )

    def test_units_for_a_mean(self, ledger: Ledger) -> None:
        """5 minutes less, give or take Student's 2.776 × √(2/3) = 2.27."""
        measure = Measure(id="m1", better="lower", summary="mean", unit="minutes")
        found = difference(gauge(ledger, "mean"), values(10, 11, 12), values(5, 6, 7), 0.95)
        assert "a difference of -7.27 to -2.73 minutes" == found.say(measure)


class TestConfidence:
    """The confidence asked for is the one that is used."""

    @pytest.mark.parametrize(
        ("summary", "before", "after", "method"),
        [
            ("proportion", share(20, 40), share(10, 40), lambda c: newcombe(20, 40, 10, 40, c)),
            ("rate", share(30, 1000), share(10, 1000), lambda c: poisson_ratio(30, 1000, 10, 1000, c)),
            ("mean", values(10, 11, 12), values(5, 6, 7), lambda c: welch((10, 11, 12), (5, 6, 7), c)),
            (
                "median",
                values(*range(9, 1, -1)),
                values(*range(7)),
                lambda c: median_shift(range(9, 1, -1), range(7), c),
            ),
        ],
    )
    def test_a_lower_one_gives_a_narrower_interval(
        self, ledger: Ledger, summary: str, before: Figure, after: Figure, method: Callable[[float], Interval]
    ) -> None:
        """At 80% each method's interval is its own at 80%, inside the one at 95%."""
        found = difference(gauge(ledger, summary), before, after, 0.8).interval
        assert method(0.8) == found != method(0.95)


class TestSmall:
    """How often a small share would come out as good by chance."""

    @pytest.mark.parametrize(("better", "top"), [("higher", 9), ("lower", 1)])
    def test_by_chance_follows_what_is_better(self, ledger: Ledger, better: str, top: int) -> None:
        """Nine or ten of ten, or one or none, by the toss of a coin: 11 times in 1,024."""
        found = difference(gauge(ledger, "proportion", better), share(20, 40), share(top, 10), 0.95)
        assert pytest.approx(11 / 1024) == found.by_chance

    def test_what_is_worse_has_no_such_chance(self, ledger: Ledger) -> None:
        """Where a small share came out worse, nothing good is there to have come by chance."""
        assert difference(gauge(ledger, "proportion"), share(20, 40), share(9, 10), 0.95).by_chance is None


def test_an_open_end_is_said_in_words(ledger: Ledger) -> None:
    """From no event to some, nothing bounds how many times as many there are."""
    measure = Measure(id="m1", better="lower", summary="count")
    open_ended = Difference(False, False, Interval(0.5, math.inf), ratio=True)
    assert "0.5 and more times what it was" == open_ended.say(measure)
    assert "0.5 to 2 times what it was" == attrs.evolve(open_ended, interval=Interval(0.5, 2)).say(measure)
