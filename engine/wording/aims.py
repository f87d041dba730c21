"""What a text is judged by, once its aims and citations are set aside.

"Audit five charts a week to improve communication" will audit; what it hopes for is neither to its credit nor
to its blame. Nor is the law or the standard that a requirement cites.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .reading import STOP, Clause, Piece
from .words import Words

_LEADING: Final = ("in order to", "to", "so as to")
_MODALS: Final = frozenset({"should", "must", "will", "shall", "to"})
_ACTORS: Final = (
    "posts",
    "everyone",
    "nobody",
    "served",
    "places",
    "name",
    "general_words",
    "number",
    "frequency",
    STOP,
)


def main_clauses(clauses: Sequence[Clause], words: Words) -> tuple[Clause, ...]:
    """The clauses that say what is, was or will be done; all of them where nothing else would be left."""
    kept = tuple(_kept(clauses, words))
    return kept if any(not piece.has(STOP) for clause in kept for piece in clause.pieces) else tuple(clauses)


def _kept(clauses: Sequence[Clause], words: Words) -> Iterator[Clause]:
    for clause in clauses:
        said = " ".join(piece.text.lower() for piece in clause.pieces)
        if not any(phrase in said for phrase in words["citations"]):
            pieces = _without_trailing_aim(_without_leading_aim(clause.pieces))
            if pieces:
                yield Clause(pieces)


def _without_leading_aim(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """ "To improve communication, the deputy rings …": what follows the comma, where something does."""
    opening = " ".join(piece.text.lower() for piece in pieces[:3])
    if not any(opening.startswith(f"{marker} ") for marker in _LEADING):
        return pieces
    commas = [at for at, piece in enumerate(pieces) if piece.text == "," and len(pieces) - at > 3]
    acting = [at for at in commas if any(piece.text.lower() in _MODALS for piece in pieces[at + 1 : at + 6])]
    cut = next(iter(acting or commas), None)
    return pieces if cut is None else pieces[cut + 1 :]


def _without_trailing_aim(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """ "… to improve outcomes", "… so that people are safe": cut, unless only who acts stands before it."""
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following is None or not any(not before.has(*_ACTORS) for before in pieces[:at]):
            continue
        word, after = piece.text.lower(), following.text.lower()
        aimed = word == "to" and following.has("general_verbs")
        if aimed or (word, after) in (("so", "that"), ("in", "order"), ("so", "as")):
            return pieces[:at]
    return pieces
