"""One required check broken by itself in a service that is ready takes the claim to just below the stage that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
import pytest

from takehold.engine.model import Case

from .services import fixture, judged, outcomes, rules, with_records

CLAIM = "c1"
"""The claim of the ready service that reaches the highest stage."""


def claim_with(case: Case, **cells: Any) -> Case:
    """The case with some cells of the claim changed."""
    claims = tuple(attrs.evolve(c, **cells) if c.id == CLAIM else c for c in case.claims)
    return attrs.evolve(case, claims=claims)


def breakages() -> Iterator[tuple[str, Case]]:
    """The ready service with one thing wrong with it, one thing after another."""
    case = fixture("ready")
    for column in ("problem", "changed_on", "cause", "standard", "standard_set_on", "measure", "theme"):
        yield f"claim without {column}", claim_with(case, **{column: None})
    yield "claim rests on itself", claim_with(case, rests_on=(CLAIM,))
    for table in ("priorities", "actions", "updates", "reviews", "monitoring", "variation"):
        yield f"no {table}", attrs.evolve(case, **{table: ()})
    rows = case.evidence.to_dicts()
    for column in (
        "kind",
        "team",
        "shift",
        "oversight",
        "pressure",
        "scheduled",
        "staff_group",
        "recorded_by",
    ):
        for value in sorted({row[column] for row in rows} - {None}, key=str):
            gone = [row for row in rows if row[column] != value]
            yield f"nothing of {column} {value}", with_records(case, gone)
            yield (
                f"{column} {value} not met",
                with_records(case, [_bad(r) if r[column] == value else r for r in rows]),
            )
        if column != "kind":
            yield f"{column} never recorded", with_records(case, [row | {column: None} for row in rows])
    months = sorted({(row["date"].year, row["date"].month) for row in rows})
    for month in months:
        yield f"{month} not met", with_records(case, [_bad(r) if _month(r) == month else r for r in rows])
        yield f"nothing in {month}", with_records(case, [row for row in rows if _month(row) != month])
        yield f"nothing from {month} on", with_records(case, [row for row in rows if _month(row) < month])


def _month(row: dict[str, Any]) -> tuple[int, int]:
    return row["date"].year, row["date"].month


def _bad(row: dict[str, Any]) -> dict[str, Any]:
    """A record whose result was not met, and none of what it looked at right."""
    turned = row | ({"result": "not met"} if row["result"] else {})
    if row["numerator"] is not None and row["measure"] == "drinks":
        turned["numerator"] = 0.0
    return turned


@cache
def tried() -> dict[str, tuple[tuple[str, ...], str, str]]:
    """For each breakage: which required checks of the claim are blocked, its stage, and its position."""
    ladder = rules().ladder
    found = {}
    for name, case in breakages():
        result = judged(case)
        told = outcomes(result)
        blocked = tuple(c for c in ladder.checks if not told[c, CLAIM].satisfies)
        claim = next(claim for claim in result.claims if claim.id == CLAIM)
        found[name] = blocked, claim.evidenced, str(claim.position)
    return found


def test_alone_it_takes_the_stage_that_asks_for_it() -> None:
    """Wherever exactly one required check is broken, the evidenced stage is the one below that which requires it."""
    stages = rules().ladder.stages
    below = {
        check: (stages[at - 1].id if at else "asserted")
        for at, stage in enumerate(stages)
        for check in stage.requires
    }
    alone = {name: found for name, found in tried().items() if len(found[0]) == 1}
    assert {name: below[blocked[0]] for name, (blocked, _, _) in alone.items()} == {
        name: stage for name, (_, stage, _) in alone.items()
    }


def test_every_required_check_can_be_broken() -> None:
    """Every required check is broken by one thing or another, and many of them by themselves."""
    every = {check for blocked, _, _ in tried().values() for check in blocked}
    alone = {blocked[0] for blocked, _, _ in tried().values() if len(blocked) == 1}
    assert set(rules().ladder.checks) == every
    assert len(alone) >= 12


def test_a_ready_service_has_nothing_broken() -> None:
    """The service that the breakages start from satisfies every required check."""
    told = outcomes(judged(fixture("ready")))
    assert [] == [check for check in rules().ladder.checks if not told[check, CLAIM].satisfies]


@pytest.mark.parametrize("name", ["nothing of shift night", "no reviews", "claim without changed_on"])
def test_what_a_manager_would_expect(name: str) -> None:
    """No records of nights, no reviews, or no date of the change each bring the claim down."""
    blocked, stage, position = tried()[name]
    assert blocked and stage != "service-wide" and position in ("overstated", "unproven")
