"""Formal figures and everyday experience agree."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_applicable, not_met
from takehold.engine.ledger import BLANK, MET
from takehold.engine.measure.experience import Felt, said
from takehold.engine.measure.say import counted, number, percent
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_INFORMAL = ("concern", "feedback", "log")


class FormalAndRoutineAgree(ClaimCheck):
    """Formal figures and everyday experience agree.

    Establishes: That where formal complaints have fallen, everyday concerns, feedback and logs have become
        better too.
    Why it matters: Complaints can fall because people have given up complaining. What they say in passing,
        and what the logs show, tells whether it is really better.
    How it decides: Where complaints are fewer per review cycle than before the change, and no smaller share
        of those with a result is met, it takes the favourable share of concerns, feedback and logs. Met where
        that has improved by a tenth or more (`min_change`), a concern where it is flat, not met where it is
        worse by more than the tolerance. Where complaints have not fallen this does not apply; with too few
        records nobody can tell.
    What to do: Ask those who no longer complain, and follow up the concerns that are still raised in passing.
    """

    id = "formal-and-routine-agree"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "embedded-improvement#example-2/risk",
        "embedded-improvement#example-2/audit",
        "embedded-improvement#example-2/step-3",
        "service-wide-breadth#example-3/risk",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether everyday experience follows the complaints."""
        before, now = claim.before.of_kinds("complaint"), claim.window.of_kinds("complaint")
        was, per_cycle = (
            claim.per_cycle(before, claim.baseline_cycles),
            claim.per_cycle(now, claim.window_cycles),
        )
        day = say_date(claim.changed_on)
        if was is None or per_cycle is None or not self._enough(claim, before, now):
            return insufficient(
                f"Complaints before {day} and since cover too short a time to compare: "
                f"{counted(len(claim.baseline_cycles), claim.rhythm.cycle)} before, "
                f"{counted(len(claim.window_cycles), claim.rhythm.cycle)} now",
                f"Enter the complaints of at least {claim.terms.window} {claim.rhythm.cycle}s before "
                f"{day}, and judge this "
                "again when as many have passed since",
                figures={"before_n": len(before), "n": len(now)},
            )
        figures = {"complaints_before": was, "complaints_now": per_cycle}
        counts = f"{number(was)} a {claim.rhythm.cycle} before {day}, {number(per_cycle)} now"
        if not per_cycle < was:
            return not_applicable(f"Formal complaints have not become fewer: {counts}")
        if _smaller_share_met(before, now):
            return not_applicable(
                f"Formal complaints are fewer ({counts}), but a smaller share of them ended well"
            )
        informal = Felt(
            said(claim.before.of_kinds(*_INFORMAL), claim.terms),
            said(claim.window.of_kinds(*_INFORMAL), claim.terms),
            claim.terms,
        )
        if not informal.enough:
            return self._thin(claim, informal, counts, figures)
        figures |= {"before": informal.before.share, "before_n": informal.before.n}
        figures |= {"now": informal.now.share, "now_n": informal.now.n}
        shown = (
            f"Complaints have fallen ({counts}); of concerns, feedback and logs "
            f"{percent(informal.before.share)} "
            f"({informal.before.n}) were favourable before and {percent(informal.now.share)} "
            f"({informal.now.n}) are now"
        )
        found = {"figures": figures, "supporting": informal.now.happy, "contradicting": informal.now.unhappy}
        if informal.worse:
            return not_met(
                shown, "Ask families and staff what they no longer complain about, and mend it", **found
            )
        if informal.better:
            return met(shown, **found)
        return concern(
            shown, "Follow up the concerns named here until what people say in passing is better too", **found
        )

    def _enough(self, claim: ClaimView, before: Records, now: Records) -> bool:
        """Whether there are three cycles, or enough complaints, on each side."""
        least = claim.terms.min_records
        cycles = (len(claim.baseline_cycles), len(claim.window_cycles))
        return all(
            spanned >= least or len(complaints) >= least
            for spanned, complaints in zip(cycles, (before, now), strict=True)
        )

    def _thin(self, claim: ClaimView, informal: Felt, counts: str, figures: dict[str, float]) -> Judgement:
        return insufficient(
            f"Complaints have fallen ({counts}), but too few concerns, feedback and logs say how "
            "people find it: "
            f"{informal.before.n} before, {informal.now.n} now",
            f"Enter {claim.terms.min_records} or more pieces of feedback, concerns or log entries with "
            "a result, both from "
            f"before {say_date(claim.changed_on)} and since {say_date(claim.window_from)}",
            figures=figures | {"before_n": informal.before.n, "now_n": informal.now.n},
        )


def _smaller_share_met(before: Records, now: Records) -> bool:
    """Whether a smaller share of complaints with a result is met than before; no, where either has none."""
    was, share = _share_met(before), _share_met(now)
    return was is not None and share is not None and share < was


def _share_met(records: Records) -> float | None:
    results = records.column("result")
    told = results[results != BLANK]
    return float((told == MET).mean()) if len(told) else None
