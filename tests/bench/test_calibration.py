"""The calibration: its page is made from its figures, its counts add up, and a small run points where it should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from takehold.engine.model import STAGES
from takehold.engine.verdict import ASSERTED

from ..benches import ROOT, bench

calibrate = bench("calibrate")
figures = bench("calibration_figures")
calibration_page = bench("calibration_page")
simulate = bench("simulate")

RUNS = 6


def size(id: str) -> Any:
    return next(one for one in simulate.SIZES if one.id == id)


def small_run(truth: str) -> Any:
    return calibrate.called(simulate.BY_ID[truth], size("large"), RUNS)


def test_the_page_is_made_from_the_figures() -> None:
    """docs/calibration.md is what the kept figures and notes give."""
    page = (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")
    assert calibration_page.page(figures.kept()) == page


def test_the_figures_are_of_every_truth_and_size() -> None:
    """The kept figures hold at least 400 services of each truth, and every service stands on exactly one stage."""
    kept = figures.kept()
    expected = {(truth.id, size.id) for truth in simulate.TRUTHS for size in simulate.SIZES}
    assert expected == {(one.truth, one.size) for one in kept.called}
    for one in kept.called:
        assert one.runs >= 400
        for stages in (one.stages, one.clean, one.stated):
            assert one.runs == sum(stages.values())
            assert {*stages} <= {ASSERTED, *STAGES}


def test_the_stricter_ruleset_keeps_chance_and_seasons_out() -> None:
    """Under it at most 1 in 100 of the unreal reach embedded, and 1 in 20 in which nothing changed improved, at every size."""
    held = figures.kept().held
    assert {(one.truth, one.size) for one in held} == {
        (truth.id, size.id) for truth in simulate.TRUTHS for size in simulate.SIZES
    }
    for size in simulate.SIZES:
        mine = [one for one in held if one.size == size.id]
        unreal = [one for one in mine if not simulate.BY_ID[one.truth].real]
        embedded = sum(figures.reached(one.stages, "embedded") for one in unreal)
        assert embedded <= 0.01 * sum(one.runs for one in unreal)
        (noise,) = [one for one in mine if one.truth == "noise"]
        assert figures.reached(noise.stages, "improved") <= 0.05 * noise.runs


def test_figures_are_read_as_they_were_kept(tmp_path: Path) -> None:
    """Figures written to a file and read again are the same."""
    kept = figures.kept()
    figures.keep(kept, tmp_path / "figures.json")
    assert kept == figures.kept(tmp_path / "figures.json")
    assert figures.Figures() == figures.kept(tmp_path / "none.json")


def test_a_stage_counts_for_those_below_it() -> None:
    """Of two services at acted-on, three improved and one embedded, four have reached improved and none service-wide."""
    stages = {"acted-on": 2, "improved": 3, "embedded": 1}
    assert 4 == figures.reached(stages, "improved")
    assert 0 == figures.reached(stages, "service-wide")


def test_those_above_are_set_against_those_below() -> None:
    """56 of 70 against 48 of 80 is 20 points more, from 5.2 to 33.4 (Newcombe 1998, method 10)."""
    became = figures.Became
    below = (became("asserted", 30, 18, 20), became("acted-on", 50, 30, 40))
    told = figures.Happened("told", (*below, became("improved", 70, 56, 60)), already=0, untold=0)
    assert "+20.0 points (+5.2 to +33.4)" in calibration_page.difference(told)
    assert "nothing to compare" in calibration_page.difference(
        figures.Happened("told", below, already=0, untold=0)
    )


def test_a_run_can_be_made_again() -> None:
    """The same truth, size and number of services give the same figures."""
    assert small_run("real") == small_run("real")


@pytest.mark.parametrize("truth", ["noise", "push", "watched", "one-team", "relapse", "audits-only"])
def test_what_is_not_real_is_not_embedded(truth: str) -> None:
    """Of six large services whose improvement is not what it seems, none is called embedded."""
    assert 0 == figures.reached(small_run(truth).stages, "embedded")


def test_what_is_real_is_called_so() -> None:
    """Of six large services that are really better everywhere, at least five are called service-wide."""
    assert figures.reached(small_run("real").stated, "service-wide") >= 5


def test_what_needs_managers_beside_it_stops_at_sustained() -> None:
    """Five months better with every check under close oversight is sustained and no more, and that check says why."""
    found = small_run("real-led")
    assert RUNS == figures.reached(found.stages, "sustained")
    assert 0 == figures.reached(found.stages, "embedded")


def test_chance_is_counted() -> None:
    """Of services in which nothing changed, those without a reservation are some of those that reach improved."""
    kind = bench("simulate.noise").NOISE[0]
    found = calibrate.chance(kind, size("thin"), RUNS)
    assert 0 <= found.clean <= found.reached <= RUNS


def test_asking_for_a_year_keeps_a_season_out() -> None:
    """Under a ruleset that asks for a year, no season judged after eight months is embedded, nor two good months."""
    year = next(one for one in bench("simulate.settings").SETTINGS if "365" in one.id)
    for what in ("seasonal-short", "real-new"):
        found = calibrate.stricter(year, what, RUNS)
        assert 0 == figures.reached(found.stages, "sustained")
