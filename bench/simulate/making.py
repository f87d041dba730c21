"""A simulated service as a case: its records drawn from a truth, and around them a plan that is kept as it should be.

Only the truth of the records can decide how such a case is judged: the problem, the cause, the standard, owned and
checked actions, monthly and quarterly reviews that cite evidence, and monitoring are all there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import numpy as np
import polars as pl

from takehold.engine.casefile.evidence import schema
from takehold.engine.model import Case, Measure, Service, Shift, Team

from .plan import THEME, plan
from .truths import Truth
from .world import (
    CHANGED,
    KINDS,
    SHARES,
    SHIFTS,
    SPREAD,
    TARGET,
    TEAMS,
    Floats,
    Ints,
    Looked,
    Size,
    month_length,
    month_start,
)

INCIDENTS: Final = 3.0
COMPLAINTS: Final = 1.5
"""Both in a bad month, over the service."""
BED_DAYS: Final = 0.45
"""A team's bed days in a month, in thousands: fifteen beds."""
INDICATORS: Final = 10

Row = dict[str, Any]


def made(truth: Truth, size: Size, seed: int) -> Case:
    """One service of a truth, looked at so much: the same for the same seed."""
    rng = np.random.default_rng(seed)
    months = range(-truth.before, truth.after)
    rows = _checks(truth, size, months, rng)
    rows += [row for month in months for row in _told(truth, size, month, rng)]
    rows += _led()
    rows.sort(key=lambda row: row["date"])
    for number, row in enumerate(rows, 1):
        row["id"] = f"e{number}"
        row["theme"] = _theme(truth, row)
    as_of = month_start(truth.after) - dt.timedelta(days=1)
    begin, end = _baseline(truth, rows)
    return Case(
        service=Service(id="sim", name="Simulated House", as_of=as_of),
        evidence=_table(rows),
        teams=tuple(Team(id=team, name=team.title()) for team in TEAMS),
        shifts=tuple(Shift(id=s, name=s.title(), out_of_hours=s == "night") for s in SHIFTS),
        measures=(_measure(truth),),
        **plan(truth, rows, as_of, begin, end),
    )


def _measure(truth: Truth) -> Measure:
    if truth.by_reports:
        return Measure(
            id="m1", name="Incidents per 1,000 bed days", theme=THEME, better="lower", summary="rate"
        )
    return Measure(
        id="m1",
        name="Points right",
        theme=THEME,
        better="higher",
        summary="proportion",
        target=TARGET,
    )


def _theme(truth: Truth, row: Row) -> str:
    """What a record is filed under: another theme for teams outside the claim, where the service keeps one."""
    outside = truth.own_theme and row.get("team") not in (None, *(truth.teams or TEAMS))
    return f"{THEME} elsewhere" if outside else THEME


