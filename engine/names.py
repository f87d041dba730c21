"""How names written by people are matched: what counts as the same word, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_GAPS = re.compile(r"[\s_-]+")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The form in which headings and fixed words are compared: case aside, space, hyphen and underscore alike."""
    return _GAPS.sub("-", text.strip()).casefold()


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, or None where nothing comes close."""
    from rapidfuzz import fuzz, process  # not needed until somebody mistypes

    choices = list(dict.fromkeys(known))
    alike = 50 if len(name) < 4 else 60  # of two characters in `c1`, one may be mistyped
    found = process.extractOne(key(name), choices, scorer=fuzz.ratio, processor=key, score_cutoff=alike)
    return found[0] if found else None


def meant(name: str, known: Iterable[str]) -> str | None:
    """As `nearest`, but a known name whose words all stand in this one goes before one that is merely alike.

    So that `Elm unit` is Elm, and `Familly feedback` feedback rather than `staff-feedback`; and never `Oak unit`, of which
    only the word that says nothing is the same.
    """
    choices = list(dict.fromkeys(known))
    near = nearest(name, [choice for choice in choices if _word_by_word(name, choice)])
    if near is not None and _alike(name, near) >= _SURELY:
        return near
    words = set(key(name).split("-"))
    within = [choice for choice in choices if choice and words.issuperset(key(choice).split("-"))]
    return max(within, key=len) if within else near


_SURELY = 85
"""How alike (of 100) a mistyped name is to the one that was meant, where little doubt is left."""


def _word_by_word(one: str, other: str) -> bool:
    """Whether two names of as many words could be the same in each of them; so may names of which one has more words."""
    pairs = list(zip(key(one).split("-"), key(other).split("-"), strict=False))
    if len(pairs) < 2 or key(one).count("-") != key(other).count("-"):
        return True
    return all(_alike(word, its) >= _HARDLY for word, its in pairs)


_HARDLY = 40
"""Below how alike (of 100) a word is another one, not the same mistyped."""


def _alike(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # not needed until somebody mistypes

    return fuzz.ratio(key(one), key(other))


def hint(name: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?`, or nothing: the end of a sentence about an unknown name."""
    return asked(nearest(name, known))


def asked(found: str | None) -> str:
    """`; did you mean 'x'?` of a name that was found, or nothing."""
    return f"; did you mean {quoted(found)}?" if found else ""


def quoted(text: str, longest: int = 60) -> str:
    """A value as a message shows it: in quotation marks, on one line, cut where it is long."""
    line = printable(" ".join(text.split()))
    return f"'{line if len(line) <= longest else line[: longest - 1] + '…'}'"


def printable(text: str) -> str:
    """A text without the characters that a terminal would obey instead of show."""
    return text if text.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in text)


def as_typed(path: str) -> str:
    """A path as somebody would type it after a command: in quotes where it holds a space."""
    return f'"{path}"' if " " in path else path


def listed(names: Iterable[str], *, most: int = 10, last: str = "and") -> str:
    """`a, b and c`, or `a, b, … and 12 more` where there are many."""
    every = list(names)
    if len(every) > most:
        return f"{', '.join(every[:most])} and {len(every) - most:,} more"
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"
