"""Whether a text says something definite: structure first, word lists second.

Who, what, where, how often, how much, by when and in which record are looked for before any list of words is
asked; and a number, date, named record, threshold or frequency in the same clause makes a vague word definite.
"The nurse in charge signs the chart at each handover" is specific, with no number and no date.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Final

from . import action_rule, other_rules
from .aims import main_clauses
from .judged import Degree, Places, Span, Use, Vagueness
from .reading import clauses
from .weight import Slot, weigh
from .words import Words, in_use

_ASKED: Final = {
    Use.ACTION: (Slot.WHO, Slot.WHERE, Slot.HOW_OFTEN, Slot.HOW_MUCH),
    Use.STATEMENT: (Slot.WHERE, Slot.HOW_MUCH),
    Use.PROBLEM: (Slot.WHERE, Slot.HOW_MUCH, Slot.BY_WHEN),
    Use.STANDARD: (Slot.WHO, Slot.HOW_OFTEN, Slot.HOW_MUCH),
    Use.TRIGGER: (Slot.HOW_MUCH, Slot.WHERE),
    Use.CHECK: (Slot.RECORD, Slot.HOW_MUCH, Slot.HOW_OFTEN),
}


def vagueness(
    text: str, use: Use = Use.ACTION, *, words: Words | None = None, names: Collection[str] = ()
) -> Vagueness:
    """Judge a text. `names` are the service's own names (teams, shifts, measures, documents), all definite."""
    return _judged(text, use, words or in_use(), tuple(names))


@lru_cache(maxsize=4_096)  # several checks ask about the same text
def _judged(text: str, use: Use, lists: Words, names: tuple[str, ...]) -> Vagueness:
    every = clauses(text, lists, names)
    main = main_clauses(every, lists)
    total = weigh(main)
    degree: Degree = Degree.VAGUE
    blamed: Places = ()
    if use is Use.ACTION:
        degree, blamed = action_rule.judge(main)
    elif main:
        degree, blamed = other_rules.judge(use, main, total)
    spans = tuple(Span(text[start:end], start, end) for start, end in sorted(set(blamed)))
    missing = tuple(slot for slot in _ASKED[use] if slot not in total.slots)
    return Vagueness(text, use, degree, spans, missing if degree else ())


def plain_matches(text: str, words: Words | None = None) -> tuple[str, ...]:
    """Every vague phrase of the lists that occurs in a text, whatever surrounds it: what word matching alone would say."""
    lists = words or in_use()
    pieces = (piece for clause in clauses(text, lists) for piece in clause.pieces)
    return tuple(piece.text for piece in pieces if piece.has("vague_words"))