def _looked(truth: Truth, size: Size, months: range, rng: np.random.Generator) -> Looked:
    """The checks: each team on each shift in turn, so that every place is looked at alike."""
    month: list[int] = []
    place: list[int] = []
    turn = int(rng.integers(9))
    for at in months:
        many = round(size.checks * (truth.more if at >= 0 else 1))
        month += [at] * many
        place += [(turn + n) % 9 for n in range(many)]
        turn += many
    when, where = np.array(month), np.array(place)
    led = np.where(when >= 2, truth.watched, max(truth.watched, 0.6))
    watched = (when >= 0) & (rng.random(len(when)) < led)
    kinds = rng.choice(len(KINDS), len(when), p=SHARES)
    return Looked(when, where % 3, where // 3, watched, kinds)


def _checks(truth: Truth, size: Size, months: range, rng: np.random.Generator) -> list[Row]:
    looked = _looked(truth, size, months, rng)
    right = _right(truth.level(looked, rng), size.points, rng)
    if truth.chosen == "indicator":
        right = _worst(looked, right, truth, size, rng)
    rows = []
    for n in range(len(right)):
        month, share = int(looked.month[n]), right[n] / size.points
        planned = KINDS[looked.kind[n]] == "audit" or rng.random() < 0.2
        rows.append(
            {
                "date": _day(month, rng),
                "kind": KINDS[looked.kind[n]],
                "team": TEAMS[looked.team[n]],
                "shift": SHIFTS[looked.shift[n]],
                "measure": None if truth.by_reports else "m1",
                "numerator": None if truth.by_reports else float(right[n]),
                "denominator": None if truth.by_reports else float(size.points),
                "result": "met" if share >= 0.8 else "partly" if share >= 0.6 else "not met",
                "scheduled": bool(planned),
                "oversight": "intensive" if looked.watched[n] else "routine",
                "pressure": "busy" if rng.random() < 0.3 else "normal",
                "recorded_by": f"Lead {rng.integers(1, 6)}",
                "source": f"{KINDS[looked.kind[n]]} {month}",
            }
        )
    return rows


def _right(level: Floats, points: int, rng: np.random.Generator) -> Ints:
    """How many points of each check were right: beta-binomial, since the points of one check are alike."""
    weight = 1 / SPREAD - 1
    return np.asarray(rng.binomial(points, rng.beta(level * weight, (1 - level) * weight)))


def _worst(looked: Looked, right: Ints, truth: Truth, size: Size, rng: np.random.Generator) -> Ints:
    """The same checks before the change for ten indicators that are all alike, of which the worst is picked."""
    before = ~looked.since
    drawn = [_right(truth.level(looked, rng)[before], size.points, rng) for _ in range(INDICATORS - 1)]
    worst = min([right[before], *drawn], key=lambda found: int(found.sum()))
    chosen = right.copy()
    chosen[before] = worst
    return chosen


def _told(truth: Truth, size: Size, month: int, rng: np.random.Generator) -> list[Row]:
    """What people said, and what went wrong, in one month."""
    since = month >= 0
    rows: list[Row] = []
    for _ in range(round(size.said * (truth.more if since else 1))):
        team = int(rng.integers(len(TEAMS)))
        good = rng.random() < truth.felt(month, team)
        result = "met" if good else "not met" if rng.random() < 0.5 else "partly"
        rows.append({"date": _day(month, rng), "kind": "feedback", "result": result, "team": TEAMS[team]})
    for at, team_id in enumerate(TEAMS):
        share = truth.trouble(month, at) / len(TEAMS)
        many = int(rng.poisson(INCIDENTS * share * (truth.reported if since else 1)))
        rows += [{"date": _day(month, rng), "kind": "incident", "team": team_id} for _ in range(many)]
        complaints = int(rng.poisson(COMPLAINTS * share))
        rows += [{"date": _day(month, rng), "kind": "complaint", "team": team_id} for _ in range(complaints)]
        if truth.by_reports:
            rows.append(
                {"date": month_start(month + 1) - dt.timedelta(days=1), "kind": "log", "team": team_id,
                 "measure": "m1", "numerator": float(many), "denominator": BED_DAYS}
            )  # fmt: skip
    if since:
        good = rng.random() < truth.felt(month, 0)
        rows.append(
            {"date": _day(month, rng), "kind": "partner-feedback", "result": "met" if good else "partly"}
        )
    return rows


def _led() -> list[Row]:
    """Each team is briefed before the change and coached after it."""
    days = {"briefing": -4, "coaching": 6}
    return [
        {"date": CHANGED + dt.timedelta(days=day), "kind": kind, "team": team}
        for kind, day in days.items()
        for team in TEAMS
    ]


def _day(month: int, rng: np.random.Generator) -> dt.date:
    return month_start(month) + dt.timedelta(days=int(rng.integers(month_length(month))))


def _baseline(truth: Truth, rows: list[Row]) -> tuple[dt.date | None, dt.date | None]:
    """The months taken as the baseline: all before the change, or the worst three in a row."""
    if truth.chosen != "months":
        return None, None

    def share(first: int) -> float:
        begin, end = month_start(first), month_start(first + 3)
        mine = [row for row in rows if row.get("denominator") and begin <= row["date"] < end]
        return float(sum(row["numerator"] for row in mine) / max(1, sum(row["denominator"] for row in mine)))

    worst = min(range(-truth.before, -2), key=share)
    return month_start(worst), month_start(worst + 3) - dt.timedelta(days=1)


def _table(rows: list[Row]) -> pl.DataFrame:
    types = schema()
    cells: dict[str, list[Any]] = {name: [row.get(name) for row in rows] for name in types}
    cells["file"] = ["evidence.csv"] * len(rows)
    cells["row"] = list(range(2, len(rows) + 2))
    return pl.DataFrame(cells, schema=types)
