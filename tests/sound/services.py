"""Services for the tests of soundness: thinned and changed by chance from those that the project ships, or made by chance."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import polars as pl

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.model import STAGES, Case
from takehold.engine.plugins import installed
from takehold.engine.result import Outcome, Result
from takehold.engine.ruleset import Ruleset, load

from ..random_cases import random_case

FIXTURES = Path(__file__).parents[2] / "fixtures"
SEEDS = range(int(os.environ.get("TAKEHOLD_SOUND", "6")))
"""How many services each test tries; `TAKEHOLD_SOUND=500 pytest tests/sound` is a thorough run."""

RANK = {"asserted": 0, **{stage: rank for rank, stage in enumerate(STAGES, 1)}}
POSITIONS = ("unassessable", "overstated", "unproven", "supported")
READINESS = ("not-assessable", "overstated", "unproven", "early", "ready-with-variation", "ready")


@cache
def rules() -> Ruleset:
    found = installed()
    return load(["cqc-readiness"], found.find_ruleset, found.checks)


@cache
def fixture(name: str) -> Case:
    return as_at(read_case(FIXTURES / name))


def judged(case: Case) -> Result:
    return assess(case, rules())


def with_records(case: Case, rows: Iterable[Mapping[str, Any]]) -> Case:
    """The same case with other records."""
    return attrs.evolve(case, evidence=pl.DataFrame(list(rows), schema=case.evidence.schema))


def service(seed: int) -> Case:
    """A sound case, the same for the same seed: two of three from a fixture, one of three from nothing."""
    chance = Random(seed)
    return as_at(random_case(chance)) if seed % 3 == 2 else grown(chance)


def grown(chance: Random, name: str | None = None) -> Case:
    """One of the shipped services with fewer claims, records and teams in scope, and other stages and results."""
    base = fixture(name or chance.choice(["ready", "ready", "early", "overstated"]))
    chosen = chance.sample(base.claims, chance.randint(1, len(base.claims)))
    ids = {claim.id for claim in chosen}
    share, turned = chance.choice([0.03, 0.05, 0.07, 0.1, 0.2, 0.4, 1]), chance.choice([0, 0, 0.05, 0.2])
    rows = [_record(row, ids, turned, chance) for row in base.evidence.to_dicts() if chance.random() < share]
    case = with_records(_cut_down(base, ids, {row["id"] for row in rows}), rows)
    teams = [team.id for team in base.teams]
    claims = (
        attrs.evolve(
            claim,
            rests_on=tuple(id for id in claim.rests_on if id in ids),
            stage=chance.choice(STAGES),
            teams=claim.teams
            if chance.random() < 0.7
            else tuple(chance.sample(teams, chance.randint(1, len(teams)))),
        )
        for claim in base.claims
        if claim.id in ids
    )
    return attrs.evolve(case, claims=tuple(claims))


def _record(row: dict[str, Any], claims: set[str], turned: float, chance: Random) -> dict[str, Any]:
    if row["claims"]:
        row["claims"] = [id for id in row["claims"] if id in claims] or None
    if row["result"] and chance.random() < turned:
        row["result"] = chance.choice(["met", "partly", "not met"])
    for column in ("team", "oversight"):
        if chance.random() < 0.03:
            row[column] = None
    return row


def _cut_down(case: Case, claims: set[str], records: set[str]) -> Case:
    """The case without what it says of claims and records that are gone."""

    def kept(row: Any) -> Any:
        changed: dict[str, Any] = {}
        if hasattr(row, "claims"):
            changed["claims"] = tuple(id for id in row.claims if id in claims)
        for column in ("evidence", "check_evidence"):
            if hasattr(row, column):
                changed[column] = tuple(id for id in getattr(row, column) if id in records)
        if hasattr(row, "about") and isinstance(row.about, tuple):
            gone = {claim.id for claim in case.claims} - claims
            changed["about"] = tuple(id for id in row.about if id not in gone)
        return attrs.evolve(row, **changed)

    tables = {
        name: tuple(kept(row) for row in getattr(case, name))
        for name in ("priorities", "actions", "updates", "reviews")
    }
    tables["reviews"] = tuple(row for row in tables["reviews"] if row.about)
    for name in ("monitoring", "variation"):
        tables[name] = tuple(row for row in getattr(case, name) if row.claim in claims)
    return attrs.evolve(case, **tables)


def outcomes(result: Result) -> dict[tuple[str, str], Outcome]:
    """How each check came out for each subject."""
    return {(finding.check, finding.subject.id): finding.outcome for finding in result.findings}


def verdict(result: Result) -> tuple[str, dict[str, tuple[str, str]]]:
    """The readiness, and each claim's stage and position."""
    claims = {claim.id: (claim.evidenced, str(claim.position)) for claim in result.claims}
    return str(result.verdict.readiness), claims


def satisfied(before: Result, after: Result) -> set[tuple[str, str]]:
    """Which checks, of which subjects, were not satisfied and have come to be."""
    was, now = outcomes(before), outcomes(after)
    return {key for key, outcome in was.items() if not outcome.satisfies and now[key].satisfies}


def risen(before: Result, after: Result) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each claim whose stage or position is higher than it was, with the required checks that have come to be satisfied.

    The service stands for its readiness, with the checks on anything.
    """
    turned = satisfied(before, after)

    found = False
    for one, other in zip(before.claims, after.claims, strict=True):
        higher = RANK[other.evidenced] > RANK[one.evidenced]
        if higher or POSITIONS.index(other.position) > POSITIONS.index(one.position):
            found = True
            yield one.id, tuple(sorted(check for check, subject in turned if subject == one.id))
    ready = [READINESS.index(result.verdict.readiness) for result in (before, after)]
    if ready[1] > ready[0] and not found:
        yield before.service_id, tuple(sorted({check for check, _ in turned}))
