"""A clear baseline was recorded before anything changed."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met
from takehold.engine.measure.say import counted, say_figure
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class BaselineIdentified(ClaimCheck):
    """A clear baseline was recorded before anything changed.

    Establishes: That the claim says what was wrong, and that records from before the change show it.
    Why it matters: Without a starting point nobody can tell an improvement from a service that was always so,
        or from a bad month that passed by itself.
    How it decides: Met where the problem is stated, enough records of a result are dated before the change, and
        their value is short of the target. A concern where those records are thin, or already meet the target.
        Not met where there is none, or no problem is stated.
    What to do: Write down what was wrong, where and how it showed, and enter the audits, checks or complaints
        from before the change.
    """

    id = "baseline-identified"
    family = "improvement-over-time"
    severity = Severity.BLOCKER
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#why/2",
        "improvement-over-time#intro/1",
        "improvement-over-time#commissioner/1",
        "improvement-over-time#inspector/1",
        "improvement-over-time#example-1/step-1",
        "improvement-over-time#example-2/step-1",
        "improvement-over-time#example-3/step-1",
        "improvement-over-time#example-1/measure",
        "improvement-over-time#example-2/measure",
        "improvement-over-time#example-3/measure",
        "staff-practice#example-1/step-1",
        "staff-practice#example-2/step-1",
        "staff-practice#example-3/step-1",
        "staff-practice#example-1/measure",
        "staff-practice#example-2/measure",
        "staff-practice#example-3/measure",
        "improvement-plans#example-1/measure",
        "improvement-plans#example-2/measure",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge a claim's baseline."""
        if claim.claim.problem is None:
            return not_met(
                "The claim does not say what was wrong before",
                "Write under problem what was wrong, where, and how it showed",
                columns=("problem",),
            )
        if not claim.changed:
            return insufficient(
                "The problem is stated, but without the date of the change no record can be told to lie before it",
                "Write the date the change took effect under changed_on",
                columns=("changed_on",),
            )
        day = say_date(claim.changed_on)
        before = claim.before.beyond_activity
        figures = {"before": claim.baseline.value, "records": len(before)}
        if not len(before):
            return not_met(
                f"No record of a result is dated before the change on {day}",
                f"Enter audits, checks or complaints from before {day}, or say which period shows how it was",
                columns=("baseline_from", "baseline_to"),
            )
        if not claim.enough_records(before, claim.baseline):
            return concern(
                f"What shows how it was before {day} is thin: {counted(len(before), 'record')}",
                f"Enter more of the records from before {day}: three, or one that looked at five cases",
                figures=figures,
                supporting=before,
            )
        target = claim.gauge.target
        value = claim.baseline.value
        if value is None:
            return concern(
                f"None of the {counted(len(before), 'record')} from before {day} has a figure in the measure",
                f"Enter what they counted before {day}, or choose the measure that they were made in",
                figures=figures,
                supporting=before,
                columns=("measure",),
            )
        if target is not None and claim.gauge.meets(value, target):
            return concern(
                f"The baseline, {say_figure(claim.gauge.measure, claim.baseline)}, already meets the target",
                "Say what was wrong in figures that show it, or set the target that the problem falls short of",
                figures=figures | {"target": target},
                supporting=before,
                columns=("measure",),
            )
        return met(
            f"Before {day} it stood at {say_figure(claim.gauge.measure, claim.baseline)}",
            figures=figures,
            supporting=before,
        )
