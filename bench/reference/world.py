"""A case as plain Python holds it: one attrs object per record, and nothing dated later than the day it is judged at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from takehold.engine.model import (
    GROUP_OF,
    Action,
    Case,
    Claim,
    Evidence,
    Measure,
    Monitoring,
    Priority,
    Review,
    Service,
    Shift,
    Team,
    Update,
    Variation,
)


def group(record: Evidence) -> str:
    """The group that the record's kind belongs to."""
    return GROUP_OF[record.kind]


def is_activity(record: Evidence) -> bool:
    """Whether the record only says that something was done."""
    return group(record) == "activity"


def working(records: Iterable[Evidence]) -> list[Evidence]:
    """The records outside activity."""
    return [record for record in records if not is_activity(record)]


@attrs.define
class World:
    """Everything of one service that counts as at `as_of`, in file order, with plain look-ups."""

    service: Service
    as_of: date
    teams: list[Team]
    shifts: list[Shift]
    measures: list[Measure]
    claims: list[Claim]
    evidence: list[Evidence]
    priorities: list[Priority]
    actions: list[Action]
    updates: list[Update]
    reviews: list[Review]
    monitoring: list[Monitoring]
    variation: list[Variation]
    records: dict[str, Evidence] = attrs.field(init=False, factory=dict)
    naming: dict[str, list[Evidence]] = attrs.field(init=False, factory=dict)
    """Records whose `claims` names a claim, by claim."""
    of_theme: dict[str, list[Evidence]] = attrs.field(init=False, factory=dict)
    """Records by theme, whatever claims they name."""
    measures_by_id: dict[str, Measure] = attrs.field(init=False, factory=dict)
    claims_by_id: dict[str, Claim] = attrs.field(init=False, factory=dict)
    priorities_by_id: dict[str, Priority] = attrs.field(init=False, factory=dict)
    frames: dict[Any, Any] = attrs.field(init=False, factory=dict)
    """Frames and linked records already worked out, by what they are of."""

    def __attrs_post_init__(self) -> None:
        self.measures_by_id = {measure.id: measure for measure in self.measures}
        self.claims_by_id = {claim.id: claim for claim in self.claims}
        self.priorities_by_id = {priority.id: priority for priority in self.priorities}
        for record in self.evidence:
            self.records[record.id] = record
            for claim in record.claims:
                self.naming.setdefault(claim, []).append(record)
            if record.theme is not None:
                self.of_theme.setdefault(record.theme, []).append(record)

    def measure(self, id: str | None) -> Measure | None:
        """The measure of that id, or None."""
        return self.measures_by_id.get(id or "")

    def claim(self, id: str) -> Claim | None:
        """The claim of that id, or None."""
        return self.claims_by_id.get(id)

    def priority(self, id: str | None) -> Priority | None:
        """The priority of that id, or None."""
        return self.priorities_by_id.get(id or "")

    def cited(self, ids: Iterable[str]) -> list[Evidence]:
        """The records that a list of ids names, those that exist (and are not later) only."""
        return [self.records[id] for id in ids if id in self.records]


def world_of(case: Case, as_of: date | None = None) -> World:
    """The case as at `as_of`; blank: the service's own date; else that of the newest record."""
    evidence = [_record(row) for row in case.evidence.iter_rows(named=True)]
    day = as_of or case.service.as_of or _newest(case, evidence)
    return World(
        service=case.service,
        as_of=day,
        teams=list(case.teams),
        shifts=list(case.shifts),
        measures=list(case.measures),
        claims=[_claim_as_at(claim, day) for claim in case.claims],
        evidence=[record for record in evidence if record.date <= day],
        priorities=[_priority_as_at(p, day) for p in case.priorities if not _later(p.opened, day)],
        actions=[_action_as_at(a, day) for a in case.actions if not _later(a.opened, day)],
        updates=[update for update in case.updates if update.date <= day],
        reviews=[review for review in case.reviews if review.date <= day],
        monitoring=list(case.monitoring),
        variation=list(case.variation),
    )


_FIELDS = tuple(field.name for field in attrs.fields(Evidence))
_LISTS = frozenset({"claims", "staff"})


def _record(row: dict[str, Any]) -> Evidence:
    values = {name: row[name] for name in _FIELDS}
    for name in _LISTS:
        values[name] = tuple(values[name] or ())
    return Evidence(**values)


def _newest(case: Case, evidence: list[Evidence]) -> date:
    dates = [record.date for record in evidence]
    if not dates:
        dates = [update.date for update in case.updates] + [review.date for review in case.reviews]
    return max(dates, default=date(2000, 1, 1))


def _later(day: date | None, as_of: date) -> bool:
    return day is not None and day > as_of


def _claim_as_at(claim: Claim, as_of: date) -> Claim:
    """The claim without the dates of what had not happened yet."""
    if _later(claim.changed_on, as_of):
        claim = attrs.evolve(claim, changed_on=None)
    if _later(claim.identified_on, as_of):
        claim = attrs.evolve(claim, identified_on=None)
    if _later(claim.standard_set_on, as_of):
        claim = attrs.evolve(claim, standard_set_on=None)
    return claim


def _priority_as_at(priority: Priority, as_of: date) -> Priority:
    if _later(priority.closed, as_of):
        priority = attrs.evolve(priority, closed=None, status="open")
    if _later(priority.revised_on, as_of):
        priority = attrs.evolve(priority, revised_on=None)
    return priority


def _action_as_at(action: Action, as_of: date) -> Action:
    if _later(action.completed, as_of):
        status = "open" if action.status == "complete" else action.status
        action = attrs.evolve(action, completed=None, status=status)
    if _later(action.checked_on, as_of):
        action = attrs.evolve(action, checked_on=None)
    return action


def is_closed(priority: Priority) -> bool:
    """Whether a priority is closed: by its status, or where that is blank by its closing date."""
    if priority.status is None:
        return priority.closed is not None
    return priority.status == "closed"


def is_cancelled(action: Action) -> bool:
    """Whether an action was given up."""
    return action.status == "cancelled"


def is_complete(action: Action) -> bool:
    """Whether an action is done: by its status, or by a date of completion."""
    return not is_cancelled(action) and (action.status == "complete" or action.completed is not None)


def is_open(action: Action) -> bool:
    """Whether an action is still to be done."""
    return not is_cancelled(action) and not is_complete(action)
