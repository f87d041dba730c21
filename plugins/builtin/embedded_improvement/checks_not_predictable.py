"""Nobody could know when and by whom the next check comes."""

from __future__ import annotations

import attrs
import numpy as np

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, listed, percent
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_WEEKDAYS = 3
_RECORDERS = 2
_UNSCHEDULED = 0.25
_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class ChecksNotPredictable(ClaimCheck):
    """Nobody could know when and by whom the next check comes.

    Establishes: That audits and observations came on different days, by different people, and some without
        notice.
    Why it matters: A check that always comes on Tuesday by the same manager measures Tuesdays with that
        manager.
    How it decides: Of the audits and observations since the change: they fall on three or more days of the
        week, name two or more recorders and, where it is recorded, a quarter or more were unannounced. Met
        where all three are so, a concern where one is missing, not met where two or more are. With fewer than
        six checks (`min_checks`), nobody can tell.
    What to do: Change the day, change the person, and make at least every fourth check without notice.
    """

    id = "checks-not-predictable"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "embedded-improvement#example-1/risk",
        "service-wide-breadth#example-2/risk",
        "embedded-improvement#example-3/risk",
    )

    min_checks: int = parameter(6, "How many audits and observations it takes to say", at_least=1)

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether the checks could be foreseen."""
        checks = claim.after.of_groups("audit", "observation")
        since = say_date(claim.changed_on)
        if len(checks) < self.min_checks:
            lacking = self.min_checks - len(checks)
            return insufficient(
                f"{counted(len(checks), 'audit or observation', 'audits and observations')} since "
                f"{since}: too few to say "
                "whether they could be foreseen",
                f"Make {counted(lacking, 'more audit or observation', 'more audits or observations')}, "
                "on different days "
                f"and without notice, before {say_date(claim.next_review)}",
                figures={"n": len(checks)},
                supporting=checks,
            )
        days = len(set(((checks.ledger.day[checks.rows].astype(np.int64) + 3) % 7).tolist()))
        people = len(_told(checks, "recorded_by").codes("recorded_by"))
        told = _told(checks, "scheduled")
        unannounced = len(told.having("scheduled", 0)) / len(told) if len(told) else None
        figures = {"n": len(checks), "weekdays": days, "recorders": people, "unscheduled_share": unannounced}
        faults = []
        if days < _WEEKDAYS:
            faults.append(f"they fall on {counted(days, 'day')} of the week only")
        if people < _RECORDERS:
            faults.append("one person recorded them all" if people else "none names who recorded it")
        if unannounced is not None and unannounced < _UNSCHEDULED - _NEAR:
            faults.append(f"only {percent(unannounced)} were unannounced")
        if not faults:
            return met(
                f"{len(checks)} audits and observations since {since} came on {days} days of the week, "
                f"from {people} people"
                + (f", {percent(unannounced)} of them unannounced" if unannounced is not None else ""),
                figures=figures,
                supporting=checks,
            )
        judged = concern if len(faults) == 1 else not_met
        return judged(
            f"The {len(checks)} audits and observations since {since} could be foreseen: {listed(faults)}",
            "Make the next checks on another day of the week, by somebody else and without notice, "
            "the first before "
            f"{say_date(claim.next_review)}",
            figures=figures,
            contradicting=checks,
        )


def _told(records: Records, column: str) -> Records:
    """Those of a set in which a column is filled in."""
    return records.keep(records.column(column) != BLANK)
