"""The way forward of a whole result: each claim's route to the stage it needs, and a case with a route walked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
import polars as pl

from ..ledger import BLANK
from ..model import KINDS, OVERSIGHT, PRESSURE, RELATIONS, RESULTS
from ..result import ClaimVerdict, Finding, Outcome, Result
from ..trying import TooSlow
from .moves import Move
from .search import Search
from .steps import Route, route
from .world import Base, World

if TYPE_CHECKING:
    from ..model import Case
    from ..ruleset import Ruleset, Use
    from ..view import ServiceView


def with_path(
    result: Result, service: ServiceView, ruleset: Ruleset, each: Callable[[str], None] | None = None
) -> Result:
    """A result with the path of each claim that is not where it needs to be, and the earliest day it could be.

    `each` is told of every claim before its path is sought; what it raises ends the search.
    """
    routes = {}
    for verdict in result.claims:
        if each is not None:
            each(verdict.id)
        found = route_of(service, ruleset, verdict, result.findings)
        if found is not None:
            routes[verdict.id] = found
    claims = tuple(
        attrs.evolve(verdict, earliest=routes[verdict.id].earliest) if verdict.id in routes else verdict
        for verdict in result.claims
    )
    return attrs.evolve(
        result, claims=claims, path=tuple(step for found in routes.values() for step in found.steps)
    )


def route_of(
    service: ServiceView, ruleset: Ruleset, verdict: ClaimVerdict, findings: Sequence[Finding]
) -> Route | None:
    """One claim's route to the higher of the required stage and the one it claims.

    None where it is there already, or where a check that it needs failed or is too slow to be tried out: then nobody can
    say what is in the way.
    """
    if not verdict.blocked_by:
        return None
    mine = [f for f in findings if f.subject.type == "claim" and f.subject.id == verdict.id]
    if any(f.outcome is Outcome.ERROR and f.check in verdict.blocked_by for f in mine):
        return None
    waived = {f.check: f.waiver.until for f in mine if f.waiver is not None}
    search = Search(Base(service.claim(verdict.id)), needed(ruleset, verdict), waived, ruleset.costs)
    try:
        return route(search, verdict.blocked_by, ruleset.ladder)
    except TooSlow:
        return None


def needed(ruleset: Ruleset, verdict: ClaimVerdict) -> list[Use]:
    """The checks that a claim needs, in the ladder's order."""
    ladder = ruleset.ladder
    rank = max(ladder.rank(verdict.claimed), ladder.rank(ladder.required))
    uses = {use.id: use for use in ruleset.uses}
    return [uses[check] for check in dict.fromkeys(ladder.up_to(rank))]


def walked(service: ServiceView, claim: str, moves: Sequence[Move], day: dt.date) -> Case:
    """The whole case as it would be on a day, had some moves of a claim's route been made: to assess it anew."""
    base = Base(service.claim(claim))
    world = World(base, moves, day)
    others = [row for row in range(len(service.table)) if row not in set(base.rows.tolist())]
    evidence = pl.concat([service.table[others], _table(world)])
    kept = {one.id: one for one in world.service.case.claims}
    return attrs.evolve(
        world.service.case,
        claims=tuple(kept.get(one.id, one) for one in service.case.claims),
        evidence=evidence,
    )


def _table(world: World) -> pl.DataFrame:
    """The evidence of a world as a table: its ledger in words again."""
    book, service = world.service.ledger, world.service
    words: dict[str, Mapping[int, str]] = {
        name: dict(enumerate(book.words[name].words)) for name in ("theme", "team", "shift", "measure")
    }
    fixed = {
        "kind": KINDS,
        "relation": RELATIONS,
        "result": RESULTS,
        "oversight": OVERSIGHT,
        "pressure": PRESSURE,
    }
    words |= {name: dict(enumerate(told)) for name, told in fixed.items()}
    columns = {
        name: pl.Series(name, [told.get(code) for code in getattr(book, name).tolist()], dtype=pl.String)
        for name, told in words.items()
    }
    flags = [None if code == BLANK else bool(code) for code in book.scheduled.tolist()]
    columns["scheduled"] = pl.Series("scheduled", flags, dtype=pl.Boolean)
    for name in ("value", "numerator", "denominator"):
        columns[name] = pl.Series(name, getattr(book, name)).fill_nan(None)
    columns["id"] = pl.Series("id", book.ids.tolist(), dtype=pl.String)
    columns["date"] = pl.Series("date", book.day).cast(pl.Date)
    return service.table.with_columns(**columns)
