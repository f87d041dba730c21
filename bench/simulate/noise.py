"""Services in which nothing changed, with every kind of measure: what chance alone can be taken for."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
import polars as pl

from takehold.engine.model import Case, Measure

from .courses import always, flat, wandering
from .making import made
from .plan import THEME
from .truths import Truth
from .world import FLAT, Level, Size

_MIDDLE: Final = 2.0
_SPREAD: Final = 0.5
"""Waiting times: lognormal, about seven minutes in the middle, the longest tenth over fourteen."""


@attrs.frozen(eq=False)
class Noise:
    """One kind of measure, and how it comes about."""

    id: str
    title: str
    summary: str
    better: str = "higher"
    target: float | None = None
    level: Level = flat(FLAT)
    by_reports: bool = False


NOISE: Final = (
    Noise("half", "Share of points, half right, target 90%", "proportion", target=0.9, level=flat(0.5)),
    Noise("flat", "Share of points, 75% right, target 90%", "proportion", target=0.9),
    Noise("near", "Share of points, 88% right, target 90%", "proportion", target=0.9, level=flat(0.88)),
    Noise("aimless", "Share of points, 75% right, no target", "proportion"),
    Noise(
        "runs",
        "Share of points, 75% right, good and bad months in runs",
        "proportion",
        target=0.9,
        level=wandering(0.06),
    ),
    Noise("mean", "Mean waiting time, no target", "mean", "lower"),
    Noise("median", "Middle waiting time, no target", "median", "lower"),
    Noise("rate", "Incidents per 1,000 bed days, no target", "rate", "lower", by_reports=True),
    Noise("count", "Incidents a month, no target", "count", "lower"),
    Noise("results", "No measure: results alone", "results"),
)


def noise(kind: Noise, size: Size, seed: int) -> Case:
    """One service of a kind, in which nothing changed: the same for the same seed."""
    truth = Truth(
        kind.id, kind.title, "acted-on", kind.level, always(0.5), always(1.0), by_reports=kind.by_reports,
    )  # fmt: skip
    case = made(truth, size, seed)
    if kind.summary in ("proportion", "rate"):
        return attrs.evolve(case, measures=(_measure(kind),))
    return _measured(case, kind, np.random.default_rng([seed, 1]))


def _measure(kind: Noise) -> Measure:
    return Measure(
        id="m1", name="Measured", theme=THEME, better=kind.better, summary=kind.summary, target=kind.target
    )


def _measured(case: Case, kind: Noise, rng: np.random.Generator) -> Case:
    """The same case with its checks timed, its incidents counted, or nothing but results."""
    checked = pl.col("measure").is_not_null()
    nothing = pl.lit(None, pl.Float64)
    times = pl.Series(rng.lognormal(_MIDDLE, _SPREAD, case.evidence.height))
    timed = kind.summary in ("mean", "median")
    named = {"mean": checked, "median": checked, "count": pl.col("kind") == "incident"}.get(
        kind.summary, pl.lit(False)
    )
    table = case.evidence.with_columns(
        pl.when(named).then(pl.lit("m1")).otherwise(pl.lit(None, pl.String)).alias("measure"),
        pl.when(checked & timed).then(times).otherwise(nothing).alias("value"),
        nothing.alias("numerator"),
        nothing.alias("denominator"),
    )
    if kind.summary != "results":
        return attrs.evolve(case, evidence=table, measures=(_measure(kind),))
    claims = tuple(attrs.evolve(claim, measure=None) for claim in case.claims)
    priorities = tuple(attrs.evolve(priority, measure=None) for priority in case.priorities)
    monitoring = tuple(attrs.evolve(row, indicator="Checks not met") for row in case.monitoring)
    return attrs.evolve(
        case, evidence=table, measures=(), claims=claims, priorities=priorities, monitoring=monitoring
    )
