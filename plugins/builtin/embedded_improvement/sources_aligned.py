"""What leaders say, records show and people report agree."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import GROUP_WORDS, listed, percent
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_NEAR = 1e-9


@attrs.frozen
class _Source:
    """One group of held records that speak for or against the claim."""

    group: str
    against: Records
    speaking: Records
    enough: bool

    @property
    def n(self) -> int:
        return len(self.against) + len(self.speaking)

    @property
    def share(self) -> float:
        return len(self.against) / self.n

    def __str__(self) -> str:
        return f"{GROUP_WORDS[self.group]} ({len(self.against)} of {self.n} against, {percent(self.share)})"


@attrs.frozen(kw_only=True)
class SourcesAligned(ClaimCheck):
    """What leaders say, records show and people report agree.

    Establishes: That since it improved, audits, observations, staff checks, care records, people's experience
        and outcomes tell the same story.
    Why it matters: Where the audits are good and the families are not satisfied, one of the two is wrong, and
        an assessor will ask which.
    How it decides: In each group of records since it first improved, it takes the share that contradicts the
        claim. Met where no group reaches 30% (twice `contradicted_share`). A concern where only a group with
        very few records does, not met where one with enough does. With fewer than two groups, nobody can
        tell.
    What to do: Read the contradicting records of that group, find out what the others do not see, and mend
        it.
    """

    id = "sources-aligned"
    family = "embedded-improvement"
    severity = Severity.MAJOR
    sources = (
        "embedded-improvement#intro/2",
        "embedded-improvement#example-1/step-2",
        "embedded-improvement#example-2/step-2",
        "embedded-improvement#inspector/1",
        "improvement-over-time#example-2/risk",
        "staff-practice#example-2/audit",
        "improvement-plans#inspector/1",
        "improvement-plans#example-2/risk",
        "staff-practice#framework/2",
    )

    contradicted_share: float = parameter(
        0.15,
        "Half of the share of a group's records that may not contradict the claim",
        at_least=0.0,
        at_most=0.5,
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether the groups of records agree."""
        groups = [_source(claim, group) for group in GROUP_WORDS]
        speaking = [source for source in groups if source.n]
        since = say_date(claim.held_from)
        figures = {f"{source.group}_n": source.n for source in speaking}
        figures |= {f"{source.group}_against": len(source.against) for source in speaking}
        if len(speaking) < 2:
            only = f"Only {GROUP_WORDS[speaking[0].group]} speak" if speaking else "No record speaks"
            return insufficient(
                f"{only} for or against the claim since {since}, so nothing can be held against it",
                "Add what another source shows: people's feedback, observations or care records since "
                f"{since}",
                figures=figures,
            )
        limit = 2 * self.contradicted_share
        apart = [source for source in speaking if source.share >= limit - _NEAR]
        if not apart:
            return met(
                f"Since {since} {listed([GROUP_WORDS[source.group] for source in speaking])} agree: "
                "less than "
                f"{percent(limit)} of each contradicts the claim",
                figures=figures,
                supporting=claim.speaking_for(claim.held),
                contradicting=claim.against(claim.held),
            )
        loud = [source for source in apart if source.enough]
        named = loud or apart
        shown = f"Since {since} these do not agree with the rest: {listed([str(source) for source in named])}"
        remedy = "Read the records named here, find out what they see that the others do not, and mend it"
        against = claim.held.among(*(source.against for source in named))
        found = {"figures": figures, "supporting": claim.speaking_for(claim.held), "contradicting": against}
        if loud:
            return not_met(shown, remedy, **found)
        return concern(f"{shown}; they are few", f"{remedy}; add more records of that kind", **found)


def _source(claim: ClaimView, group: str) -> _Source:
    held = claim.held.of_groups(group)
    against, speaking = claim.against(held), claim.speaking_for(held)
    both = held.among(against, speaking)
    return _Source(group, against, speaking, claim.many_enough(both))
