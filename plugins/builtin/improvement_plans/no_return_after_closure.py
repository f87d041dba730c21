"""It stayed closed."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.ledger import KIND_CODE
from takehold.engine.measure.newest import newest_two
from takehold.engine.measure.repeats import repeating
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import PriorityView

from .bases import ClosedPriorityCheck

_COMPLAINING = ("incident", "complaint", "concern")


@attrs.frozen(kw_only=True)
class NoReturnAfterClosure(ClosedPriorityCheck):
    """It stayed closed.

    Establishes: That since the priority was closed, what it was about has not come back.
    Why it matters: A weakness that returns after closing was never mended, or the mending did not last. An assessor
        who reads the newest complaints finds that before the plan does.
    How it decides: Incidents, complaints and concerns of its theme since closing that were adverse are counted. Met
        where there is none and no other records of one group repeat: three or more adverse in the newest two cycles,
        and over a tenth (`repeat_share`) of the group's records there. A concern for one. Not met for two or more,
        or where a group repeats.
    What to do: Reopen the priority, or open a new one that names what came back, and look at why it did not last.
    """

    id = "no-return-after-closure"
    family = "improvement-plans"
    severity = Severity.MAJOR
    sources = (
        "improvement-plans#example-2/audit",
        "improvement-plans#example-2/risk",
        "improvement-plans#example-2/measure",
        "improvement-over-time#example-3/audit",
    )

    repeat_share: float = parameter(
        0.1, "Over what share of a group's newest records adverse ones repeat", at_least=0.0, at_most=1.0
    )

    def judge_closed(self, priority: PriorityView) -> Judgement:
        """Judge what came in since a priority was closed."""
        closed = priority.priority.closed
        if closed is None:
            return insufficient(
                "The priority is closed, but the day is not given, so nobody can tell what has come in since",
                "Write the day it was closed under closed",
                columns=("closed",),
            )
        since = priority.theme_records.within(closed, None)
        returned = priority.service.adverse(since.of_kinds(*_COMPLAINING))
        groups = self._repeating(priority, since)
        day = say_date(closed)
        figures = {"returned": len(returned), "groups_repeating": sorted(groups), "records_since": len(since)}
        if not len(returned) and not groups:
            return met(
                f"Since it was closed on {day} no incident, complaint or concern of its theme has come in",
                figures=figures,
            )
        found = (
            [f"{counted(len(returned), 'incident, complaint or concern', _PLURAL)}"] if len(returned) else []
        )
        found += [f"{len(records)} adverse records of {group}" for group, records in groups.items()]
        judged = concern if len(returned) == 1 and not groups else not_met
        return judged(
            f"Since it was closed on {day} the problem has shown again: {listed(found)}",
            f"Look before {say_date(priority.course.next_review)} at why it came back, and reopen the priority or say "
            "in a review why not",
            figures=figures,
            contradicting=priority.service.named(
                (*returned.ids(), *(id for records in groups.values() for id in records.ids()))
            ),
        )

    def _repeating(self, priority: PriorityView, since: Records) -> dict[str, Records]:
        """The groups that repeat among the other records since closing."""
        codes = [KIND_CODE[kind] for kind in _COMPLAINING]
        kinds = since.column("kind")
        newest = newest_two(since, priority.course.rhythm, priority.as_of)
        others = since.keep((kinds[:, None] != codes).all(axis=1)).in_cycles(newest)
        return repeating(others, priority.service.adverse(others), self.repeat_share)


_PLURAL = "incidents, complaints or concerns"
