"""It does not rest on itself."""

from __future__ import annotations

from collections.abc import Sequence

from takehold.engine.check import ClaimCheck, Judgement, met, not_applicable, not_met
from takehold.engine.measure.say import listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class SupportGrounded(ClaimCheck):
    """It does not rest on itself.

    Establishes: That the claims which this one is built on end in records, and not in each other.
    Why it matters: Two claims that each prove the other prove nothing, and a claim built on one that nothing supports
        stands no firmer than that one.
    How it decides: It follows the claims that this one rests on, as far as they go. Met where every one of them is
        supported by records. Not met where they come round in a circle, or reach a claim that nothing supports.
        Not applicable to a claim that rests on no other.
    What to do: Support one claim of the circle with records of its own and let it rest on none of the others.
    """

    id = "support-grounded"
    family = "evidence-graph"
    severity = Severity.BLOCKER
    sources = (
        "embedded-improvement#intro/2",
        "embedded-improvement#conclusion/1",
        "improvement-plans#conclusion/2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what the claims under a claim rest on."""
        rests_on = claim.claim.rests_on
        if not rests_on:
            return not_applicable("This claim rests on no other claim")
        circles = claim.graph.circles_under(claim.id)
        if circles:
            return not_met(
                f"Claims rest on each other in a circle: {listed([_round(circle) for circle in circles])}",
                f"Give {circles[0][0]} records of its own, and take the other claims out of what it rests on",
                figures={"circles": [list(circle) for circle in circles]},
                about=_rows({id for circle in circles for id in circle}),
                columns=("rests_on",),
            )
        unsupported = claim.graph.unsupported_under(claim.id)
        if unsupported:
            return not_met(
                f"Following what it rests on ends at {listed(unsupported)}, and no record supports that",
                f"Check what {listed(unsupported)} says and record the result, or let this claim rest on something else",
                figures={"unsupported": list(unsupported)},
                about=_rows(unsupported),
                columns=("rests_on",),
            )
        return met(
            f"It rests on {listed(rests_on)}, and following that ends in records",
            figures={"rests_on": list(rests_on)},
            about=_rows(rests_on),
        )


def _round(circle: Sequence[str]) -> str:
    return " on ".join([*circle, circle[0]])


def _rows(claims: Sequence[str] | set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("claims", id) for id in sorted(claims))
