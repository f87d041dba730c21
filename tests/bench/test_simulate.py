"""The simulated services: each truth is what its name says, by arithmetic, and a seed gives the same service each time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest

from takehold.engine.model import STAGES

from ..benches import bench

simulate = bench("simulate")
world = bench("simulate.world")
courses = bench("simulate.courses")
settings = bench("simulate.settings")
noises = bench("simulate.noise")

EVERY_PLACE = [(month, team, shift) for month in range(-12, 13) for team in range(3) for shift in range(3)]


def level(
    truth: str, *, watched: bool = False, kind: str = "observation"
) -> dict[tuple[int, int, int], float]:
    """What share of points is truly right in each place of each month, for one kind of check."""
    month, team, shift = (np.array(column) for column in zip(*EVERY_PLACE, strict=True))
    looked = world.Looked(
        month, team, shift, np.full(len(month), watched), np.full(len(month), world.KINDS.index(kind))
    )
    found = simulate.BY_ID[truth].level(looked, np.random.default_rng(0))
    return dict(zip(EVERY_PLACE, map(float, found), strict=True))


def size(id: str) -> Any:
    return next(one for one in simulate.SIZES if one.id == id)


@pytest.mark.parametrize("truth", ["noise", "chosen-indicator", "more-recorded", "less-reported"])
def test_where_nothing_changed_the_level_is_one(truth: str) -> None:
    """A truth of noise alone has one and the same expected share in every place before and after."""
    assert {world.FLAT} == set(level(truth).values())


def test_a_push_is_one_month() -> None:
    """A push is good in the month after the change, and bad in every other."""
    good = {month for (month, _, _), share in level("push").items() if share == world.GOOD}
    assert {0} == good
    assert {world.BAD} == {share for (month, _, _), share in level("push").items() if month}


def test_watched_is_good_only_under_close_oversight() -> None:
    """Where managers must stand over it, a check under routine oversight finds it as bad as before."""
    assert {world.BAD} == set(level("watched").values())
    since = {share for (month, _, _), share in level("watched", watched=True).items() if month >= 0}
    assert {world.GOOD} == since


def test_one_team_and_daytime_are_good_in_their_places_alone() -> None:
    """Improvement in one team is in one team of three, improvement by day is on all shifts but nights."""
    teams = {team for (_, team, _), share in level("one-team").items() if share == world.GOOD}
    shifts = {shift for (_, _, shift), share in level("daytime").items() if share == world.GOOD}
    assert {0} == teams
    assert {0, 1, 2} - {world.NIGHT} == shifts


def test_audits_alone_are_good_only_as_audits() -> None:
    """Where only audits are better, every other kind of check finds it as before."""
    assert world.GOOD in level("audits-only", kind="audit").values()
    assert {world.BAD} == set(level("audits-only", kind="record-sample").values())


def test_a_relapse_ends_where_it_began() -> None:
    """A relapse is good for six months and is back at the level before the change when it is judged."""
    course = {month: share for (month, team, shift), share in level("relapse").items() if team == shift == 0}
    assert [world.GOOD] * 6 == [course[month] for month in range(6)]
    assert world.BAD == pytest.approx(course[simulate.BY_ID["relapse"].after - 1])


@pytest.mark.parametrize("truth", ["seasonal", "seasonal-mild", "seasonal-short", "seasonal-round"])
def test_a_season_comes_back(truth: str) -> None:
    """A season is the same a year on, and over a year no better than where nothing changes."""
    course = {month: share for (month, team, shift), share in level(truth).items() if team == shift == 0}
    for month in range(-12, 1):
        assert course[month] == pytest.approx(course[month + 12])
    assert world.FLAT == pytest.approx(sum(course[month] for month in range(12)) / 12)


@pytest.mark.parametrize("truth", [one.id for one in simulate.TRUTHS if one.real])
def test_the_real_ones_are_better_in_every_place_they_are_claimed_for(truth: str) -> None:
    """A real improvement is better than before the change in every month since, everywhere in its scope."""
    claimed = simulate.BY_ID[truth].teams or world.TEAMS
    for (month, team, shift), share in level(truth).items():
        if month >= 0 and world.TEAMS[team] in claimed:
            assert share > level(truth)[-1, team, shift]


def test_more_and_less_is_reported_as_told() -> None:
    """Where three times as much is written down there are three times the checks; where a third is reported, a third of incidents."""
    often = simulate.made(simulate.BY_ID["more-recorded"], size("large"), 1)
    counted = _per_month(often, pl.col("measure") == "m1")
    assert 3.0 == pytest.approx(counted[1] / counted[0])
    found = np.array(
        [
            _per_month(simulate.made(simulate.BY_ID["less-reported"], size("thin"), seed), pl.col("kind") == "incident")
            for seed in range(40)
        ]
    ).mean(axis=0)  # fmt: skip
    # Poisson, three a month before over 40 x 6 months, one a month since over 40 x 10.
    assert abs(found[0] - 3) < 4 * math.sqrt(3 / 240)
    assert abs(found[1] - 1) < 4 * math.sqrt(1 / 400)


def test_noise_is_as_often_right_before_as_after() -> None:
    """Over forty services in which nothing changed the shares before and after differ by no more than chance allows."""
    sums = np.zeros((2, 2))
    for seed in range(40):
        case = simulate.made(simulate.BY_ID["noise"], size("ordinary"), seed)
        checks = case.evidence.filter(pl.col("measure") == "m1")
        for side, mine in enumerate(_sides(checks)):
            sums[side] += mine["numerator"].sum(), mine["denominator"].sum()
    shares = sums[:, 0] / sums[:, 1]
    alike = 1 + (size("ordinary").points - 1) * world.SPREAD  # the points of one check are alike
    error = math.sqrt(sum(world.FLAT * (1 - world.FLAT) * alike / n for n in sums[:, 1]))
    assert abs(shares[1] - shares[0]) < 4 * error


@pytest.mark.parametrize("kind", noises.NOISE, ids=lambda kind: kind.id)
def test_a_seed_gives_the_same_service(kind: Any) -> None:
    """The same seed gives the same records, another seed others, for every kind of measure."""
    first, again, other = (noises.noise(kind, size("thin"), seed) for seed in (5, 5, 6))
    assert first.evidence.equals(again.evidence)
    assert not first.evidence.equals(other.evidence)


def test_every_truth_makes_a_sound_service() -> None:
    """Every truth makes a service without errors in its data, with a claim whose stage is on the ladder."""
    for truth in simulate.TRUTHS:
        case = simulate.made(truth, size("thin"), 1)
        assert case.sound
        assert truth.deserves in STAGES
        assert case.evidence["date"].max() <= case.service.as_of


def test_leaders_state_what_is_weaker_and_only_that() -> None:
    """Where nights are weaker, leaders who look at their figures state nights; where nothing is, the case stays as it is."""
    told = simulate.well_led(simulate.made(simulate.BY_ID["daytime"], size("large"), 1))
    assert "night" in {row.shift for row in told.variation if row.team is None}
    assert {action for row in told.variation for action in row.actions} <= {
        action.id for action in told.actions
    }
    fine = simulate.made(simulate.BY_ID["real"], size("large"), 1)
    assert fine is simulate.well_led(fine)


def test_settings_are_tried_on_what_there_is() -> None:
    """Every setting names truths or kinds of noise that exist."""
    known = {*simulate.BY_ID, *(kind.id for kind in noises.NOISE)}
    assert {what for setting in settings.SETTINGS for what in setting.tried_on} <= known


def _sides(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return frame.filter(pl.col("date") < world.CHANGED), frame.filter(pl.col("date") >= world.CHANGED)


def _per_month(case: Any, which: pl.Expr) -> tuple[float, float]:
    """How many records there are in a month before the change, and since: six months and ten."""
    before, since = _sides(case.evidence.filter(which))
    return before.height / 6, since.height / 10
