"""Best and worst of several places, and how far a gap has closed."""

from __future__ import annotations

import attrs
import pytest

from takehold.engine.measure.gaps import furthest, widest
from takehold.engine.measure.terms import Terms
from takehold.engine.measure.value import Against, Figure, Gauge, Lag, Standing, lag
from takehold.engine.model import Measure
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView

SHARE = Measure(id="m1", better="higher", summary="proportion")


def gauge(measure: Measure = SHARE) -> Gauge:
    return Gauge(measure, ServiceView(small_case({"as_of": "2026-06-30"}), Terms()).ledger, Terms())


def stands(value: float | None, n: int = 10, share: float | None = None, baseline: float = 0.5) -> Standing:
    figure = Figure(value, n, enough=value is not None)
    before = Figure(baseline, 10, enough=True)
    return Standing(figure, before, Against.IMPROVED, share, 10 if share is not None else 0, value is None)


def test_the_gap_lies_between_the_best_and_the_worst() -> None:
    """The gap is the distance from the best place to the worst one, whatever lies between."""
    found = widest(gauge(), {"a": stands(0.7), "b": stands(0.95), "c": stands(0.6)})
    assert found is not None
    assert ("b", "c") == (found.best, found.worst)
    assert pytest.approx(0.35) == found.lag.size


def test_where_less_is_better_the_lowest_is_the_best() -> None:
    """In a measure where less is better the lowest figure leads."""
    lower = gauge(attrs.evolve(SHARE, better="lower"))
    found = widest(lower, {"a": stands(0.2), "b": stands(0.1)})
    assert found is not None
    assert ("b", "a") == (found.best, found.worst)
    assert pytest.approx(0.1) == found.lag.size


def test_the_tolerance_of_a_mean_is_a_tenth_of_the_baseline() -> None:
    """A figure that is no proportion is held against a tenth of the baseline value."""
    minutes = gauge(Measure(id="m1", better="lower", summary="mean"))
    found = widest(minutes, {"a": stands(8, baseline=20), "b": stands(10, baseline=20)})
    assert found is not None
    assert (2, False) == (found.lag.tolerance, found.lag.over())


def test_one_place_has_no_gap() -> None:
    """With fewer than two places that have enough records there is nothing to compare."""
    assert widest(gauge(), {"a": stands(0.7), "b": stands(None)}) is None


def test_shares_of_results_compare_where_they_reach_more_places() -> None:
    """Where the measure is thin in one place, results are compared in all that have them."""
    found = widest(gauge(), {"a": stands(0.7, share=0.9), "b": stands(None, share=0.6)})
    assert found is not None
    assert pytest.approx(0.3) == found.lag.size
    assert found.lag.by_results


def test_a_count_compares_no_places() -> None:
    """A count or a sum compares a place with its own baseline only."""
    counts = gauge(Measure(id="m1", better="lower", summary="count"))
    assert widest(counts, {"a": stands(1), "b": stands(4)}) is None


def test_the_best_of_a_count_is_furthest_ahead_of_its_own_baseline() -> None:
    """From 4 to 1 is further ahead, relative to the baseline, than from 1 to a half."""
    counts = gauge(Measure(id="m1", better="lower", summary="count"))
    assert ("a",) == furthest(counts, {"a": stands(1, baseline=4), "b": stands(0.5, baseline=1)})


def test_a_place_that_had_none_and_has_none_has_not_moved() -> None:
    """From nought to nought is no advance; from 2 to 3 is one of a half, from nought to 1 further than any."""
    counts = gauge(Measure(id="m1", better="higher", summary="count"))
    still, ahead = stands(0, baseline=0), stands(3, baseline=2)
    assert ("b",) == furthest(counts, {"a": still, "b": ahead})
    assert ("c",) == furthest(counts, {"a": still, "b": ahead, "c": stands(1, baseline=0)})


def test_against_a_thin_baseline_no_gap_of_means_is_known() -> None:
    """A tenth of the baseline is the tolerance: where that is thin, nobody can say how far apart is level."""
    minutes = gauge(Measure(id="m1", better="lower", summary="mean"))
    thin = attrs.evolve(stands(8), baseline=Figure(20.0, 1, enough=False))
    assert lag(minutes, thin, stands(10, baseline=20)) is None
    assert lag(minutes, stands(8, baseline=20), stands(10, baseline=20)) == Lag(-2, 2, by_results=False)


def test_of_equals_the_one_with_more_records_is_the_best() -> None:
    """Of two places that are level, leaving out the one with more records leaves the least."""
    assert ("b",) == furthest(gauge(), {"a": stands(0.9, n=10), "b": stands(0.9, n=20)})


def test_of_places_that_nothing_tells_apart_all_are_best() -> None:
    """Two with the same figure and as many records stand best together, in whatever order they come."""
    assert ("a", "b") == furthest(gauge(), {"a": stands(0.9, n=10), "b": stands(0.9, n=10), "c": stands(0.8)})


def test_no_place_is_best_where_none_has_enough() -> None:
    """Where no place has enough records none is the best."""
    assert () == furthest(gauge(), {"a": stands(None)})


@pytest.mark.parametrize(
    ("now", "then", "narrowed"),
    [(0.3, 0.4, True), (0.31, 0.4, False), (0.0, 0.0, False), (-0.1, -0.2, False)],
)
def test_a_gap_has_narrowed_by_a_share_of_what_it_was(now: float, then: float, narrowed: bool) -> None:
    """A gap narrows by a quarter at 0.75 of what it was; where there was none, it cannot."""
    was = Lag(then, 0.1, by_results=False)
    assert narrowed == Lag(now, 0.1, by_results=False).narrowed(was, 0.25)


def test_gaps_found_in_different_ways_are_not_compared() -> None:
    """A gap of results says nothing of a gap of figures."""
    now, was = Lag(0.1, 0.1, by_results=True), Lag(0.4, 0.1, by_results=False)
    assert (False, False) == (now.narrowed(was, 0.25), now.smaller(was))


def test_a_count_is_ranked_by_how_far_it_came_from_its_own_baseline() -> None:
    """Ten falls that became five are further than none that stayed none, and that is further than none that became three."""
    falls = gauge(Measure(id="m1", better="lower", summary="count"))
    halved, none, new = stands(5, baseline=10), stands(0, baseline=0), stands(3, baseline=0)
    assert ("a",) == furthest(falls, {"a": halved, "b": none, "c": new})
    assert ("b",) == furthest(falls, {"b": none, "c": new})


def test_a_lag_says_how_it_was_found() -> None:
    """By the measure where both have figures, by shares of results where one is thin; only alike can be compared."""
    measured = lag(gauge(), stands(0.7), stands(0.9))
    shared = lag(gauge(), stands(None, share=0.6), stands(0.9, share=0.9))
    assert measured is not None and shared is not None
    assert (False, True) == (measured.by_results, shared.by_results)
    assert pytest.approx([0.2, 0.3]) == [measured.size, shared.size]
    assert attrs.evolve(shared, size=0.1).smaller(shared) and not measured.smaller(shared)


def test_a_place_where_nothing_is_met_is_the_worst() -> None:
    """A share of none is the least there is, and not a share that nobody knows."""
    found = widest(gauge(), {"a": stands(None, share=0.0), "b": stands(None, share=0.6)})
    assert found is not None
    assert ("b", "a", 0.6) == (found.best, found.worst, found.lag.size)
