"""staff-practice: is the change in what staff do, and did anybody look?"""

from __future__ import annotations

from takehold.engine.model import Claim
from takehold.engine.wording import near_repeats, problem_is_vague, standard_is_vague, word_count

from . import words
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
from .bearing import adverse
from .frames import claim_frame, linked_actions
from .params import EPS, MIN_DENOMINATOR, MIN_RECORDS
from .values import SCORE, enough_records
from .world import World, is_activity


def weakness_specific(world: World, claim: Claim, p: Params) -> Answer:
    """The practice weakness is named exactly."""
    if claim.kind != "practice":
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    seen = [r for r in frame.before if r.kind in ("observation", "audit", "record-sample") and r.note]
    clear = bool(claim.problem) and not problem_is_vague(claim.problem or "", names=words.names_of(world))
    both = clear + bool(seen)
    return answer((NOT_MET, CONCERN, MET)[both], seen)


def standard_defined(world: World, claim: Claim, p: Params) -> Answer:
    """The expected standard was set out before it was checked."""
    if claim.kind != "practice":
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    if not claim.standard:
        return answer(NOT_MET)
    after = frame.working_after
    set_on = claim.standard_set_on
    in_time = set_on is not None and (not after or set_on <= after[0].date)
    clear = not standard_is_vague(claim.standard, names=words.names_of(world))
    return answer(MET if in_time and clear else CONCERN, after[:1])


def action_targeted(world: World, claim: Claim, p: Params) -> Answer:
    """The response was more than a reminder or a training day."""
    if claim.kind != "practice":
        return answer(NOT_APPLICABLE)
    actions = linked_actions(world, claim)
    kinds = {words.action_kind(action) for action in actions} - {None}
    if kinds - {"reminder", "training", "policy"}:
        return answer(MET)
    checked = any(words.names_practice_check(a, world.cited(a.check_evidence)) for a in actions)
    return answer(CONCERN if "training" in kinds and checked else NOT_MET)


def practice_rechecked(world: World, claim: Claim, p: Params) -> Answer:
    """Practice itself was watched again afterwards."""
    if claim.kind != "practice":
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    live = [r for r in frame.after if r.kind in ("observation", "spot-check", "record-sample")]
    return answer(MET if len(live) >= p["live_checks"] else CONCERN if live else NOT_MET, live)


def same_staff_rechecked(world: World, claim: Claim, p: Params) -> Answer:
    """The same staff were seen again."""
    if claim.kind != "practice":
        return answer(NOT_APPLICABLE)
    frame = claim_frame(world, claim)
    weak = {person for record in adverse(frame.before) for person in record.staff}
    again = {person for record in frame.working_after for person in record.staff}
    if not weak or (frame.working_after and not again):
        return answer(INSUFFICIENT)
    return told(
        graded(len(weak & again) / len(weak), p["rechecked_share"], 0.5),
        frame,
        [record for record in frame.working_after if weak & set(record.staff)],
    )


def not_activity_only(world: World, claim: Claim, p: Params) -> Answer:
    """The case is results, not attendance sheets and plans."""
    frame = claim_frame(world, claim)
    if frame.changed_on is None:
        return answer(INSUFFICIENT)
    results = frame.working_after
    activity = [record for record in frame.after if is_activity(record)]
    if enough_records(results, frame.measure):
        return answer(MET if len(results) >= len(activity) else CONCERN, results)
    recorded = [record for record in frame.linked if is_activity(record)]
    return answer(NOT_MET, results, recorded) if recorded else answer(INSUFFICIENT, results)


def notes_not_formulaic(world: World, claim: Claim, p: Params) -> Answer:
    """Notes are written, not copied."""
    frame = claim_frame(world, claim)
    kinds = ("care-record", "handover", "log", "record-sample", "observation")
    noted = [r for r in frame.after if r.kind in kinds and word_count(r.note or "") >= 4]
    if len(noted) < 5:
        return answer(INSUFFICIENT)
    repeated = near_repeats([record.note or "" for record in noted], p["similarity"])
    copied = [record for at, record in enumerate(noted) if at in repeated]
    own = [record for at, record in enumerate(noted) if at not in repeated]
    share = len(copied) / len(noted)
    if share < p["formulaic_share"] - EPS:
        return answer(MET, own, copied)
    return answer(CONCERN if share <= 2 * p["formulaic_share"] + EPS else NOT_MET, own, copied)


def staff_know_standard(world: World, claim: Claim, p: Params) -> Answer:
    """Staff can say what the new standard is."""
    frame = claim_frame(world, claim)
    asked = [
        record
        for record in frame.after
        if record.kind in ("staff-knowledge", "competency") and record.result is not None
    ]
    looked_at = sum(record.denominator or 1.0 for record in asked)
    if len(asked) < MIN_RECORDS and (not asked or looked_at < MIN_DENOMINATOR):
        return answer(INSUFFICIENT)
    share = sum(SCORE[record.result or ""] for record in asked) / len(asked)
    return told(graded(share, p["known_share"], 0.6), frame, asked)
