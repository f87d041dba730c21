"""Something supports the claim."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, met, not_met
from takehold.engine.measure.say import counted, listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class ClaimSupported(ClaimCheck):
    """Something supports the claim.

    Establishes: That at least one record made since the change says that the claim is true.
    Why it matters: A sentence that nothing on file bears out is a hope. It is the first thing an inspector asks for.
    How it decides: Met where a record since the change supports the claim, or where a claim it rests on is itself
        supported. Not met where nothing is linked to it, or only activity, records from before the change or records
        that say the opposite.
    What to do: Link the audits, observations and feedback made since the change, or check the practice now.
    """

    id = "claim-supported"
    family = "evidence-graph"
    severity = Severity.BLOCKER
    sources = (
        "improvement-plans#why/2",
        "improvement-over-time#intro/1",
        "improvement-over-time#inspector/2",
        "improvement-plans#conclusion/1",
        "service-wide-breadth#inspector/2",
        "staff-practice#conclusion/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what a claim stands on."""
        supporting = len(claim.supporting) if claim.changed else 0
        figures = {"linked": len(claim.linked), "supporting": supporting}
        if supporting:
            return met(
                f"{counted(supporting, 'record')} since {say_date(claim.changed_on)} "
                f"{'supports' if supporting == 1 else 'support'} it",
                figures=figures,
                supporting=claim.supporting,
            )
        if claim.supported_through:
            return met(
                f"It rests on {listed(claim.supported_through)}, which the records support",
                figures=figures,
                about=tuple(("claims", id) for id in claim.supported_through),
            )
        if not claim.changed:
            return not_met(
                "The date the change took effect is not given, so no record can be told to show what came after it",
                "Write the date the change took effect under changed_on",
                figures=figures,
                columns=("changed_on",),
            )
        return self._nothing(claim, figures)

    def _nothing(self, claim: ClaimView, figures: dict[str, int]) -> Judgement:
        since = say_date(claim.changed_on)
        against = len(claim.contradicting)
        figures = figures | {"since_the_change": len(claim.after), "contradicting": against}
        if not len(claim.linked):
            what = "No record on file is linked to this claim"
        elif not len(claim.after):
            what = f"All {counted(len(claim.linked), 'linked record')} are from before the change on {since}"
        elif against:
            what = f"Nothing recorded since {since} supports it, and {counted(against, 'record')} "
            what += "says the opposite" if against == 1 else "say the opposite"
        elif not len(claim.after.beyond_activity):
            what = (
                f"Since {since} there is only activity ({counted(len(claim.after), 'record')}): it says that "
            )
            what += "something was done, not that it worked"
        else:
            what = f"Of {counted(len(claim.after), 'record')} since {since}, none supports it and none says the opposite"
        return not_met(
            what,
            f"Link an audit, observation or feedback made since {since} that shows it, or check it before "
            f"{say_date(claim.next_review)} and record the result",
            figures=figures,
            contradicting=claim.contradicting,
        )
