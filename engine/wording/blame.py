"""Which words of a clause are objected to, and what makes a vague word definite."""

from __future__ import annotations

from typing import Final

from .judged import Places
from .reading import STOP, Clause, Piece
from .weight import Slot

MIN_SHARE: Final = 0.08
"""Below this share of concrete words a long text is vague, whatever single word it lets slip."""

DEFINITE: Final = (Slot.HOW_OFTEN, Slot.HOW_MUCH, Slot.BY_WHEN, Slot.RECORD, Slot.METHOD)
"""What cancels a vague word in the same clause."""


def general(clause: Clause) -> Places:
    """What to quote of a clause that names nothing: from its general verb to the last thing that governs."""
    general = (
        "general_verbs",
        "light_verbs",
        "telling_verbs",
        "general_nouns",
        "vague_words",
        "everyone",
        "directions",
        "topics",
        "events",
    )
    found = [piece for piece in clause.pieces if piece.has(*general) and not piece.has(STOP)]
    found = found or [piece for piece in clause.pieces if not piece.has(STOP)]
    return ((found[0].start, found[-1].end),) if found else ()


def vague_words(clause: Clause) -> Places:
    """Words of the clause to object to; everyone and nobody only where they are who acts."""
    acting = next((piece for piece in clause.pieces if not piece.has(STOP)), None)
    return tuple(
        (piece.start, piece.end)
        for piece in clause.pieces
        if piece.has("vague_words") or (piece is acting and piece.has("everyone") and not _one_post(piece))
    )


def _one_post(piece: Piece) -> bool:
    """ "manager" and "leader" are posts; "managers" are everyone."""
    return piece.has("posts") and not piece.text.lower().endswith("s")
