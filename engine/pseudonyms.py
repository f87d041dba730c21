"""Names of people replaced by stable pseudonyms: in the columns that hold them, and where a text repeats them.

This is a help and no guarantee. A name is known by its looks, or because its column was named; a text is searched for
the names that those columns hold, and for no others. Who can read the key file can read the names.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import attrs
import polars as pl

from .errors import UsageError
from .model import TABLES, Case, Fits, columns
from .names import hint, key, quoted
from .wording.words import shipped

NAMED: Final = (
    "evidence.staff",
    "evidence.recorded_by",
    "claims.owner",
    "priorities.owner",
    "actions.owner",
    "updates.author",
    "reviews.recorded_by",
    "monitoring.owner",
)
"""The columns in which people stand; posts among them are left as they are."""

_PREFIX: Final = "person-"
_JOINTS: Final = re.compile(r"\s*(?:[,;/&|\n(){}\[\]]|\band\b|\bwith\b|\s[-–]\s)\s*", re.IGNORECASE)
_TITLES: Final = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|sr|rev)\.?\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:['’.-][^\W\d_.'’-]+)*\.?")
_LONGEST: Final = 4
"""Words of a name; what is longer is a sentence."""
SOMEONE: Final = "someone"
"""Stands for a first name or surname that two of the people share."""


@attrs.frozen
class Pseudonymised:
    """What was done: the case without the names, the key, and what a reader should look at."""

    case: Case
    key: Mapping[str, str]
    """Each name, and its pseudonym; a name that stands for itself is left alone."""
    replaced: int
    """How many cells changed."""
    left: tuple[str, ...]
    """Parts of names that also are everyday words, found in a text and left there."""


def pseudonymise(case: Case, known: Mapping[str, str], told: Collection[str] = ()) -> Pseudonymised:
    """The case with names replaced; `known` is the key so far, `told` columns in which all but posts are names.

    Raises UsageError for a column that is none.
    """
    work = _Work(case, dict(known), _checked(told))
    return work.done()


def _checked(told: Collection[str]) -> tuple[str, ...]:
    every = [f"{table}.{column.name}" for table in TABLES for column in columns(table)]
    for name in told:
        if name not in every:
            raise UsageError(
                f"{quoted(name)} is no column{hint(name, every)}; write table.column, as in actions.owner"
            )
    return tuple(told)


def looks_like_name(text: str, *, told: bool = False) -> bool:
    """Whether a piece of a cell looks like a person's name: a few capitalised words, none of which belongs to a post.

    Where the column was named as one of people, capitals are not asked for.
    """
    words = _TITLES.sub("", text).split()
    if not 0 < len(words) <= _LONGEST or any(not _WORD.fullmatch(word) for word in words):
        return False
    if any(len(word) > 2 and word.strip(".").casefold() in _no_names() for word in words):
        return False
    return any(len(word.strip(".")) > 1 for word in words) and (
        told or all(word[0].isupper() for word in words)
    )


@cache
def _no_names() -> frozenset[str]:
    """Words that belong to a post, a place or a group, and so to no name."""
    lists = shipped()
    every = (
        "posts",
        "post_words",
        "plain_staff",
        "nobody",
        "everyone",
        "places",
        "general_nouns",
        "records",
        "nothing",
    )
    return frozenset(word.casefold() for name in every for text in lists[name] for word in text.split())


@cache
def _everyday() -> frozenset[str]:
    return frozenset(
        tomllib.loads((files("takehold.rulesets") / "name-words.toml").read_text("utf-8"))["words"]
    )


class _Work:
    """One case being gone through, and the key as it grows."""

    def __init__(self, case: Case, known: dict[str, str], told: tuple[str, ...]) -> None:
        self.case, self.key, self.told = case, known, told
        self.by_key = {key(name): pseudonym for name, pseudonym in known.items()}
        texts = [text for team in case.teams for text in (team.id, team.name)]
        texts += [text for shift in case.shifts for text in (shift.id, shift.name)]
        self.places = {key(text) for text in texts if text}
        self.replaced = 0
        self.left: dict[str, None] = {}

    def done(self) -> Pseudonymised:
        """The named columns first, which fill the key; then every text."""
        named = tuple(dict.fromkeys((*NAMED, *self.told)))
        for name in named:
            self._change(
                name, lambda text, told=name in self.told or name == "evidence.staff": self._cell(text, told)
            )
        search = _Search(self.key)
        for table in TABLES:
            for column in columns(table):
                if column.fits is Fits.TEXT and table != "service" and f"{table}.{column.name}" not in named:
                    self._change(f"{table}.{column.name}", lambda text: search.replaced(text, self.left))
        others = {table: self._others(frame, search) for table, frame in self.case.others.items()}
        case = attrs.evolve(self.case, others=others)
        return Pseudonymised(case, self.key, self.replaced, tuple(self.left))

    def _cell(self, text: str, told: bool) -> str:
        """A cell of a named column, each name in it replaced."""
        for piece in sorted(_JOINTS.split(text), key=len, reverse=True):
            name = " ".join(piece.split())
            known = key(name) in self.by_key
            if name and key(name) not in self.places and (known or looks_like_name(name, told=told)):
                text = re.sub(rf"(?<!\w){re.escape(piece)}(?!\w)", self._pseudonym(name), text)
        return text

    def _pseudonym(self, name: str) -> str:
        if key(name) not in self.by_key:
            taken = set(self.by_key.values())
            numbered = (f"{_PREFIX}{number:03}" for number in itertools.count(len(taken) + 1))
            self.key[name] = self.by_key[key(name)] = next(made for made in numbered if made not in taken)
        return self.by_key[key(name)]

    def _change(self, name: str, change: Any) -> None:
        """Put what `change` makes of each text in place of it, in one column."""
        table, _, column = name.partition(".")
        if table == "evidence":
            self._change_evidence(column, change)
            return
        rows = getattr(self.case, table)
        new = tuple(attrs.evolve(row, **{column: self._of(getattr(row, column), change)}) for row in rows)
        self.replaced += sum(old != row for old, row in zip(rows, new, strict=True))
        changed: dict[str, Any] = {table: new}
        self.case = attrs.evolve(self.case, **changed)

    def _of(self, value: Any, change: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(change(item) for item in value))
        return change(value) if isinstance(value, str) else value

    def _change_evidence(self, column: str, change: Any) -> None:
        evidence = self.case.evidence
        listed_ones = evidence.schema[column] == pl.List(pl.String)
        texts = (evidence[column].explode() if listed_ones else evidence[column]).drop_nulls()
        changed = {text: new for text in texts.unique(maintain_order=True) if (new := change(text)) != text}
        if not changed:
            return
        cell = pl.col(column)
        new = cell.list.eval(pl.element().replace(changed)) if listed_ones else cell.replace(changed)
        self.replaced += int(texts.is_in(list(changed)).sum())
        self.case = attrs.evolve(self.case, evidence=evidence.with_columns(new))

    def _others(self, frame: pl.DataFrame, search: _Search) -> pl.DataFrame:
        """The columns that takehold does not know: searched as texts are."""
        changed = []
        for name in frame.columns:
            if name != "id":
                texts = {text: search.replaced(text, self.left) for text in frame[name].drop_nulls().unique()}
                changed.append(pl.col(name).replace(texts))
        return frame.with_columns(changed)


class _Search:
    """Looks for names in a text: whole ones however written, first names and surnames where they are capitalised."""

    def __init__(self, names: Mapping[str, str]) -> None:
        meant = {name: pseudonym for name, pseudonym in names.items() if key(name) != key(pseudonym)}
        self.whole = {" ".join(name.casefold().split()): pseudonym for name, pseudonym in meant.items()}
        self.parts: dict[str, str] = {}
        self.doubtful: set[str] = set()
        for name, pseudonym in meant.items():
            for part in _TITLES.sub("", name).split():
                self._add(part.strip(".").casefold(), pseudonym)
        every = sorted({*self.whole, *self.parts, *self.doubtful}, key=len, reverse=True)
        either = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in every)
        self.pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if every else None

    def _add(self, part: str, pseudonym: str) -> None:
        if len(part) < 3 or part in _no_names():
            return
        if part in _everyday():
            self.doubtful.add(part)
        else:
            self.parts[part] = pseudonym if self.parts.get(part, pseudonym) == pseudonym else SOMEONE

    def replaced(self, text: str, left: dict[str, None]) -> str:
        """The text without the names; everyday words that are names as well are noted in `left`."""
        if self.pattern is None:
            return text

        def new(match: re.Match[str]) -> str:
            found = " ".join(match[0].casefold().split())
            if found in self.whole:
                return self.whole[found]
            if not match[0][0].isupper():
                return match[0]
            if found in self.doubtful:
                left[match[0]] = None
                return match[0]
            return self.parts[found]

        return self.pattern.sub(new, text)
