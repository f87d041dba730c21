"""It stands without managers standing over it."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, told
from takehold.engine.measure.value import Records, behind
from takehold.engine.model import OVERSIGHT
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

from .conditions import ask_for_more

_ROUTINE = OVERSIGHT.index("routine")
_CLOSE = (OVERSIGHT.index("enhanced"), OVERSIGHT.index("intensive"))


class OversightIndependence(ClaimCheck):
    """It stands without managers standing over it.

    Establishes: That the better position is there under ordinary oversight, not only while managers watch
        closely.
    Why it matters: What people do while somebody stands beside them says little about what they do next
        month. If it still needs a manager in the room, it is not yet how the service works.
    How it decides: Looks at audits, observations, staff checks and care records since it first improved. Met
        where those under routine oversight are enough, at the improved position, and no more than the
        tolerance behind those under enhanced or intensive oversight. A concern where they are further behind.
        Not met where they are not at the improved position, or where every check was made under closer
        oversight. Where oversight is not recorded, or routine checks are too few, nobody can tell.
    What to do: Step the extra oversight down, keep checking, and say under oversight how closely it was
        watched.
    """

    id = "oversight-independence"
    family = "embedded-improvement"
    severity = Severity.BLOCKER
    sources = (
        "embedded-improvement#why/1",
        "embedded-improvement#intro/2",
        "embedded-improvement#example-3/step-1",
        "embedded-improvement#example-3/step-2",
        "embedded-improvement#example-3/step-5",
        "embedded-improvement#example-1/step-5",
        "embedded-improvement#example-1/risk",
        "embedded-improvement#example-3/risk",
        "embedded-improvement#example-3/audit",
        "embedded-improvement#inspector/2",
        "embedded-improvement#conclusion/1",
        "improvement-over-time#commissioner/2",
        "embedded-improvement#commissioner/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what stands under routine oversight."""
        held = claim.held_under_conditions
        routine, close = held.having("oversight", _ROUTINE), held.having("oversight", *_CLOSE)
        if not len(routine) and not len(close):
            return self._not_recorded(claim, held)
        standing = claim.condition_standing(routine)
        if not standing.enough and len(close) < len(held):
            return self._thin(claim, held, routine, claim.short_of(standing))
        if not len(routine):
            return not_met(
                f"{_all(len(held))} since {say_date(claim.held_from)} was made under enhanced or intensive oversight",
                "Return one team to routine oversight. "
                + ask_for_more(claim, routine, claim.terms.min_records, "under routine oversight"),
                figures={"routine_n": 0, "close_n": len(close)},
                contradicting=close,
            )
        if not standing.known:
            raise claim.thin_baseline
        others = claim.condition_standing(close)
        figures = told(standing, "routine") | told(others, "close")
        shown = f"Under routine oversight checks since {say_date(claim.held_from)} show {claim.say(standing)}"
        beside = f"under closer oversight {claim.say(others)}"
        bad, good = claim.against(routine), claim.speaking_for(routine)
        if not standing.improved:
            return not_met(
                f"{shown}, short of the improved position{f' ({beside})' if others.enough else ''}",
                "Put right what the routine checks named here found, and check again with nobody "
                "standing over it",
                figures=figures,
                supporting=good,
                contradicting=bad if len(bad) else routine,
            )
        if behind(claim.gauge, standing, others):
            return concern(
                f"{shown}, which is at the improved position, but {beside}: worse by more than the tolerance",
                "Find out what managers still do themselves when they watch closely, and hand it to "
                "the shift",
                figures=figures,
                supporting=good,
                contradicting=bad if len(bad) else routine,
            )
        return met(
            f"{shown}{f', {beside}' if others.enough else ''}",
            figures=figures,
            supporting=good if len(good) else routine,
            contradicting=bad,
        )

    def _not_recorded(self, claim: ClaimView, held: Records) -> Judgement:
        return insufficient(
            f"None of the {counted(len(held), 'check')} since {say_date(claim.held_from)} says how "
            "closely it was overseen",
            "Write under oversight whether it was routine, enhanced or intensive when each check was made",
            figures={"checks": len(held), "not_recorded": len(held)},
            supporting=held,
        )

    def _thin(self, claim: ClaimView, held: Records, routine: Records, lacking: int) -> Judgement:
        untold = held.having("oversight", BLANK)
        note = f" ({len(untold)} {'does' if len(untold) == 1 else 'do'} not say)" if len(untold) else ""
        return insufficient(
            f"Known to be under routine oversight since {say_date(claim.held_from)}: {len(routine)} of "
            f"{counted(len(held), 'check')}{note}, too few to say how it stands without closer oversight",
            ask_for_more(claim, routine, lacking, "under routine oversight"),
            figures={"routine_n": len(routine), "checks": len(held), "not_recorded": len(untold)},
            supporting=routine,
        )


def _all(n: int) -> str:
    return f"Every one of the {n:,} checks" if n > 1 else "The one check"
