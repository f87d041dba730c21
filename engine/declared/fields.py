"""What can be asked of a subject, or of a row of a table, by name: its columns, and a little that is worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

from ..calendar import Rhythm
from ..model import TABLES, Fits, columns
from ..view import ActionView, ClaimView, PriorityView, ServiceView

View = ClaimView | PriorityView | ActionView | ServiceView

TABLE_OF: Final[Mapping[str, str]] = {
    "claim": "claims",
    "priority": "priorities",
    "action": "actions",
    "service": "service",
}
"""The table that a subject's row stands in."""

DERIVED: Final[Mapping[str, Mapping[str, Callable[[Any], Any]]]] = {
    "claim": {
        "is_practice": lambda view: view.is_practice,
        "is_supported": lambda view: view.is_supported,
        "improved_from": lambda view: view.rhythm.start(view.improved_from),
    },
    "priority": {
        "is_closed": lambda view: view.is_closed,
        "days_open": lambda view: view.days_open,
        "known_improved": lambda view: view.known_improved,
    },
    "action": {
        "is_complete": lambda view: view.is_complete,
        "is_cancelled": lambda view: view.is_cancelled,
        "due": lambda view: view.due,
    },
    "service": {"as_of": lambda view: view.as_of},
}
"""What is worked out for a subject, beside its columns. Asking may raise NotKnown."""

ROWS: Final[Mapping[str, Mapping[str, Callable[[Any], tuple[Any, ...]]]]] = {
    "claim": {
        name: attrgetter(name) for name in ("priorities", "actions", "reviews", "monitoring", "variation")
    },
    "priority": {name: attrgetter(name) for name in ("claims", "actions", "updates", "reviews")},
    "action": {"updates": attrgetter("updates")},
    "service": {name: attrgetter(f"case.{name}") for name in TABLES if name not in ("service", "evidence")},
}
"""The rows of other tables that belong to a subject."""


def names(subject: str) -> tuple[str, ...]:
    """Every field that can be asked of a subject."""
    return tuple(dict.fromkeys((*DERIVED[subject], *columns_of(TABLE_OF[subject]))))


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table."""
    return tuple(column.name for column in columns(table))


def fits(table: str, name: str) -> tuple[Fits | None, tuple[str, ...]]:
    """What a column holds, or what is worked out for a subject, and its fixed words."""
    for column in columns(table):
        if column.name == name:
            return column.fits, column.words
    return (Fits.YES_NO if name in _FLAGS else None), ()


_FLAGS: Final = ("is_practice", "is_supported", "is_closed", "known_improved", "is_complete", "is_cancelled")
"""What is worked out and is true or false."""


def row_of(subject: str, view: Any) -> Any:
    """A subject's own row of the case."""
    return view.case.service if subject == "service" else getattr(view, subject)


def ask(subject: str, view: Any, name: str) -> Any:
    """A field of a subject; None where it is blank. Raises NotKnown where the records cannot tell."""
    derived = DERIVED[subject].get(name)
    value = derived(view) if derived is not None else getattr(row_of(subject, view), name)
    return None if value in ("", ()) else value


def day(value: Any) -> dt.date | None:
    """A field as a day, None where it is blank or words."""
    return value if isinstance(value, dt.date) else None


def next_review(subject: str, view: Any) -> dt.date:
    """By when something small that is asked for now can be there."""
    if subject == "claim":
        return view.next_review  # type: ignore[no-any-return]
    rhythm: Rhythm = view.rhythm if subject == "service" else Rhythm(view.service.case.service.cycle)
    return rhythm.end(rhythm.index(view.as_of) + 1)
