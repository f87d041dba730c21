"""It has not slipped back."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met
from takehold.engine.measure.say import counted, listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class ImprovementHolding(ClaimCheck):
    """It has not slipped back.

    Establishes: That since the improvement first showed, every review cycle has shown it again.
    Why it matters: Most improvements fade once the attention moves on. One that has slipped back by now cannot be
        claimed, however good it once was.
    How it decides: It looks at every review cycle after the first that was at the improved position, and passes over
        those with too few records. Met where all of them are at it, a concern where one slipped and the newest is
        improved again. Not met where the newest is not improved, or two or more slipped.
    What to do: Find out what was different in the cycles named here, put it right, and look closely at the next one.
    """

    id = "improvement-holding"
    family = "improvement-over-time"
    severity = Severity.BLOCKER
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#why/1",
        "improvement-over-time#commissioner/2",
        "improvement-over-time#example-1/risk",
        "improvement-over-time#example-2/audit",
        "improvement-over-time#example-1/audit",
        "staff-practice#why/2",
        "staff-practice#example-1/risk",
        "staff-practice#example-2/risk",
        "improvement-plans#example-2/audit",
        "staff-practice#conclusion/3",
        "embedded-improvement#example-2/audit",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether a claim's cycles have stayed at the improved position."""
        first = claim.improved_from
        judged = claim.judged_cycles
        noun = claim.rhythm.cycle
        if len(judged) < 2:
            return insufficient(
                f"Only one {noun} since {say_date(claim.changed_on)}, {claim.rhythm.say(first)}, has enough records, and "
                "one cannot show that it holds",
                f"Check again in the next {claim.rhythm.cycle}, and look at "
                f"{counted(claim.terms.min_records, 'case')} or more",
                figures=_figures(claim),
            )
        slipped = [cycle for cycle, standing in judged.items() if cycle > first and not standing.improved]
        newest = max(judged)
        since = claim.rhythm.say(first)
        if not slipped:
            count = sum(cycle >= first for cycle in judged)
            return met(
                f"It reached the improved position in {since} and has stood at it in each of the {counted(count, noun)} with enough records"
                if count > 1
                else f"It reached the improved position in {since}, the newest {noun}, and has had no time to slip",
                figures=_figures(claim),
                supporting=claim.held.beyond_activity,
            )
        wrong = claim.after.in_cycles(slipped)
        against = claim.contradicting.in_cycles(slipped)
        found = {
            "figures": _figures(claim),
            "contradicting": against if len(against) else wrong.beyond_activity,
        }
        said = listed([f"{claim.rhythm.say(cycle)} ({claim.say(judged[cycle])})" for cycle in slipped])
        if newest not in slipped and len(slipped) == 1:
            return concern(
                f"It slipped in {said} and was improved again in {claim.rhythm.say(newest)}",
                "Write down what brought it back, and watch that sign in the next review cycles",
                **found,
            )
        back = "" if newest in slipped else f", though {claim.rhythm.say(newest)} is improved again"
        return not_met(
            f"It was at the improved position in {since}, but slipped back in {said}{back}",
            f"Find out what changed after {since}, put it right, and check every {claim.rhythm.cycle} until it has held",
            **found,
        )


def _figures(claim: ClaimView) -> dict[str, object]:
    """Each cycle with enough records: its first day, its value, how many records it has and where it stands."""
    return {
        "cycles": [claim.rhythm.start(cycle).isoformat() for cycle in claim.judged_cycles],
        "values": [s.share if s.by_results else s.figure.value for s in claim.judged_cycles.values()],
        "n": [s.results if s.by_results else s.figure.n for s in claim.judged_cycles.values()],
        "improved": [s.improved for s in claim.judged_cycles.values()],
        "slipped": sum(
            cycle > claim.improved_from and not s.improved for cycle, s in claim.judged_cycles.items()
        ),
    }
