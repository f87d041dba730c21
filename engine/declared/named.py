"""A service's own words in a declaration: teams, shifts, themes and measures, looked up in each case that is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..names import hint, key, quoted
from ..view import NotKnown
from .spec import SAME, Condition, Limit

NAMED: Final[Mapping[str, str]] = {
    "team": "teams",
    "shift": "shifts",
    "measure": "measures",
    "theme": "the column theme",
}
"""The columns that hold names of the case, and where in a case those are written."""


class NotNamed(NotKnown):
    """A declaration names a team, shift, theme or measure that the case does not have: nothing can be said of it."""


def settled(subject: str, view: Any, column: str, word: str) -> tuple[str, ...]:
    """A name as the case spells it; several, where it spells it in several ways.

    An id or a name fits, whatever its case and hyphens. Raises NotNamed where the case has no such name.
    """
    service = view if subject == "service" else view.service
    known = dict(_known(service, column))
    if word in known:
        return (known[word],)
    alike = [id for name, id in known.items() if key(name) == key(word)]
    if alike:
        return tuple(dict.fromkeys(alike))
    raise NotNamed(
        f"The check asks for the {column} {quoted(word)}, and {service.case.service.name} has none called so"
        f"{hint(word, known)}",
        f"Correct {quoted(word)} in the ruleset, or enter it under {NAMED[column]}",
    )


def _known(service: Any, column: str) -> Iterator[tuple[str, str]]:
    """Every name that the case has, and the word that its rows use for it."""
    case = service.case
    if column == "theme":
        for row in (*case.claims, *case.priorities, *case.measures):
            if row.theme:
                yield row.theme, row.theme
    else:
        rows = getattr(case, NAMED[column])
        yield from ((row.name, row.id) for row in rows if row.name)
        yield from ((row.id, row.id) for row in rows)
    yield from ((word, word) for word in service.ledger.words[column].words)


def settle_limits(
    subject: str, view: Any, column: str | None, limits: tuple[Limit, ...]
) -> tuple[Limit, ...]:
    """The comparisons of a column with the case's own spelling. Raises NotNamed where it has no such name."""
    if column is None or column not in NAMED:
        return limits
    return tuple(one for limit in limits for one in _settle(subject, view, column, limit))


def _settle(subject: str, view: Any, column: str, limit: Limit) -> Iterator[Limit]:
    if limit.how not in SAME:
        yield limit
        return
    words = limit.value if limit.how == "in" else (limit.value,)
    found = tuple(one for word in words for one in settled(subject, view, column, word))
    if limit.how == "not":
        yield from (Limit("not", word) for word in found)
    elif limit.how == "is" and len(found) == 1:
        yield Limit("is", found[0])
    else:
        yield Limit("in", found)


def settle(subject: str, view: Any, condition: Condition) -> Condition:
    """A condition on a row, with the case's own spelling. Raises NotNamed where it has no such name."""
    if condition.any:
        return attrs.evolve(condition, any=tuple(settle(subject, view, one) for one in condition.any))
    if condition.field not in NAMED:
        return condition
    return attrs.evolve(condition, limits=settle_limits(subject, view, condition.field, condition.limits))
