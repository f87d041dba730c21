"""What a claim, a problem, a standard, a trigger or a check has to name so as not to be vague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .blame import DEFINITE, MIN_SHARE, general, vague_words
from .judged import Degree, Places, Use
from .reading import ACRONYM, NAME, Clause
from .weight import Slot, Weight, weigh


def judge(use: Use, main: Sequence[Clause], total: Weight) -> tuple[Degree, Places]:
    """A claim, problem, standard, trigger or check: does the whole name what its criterion asks for?"""
    if not _NAMES[use](main, total):
        return Degree.VAGUE, tuple(place for clause in main for place in general(clause))
    blamed = tuple(
        place for clause in main if not weigh([clause]).has(*DEFINITE) for place in vague_words(clause)
    )
    return (Degree.VAGUE_WORD if blamed else Degree.SPECIFIC), blamed


def _concrete(total: Weight) -> bool:
    return total.concrete >= 1 and total.share >= MIN_SHARE


def _any(main: Sequence[Clause], *roles: str) -> bool:
    return any(clause.first(*roles) for clause in main)


def _mere_direction(main: Sequence[Clause]) -> bool:
    """Whether something only goes up or down: an event such as a slip is one that is there or not."""
    return any(
        piece.has("directions") and not piece.has("events") for clause in main for piece in clause.pieces
    )


def _names_a_result(main: Sequence[Clause], total: Weight) -> bool:
    """A claim names the practice or the result that changed; where alone does not say what."""
    moved = _any(main, "events") and _any(main, "moves")
    return _concrete(total) or moved or total.has(Slot.HOW_MUCH, Slot.HOW_OFTEN)


def _names_a_fault(main: Sequence[Clause], total: Weight) -> bool:
    """A problem names what was wrong, or of which subject and where or how much."""
    placed = total.concrete >= 0.5 and total.has(Slot.WHERE, Slot.BY_WHEN)
    return _concrete(total) or placed or total.has(Slot.HOW_MUCH, Slot.HOW_OFTEN)


def _names_a_standard(main: Sequence[Clause], total: Weight) -> bool:
    return _concrete(total) or total.has(Slot.HOW_MUCH, Slot.HOW_OFTEN)


def _names_a_sign(main: Sequence[Clause], total: Weight) -> bool:
    """A trigger is a figure, or an event that is there or not; a mere direction is neither."""
    if total.has(Slot.HOW_MUCH):
        return True
    first = next((piece.text.lower() for piece in main[0].pieces), "")
    single = first in ("any", "a", "another", "repeat", "no", "first", "second", "third") and _any(
        main, "events"
    )
    threshold = any(
        piece.text.lower() in ("below", "under", "above", "over")
        for clause in main
        for piece in clause.pieces
    ) and _any(main, "measures", "events")
    return threshold or (not _mere_direction(main) and (_concrete(total) or single))


def _names_a_check(main: Sequence[Clause], total: Weight) -> bool:
    """A check names a measure, a record or a method."""
    if _any(main, "telling_verbs"):
        return total.has(Slot.HOW_MUCH)
    measured = (_any(main, "measures") and _any(main, "events", "topics", "measures")) or (
        _any(main, "events") and total.has(Slot.HOW_OFTEN)
    )
    watched = total.concrete >= 1 and total.has(Slot.WHO) and total.has(Slot.HOW_OFTEN, Slot.BY_WHEN)
    named = any(
        weigh([Clause(clause.pieces[: at + 1])]).concrete > weigh([Clause(clause.pieces[:at])]).concrete
        for clause in main
        for at, piece in enumerate(clause.pieces)
        if piece.has("plain_records")
    )
    return (
        (_any(main, "methods", "records", ACRONYM, NAME) or named or measured or total.has(Slot.HOW_MUCH))
        or watched
        or total.concrete >= 2
    )


_NAMES: Final = {
    Use.STATEMENT: _names_a_result,
    Use.PROBLEM: _names_a_fault,
    Use.STANDARD: _names_a_standard,
    Use.TRIGGER: _names_a_sign,
    Use.CHECK: _names_a_check,
}
