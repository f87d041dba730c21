"""A worse record never makes a better verdict, and evidence withdrawn never adds support."""

from __future__ import annotations

from random import Random

import pytest

from takehold.engine.measure.terms import Terms
from takehold.engine.model import Case
from takehold.engine.view import ServiceView
from takehold.engine.withdraw import withdraw

from .changing import worsened
from .services import SEEDS, judged, outcomes, risen, satisfied, service

_GAP = "what is compared comes nearer when the better of two gets worse"
_LATER = "held records, and what is asked of them, begin with the first improved cycle, which may now be a later one"

RULES = {
    "improvement-holding": _LATER,
    "oversight-independence": _LATER,
    "unscheduled-holds": _LATER,
    "holds-under-pressure": _LATER,
    "shifts-consistent": _GAP,
    "team-gap-narrowing": _GAP,
    "out-of-hours-parity": _GAP,
    "new-staff-parity": _GAP,
    "plan-matches-risk": "a further theme in which things keep going wrong is one that has a priority",
    "formal-and-routine-agree": "not asked where formal complaints have not become fewer",
    "complaint-learning": "a further complaint is one that something was learnt from",
    "evidence-current": "a claim that no record of its own supports goes by the claims it rests on",
    "no-return-after-closure": "a complaint is told by itself, and no longer among the other records of its group",
    "not-one-team": "another team is the best one now, and it is left out",
    "lagging-areas-supported": "a place that has become weaker is one that somebody supports",
    "sources-aligned": "a group that said neither yes nor no has come to say something",
    "stable-outcomes": "the limits of a chart widen with what varies",
    "support-independent": "not asked of a claim that nothing supports any more",
    "trigger-acted-on": "a further warning sign is one that somebody acted on",
}
"""The checks that a worse record can bring to be satisfied, each with the rule of the specification by which it does."""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_worse_record_raises_nothing(seed: int) -> None:
    """With one favourable after-record turned unfavourable, no stage, no position and not the readiness is higher.

    Single checks can come to be satisfied, by the rules named above and no other; were a stage ever higher, then because
    held records begin later and by nothing else.
    """
    case = service(seed)
    before = judged(case)
    for record, changed in worsened(case, Random(seed), most=3):
        after = judged(changed)
        assert {check for check, _ in satisfied(before, after)} <= set(RULES), record
        for subject, checks in risen(before, after):
            assert checks and {RULES[check] for check in checks} == {_LATER}, (record, subject)


def supporting(view: ServiceView, claim: str) -> set[str]:
    return set(view.claim(claim).supporting.ids()) if view.claim(claim).changed else set()


def sources(case: Case, chance: Random) -> list[str]:
    found = []
    for column, kind in (("source", "document"), ("recorded_by", "recorder")):
        names = sorted(case.evidence[column].drop_nulls().unique().to_list())
        found += [f"{kind}:{name}" for name in chance.sample(names, min(2, len(names)))]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_withdrawing_adds_no_support(seed: int) -> None:
    """Without a document or a recorder no record supports a claim that did not, unless the baseline itself has moved.

    By the rule on a record's own figures these are held against the baseline, so that a baseline which lost its better
    records can make a middling figure since the change an improvement.
    """
    case = service(seed)
    view = ServiceView(case, Terms())
    for name in sources(case, Random(seed)):
        left = ServiceView(withdraw(case, [name]).case, Terms())
        for claim in case.claims:
            more = supporting(left, claim.id) - supporting(view, claim.id)
            if more:
                assert view.claim(claim.id).baseline != left.claim(claim.id).baseline, (name, claim.id, more)
            else:
                lines = (
                    [v.graph.lines_of_support(claim.id) for v in (left, view)] if not claim.rests_on else []
                )
                assert lines == [] or lines[0].by_both <= lines[1].by_both
                assert (
                    left.claim(claim.id).is_supported <= view.claim(claim.id).is_supported or claim.rests_on
                )


def test_most_changes_are_tried_on_claims_that_can_fall() -> None:
    """The services tried are of every stage but few: some checks of each outcome come out."""
    found = {outcome for seed in range(6) for outcome in outcomes(judged(service(seed))).values()}
    assert {"met", "concern", "not-met", "insufficient", "not-applicable"} <= {str(one) for one in found}
