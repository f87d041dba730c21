"""The word lists by which texts are judged: the shipped ones, and how an organisation extends them.

Lists are data (`rulesets/words.toml`). Reading is strict: an unknown list, or an entry that is not text,
is a `RulesetError` that names the file and every such entry.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import attrs

from ..errors import RulesetError
from ..model import Level, Place, Problem
from ..names import hint, quoted
from ..toml_slips import slip

SHIPPED: Final = "words.toml"
_TABLES: Final = ("instead", "kinds", "tiers", "tier_words", "practical")
"""Lists that are tables of lists (or, for `instead`, of replacements)."""


@attrs.frozen
class Example:
    """What a specific text on some subject looks like, one sentence for each use."""

    about: tuple[str, ...]
    sentences: Mapping[str, str]


@attrs.frozen(eq=False)
class Words:
    """Every word list, by its name in `words.toml`; compared and cached by identity.

    `lists` holds the flat lists; `tables` those that are tables, such as the words of each kind of action.
    """

    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]
    instead: Mapping[str, str]
    examples: tuple[Example, ...]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """One flat list. Raises KeyError for a list that does not exist."""
        return self.lists[name]

    @property
    def digest(self) -> str:
        """The SHA-256 of everything in the lists."""
        text = json.dumps(attrs.asdict(self), sort_keys=True)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@cache
def shipped() -> Words:
    """The word lists that come with takehold."""
    return _parse((files("takehold.rulesets") / SHIPPED).read_text("utf-8"), SHIPPED, None)


_in_use: ContextVar[Words | None] = ContextVar("words in use", default=None)


def in_use() -> Words:
    """The word lists by which texts are judged now: a ruleset's, while a case is judged by it, else the shipped ones."""
    return _in_use.get() or shipped()


@contextmanager
def using(words: Words | None) -> Iterator[None]:
    """Judge texts in the body by these lists; None for the shipped ones."""
    before = _in_use.set(words)
    try:
        yield
    finally:
        _in_use.reset(before)


def joined(text: str, file: str, base: Words | None = None) -> Words:
    """The base lists (the shipped ones) with those of a text added. Raises RulesetError as `extended`."""
    return _parse(text, file, base or shipped())


def extended(path: Path, base: Words | None = None) -> Words:
    """The base lists (the shipped ones) with those of an organisation's own file added.

    A `[remove]` table takes words out. Raises RulesetError for a file that cannot be read or holds
    an unknown list.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesetError((_problem(f"the word lists cannot be read: {error}", path.name),)) from error
    return joined(text, path.name, base)


def _parse(text: str, file: str, base: Words | None) -> Words:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = slip(str(error), text)
        raise RulesetError((_problem(f"this is not TOML: {found.what}", file, found.row),)) from error
    remove = data.pop("remove", {})
    problems = [*_wrong(data, base, file), *_wrong(remove, base, file, removing=True)]
    if problems:
        raise RulesetError(tuple(problems))
    return _merged(base or Words({}, {}, {}, ()), data, remove)


def _problem(message: str, file: str, row: int | None = None) -> Problem:
    return Problem(Level.ERROR, message, Place(file, row))


def _wrong(data: Any, base: Words | None, file: str, *, removing: bool = False) -> Iterator[Problem]:
    """What does not fit, entry by entry. The shipped file itself says which lists there are."""
    if not isinstance(data, dict):
        yield _problem("remove is a table of lists", file)
        return
    for name, value in data.items():
        known = (*base.lists, *_TABLES, *(() if removing else ("examples",))) if base else (name,)
        if name not in known:
            yield _problem(f"there is no word list called {quoted(name)}{hint(name, known)}", file)
        elif name == "examples":
            yield from _wrong_examples(value, file)
        elif name in _TABLES:
            yield from _wrong_table(name, value, base, file)
        elif not _is_texts(value):
            yield _problem(f"{name} is a list of words in quotation marks", file)


def _wrong_table(name: str, table: Any, base: Words | None, file: str) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield _problem(f"{name} is a table", file)
        return
    for key, value in table.items():
        if name == "instead":
            if not isinstance(value, str):
                yield _problem(f"instead.{key} is the words to say instead", file)
        elif base and key not in base.tables[name]:
            yield _problem(f"{name} has no list {quoted(key)}{hint(key, base.tables[name])}", file)
        elif not _is_texts(value):
            yield _problem(f"{name}.{key} is a list of words in quotation marks", file)


def _wrong_examples(value: Any, file: str) -> Iterator[Problem]:
    for number, example in enumerate(value if isinstance(value, list) else [value], start=1):
        if not isinstance(example, dict) or not _is_texts(example.get("about")):
            yield _problem(f"example {number} needs `about`, a list of words", file)
        elif any(not isinstance(text, str) for key, text in example.items() if key != "about"):
            yield _problem(f"each sentence of example {number} is a text", file)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _merged(base: Words, data: Mapping[str, Any], remove: Mapping[str, Any]) -> Words:
    lists = dict(base.lists)
    tables = {name: dict(table) for name, table in base.tables.items()}
    for name, value in data.items():
        if name in _TABLES and name != "instead":
            held = tables.setdefault(name, {})
            for key, words in value.items():
                held[key] = _joined(held.get(key, ()), words)
        elif name not in ("instead", "examples"):
            lists[name] = _joined(lists.get(name, ()), value)
    for name, value in remove.items():
        if name in lists:
            lists[name] = _without(lists[name], value)
        for key, words in value.items() if name in tables else ():
            tables[name][key] = _without(tables[name][key], words)
    instead = {**base.instead, **data.get("instead", {})}
    # An organisation's own examples are looked at first.
    examples = (*map(_example, data.get("examples", ())), *base.examples)
    return Words(lists, tables, instead, examples)


def _example(data: Mapping[str, Any]) -> Example:
    return Example(tuple(data["about"]), {use: text for use, text in data.items() if use != "about"})


def _joined(old: tuple[str, ...], new: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *(word.lower() for word in new))))


def _without(old: tuple[str, ...], out: list[str]) -> tuple[str, ...]:
    gone = {word.lower() for word in out}
    return tuple(word for word in old if word not in gone)
