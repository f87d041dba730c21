"""Finding the phrases of word lists in a text, longest first and in any inflection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

_ENDINGS: Final = (
    ("ies", "y"),
    ("ied", "y"),
    ("s", ""),
    ("es", ""),
    ("ed", "e"),
    ("ed", ""),
    ("ing", ""),
    ("ing", "e"),
)


@lru_cache(maxsize=16_384)  # texts share their vocabulary: a plan's words recur in every other plan
def forms(word: str) -> tuple[str, ...]:
    """A word, then the plain forms it may be an inflection of: `audited` gives audited, audite, audit."""
    return tuple(_forms(word.lower().replace("’", "'").rstrip("'")))


def _forms(word: str) -> Iterator[str]:
    yield word
    if word.endswith("'s"):
        word = word[:-2]
        yield word
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 2:
            yield stem + instead
            if ending in ("ed", "ing") and not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


class Lexicon:
    """The phrases of the word lists and of a service's own names, findable by their first word."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        """Phrases by the role that they give a piece."""
        roles: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for role, entries in phrases.items():
            for entry in entries:
                if parts := tuple(entry.lower().split()):
                    roles.setdefault(parts[0], {}).setdefault(parts, set()).add(role)
        self._longest_first = {
            first: sorted(
                ((parts, frozenset(held)) for parts, held in found.items()), key=lambda one: -len(one[0])
            )
            for first, found in roles.items()
        }
        self._begun: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]] = {}

    def knows(self, tokens: Sequence[str], at: int = 0) -> bool:
        """Whether a known phrase begins here."""
        return bool(self.longest(tokens, at)[1])

    def longest(self, tokens: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
        """How many tokens from `at` make the longest known phrase, and its roles: (1, none) for an unknown word."""
        for parts, roles in self._begun_by(tokens[at]):
            if len(parts) == 1 or _fits(parts, tokens[at : at + len(parts)]):
                return len(parts), roles
        return 1, _NO_ROLES

    def _begun_by(self, token: str) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
        """The phrases that a token may begin, in the order in which they are tried."""
        if token not in self._begun:
            known = self._longest_first
            found = tuple(phrase for first in forms(token) for phrase in known.get(first, ()))
            if len(self._begun) >= _KEPT:
                self._begun.clear()
            self._begun[token] = found
        return self._begun[token]


_KEPT: Final = 16_384
_NO_ROLES: Final = frozenset[str]()


def _fits(parts: tuple[str, ...], tokens: Sequence[str]) -> bool:
    return len(parts) == len(tokens) and all(
        part in forms(token) for part, token in zip(parts[1:], tokens[1:], strict=True)
    )
