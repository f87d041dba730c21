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

from .lexicon import Lexicon, forms
from .patterns import NOT_SAID, OF_PLACES, SCAN, is_cited
from .words import Words

NUMBER, DATE, TIME, FREQUENCY = "number", "date", "time", "frequency"
_CODE = "code"
ACRONYM, NAME, STOP = "acronym", "name", "stop"

_EVERYDAY: Final = frozenset(
    {STOP, "general_verbs", "general_nouns", "general_words", "units", "everyone", "served", "everywhere"}
)
_CONTRASTS: Final = ("but", "while", "whilst", "because")
_NOT_PHRASES: Final = (
    "plain_acronyms",
    "not_a_frequency",
    "citations",
    "nothing",
    "post_words",
    "plain_staff",
)
"""Lists that serve something else than finding roles."""


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


@attrs.frozen(cache_hash=True)  # it is looked up by its pieces
class Clause:
    """A stretch of a text that is judged by itself: a number in it makes its own words definite, no others."""

    pieces: tuple[Piece, ...]

    def first(self, *roles: str) -> Piece | None:
        """The first piece that can play one of these roles."""
        return next((piece for piece in self.pieces if piece.has(*roles)), None)


@attrs.frozen
class _Reader:
    """What a text is read with: the phrases, and the words that do not make an acronym or a frequency."""

    lexicon: Lexicon
    plain_acronyms: frozenset[str]
    no_frequency: frozenset[str]


@lru_cache(maxsize=64)
def _reader(words: Words) -> _Reader:
    phrases = {role: entries for role, entries in words.lists.items() if role not in _NOT_PHRASES}
    return _Reader(Lexicon(phrases), frozenset(words["plain_acronyms"]), frozenset(words["not_a_frequency"]))


@lru_cache(maxsize=64)
def _own_names(words: Words, names: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds the service's own names, where they are no everyday words; None where there are none."""
    lexicon = _reader(words).lexicon
    distinct = [name for name in names if _is_distinct(name, lexicon)]
    if not distinct:
        return None
    either = "|".join(re.escape(name) for name in sorted(distinct, key=len, reverse=True))
    return re.compile(rf"(?P<{NAME}>(?<!\w)(?:{either})(?!\w))", re.IGNORECASE)


def _scanned(text: str, own: re.Pattern[str] | None) -> Iterator[re.Match[str]]:
    """Everything the text is made of, in order; where one of the service's own names begins, it goes before all else.

    The names have a pattern of their own, because to compile all the others anew for each service takes as long
    as to read its texts.
    """
    if own is None:
        yield from SCAN.finditer(text)
        return
    at, name = 0, own.search(text)
    while name is not None:
        for match in SCAN.finditer(text, at):
            if name.start() <= match.start():
                break
            yield match
            at = match.end()
            if name.start() < at:
                break
        if name.start() >= at:
            yield name
            at = name.end()
        name = own.search(text, at)
    yield from SCAN.finditer(text, at)


def _is_distinct(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is no everyday word: a shift called "Day" makes nothing definite."""
    tokens = name.split()
    length, roles = lexicon.longest(tokens, 0) if tokens else (0, frozenset[str]())
    return bool(tokens) and (length < len(tokens) or roles.isdisjoint(_EVERYDAY))


def clauses(text: str, words: Words, names: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """A text's clauses, in order. `names` are the service's own: teams, shifts, measures, documents."""
    reader, own = _reader(words), _own_names(words, names)
    found: list[list[Piece]] = [[]]
    said = NOT_SAID.sub(lambda match: " " * len(match[0]), text)
    for stretch in _stretches(said, reader, own):
        found.append([])
        for piece in stretch:
            if _begins_another(piece, found[-1], stretch):
                found.append([])
            found[-1].append(piece)
    return tuple(Clause(tuple(pieces)) for pieces in found if pieces)


def _begins_another(piece: Piece, before: Sequence[Piece], stretch: Sequence[Piece]) -> bool:
    """Whether a conjunction begins a clause of its own: always `but`, and `and` before a verb of intention."""
    word = piece.text.lower()
    if not before or word not in (*_CONTRASTS, "and", "then"):
        return False
    following = stretch[stretch.index(piece) + 1 :]
    after = next((other for other in following if not other.has(STOP)), None)
    if after is None or word in _CONTRASTS:
        return after is not None
    verb = after.has("general_verbs", "light_verbs") and not after.has("general_nouns")
    return verb or (after.has("methods") and any(other.has("general_verbs") for other in before))


def _stretches(text: str, reader: _Reader, own: re.Pattern[str] | None) -> Iterator[list[Piece]]:
    """The text's pieces between full stops, semicolons and the like."""
    shouted = text.isupper()
    scanned = list(_scanned(text, own))
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
            length, piece = _word(scanned, at, reader, opening or shouted or titled)
        else:
            length, piece = 1, _pattern(match, scanned[at + 1 : at + 2], reader)
        pieces.append(piece)
        at, opening = at + length, False
    yield pieces


def _word(
    scanned: Sequence[re.Match[str]], at: int, reader: _Reader, capital_means_nothing: bool
) -> tuple[int, Piece]:
    run: list[str] = []
    for match in scanned[at : at + 8]:
        if match.lastgroup not in ("word", "number", "frequency"):
            break
        run.append(match[0])
    first = scanned[at]
    length, roles = reader.lexicon.longest(run, 0)
    if not capital_means_nothing and length == 1:
        plain = first[0].rstrip("s")
        if len(plain) > 1 and plain.isupper() and plain.lower() not in reader.plain_acronyms:
            roles = frozenset({ACRONYM})
        elif not roles and first[0][0].isupper():
            roles = frozenset({NAME})
    if not roles and "-" in first[0]:
        roles = _compound(first[0], reader.lexicon)
    last = scanned[at + length - 1]
    start, end = first.start(), last.end()
    return length, Piece(first.string[start:end], start, end, roles)


def _compound(word: str, lex: Lexicon) -> frozenset[str]:
    """The roles of "partner-led": those of its parts, where every part is known; else it names a thing."""
    parts = [lex.longest([part], 0)[1] for part in word.split("-") if part]
    return frozenset().union(*parts) if all(parts) else frozenset()


def _pattern(match: re.Match[str], following: Sequence[re.Match[str]], reader: _Reader) -> Piece:
    """A number, date, time or frequency; one that counts nothing is a small word."""
    kind, text = match.lastgroup or STOP, match[0]
    roles = {kind}
    if kind == _CODE:
        roles = {ACRONYM}
    elif kind == NUMBER:
        if is_cited(match.string[: match.start()]):
            roles = {STOP}
        elif OF_PLACES.match(match.string, match.end()):
            roles = {NAME}
    elif kind == FREQUENCY:
        last = text.lower().split()[-1]
        after = following[0][0].lower() if following else ""
        noun = after if last.endswith("ly") else last if text.lower().startswith(("each", "every")) else ""
        if not reader.no_frequency.isdisjoint(forms(noun)):
            roles = {STOP}
    return Piece(text, match.start(), match.end(), frozenset(roles))
