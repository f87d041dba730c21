"""What can be chosen for a column: its fixed words, or the rows of the case that it may name."""

from __future__ import annotations

from typing import Any, Final

import attrs

from takehold.engine.model import Case, Column, Fits

from ..questions import STAGES_SAID
from .evidence import themes
from .search import line_of
from .words import short


@attrs.frozen
class Options:
    """The values that fit a column with a label each; `many` where several may be taken."""

    values: tuple[tuple[str, str], ...]
    many: bool = False


def options(case: Case, column: Column, own: str | None = None) -> Options | None:
    """What can be chosen for a column; None where it is typed. A row cannot rest on itself: `own` is its id."""
    if column.fits is Fits.WORD:
        return Options(tuple((word, _word(column, word)) for word in column.words))
    if column.fits is Fits.YES_NO:
        return Options((("yes", "yes"), ("no", "no")))
    if not column.refers_to or column.refers_to == ("evidence",):
        return None
    values = tuple(pair for table in column.refers_to for pair in _named(case, table))
    if column.name == "rests_on":
        values = tuple(pair for pair in values if pair[0] != own)
    return Options(values, column.fits in (Fits.LIST, Fits.SCOPE))


def _word(column: Column, word: str) -> str:
    return f"{word}: {STAGES_SAID[word]}" if column.name == "stage" else word


def _named(case: Case, table: str) -> list[tuple[str, str]]:
    if table == "themes":
        return [(theme, f"theme: {theme}") for theme in themes(case)]
    rows: tuple[Any, ...] = getattr(case, table)
    return [(row.id, _label(table, row)) for row in rows]


def _label(table: str, row: Any) -> str:
    name = short(line_of(table, row), 70)
    return name if name == row.id else f"{name} ({row.id})"


SENTENCES: Final = frozenset(
    {
        "statement", "problem", "cause", "standard", "note", "why", "closing_reason", "text", "check", "outcome",
        "challenge", "decision", "trigger", "response", "explanation", "what", "steps",
    }
)  # fmt: skip
"""The columns in which people write a sentence or more: a form gives them room to wrap."""


def suggestions(case: Case, table: str, column: str) -> list[str]:
    """Words already in use that a typed answer may take up."""
    if column == "theme":
        return list(themes(case))
    if column == "indicator":
        return [measure.id for measure in case.measures]
    if column in ("owner", "recorded_by", "author"):
        names = [one.owner for rows in (case.claims, case.priorities, case.actions) for one in rows]
        return list(dict.fromkeys(name for name in names if name))
    if table == "evidence" and column == "source":
        return case.evidence["source"].drop_nulls().unique(maintain_order=True).head(200).to_list()
    return []
