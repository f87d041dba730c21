"""Several kinds of source support each other."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.ledger import ACTIVITY, GROUP_NAMES
from takehold.engine.measure.say import GROUP_WORDS, counted
from takehold.engine.names import listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class EvidenceTriangulated(ClaimCheck):
    """Several kinds of source support each other.

    Establishes: That the claim is seen from several sides: audits, observation, staff, records, the people who use the
        service, outcomes.
    Why it matters: Each kind of record has its own blind spot. An audit sees what was written, an observation what was
        done, a complaint how it felt. When they agree, the claim is hard to doubt.
    How it decides: It counts the groups, activity aside, in which more records since the change support the claim than
        contradict it. Met at three or more, a concern at two, not met below.
    What to do: Add a kind of evidence that is missing: watch the practice, ask staff what they would do, ask people and
        families how it is now.
    """

    id = "evidence-triangulated"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#framework/2",
        "improvement-over-time#conclusion/2",
        "staff-practice#framework/2",
        "embedded-improvement#conclusion/2",
        "improvement-over-time#inspector/2",
        "staff-practice#conclusion/2",
        "improvement-plans#conclusion/2",
    )

    min_groups: int = parameter(3, "How many kinds of evidence are to agree", at_least=1, at_most=6)

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge from how many sides a claim is supported."""
        counts = {
            name: (
                len(claim.supporting.having("group", code)),
                len(claim.contradicting.having("group", code)),
            )
            for code, name in enumerate(GROUP_NAMES)
            if code != ACTIVITY
        }
        agree = [name for name, (speak_for, against) in counts.items() if speak_for > against]
        doubtful = [name for name, (speak_for, against) in counts.items() if 0 < against >= speak_for]
        figures = {
            "groups": len(agree),
            "agreeing": agree,
            "doubtful": doubtful,
            "supporting": len(claim.supporting),
            "contradicting": len(claim.contradicting),
        }
        since = say_date(claim.changed_on)
        which = f": {_said(agree)}" if agree else ""
        kinds = counted(len(agree), "kind") if agree else "no kind"
        what = f"Since {since}, {kinds} of evidence {'bear' if len(agree) > 1 else 'bears'} it out{which}"
        if len(agree) >= self.min_groups:
            return met(what, figures=figures, supporting=claim.supporting)
        if doubtful:
            what += f"; in {_said(doubtful)} as many records or more say the opposite"
        absent = [name for name in counts if not any(counts[name])]
        found = {"figures": figures, "supporting": claim.supporting, "contradicting": claim.contradicting}
        remedy = _remedy(self.min_groups - len(agree), absent, doubtful)
        return (
            concern(what, remedy, **found)
            if len(agree) == self.min_groups - 1
            else not_met(what, remedy, **found)
        )


_SIDES = {
    "audit": "audit it",
    "observation": "watch the practice",
    "staff": "ask staff in supervision what they do",
    "records": "read care records or handovers for it",
    "experience": "ask people and families how it is now",
    "outcomes": "count what happens to people as a result",
}


def _remedy(lacking: int, absent: list[str], doubtful: list[str]) -> str:
    """Both ways to make up the number: a group without any record, and one whose records say the opposite."""
    better = f"put right what speaks against it in {_said(doubtful)}, and record how it is then"
    if not absent:
        return f"{better[0].upper()}{better[1:]}"
    ways = listed([_SIDES[name] for name in absent], last="or")
    what = f"Have {counted(lacking, 'more kind')} of evidence bear it out, and record the results: {ways}"
    return f"{what}; or {better}" if doubtful else what


def _said(groups: list[str]) -> str:
    return listed([GROUP_WORDS[name] for name in groups])
