"""The rule of action-specific: an action verb over an object, and no vague phrase that governs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from .blame import DEFINITE, MIN_SHARE, general, vague_words
from .judged import Degree, Places
from .reading import DATE, FREQUENCY, NAME, NUMBER, STOP, TIME, Clause, Piece
from .weight import Slot, Weight, weigh

MAX_FAULTY: Final = 0.25
"""Up to this share of a text may lie in clauses that are not specific before it counts against the whole."""
MAX_FAULTY_LONG: Final = 0.5
LONG: Final = 30
"""A text of so many words with content is long: there, the greater part decides."""
RICH: Final = 3.0
"""Concrete words from which a clause is definite whatever verb frames it."""

_GIVEN: Final = (Slot.WHO, Slot.WHERE, Slot.HOW_OFTEN, Slot.HOW_MUCH, Slot.RECORD, Slot.METHOD)
"""What keeps a general verb over a general object from being wholly vague. A date alone does not."""
_BEFORE_THE_VERB: Final = (
    "posts", "everyone", "nobody", "served", "places", "everywhere", "units", "general_words", "general_nouns",
    "vague_words", STOP, NUMBER, DATE, TIME, FREQUENCY, NAME,
)  # fmt: skip
_FRAMES: Final = ("ensur", "mak", "assur")


@attrs.frozen
class _Judged:
    degree: Degree
    places: Places
    words: int
    governed: bool
    """Whether a general verb governs the clause; a mere fragment that says nothing does no harm."""


def judge(main: Sequence[Clause]) -> tuple[Degree, Places]:
    """How an action is worded, clause by clause: it is as good as its clauses together."""
    judged = [one for one in map(_clause, main) if one.words]
    if any(one.degree is Degree.SPECIFIC for one in judged):
        judged = [one for one in judged if one.governed or one.degree is not Degree.VAGUE]
    degrees = {one.degree for one in judged} or {Degree.VAGUE}
    blamed = tuple(place for one in judged for place in one.places)
    if len(degrees) == 1:
        return degrees.pop(), blamed
    every = sum(one.words for one in judged)
    faulty = sum(one.words for one in judged if one.degree)
    if faulty <= (MAX_FAULTY_LONG if every >= LONG else MAX_FAULTY) * every:
        return Degree.SPECIFIC, ()
    return Degree.VAGUE_WORD, blamed


def _clause(clause: Clause) -> _Judged:
    weight, verb = weigh([clause]), _governing(clause)
    degree, places = _thin(clause, weight, verb) if _is_thin(weight) else _full(clause, weight, verb)
    return _Judged(degree, places, weight.words, verb is not None)


def _is_thin(weight: Weight) -> bool:
    return weight.concrete < 1 or weight.share < MIN_SHARE


def _thin(clause: Clause, weight: Weight, verb: Piece | None) -> tuple[Degree, Places]:
    """A clause whose object is general: vague, unless something else is said of it."""
    if verb is None and weight.concrete > 0 and weight.has(Slot.HOW_OFTEN, Slot.HOW_MUCH):
        return Degree.SPECIFIC, ()  # a subject done so often: "oral care after each meal"
    carried = verb is not None and not verb.has("general_verbs") and weight.concrete > 0
    degree = Degree.VAGUE_WORD if carried or weight.has(*_GIVEN) else Degree.VAGUE
    return degree, general(clause)


def _full(clause: Clause, weight: Weight, verb: Piece | None) -> tuple[Degree, Places]:
    """A clause with a concrete object: specific, unless a general verb governs it or a vague word is left."""
    definite = weight.has(*DEFINITE)
    if verb is not None and _governs(verb, weight, definite):
        return Degree.VAGUE_WORD, ((verb.start, verb.end), *vague_words(clause))
    blamed = () if definite else vague_words(clause)
    return (Degree.VAGUE_WORD if blamed else Degree.SPECIFIC), blamed


def _governs(verb: Piece, weight: Weight, definite: bool) -> bool:
    """Whether a verb leaves open what will be done: telling people always, a general verb where nothing is definite."""
    framing = verb.text.lower().startswith(_FRAMES) and weight.concrete >= RICH and weight.share > 0.5
    return verb.has("telling_verbs") or (verb.has("general_verbs") and not definite and not framing)


def _governing(clause: Clause) -> Piece | None:
    """The verb that governs a clause where it is a general or a light one; None where it is any other."""
    for piece in clause.pieces:
        if piece.has("general_verbs", "light_verbs", "telling_verbs"):
            return piece
        if not piece.has(*_BEFORE_THE_VERB):
            return None
    return None
