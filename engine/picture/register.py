"""The action register: what is overdue, what has slipped, what is done and was never checked."""

from __future__ import annotations

import datetime as dt

from ..view import ActionView, Place, ServiceView
from .claim import place_name
from .values import RegisterRow


def register(service: ServiceView) -> tuple[RegisterRow, ...]:
    """Every action of the plan, in the order of the case."""
    return tuple(_row(service, service.action(action.id)) for action in service.case.actions)


def _row(service: ServiceView, view: ActionView) -> RegisterRow:
    action = view.action
    done = view.is_complete
    open_ = not done and not view.is_cancelled
    return RegisterRow(
        id=action.id,
        text=action.text,
        owner=action.owner,
        priority=action.priority,
        claims=action.claims,
        place=place_name(service, Place(action.team, action.shift)),
        opened=action.opened,
        due=action.due,
        first_due=action.first_due,
        completed=action.completed,
        checked_on=action.checked_on,
        status="cancelled" if view.is_cancelled else "complete" if done else "open",
        days_overdue=_days_past(view.due, service.as_of) if open_ else None,
        days_slipped=_days_past(action.first_due, view.due),
        unchecked=done and action.checked_on is None,
    )


def _days_past(day: dt.date | None, now: dt.date | None) -> int | None:
    """How many days one day lies past another, None where it does not or one is not known."""
    if day is None or now is None or now <= day:
        return None
    return (now - day).days
