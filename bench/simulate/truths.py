"""The truths: what is really so in each kind of simulated service, and the highest stage that it deserves."""

from __future__ import annotations

from functools import partial
from typing import Final

import attrs
import numpy as np

from .courses import (
    FAVOURABLE,
    MENDED,
    MILD,
    SWING,
    Course,
    always,
    falling,
    flat,
    in_team,
    lagging,
    seasonal,
    stepped,
    until,
    wandering,
    where,
    with_season,
)
from .world import FLAT, KINDS, NIGHT, TEAMS, Level


@attrs.frozen
class Truth:
    """One truth: what is so, how it is looked at, and what it deserves to be called."""

    id: str
    title: str
    deserves: str
    """The highest stage that is true: what an ideal judge would say, and a real one must not exceed."""
    level: Level
    """What share of points is truly right."""
    felt: Course
    """What share of voices is favourable."""
    trouble: Course
    """Incidents and complaints, as a share of those of a bad month."""
    before: int = 6
    """Months of records before the change."""
    after: int = 10
    """Months of records since."""
    chosen: str | None = None
    """How the baseline was chosen because it was bad: `months` (the worst three of those recorded) or `indicator`
    (the worst of ten that were looked at)."""
    watched: float = 0.05
    """What share of checks since the change are made under close oversight, after a first spell of more."""
    more: float = 1.0
    """How many times as much is recorded since the change."""
    reported: float = 1.0
    """What share of incidents since the change is reported, against before."""
    by_reports: bool = False
    """Whether the measure is the rate of reported incidents and not the share of points right."""
    teams: tuple[str, ...] | None = None
    """The teams that the claim is made for; None for all."""
    own_theme: bool = False
    """Whether the records of the teams that the claim leaves out are kept under a theme of their own."""

    @property
    def real(self) -> bool:
        """Whether it stands for a real improvement, of whatever stage."""
        return self.id.startswith("real")


_since = where(lambda looked: looked.since)
_felt = stepped(*FAVOURABLE)
_mended = stepped(1.0, MENDED)
_unfelt, _as_before = always(FAVOURABLE[0]), always(1.0)
_unchanged = partial(Truth, deserves="acted-on", felt=_unfelt, trouble=_as_before)
_in_season = partial(
    Truth, deserves="acted-on", felt=with_season(0.7, 0.2), trouble=with_season(0.6, -0.4), after=8
)

UNREAL: Final = (
    _unchanged("noise", "Nothing changed", level=flat(FLAT)),
    _unchanged("wandering", "Nothing changed; good and bad months come in runs", level=wandering(0.06)),
    _unchanged(
        "chosen-months", "Nothing changed; the worst three months of the year were taken as the baseline",
        level=wandering(0.06), before=12, chosen="months",
    ),
    _unchanged(
        "chosen-indicator", "Nothing changed; the worst of ten indicators was picked, and only it is in the file",
        level=flat(FLAT), before=3, chosen="indicator",
    ),
    _unchanged("push", "One good month, straight after the change", level=where(lambda looked: looked.month == 0)),
    _unchanged("late-push", "One good month, just before the assessment", level=where(lambda looked: looked.month == 9)),
    _unchanged(
        "two-month-push", "Two good months, just before the assessment; then it will go back",
        level=where(lambda looked: looked.month >= 8),
    ),
    Truth(
        "watched", "Better only while managers stand over it", "sustained",
        where(lambda looked: looked.since & looked.watched), _felt, _mended, watched=0.6,
    ),
    Truth(
        "one-team", "Better in one team of three, and claimed for all", "improved",
        where(lambda looked: looked.since & (looked.team == 0)), in_team(0, _felt), in_team(0, _mended),
    ),
    Truth(
        "daytime", "Better on days and lates, not on nights", "sustained",
        where(lambda looked: looked.since & (looked.shift != NIGHT)), stepped(0.5, 0.77), stepped(1.0, 0.45),
    ),
    Truth(
        "unfelt", "Better in all that managers check; people, families and incidents as before", "sustained",
        _since, _unfelt, _as_before,
    ),
    Truth(
        "audits-only", "Better in audits alone; seen, recorded and felt as before", "improved",
        where(lambda looked: looked.since & (looked.kind == KINDS.index("audit"))), _unfelt, _as_before,
    ),
    Truth(
        "relapse", "Better for six months, then back to where it was over four", "acted-on",
        falling, until(7, _felt), until(7, _mended),
    ),
    _in_season("seasonal", "Up every summer, and felt; a whole year before the change is recorded",
               level=seasonal(SWING), before=12),
    _in_season("seasonal-mild", "The same, with little more than half the swing", level=seasonal(MILD), before=12),
    _in_season("seasonal-short", "Up every summer, and felt; only the autumn before is recorded",
               level=seasonal(SWING), before=3),
    _in_season("seasonal-round", "Up every summer, and felt; the autumn before is recorded, and a whole year since",
               level=seasonal(SWING), before=3, after=13),
    _unchanged("more-recorded", "Nothing changed; three times as much is written down", level=flat(FLAT), more=3.0),
    _unchanged(
        "less-reported", "Nothing changed; a third of incidents are reported, and that rate is the measure",
        level=flat(FLAT), reported=1 / 3, by_reports=True,
    ),
)  # fmt: skip

_better = partial(Truth, deserves="service-wide", level=_since, felt=_felt, trouble=_mended)
_in_one = partial(
    Truth, deserves="embedded", level=where(lambda looked: looked.since & (looked.team == 0)),
    felt=in_team(0, _felt), trouble=in_team(0, _mended), teams=TEAMS[:1],
)  # fmt: skip

REAL: Final = (
    _better("real", "Really better everywhere, for ten months"),
    _better(
        "real-modest", "Really better everywhere, from 60 to 85 in 100",
        level=lambda looked, rng: np.where(looked.since, 0.85, 0.6),
    ),
    _better("real-rate", "Really better everywhere, measured by incidents per 1,000 bed days", by_reports=True),
    _better("real-open", "Really better everywhere, and three times as many incidents are reported", reported=3.0),
    _better("real-lagging", "Really better in two teams; the third has come half of the way", deserves="embedded",
            level=lagging),
    _in_one("real-one-team", "Really better in one team, and claimed for that team"),
    _in_one("real-own-theme", "The same; the other teams' records are kept under a theme of their own", own_theme=True),
    _better("real-led", "Really better everywhere for five months, every check under close oversight",
            deserves="sustained", after=5, watched=1.0),
    _better("real-new", "Really better everywhere, so far for two months", deserves="improved", after=2),
)  # fmt: skip

TRUTHS: Final = (*UNREAL, *REAL)
BY_ID: Final = {truth.id: truth for truth in TRUTHS}
