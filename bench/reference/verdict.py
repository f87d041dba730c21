"""From findings to stages, positions and readiness, as result.md puts them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from takehold.engine.model import STAGES, Claim
from takehold.engine.result import Position, Readiness

from .places import in_scope
from .world import World

REQUIRES: dict[str, tuple[str, ...]] = {
    "acted-on": ("baseline-identified", "change-introduced"),
    "improved": (
        "claim-supported", "support-grounded", "measurable-improvement", "not-activity-only", "standard-defined",
        "action-targeted", "practice-rechecked",
    ),
    "sustained": (
        "repeat-evidence", "improvement-holding", "long-enough", "change-monitored", "governance-confirms",
        "no-recurrence",
    ),
    "embedded": (
        "oversight-independence", "unscheduled-holds", "holds-under-pressure", "practical-transfer",
        "sources-aligned", "evidence-triangulated", "slippage-indicators", "claim-not-contradicted",
        "evidence-current", "residual-variation-stated",
    ),
    "service-wide": (
        "spread-mapped", "scope-not-overstated", "not-one-team", "out-of-hours-parity", "multi-point-checking",
        "lived-experience", "lagging-areas-supported",
    ),
}  # fmt: skip
RANK = {"asserted": 0, **{stage: number + 1 for number, stage in enumerate(STAGES)}}
SATISFIES = ("met", "concern", "not-applicable", "waived")


@attrs.frozen
class Standing:
    """How far one claim's evidence reaches."""

    evidenced: str
    position: str
    reservations: tuple[str, ...]
    """Required checks that are a concern, up to the evidenced stage."""
    blocked_by: tuple[str, ...]
    """Required checks not satisfied, up to the higher of the claimed and the required stage."""


def up_to(stage: str) -> list[str]:
    """The checks that a stage and all below it require."""
    return [check for name in STAGES if RANK[name] <= RANK[stage] for check in REQUIRES[name]]


def higher(one: str, other: str) -> str:
    """The higher of two stages."""
    return one if RANK[one] >= RANK[other] else other


def standing(claim: Claim, outcomes: Mapping[str, str], required_stage: str) -> Standing:
    """A claim's evidenced stage, position, reservations and what blocks it."""
    evidenced = "asserted"
    for stage in STAGES:
        if not all(outcomes[check] in SATISFIES for check in REQUIRES[stage]):
            break
        evidenced = stage
    blocking = [outcomes[check] for check in up_to(claim.stage) if outcomes[check] not in SATISFIES]
    if RANK[evidenced] >= RANK[claim.stage]:
        position = Position.SUPPORTED
    elif "error" in blocking:
        position = Position.UNASSESSABLE
    elif "not-met" in blocking:
        position = Position.OVERSTATED
    else:
        position = Position.UNPROVEN
    reach = higher(claim.stage, required_stage)
    return Standing(
        evidenced=evidenced,
        position=position.value,
        reservations=tuple(check for check in up_to(evidenced) if outcomes[check] == "concern"),
        blocked_by=tuple(check for check in up_to(reach) if outcomes[check] not in SATISFIES),
    )


def readiness(
    world: World,
    standings: Mapping[str, Standing],
    outcomes: Mapping[str, Mapping[str, str]],
    blockers_outside: Sequence[str],
    required_stage: str,
) -> str:
    """The service's readiness, the first of the table that applies.

    `outcomes` are each claim's by check; `blockers_outside` those of the blockers of other subjects.
    """
    positions = [found.position for found in standings.values()]
    errors = any(outcomes[id][check] == "error" for id in outcomes for check in up_to(STAGES[-1]))
    if not world.claims or not world.evidence or errors:
        return Readiness.NOT_ASSESSABLE.value
    if Position.OVERSTATED.value in positions or "not-met" in blockers_outside:
        return Readiness.OVERSTATED.value
    if Position.UNPROVEN.value in positions:
        return Readiness.UNPROVEN.value
    if any(RANK[found.evidenced] < RANK[required_stage] for found in standings.values()):
        return Readiness.EARLY.value
    for claim in world.claims:
        reach = up_to(higher(claim.stage, required_stage))
        if any(outcomes[claim.id][check] == "concern" for check in reach):
            return Readiness.READY_WITH_VARIATION.value
        if any(row.claim == claim.id and in_scope(claim, row) for row in world.variation):
            return Readiness.READY_WITH_VARIATION.value
    return Readiness.READY.value
