"""The better position repeats, cycle after cycle."""

from __future__ import annotations

import attrs

from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.measure.chance import chance_of_run
from takehold.engine.measure.difference import SMALL
from takehold.engine.measure.say import counted, listed, odds
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class RepeatEvidence(ClaimCheck):
    """The better position repeats, cycle after cycle.

    Establishes: That the better position was found again in every one of the newest review cycles.
    Why it matters: One good audit, one good week or one set of kind feedback happens by itself. What is
        embedded shows each time somebody looks.
    How it decides: Counts back from the newest cycle with enough records how many in a row are at the
        improved position. Met with three (`cycles`), a concern with one fewer, not met with fewer still. A
        cycle with too few records is passed over; a whole cycle in which nothing was recorded ends the row.
        Where no cycle since the change has enough records, nobody can tell.
    What to do: Look again in each cycle with the same measure, until three in a row show it.
    """

    id = "repeat-evidence"
    family = "embedded-improvement"
    severity = Severity.BLOCKER
    sources = (
        "embedded-improvement#framework/1",
        "embedded-improvement#why/2",
        "embedded-improvement#example-1/step-1",
        "embedded-improvement#intro/2",
        "embedded-improvement#inspector/1",
        "embedded-improvement#commissioner/1",
        "embedded-improvement#conclusion/3",
        "improvement-over-time#commissioner/2",
        "improvement-plans#example-2/step-4",
        "staff-practice#example-2/step-5",
        "embedded-improvement#conclusion/1",
    )

    cycles: int = parameter(3, "How many review cycles in a row must show the better position", at_least=1)

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how often in a row the better position was found."""
        run = claim.improved_run
        word = claim.rhythm.cycle
        values = [claim.by_cycle[cycle].figure.value for cycle in reversed(run)]
        figures = {
            "cycles": len(run),
            "needed": self.cycles,
            "judged": len(claim.judged_cycles),
            "values": values,
        }
        good = claim.after.in_cycles(run[::-1]).beyond_activity
        if len(run) >= self.cycles:
            newest = [claim.rhythm.say(cycle) for cycle in reversed(run[: self.cycles])]
            chance = self._chance(claim, run)
            note = f"; nothing having changed, small samples would show that {odds(chance)}" if chance else ""
            return met(
                f"At the improved position, one after another: {listed(newest)}{note}",
                figures=figures | ({"by_chance": chance} if chance else {}),
                supporting=claim.speaking_for(good),
                contradicting=claim.against(good),
            )
        lacking = self.cycles - len(run)
        when = f"the next {word}" if lacking == 1 else f"each of the next {lacking} {word}s"
        remedy = f"Check again in {when}, with enough records to count"
        why, at = _stop(claim, run)
        stopped = claim.after.in_cycles(at).beyond_activity
        bad = claim.against(stopped)
        found = {"figures": figures, "supporting": good, "contradicting": bad if len(bad) else stopped}
        if not run:
            return not_met(why, f"Put right what the records named here show. {remedy}", **found)
        only = (
            f"{counted(len(run), word)} in a row, of {self.cycles} asked for, {_is(len(run))} at the "
            "improved position"
        )
        judged = concern if len(run) == self.cycles - 1 else not_met
        return judged(f"{only}{f'; {why}' if why else ''}", remedy, **found)

    def _chance(self, claim: ClaimView, run: tuple[int, ...]) -> float | None:
        """How often small samples in a row would look so good had nothing changed; None for large ones."""
        standings = [claim.by_cycle[cycle] for cycle in run[: self.cycles]]
        truth = claim.baseline.value
        sizes = [round(standing.figure.denominator) for standing in standings]
        if claim.gauge.summary != "proportion" or truth is None or not claim.baseline.enough:
            return None
        if any(standing.by_results for standing in standings) or min(sizes) > SMALL or min(sizes) < 1:
            return None
        better = "higher" if claim.gauge.higher else "lower"
        return chance_of_run(sizes, claim.gauge.position(truth), truth, better)


def _stop(claim: ClaimView, run: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """Why the row reaches no further back, and the cycle that ended it; neither where none came before."""
    earlier = [cycle for cycle in claim.judged_cycles if not run or cycle < run[-1]]
    if not earlier:
        return "", ()
    last = earlier[-1]
    for cycle in range(run[-1] - 1, last, -1) if run else ():
        if not len(claim.after.in_cycles((cycle,)).beyond_activity):
            return f"nothing was recorded in {claim.rhythm.say(cycle)}", ()
    return f"{claim.rhythm.say(last)} is short of it: {claim.say(claim.by_cycle[last])}", (last,)


def _is(n: int) -> str:
    return "is" if n == 1 else "are"
