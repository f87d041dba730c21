"""What the judgement of a text says."""

from __future__ import annotations

import enum

import attrs

from .weight import Slot


class Use(enum.StrEnum):
    """What a text is for; each is judged by what its own criterion asks of it."""

    ACTION = "action"
    STATEMENT = "statement"
    PROBLEM = "problem"
    STANDARD = "standard"
    TRIGGER = "trigger"
    CHECK = "check"


class Degree(enum.IntEnum):
    """How definite a text is, best first."""

    SPECIFIC = 0
    VAGUE_WORD = 1
    """Specific as a whole, with words in it that nothing makes definite."""
    VAGUE = 2


Places = tuple[tuple[int, int], ...]
"""Where words objected to begin and end."""


@attrs.frozen
class Span:
    """Words objected to, as they stand in the text."""

    text: str
    start: int
    end: int


@attrs.frozen
class Vagueness:
    """How definite a text is, what is objected to in it and what it does not say."""

    text: str
    use: Use
    degree: Degree
    spans: tuple[Span, ...]
    missing: tuple[Slot, ...]
    too_short: bool = False

    @property
    def vague(self) -> bool:
        """Whether the whole says nothing definite."""
        return self.degree is Degree.VAGUE

    @property
    def words(self) -> tuple[str, ...]:
        """The words objected to, each once, as written."""
        return tuple(dict.fromkeys(span.text for span in self.spans))
