"""The claim says what improved, not just that things are better."""

from __future__ import annotations

from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import Use, objection, suggestion, vagueness


class ClaimSpecific(ClaimCheck):
    """The claim says what improved, not just that things are better.

    Establishes: That the statement names the practice or the result that changed, and the measure that shows it.
    Why it matters: "Communication has improved" cannot be checked, so it cannot be believed either. Whoever reads the claim
        should know what they would see.
    How it decides: Met where the statement is not vague and a measure is named, a concern where no measure is. Not met where
        the statement is vague: general words about a general thing, with nothing one could see or count.
    What to do: Say who does what, where and how often, or what happens to people less or more than before.
    """

    id = "claim-specific"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#conclusion/1",
        "improvement-over-time#intro/1",
        "improvement-over-time#intro/3",
        "improvement-over-time#commissioner/1",
        "staff-practice#intro/3",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how a claim is worded."""
        judged = vagueness(claim.claim.statement, Use.STATEMENT, names=claim.service.own_names)
        figures = {"words": list(judged.words)}
        if judged.vague:
            teams = claim.claim.teams
            where = claim.service.team_name(teams[0]) if teams and len(teams) == 1 else None
            example = suggestion(judged, who=claim.claim.owner, where=where)
            return not_met(
                f"The statement is vague: {objection(judged)}",
                f"Say what one would see or count, for example: {example}",
                figures=figures,
                columns=("statement",),
            )
        if claim.claim.measure is None:
            return concern(
                "The statement says what changed, but no measure is named that shows it",
                "Name under measure what is counted or timed to show it",
                columns=("measure",),
            )
        measure = claim.service.measures[claim.claim.measure]
        return met(f"The statement says what changed, and '{measure.name or measure.id}' measures it")
