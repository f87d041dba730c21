"""The case does not rest on one person's word."""

from __future__ import annotations

import attrs
import numpy as np

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, percent
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class NotOneObserver(ClaimCheck):
    """The case does not rest on one person's word.

    Establishes: That the audits, observations and staff checks which support the claim were made by several
        people.
    Why it matters: One person's eye has its habits, and one manager's commitment is not the service's. What a
        second person also finds is believed.
    How it decides: Counts who recorded the supporting audits, observations and staff checks since the change.
        Met with two or more recorders of whom none made over 80% (`observer_share`), a concern where one did,
        not met where one made them all. Where recorders are not named, nobody can tell.
    What to do: Have somebody else make some of the checks, and write under recorded_by who made each.
    """

    id = "not-one-observer"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "service-wide-breadth#intro/1",
        "staff-practice#example-1/risk",
    )

    observer_share: float = parameter(
        0.8, "The share of the checks that one recorder may have made", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge on how many people's word it rests."""
        records = claim.supporting.of_groups("audit", "observation", "staff")
        named = records.keep(records.column("recorded_by") != BLANK)
        since = say_date(claim.changed_on)
        if not len(named):
            return insufficient(
                f"None of the {counted(len(records), 'supporting check')} since {since} names who recorded it"
                if len(records)
                else f"No audit, observation or staff check since {since} supports the claim",
                "Write under recorded_by who made each check"
                if len(records)
                else f"Have two people check it before {say_date(claim.next_review)}, and write under "
                "recorded_by who did",
                figures={"n": len(records), "named": 0},
                supporting=records,
            )
        codes, counts = np.unique(named.column("recorded_by"), return_counts=True)
        top = int(counts.max())
        name = claim.ledger.words["recorded_by"].words[int(codes[counts.argmax()])]
        share = top / len(named)
        figures = {"recorders": len(codes), "n": len(named), "largest_share": share}
        found = {"figures": figures, "supporting": named}
        if len(codes) == 1:
            return not_met(
                f"{name} recorded {_all(len(named))} since {since}",
                f"Have somebody other than {name} make the next checks, before {say_date(claim.next_review)}",
                **found,
            )
        if share > self.observer_share + _NEAR:
            return concern(
                f"{name} recorded {top} of the {len(named)} supporting checks since {since} "
                f"({percent(share)})",
                f"Have somebody other than {name} make more of the checks",
                **found,
            )
        return met(
            f"{len(codes)} people recorded the {len(named)} supporting checks since {since}, none over "
            f"{percent(share)}",
            **found,
        )


def _all(n: int) -> str:
    return f"every one of the {n:,} supporting checks" if n > 1 else "the one supporting check"
