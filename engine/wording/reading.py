"""A text as the judgements read it: clauses of pieces, each piece with the roles its words can play.

    text ── clauses ── Piece("all staff", nobody), Piece("sign"), Piece("chart", records), …

Phrases are found longest first and in any inflection, so that one entry of a list, "raise awareness", also
finds "raising awareness". A word that no list knows has no role: it is taken to name something in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import attrs

from .patterns import CITED, OF_PLACES, SCAN
from .words import Words

NUMBER, DATE, TIME, FREQUENCY = "number", "date", "time", "frequency"
ACRONYM, NAME, STOP = "acronym", "name", "stop"

_NOT_PHRASES: Final = ("plain_acronyms", "not_a_frequency", "citations", "nothing", "post_words")
"""Lists that serve something else than finding roles."""

_ENDINGS: Final = (("ies", "y"), ("ied", "y"), ("s", ""), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", ""), ("ing", "e"))


@attrs.frozen
class Piece:
    """One word or phrase of a text: as written, where it stands, and the roles that it can play."""

    text: str
    start: int
    end: int
    roles: frozenset[str]

    def has(self, *roles: str) -> bool:
        """Whether it can play any of these roles."""
        return not self.roles.isdisjoint(roles)


@attrs.frozen
class Clause:
    """A stretch of a text that is judged by itself: a number in it makes its own words definite, no others."""

    pieces: tuple[Piece, ...]

    def first(self, *roles: str) -> Piece | None:
        """The first piece that can play one of these roles."""
        return next((piece for piece in self.pieces if piece.has(*roles)), None)


def forms(word: str) -> Iterator[str]:
    """A word, then the plain forms it may be an inflection of: `audited` gives audited, audite, audit."""
    word = word.lower().replace("’", "'").rstrip("'")
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

    def __init__(self, words: Words, names: Sequence[str] = ()) -> None:
        self._phrases: dict[str, dict[tuple[str, ...], set[str]]] = {}
        self.acronyms = frozenset(words["plain_acronyms"])
        self.no_frequency = frozenset(words["not_a_frequency"])
        for role, entries in words.lists.items():
            for entry in entries if role not in _NOT_PHRASES else ():
                self._add(entry, role)
        for name in names:
            self._add(name, NAME)

    def _add(self, entry: str, role: str) -> None:
        parts = tuple(entry.lower().split())
        if parts:
            self._phrases.setdefault(parts[0], {}).setdefault(parts, set()).add(role)

    def longest(self, tokens: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
        """How many tokens from `at` make the longest known phrase, and its roles: (1, none) for an unknown word."""
        best, roles = 0, frozenset[str]()
        for first in forms(tokens[at]):
            for parts, held in self._phrases.get(first, {}).items():
                if len(parts) > best and _fits(parts, tokens[at : at + len(parts)]):
                    best, roles = len(parts), frozenset(held)
            if best:
                break
        return max(best, 1), roles


def _fits(parts: tuple[str, ...], tokens: Sequence[str]) -> bool:
    return len(parts) == len(tokens) and all(
        part in forms(token) for part, token in zip(parts[1:], tokens[1:], strict=True)
    )


@lru_cache(maxsize=64)
def lexicon(words: Words, names: tuple[str, ...] = ()) -> Lexicon:
    """The lexicon of some word lists and a service's own names, made once."""
    return Lexicon(words, names)


def clauses(text: str, words: Words, names: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """A text's clauses, in order. `names` are the service's own: teams, shifts, measures, documents."""
    lex = lexicon(words, names)
    found: list[list[Piece]] = [[]]
    for stretch in _stretches(text, lex):
        found.append([])
        for piece in stretch:
            if _begins_another(piece, found[-1], stretch):
                found.append([])
            found[-1].append(piece)
    return tuple(Clause(tuple(pieces)) for pieces in found if pieces)


def _begins_another(piece: Piece, before: Sequence[Piece], stretch: Sequence[Piece]) -> bool:
    """Whether `and` (or then, but, while) begins a clause of its own: a verb of intention follows it."""
    if not before or piece.text.lower() not in ("and", "then", "but", "while", "whilst", "because", "by", ","):
        return False
    following = stretch[stretch.index(piece) + 1 :]
    after = next((other for other in following if not other.has(STOP)), None)
    if after is None or piece.text.lower() == "by":
        return False
    if piece.text.lower() in ("but", "while", "whilst", "because"):
        return True
    verb = after.has("general_verbs", "light_verbs") and not after.has("general_nouns")
    return verb or (after.has("methods") and any(other.has("general_verbs") for other in before))


def _stretches(text: str, lex: Lexicon) -> Iterator[list[Piece]]:
    """The text's pieces between full stops, semicolons and the like."""
    shouted = text.isupper()
    scanned = list(SCAN.finditer(text))
    words = [match for match in scanned if match.lastgroup == "word"]
    titled = len(words) > 3 and sum(match[0][0].isupper() for match in words) > 0.6 * len(words)
    pieces: list[Piece] = []
    at, opening = 0, True
    while at < len(scanned):
        match = scanned[at]
        if match.lastgroup == "mark":
            at += 1
            if match[0] == ",":
                pieces.append(Piece(",", match.start(), match.end(), frozenset({STOP})))
            elif match[0] not in "()":
                yield pieces
                pieces, opening = [], True
            continue
        if match.lastgroup == "word":
            length, piece = _word(scanned, at, lex, opening or shouted or titled)
        else:
            length, piece = 1, _pattern(match, scanned[at + 1 : at + 2], lex)
        pieces.append(piece)
        at, opening = at + length, False
    yield pieces


def _word(scanned: Sequence[re.Match[str]], at: int, lex: Lexicon, capital_means_nothing: bool) -> tuple[int, Piece]:
    run: list[str] = []
    for match in scanned[at : at + 8]:
        if match.lastgroup not in ("word", "number", "frequency"):
            break
        run.append(match[0])
    first = scanned[at]
    length, roles = lex.longest(run, 0)
    if not capital_means_nothing and length == 1:
        plain = first[0].rstrip("s")
        if len(plain) > 1 and plain.isupper() and first[0] not in lex.acronyms and plain.lower() not in lex.acronyms:
            roles = frozenset({ACRONYM})
        elif not roles and first[0][0].isupper():
            roles = frozenset({NAME})
    last = scanned[at + length - 1]
    start, end = first.start(), last.end()
    return length, Piece(first.string[start:end], start, end, roles)


def _pattern(match: re.Match[str], following: Sequence[re.Match[str]], lex: Lexicon) -> Piece:
    """A number, date, time or frequency; one that counts nothing is a small word."""
    kind, text = match.lastgroup or STOP, match[0]
    roles = {kind}
    if kind == NUMBER:
        if CITED.search(match.string[: match.start()]):
            roles = {STOP}
        elif OF_PLACES.match(match.string, match.end()):
            roles = {NAME}
    elif kind == FREQUENCY:
        last = text.lower().split()[-1]
        after = following[0][0].lower() if following else ""
        noun = after if last.endswith("ly") else last if text.lower().startswith(("each", "every")) else ""
        if not lex.no_frequency.isdisjoint(forms(noun)):
            roles = {STOP}
    return Piece(text, match.start(), match.end(), frozenset(roles))
