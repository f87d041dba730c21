"""The whole judgement of one case, by plain loops: every outcome, every claim's standing, and readiness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from takehold.engine.model import Case, Evidence

from .criteria import CRITERIA
from .verdict import Standing, readiness, standing
from .world import World, world_of

REQUIRED_STAGE = "embedded"

Key = tuple[str, str, str]
"""A check's id, its subject's type, and its subject's id (the service's own id for `service`)."""
Told = tuple[str, tuple[str, ...], tuple[str, ...]]
"""An outcome, and the ids of the records for it and against it, newest first."""


@attrs.frozen
class ReferenceResult:
    """What the plain reading of the specification makes of a case."""

    as_of: date
    findings: dict[Key, Told]
    claims: dict[str, Standing]
    readiness: str


def assess(case: Case, as_of: date | None = None) -> ReferenceResult:
    """Judge a case by all 80 criteria with their default parameters; required stage: embedded."""
    world = world_of(case, as_of)
    findings: dict[Key, Told] = {}
    for criterion in CRITERIA:
        for kind in criterion.subjects:
            for id, subject in _subjects(world, kind):
                found = criterion.rule(world, subject, criterion.params)
                told = (found.outcome, _newest_first(found.supporting), _newest_first(found.contradicting))
                findings[criterion.id, kind, id] = told
    return _with_verdict(world, findings)


def _subjects(world: World, kind: str) -> Sequence[tuple[str, object]]:
    if kind == "service":
        return [(world.service.id, world.service)]
    if kind == "claim":
        return [(claim.id, claim) for claim in world.claims]
    if kind == "priority":
        return [(priority.id, priority) for priority in world.priorities]
    return [(action.id, action) for action in world.actions]


def _newest_first(records: Sequence[Evidence]) -> tuple[str, ...]:
    once = {record.id: record for record in records}
    ordered = sorted(once.values(), key=lambda record: record.id)
    ordered.sort(key=lambda record: record.date, reverse=True)
    return tuple(record.id for record in ordered)


def _with_verdict(world: World, findings: dict[Key, Told]) -> ReferenceResult:
    outcomes: dict[str, dict[str, str]] = {claim.id: {} for claim in world.claims}
    outside = []
    severity = {criterion.id: criterion.severity for criterion in CRITERIA}
    for (check, kind, id), (outcome, _, _) in findings.items():
        if kind == "claim":
            outcomes[id][check] = outcome
        elif severity[check] == "blocker":
            outside.append(outcome)
    standings = {claim.id: standing(claim, outcomes[claim.id], REQUIRED_STAGE) for claim in world.claims}
    return ReferenceResult(
        as_of=world.as_of,
        findings=findings,
        claims=standings,
        readiness=readiness(world, standings, outcomes, outside, REQUIRED_STAGE),
    )
