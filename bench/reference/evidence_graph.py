"""evidence-graph: does something support the claim, and would it survive losing any one source?"""

from __future__ import annotations

from takehold.engine.model import Claim, Evidence

from .answer import (
    CONCERN,
    INSUFFICIENT,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    Answer,
    Params,
    answer,
    graded,
    told,
)
from .bearing import contradicting, supporting
from .frames import claim_frame, linked_records
from .params import EPS
from .world import World, working


def own_support(world: World, claim: Claim) -> list[Evidence]:
    """The claim's own supporting after-records."""
    frame = claim_frame(world, claim)
    return supporting(frame, frame.after)


def rested_on(world: World, claim: Claim) -> list[Claim]:
    """The claims that this one is built on."""
    found = []
    for id in claim.rests_on:
        other = world.claim(id)
        if other is not None:
            found.append(other)
    return found


def all_support(world: World, claim: Claim) -> list[Evidence]:
    """Every record that supports the claim itself or a claim that it rests on, however far down."""
    found: dict[str, Evidence] = {}
    seen: set[str] = set()
    waiting = [claim]
    while waiting:
        at = waiting.pop()
        if at.id in seen:
            continue
        seen.add(at.id)
        for record in own_support(world, at):
            found[record.id] = record
        waiting.extend(rested_on(world, at))
    return list(found.values())


def claim_supported(world: World, claim: Claim, p: Params) -> Answer:
    """Something supports the claim."""
    backing = all_support(world, claim)
    frame = claim_frame(world, claim)
    return answer(MET if backing else NOT_MET, backing, contradicting(frame, frame.after))


def support_independent(world: World, claim: Claim, p: Params) -> Answer:
    """It would survive losing any one source."""
    backing = all_support(world, claim)
    if not backing:
        return answer(NOT_APPLICABLE)
    if len(backing) == 1:
        return answer(NOT_MET, backing)
    sources = {record.source for record in backing}
    recorders = {record.recorded_by for record in backing}
    one_source = len(sources) == 1 and None not in sources
    one_recorder = len(recorders) == 1 and None not in recorders
    return answer(CONCERN if one_source or one_recorder else MET, backing)


def support_grounded(world: World, claim: Claim, p: Params) -> Answer:
    """It does not rest on itself."""
    if not claim.rests_on:
        return answer(NOT_APPLICABLE)
    if _reaches_a_circle(world, claim, ()):
        return answer(NOT_MET)
    for other in _everything_below(world, claim):
        if not all_support(world, other):
            return answer(NOT_MET)
    return answer(MET, all_support(world, claim))


def _reaches_a_circle(world: World, claim: Claim, path: tuple[str, ...]) -> bool:
    if claim.id in path:
        return True
    return any(_reaches_a_circle(world, other, (*path, claim.id)) for other in rested_on(world, claim))


def _everything_below(world: World, claim: Claim) -> list[Claim]:
    found: dict[str, Claim] = {}
    waiting = rested_on(world, claim)
    while waiting:
        at = waiting.pop()
        if at.id not in found:
            found[at.id] = at
            waiting.extend(rested_on(world, at))
    return list(found.values())


def claim_not_contradicted(world: World, claim: Claim, p: Params) -> Answer:
    """Nothing recent says the opposite."""
    frame = claim_frame(world, claim)
    support, against = supporting(frame, frame.window), contradicting(frame, frame.window)
    either = len(support) + len(against)
    if either == 0:
        return answer(INSUFFICIENT)
    if len(against) < p["contradicted_share"] * either - EPS:
        return answer(MET, support, against)
    limit = 2 * p["contradicted_share"] * either
    return answer(CONCERN if len(against) < limit - EPS else NOT_MET, support, against)


def evidence_current(world: World, claim: Claim, p: Params) -> Answer:
    """The evidence is not out of date."""
    frame = claim_frame(world, claim)
    backing = own_support(world, claim) or all_support(world, claim)
    if frame.changed_on is None or not backing:
        return answer(INSUFFICIENT)
    days = (world.as_of - max(record.date for record in backing)).days
    outcome = MET if days <= p["current_days"] else CONCERN if days <= 2 * p["current_days"] else NOT_MET
    return told(outcome, frame, backing)


def evidence_linked(world: World, _: object, p: Params) -> Answer:
    """Records are put to use."""
    records = working(world.evidence)
    if not records:
        return answer(INSUFFICIENT)
    used: set[str] = set()
    for claim in world.claims:
        used.update(record.id for record in linked_records(world, claim))
    themes = {priority.theme for priority in world.priorities if priority.theme is not None}
    for priority in world.priorities:
        used.update(priority.evidence)
    put_to_use = [r for r in records if r.id in used or r.theme in themes]
    idle = [r for r in records if not (r.id in used or r.theme in themes)]
    return answer(graded(len(put_to_use) / len(records), p["linked_share"], 0.5), put_to_use, idle)
