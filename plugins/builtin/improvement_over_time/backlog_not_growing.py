"""Overdue work is not piling up."""

from __future__ import annotations

from itertools import pairwise

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, ServiceCheck, concern, met, not_applicable, not_met
from takehold.engine.measure.say import counted, listed
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView


class BacklogNotGrowing(ServiceCheck):
    """Overdue work is not piling up.

    Establishes: That the number of open actions past their date does not rise from one review cycle to the next.
    Why it matters: A growing backlog says that the plan promises more than the service can do, and that dates have stopped
        meaning anything.
    How it decides: It counts the open overdue actions at the end of each of the newest three cycles, the newest up to the
        date of the assessment. Met where they did not grow, a concern where they grew once, not met where they grew twice.
        Not applicable where there are no actions.
    What to do: Close, cancel or re-plan the overdue actions named here, the riskiest first.
    """

    id = "backlog-not-growing"
    family = "improvement-over-time"
    severity = Severity.MINOR
    sources = (
        "improvement-over-time#example-2/risk",
        "improvement-over-time#example-2/audit",
    )

    def judge(self, service: ServiceView) -> Judgement:
        """Judge how a service's backlog has moved."""
        if not service.case.actions:
            return not_applicable("The plan holds no action")
        before_last, newest = service.newest_cycles
        ends = [
            min(service.rhythm.end(cycle), service.as_of) for cycle in (before_last - 1, before_last, newest)
        ]
        actions = [service.action(action.id) for action in service.case.actions]
        overdue = [[action.id for action in actions if action.overdue_at(end)] for end in ends]
        counts = [len(ids) for ids in overdue]
        grew = sum(later > earlier for earlier, later in pairwise(counts))
        said = listed([f"{n} on {say_date(end)}" for n, end in zip(counts, ends, strict=True)])
        what = f"Open actions past their date: {said}"
        more = {
            "figures": {"overdue": counts, "at": [end.isoformat() for end in ends], "actions": len(actions)},
            "about": tuple(("actions", id) for id in overdue[-1]),
        }
        if not grew:
            return met(what, **more)
        remedy = f"Close, cancel or re-plan {counted(counts[-1], 'overdue action')}, the riskiest first"
        return concern(what, remedy, **more) if grew == 1 else not_met(what, remedy, **more)
