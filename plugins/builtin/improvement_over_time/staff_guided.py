"""Staff were briefed or coached in the change where it applies."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.ledger import ACTIVITY, BLANK, KIND_CODE
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class StaffGuided(ClaimCheck):
    """Staff were briefed or coached in the change where it applies.

    Establishes: That every team the claim speaks for was told, shown or supervised in the new way of working when it began.
    Why it matters: Staff cannot do differently what nobody has shown them. A team left out is where the old way goes on.
    How it decides: It looks for a briefing, training, coaching, communication, policy or supervision record of each team
        from 14 days before the change to 42 days after. Met where every team in scope has one, a concern where some have,
        not met where none has. A record without a team counts for every team.
    What to do: Brief or coach the teams named here, and record for which team and when.
    """

    id = "staff-guided"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#example-1/step-3",
        "improvement-over-time#example-2/step-3",
        "improvement-over-time#example-3/step-3",
        "staff-practice#example-1/step-3",
        "staff-practice#example-2/step-3",
        "staff-practice#example-3/step-3",
        "improvement-plans#example-1/step-3",
        "improvement-plans#example-2/step-3",
        "service-wide-breadth#example-1/step-4",
    )

    guided_before: int = parameter(
        14, "How many days before the change guidance counts", at_least=0, at_most=365
    )
    guided_after: int = parameter(
        42, "How many days after the change guidance counts", at_least=0, at_most=365
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge which of a claim's teams were guided."""
        first = claim.changed_on - dt.timedelta(days=self.guided_before)
        last = claim.changed_on + dt.timedelta(days=self.guided_after)
        guidance = _guidance(claim.linked.within(first, last))
        codes = set(guidance.column("team").tolist())
        team_code = claim.ledger.words["team"].code
        left_out = [] if BLANK in codes else [team for team in claim.teams if team_code(team) not in codes]
        span = f"between {say_date(first)} and {say_date(last)}"
        figures = {"teams": len(claim.teams), "guided": len(claim.teams) - len(left_out), "n": len(guidance)}
        found = {"figures": figures, "supporting": guidance}
        if not len(guidance) or (left_out and len(left_out) == len(claim.teams)):
            return not_met(
                f"No briefing, training, coaching or supervision for {_all_teams(claim)} is recorded {span}",
                f"Enter what was done then; if nothing was, brief {_all_teams(claim)} now and check the practice after",
                **found,
            )
        records = counted(len(guidance), "briefing, coaching or supervision record", _PLURAL)
        if not left_out:
            every = f"for {_all_teams(claim)}" if claim.teams else "of the change"
            return met(f"{records} {every} {span}", **found)
        names = listed([claim.service.team_name(team) for team in left_out])
        return concern(
            f"{records} {span}, but none for {names}",
            f"Brief or coach {names}, record it under that team, and check the practice there",
            **found,
        )


_PLURAL = "briefing, coaching and supervision records"


def _guidance(records: Records) -> Records:
    """Those that guided staff: activity, and supervision."""
    supervised = records.column("kind") == KIND_CODE["supervision"]
    return records.keep((records.column("group") == ACTIVITY) | supervised)


def _all_teams(claim: ClaimView) -> str:
    return listed([claim.service.team_name(team) for team in claim.teams]) or "the staff"
