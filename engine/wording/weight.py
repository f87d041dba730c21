"""How much a clause names in particular: its slots (who, where, how often …) and its concrete words.

A word that only says that something is good, or is to become better, weighs nothing. A subject such as falls
or dignity weighs half. A word that no list knows names something, and weighs one.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import attrs

from .reading import ACRONYM, DATE, FREQUENCY, NAME, NUMBER, STOP, TIME, Clause, Piece


class Slot(enum.StrEnum):
    """What a text can say that makes it definite."""

    WHO = "who"
    WHERE = "where"
    HOW_OFTEN = "how often"
    HOW_MUCH = "how much"
    BY_WHEN = "by when"
    RECORD = "in which record"
    METHOD = "by what method"


_GENERAL: Final = (
    "general_verbs", "light_verbs", "telling_verbs", "general_nouns", "general_words", "vague_words", "everyone", "nobody", "served",
    "everywhere", "units", "directions", STOP,
)  # fmt: skip
_ABSTRACT: Final = (
    "ness",
    "ity",
    "ities",
    "ship",
    "ency",
    "ancy",
    "ism",
    "ological",
    "ively",
    "isation",
    "ational",
)
_SMALL: Final = frozenset({STOP})
"""The roles of a small word: most words of a text have these or none, and need no closer look."""
_SUBJECT, _PLACE, _ABSTRACT_WEIGHT = 0.5, 0.25, 0.5
_QUALIFIERS: Final = ("topics", "events", "places", "posts", "methods", ACRONYM, NAME)
_PLACE_WORDS: Final = frozenset({"on", "in", "at", "across", "for", "to", "of", "and", "or", ",", "from"})
_IN_A_RECORD: Final = frozenset(
    {"in", "into", "on", "onto", "with", "using", "against", "from", "via", "per"}
)


@attrs.frozen
class Weight:
    """What a clause, or several together, name in particular."""

    slots: frozenset[Slot]
    concrete: float
    """The weight of what is named in particular."""
    words: int
    """How many words carry any content, concrete or not."""

    @property
    def share(self) -> float:
        """How much of the content is concrete, 0 to 1."""
        return min(1.0, self.concrete / self.words) if self.words else 0.0

    def has(self, *slots: Slot) -> bool:
        """Whether any of these slots is filled."""
        return not self.slots.isdisjoint(slots)


def weigh(clauses: Iterable[Clause]) -> Weight:
    """What these clauses name, together."""
    parts = [_part(clause) for clause in clauses]
    concrete = sum(part.concrete for part, _ in parts)
    subjects = _SUBJECT if any(subject for _, subject in parts) else 0.0
    slots = frozenset[Slot]().union(*(part.slots for part, _ in parts))
    return Weight(slots, concrete + subjects, sum(part.words for part, _ in parts))


@lru_cache(maxsize=1_024)  # rules weigh the same clause alone and with the others of its text
def _part(clause: Clause) -> tuple[Weight, bool]:
    """What one clause names, subjects aside, and whether it names a subject."""
    slots: set[Slot] = set()
    concrete, words, subject = 0.0, 0, False
    for at, piece in enumerate(clause.pieces):
        slot = _slot(clause.pieces, at)
        if slot:
            slots.add(slot)
        if not piece.has(STOP, NUMBER, DATE, TIME, FREQUENCY):
            words += 1
        if _is_subject(piece):
            subject = True
        else:
            concrete += _concrete(clause.pieces, at)
    return Weight(frozenset(slots), concrete, words), subject


def _is_subject(piece: Piece) -> bool:
    """A subject counts once, however many are strung together: "falls, medication and nutrition" is no action."""
    return piece.has("topics", "events") and not piece.has("records")


def _concrete(pieces: Sequence[Piece], at: int) -> float:
    piece = pieces[at]
    if piece.roles == _SMALL:
        return 0.0
    if not piece.roles:
        return _ABSTRACT_WEIGHT if piece.text.lower().endswith(_ABSTRACT) else 1.0
    if piece.has(NUMBER) and "-" in piece.text:
        return 1.0
    if piece.has(NUMBER, DATE, TIME, FREQUENCY):
        return 0.0
    if piece.has("plain_records"):
        return 1.0 if _counted(pieces, at) else _SUBJECT if _qualified(pieces, at) else 0.0
    if piece.has(*_GENERAL) and not piece.has("records"):
        return 0.0
    if piece.has("records") and not _used(pieces, at):
        return 1.0 if _qualified(pieces, at) or _counted(pieces, at) else _SUBJECT
    if piece.has("methods"):
        opens = all(before.has(STOP, "posts", "everyone") for before in pieces[:at])
        return 1.0 if opens or _qualified(pieces, at) else _SUBJECT
    if piece.has("records", ACRONYM):
        return 1.0
    if piece.has("posts", "places") or (piece.has(NAME) and _after_a_place_word(pieces, at)):
        return _PLACE
    return 1.0


def _after_a_place_word(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a name says where ("on Elm"); else it names a thing ("the Abbey scale")."""
    return at == 0 or pieces[at - 1].text.lower() in _PLACE_WORDS


def _counted(pieces: Sequence[Piece], at: int) -> bool:
    return at > 0 and pieces[at - 1].has(NUMBER)


def _qualified(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the word before makes it a particular one: "falls policy", "Oak records"."""
    before = pieces[at - 1] if at else None
    return before is not None and (before.has(*_QUALIFIERS) or not before.roles)


def _slot(pieces: Sequence[Piece], at: int) -> Slot | None:
    piece = pieces[at]
    if piece.roles == _SMALL:
        return None
    if not piece.roles:
        return Slot.METHOD if _by_doing(pieces, at) else None
    if piece.has(FREQUENCY):
        return Slot.HOW_OFTEN
    if piece.has(NUMBER):
        return Slot.HOW_MUCH
    if piece.has(DATE, TIME):
        return Slot.BY_WHEN
    if piece.has("posts") and not piece.text.lower().endswith("s"):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        # "the key worker role" is not somebody who acts.
        return None if following and following.has("general_nouns", "everyone") else Slot.WHO
    if piece.has("places", NAME) and not piece.has("everywhere"):
        return Slot.WHERE
    if piece.has("records", ACRONYM) or (piece.has("plain_records") and _qualified(pieces, at)):
        return Slot.RECORD if _used(pieces, at) else None
    return Slot.METHOD if _by_doing(pieces, at) else None


def _used(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a record is where or how something is done ("on the blue chart"), not just what is to be improved."""
    before = {piece.text.lower() for piece in pieces[max(0, at - 4) : at]}
    # "with the CPN" is a person, "with the pressure chart" is a record.
    return not before.isdisjoint(_IN_A_RECORD - ({"with"} if pieces[at].has(ACRONYM) else set()))


def _by_doing(pieces: Sequence[Piece], at: int) -> bool:
    """“by ringing each family”: a definite thing done."""
    piece = pieces[at]
    return (
        at > 0
        and pieces[at - 1].text.lower() == "by"
        and piece.text.lower().endswith("ing")
        and not piece.has("general_verbs", "telling_verbs", STOP)
    )
