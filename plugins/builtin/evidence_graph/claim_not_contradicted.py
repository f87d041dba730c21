"""Nothing recent says the opposite."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import counted, percent
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class ClaimNotContradicted(ClaimCheck):
    """Nothing recent says the opposite.

    Establishes: That the newest records agree with the claim, with few exceptions.
    Why it matters: A claim that is true of last winter and not of this summer misleads whoever relies on it, and an
        inspector finds the record that says the opposite first.
    How it decides: Of the records of the newest three review cycles that support or contradict the claim, it counts
        the share that contradict. Met under 15%, a concern under twice that, not met from there on.
    What to do: Open the records named here. Put right what they show and check it again, or say in the claim where
        it does not hold yet.
    """

    id = "claim-not-contradicted"
    family = "evidence-graph"
    severity = Severity.BLOCKER
    sources = (
        "embedded-improvement#intro/2",
        "improvement-plans#inspector/1",
        "staff-practice#why/2",
        "service-wide-breadth#inspector/2",
        "staff-practice#inspector/2",
    )

    contradicted_share: float = parameter(
        0.15, "The share of recent records that may contradict the claim", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what the newest records say of a claim."""
        against = claim.contradicting.in_cycles(claim.window_cycles)
        speaking = claim.supporting.in_cycles(claim.window_cycles)
        n = len(against) + len(speaking)
        since = say_date(max(claim.window_from, claim.changed_on))
        if n == 0:
            return insufficient(
                f"No record since {since} either supports this claim or says the opposite",
                f"Check it before {say_date(claim.next_review)}, and record the result: one audit or observation is a start",
                figures={"records": 0},
            )
        share = len(against) / n
        found = {
            "figures": {"contradicting": len(against), "records": n, "share": share},
            "contradicting": against,
            "supporting": speaking,
        }
        what = f"Since {since}, {len(against)} of {counted(n, 'record')} ({percent(share)}) "
        what += "says the opposite" if len(against) == 1 else "say the opposite"
        remedy = "Look at what went wrong in the records named here, put it right and check again"
        if share < self.contradicted_share - _NEAR:
            agrees = f"Since {since}, {counted(n, 'record')} {'bears' if n == 1 else 'bear'} it out and none says the opposite"
            return met(what if len(against) else agrees, **found)
        if share < 2 * self.contradicted_share - _NEAR:
            return concern(what, remedy, **found)
        return not_met(what, f"{remedy}, or say where the claim does not hold", **found)
