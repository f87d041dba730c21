"""Complaints led to a change that was checked."""

from __future__ import annotations

import datetime as dt

import attrs
import numpy as np

from takehold.engine.check import Judgement, ServiceCheck, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView
from takehold.engine.wording import Owner, judge_owner

_NEARLY_ALL = 0.9
_HALF = 0.5
_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class ComplaintLearning(ServiceCheck):
    """Complaints led to a change that was checked.

    Establishes: That a complaint is answered by somebody doing something about it, and by a look at whether that worked.
    Why it matters: An apology ends a complaint, a change ends its cause. People who complained want to hear that it will
        not happen to the next person.
    How it decides: Of the complaints more than 28 days old it counts those that an action cites, with an owner and the day
        it was checked. Met at 90%, a concern at half, not met below. Not applicable where no complaint is old enough.
    What to do: Name each complaint in the action it led to (its evidence), with an owner and, once checked, the day.
    """

    id = "complaint-learning"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#example-3/step-1",
        "improvement-over-time#example-3/step-2",
        "improvement-over-time#example-3/step-3",
        "improvement-over-time#example-3/step-4",
        "improvement-over-time#example-3/risk",
        "improvement-over-time#example-3/audit",
        "improvement-over-time#example-3/measure",
    )

    learning_days: int = parameter(
        28, "After how many days a complaint should have led to a checked action", at_least=1, at_most=365
    )

    def judge(self, service: ServiceView) -> Judgement:
        """Judge what came of a service's complaints."""
        last = service.as_of - dt.timedelta(days=self.learning_days + 1)
        complaints = service.records.of_kinds("complaint").within(None, last)
        if not len(complaints):
            return not_applicable(f"No complaint on file is more than {self.learning_days} days old")
        learned = np.isin(complaints.rows, service.named(_cited(service)).rows)
        n, share = int(learned.sum()), float(learned.mean())
        open_ = complaints.keep(~learned)
        what = (
            f"{n:,} of {counted(len(complaints), 'complaint')} older than {self.learning_days} days led to an action "
            "that has an owner and was checked"
        )
        more = {
            "figures": {"learned_from": n, "complaints": len(complaints), "share": share},
            "supporting": complaints.keep(learned),
            "contradicting": open_,
        }
        if share >= _NEARLY_ALL - _NEAR:
            return met(what, **more)
        remedy = "Name the complaints listed here in the action each led to, and check that it worked"
        return concern(what, remedy, **more) if share >= _HALF - _NEAR else not_met(what, remedy, **more)


def _cited(service: ServiceView) -> tuple[str, ...]:
    """The records named by actions that somebody owns and that were checked."""
    return tuple(
        id
        for action in service.case.actions
        if action.checked_on is not None
        and judge_owner(action.owner, places=service.place_names) is not Owner.NOBODY
        for id in action.evidence
    )
