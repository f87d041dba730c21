"""It was closed on proof."""

from __future__ import annotations

from typing import Any

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, insufficient, met, not_met
from takehold.engine.measure.say import counted, told
from takehold.engine.measure.value import Records, Standing
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

from .bases import ClosedPriorityCheck


class ClosureEarned(ClosedPriorityCheck):
    """It was closed on proof.

    Establishes: That between the last action and the closing somebody looked again, and found the problem mended.
    Why it matters: A priority closed because its actions are ticked off says that paperwork is done. The people the
        service is for only notice whether the problem is gone.
    How it decides: The records outside activity that are dated after the last completed action (from its opening,
        where none is complete) and before the closing (up to the date assessed at, where that is not given). Met
        where they are enough, at the target or the improved position, and a reason for closing is given. A concern
        where they are few, better but short of that, or no reason is given. Not met where there are none, or they
        are no better than before. Without a baseline only the target, or results met, can decide.
    What to do: Sample again before closing, hold the sample against the baseline, and write under closing_reason
        what it showed. Where it is not there yet, reopen the priority or extend it.
    """

    id = "closure-earned"
    family = "improvement-plans"
    severity = Severity.BLOCKER
    sources = (
        "improvement-plans#example-1/step-5",
        "improvement-plans#example-2/step-5",
        "improvement-plans#example-2/risk",
        "improvement-plans#example-2/step-4",
        "improvement-plans#example-2/audit",
    )

    def judge_closed(self, priority: PriorityView) -> Judgement:
        """Judge what a priority was closed on."""
        proof = _Proof(priority)
        return _earned(proof) if proof.earned else _unearned(proof)


@attrs.frozen(eq=False)
class _Proof:
    """What a priority was closed on, and what that can be held against."""

    priority: PriorityView

    @property
    def records(self) -> Records:
        return self.priority.closing_records

    @property
    def standing(self) -> Standing:
        return self.priority.closing

    @property
    def earned(self) -> bool:
        """Whether it was at the improved position, or at the target, which needs no baseline."""
        figure, target = self.standing.figure, self.priority.course.gauge.target
        if target is None or figure.value is None or not figure.enough:
            return self.standing.improved
        return self.standing.improved or self.priority.course.gauge.meets(figure.value, target)

    @property
    def comparable(self) -> bool:
        """Whether there is a baseline to hold the records against."""
        return self.standing.baseline.enough

    @property
    def thin(self) -> bool:
        """Whether the records are too few to compare, in the measure or by results."""
        by_results = self.standing.by_results and self.priority.course.results_before is not None
        return not self.standing.figure.enough and not by_results

    @property
    def when(self) -> str:
        """Between which days the records were sought."""
        done, row = self.priority.completions, self.priority.priority
        start = "from its opening"
        if done:
            start = f"after its last action was completed on {say_date(done[-1])}"
        elif row.opened is not None:
            start = f"from its opening on {say_date(row.opened)}"
        closed = f"before it was closed on {say_date(row.closed)}" if row.closed else ""
        return f"{start} and {closed or f'up to {say_date(self.priority.as_of)}'}"

    @property
    def found(self) -> str:
        return self.priority.say(self.standing)

    @property
    def was(self) -> str:
        return self.priority.say_before(self.standing)

    @property
    def soon(self) -> str:
        return say_date(self.priority.course.next_review)

    @property
    def figures(self) -> dict[str, Any]:
        """The finding's figures."""
        return {"records": len(self.records), **told(self.standing), "baseline": self.standing.baseline.value}


def _earned(proof: _Proof) -> Judgement:
    """What was found supports the closing: did anybody say so?"""
    if proof.priority.priority.closing_reason is None:
        return concern(
            f"What was found would support closing it ({proof.found}), but no reason for closing it is given",
            "Write under closing_reason what showed that the problem was mended",
            figures=proof.figures,
            supporting=proof.records,
            columns=("closing_reason",),
        )
    message = f"It was closed on proof: {proof.when} it stood at {proof.found}"
    return met(message, figures=proof.figures, supporting=proof.records)


def _unearned(proof: _Proof) -> Judgement:
    """What was found does not support the closing, or cannot say."""
    more: dict[str, Any] = {"figures": proof.figures}
    if not proof.comparable:
        return insufficient(
            "How it was before rests on too few records to say whether closing it was earned; "
            f"{proof.when} there {_are(len(proof.records))}",
            "Enter the records that show how it was before, or set a target that says what is good enough",
            supporting=proof.records,
            columns=("target",),
            **more,
        )
    if not len(proof.records) and not proof.standing.enough:
        return not_met(
            f"It was closed without a look at what came of it: {proof.when} there is no record of a result",
            f"Sample it again before {proof.soon}, or reopen it until that is done",
            columns=("closed",),
            **more,
        )
    if proof.priority.course.no_better(proof.standing):
        return not_met(
            f"It was closed while no better: {proof.when} it stood at {proof.found}, before the change at {proof.was}",
            "Reopen it, or enter the records that show the problem mended",
            contradicting=proof.records,
            columns=("closed",),
            **more,
        )
    if proof.thin:
        lacking = proof.priority.course.short_of(proof.standing)
        return concern(
            f"It was closed on little: {proof.when} there {_are(len(proof.records))}",
            f"Make {counted(lacking, 'more check')} of it before {proof.soon}",
            supporting=proof.records,
            **more,
        )
    return concern(
        f"It was closed when better, but not there yet: {proof.when} it stood at {proof.found}, before the change at "
        f"{proof.was}",
        "Say under closing_reason why that is good enough, or reopen it until the target is met",
        contradicting=proof.records,
        **more,
    )


def _are(n: int) -> str:
    if not n:
        return "is no record of a result"
    return f"{'is' if n == 1 else 'are'} {counted(n, 'record')} of a result"
