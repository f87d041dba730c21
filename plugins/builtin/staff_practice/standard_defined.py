"""The expected standard was set out before it was checked."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PracticeCheck, concern, met, not_met
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import Use, objection, suggestion, vagueness


class StandardDefined(PracticeCheck):
    """The expected standard was set out before it was checked.

    Establishes: That it was written down what good looks like, so that two people watching would agree, and that this was
        done before anybody checked against it.
    Why it matters: Without a standard each observer checks against their own idea. One that is written after the checks
        can be made to fit them.
    How it decides: Met where a standard that is not vague is given, and was set on or before the first record of a result
        since the change. A concern where it is vague, later than that, or not dated. Not met where none is given. For
        claims about how staff work.
    What to do: Write under standard what is done, by whom and in what order, and under standard_set_on the day it was set.
    """

    id = "standard-defined"
    family = "staff-practice"
    severity = Severity.MAJOR
    sources = (
        "staff-practice#framework/1",
        "staff-practice#example-1/step-2",
        "staff-practice#example-2/step-2",
        "staff-practice#example-3/step-2",
    )

    def judge_practice(self, claim: ClaimView) -> Judgement:
        """Judge what standard there was, and since when."""
        first = claim.after.beyond_activity
        standard, set_on = claim.claim.standard, claim.claim.standard_set_on
        if standard is None:
            return not_met(
                "The claim does not say what good looks like",
                "Write under standard what is done, by whom and in what order, and under standard_set_on since when",
                columns=("standard",),
            )
        judged = vagueness(standard, Use.STANDARD, names=claim.service.place_names)
        if judged.vague:
            return concern(
                f"Two people could not check the standard and agree: {objection(judged)}",
                f"Write what is done, by whom and in what order, for example: “{suggestion(judged)}”",
                figures={"objected": list(judged.words)},
                columns=("standard",),
            )
        if set_on is None:
            return concern(
                "A standard is given, but not since when, so nobody can tell whether practice was checked against it",
                "Write under standard_set_on the day it was set",
                columns=("standard_set_on",),
            )
        checked = first.first_day or claim.as_of
        if set_on > checked:
            return concern(
                f"The standard was set on {say_date(set_on)}, after practice was first checked on {say_date(checked)}"
                if first.first_day
                else f"The standard was to be set on {say_date(set_on)}, after {say_date(checked)}",
                f"Correct standard_set_on if it was known earlier; else go by the checks since {say_date(set_on)}",
                contradicting=first.within(None, set_on),
                columns=("standard_set_on",),
            )
        return met(f"What good looks like was set out on {say_date(set_on)}, before it was checked")
