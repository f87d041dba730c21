"""Where each key and value of a TOML text stands, which the standard reader does not tell.

A text that `tomllib` has accepted is walked once more, and every key and value noted under its path: names for keys,
numbers for the items of lists (`("stage", 1, "requires", 0)`). It reads no values, so it can be short.
"""

from __future__ import annotations

import bisect
import re
import tomllib
from collections.abc import Mapping
from typing import Final

import attrs

Path = tuple[str | int, ...]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SPACE: Final = re.compile(r"[ \t]*")
_ROOM: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_PLAIN: Final = re.compile(r"[^,\]}#\n]*")
_BASIC: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL: Final = re.compile(r"'[^'\n]*'")
_LONG_BASIC: Final = re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})', re.DOTALL)
_LONG_LITERAL: Final = re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL)
_STRINGS: Final = (_LONG_BASIC, _LONG_LITERAL, _BASIC, _LITERAL)


@attrs.frozen
class Spot:
    """Where a piece of text begins (line and character, counted from 1) and how long it is on that line."""

    line: int
    character: int
    length: int


@attrs.frozen
class Entry:
    """Where a key and its value stand; a table that only a heading opens has no value."""

    key: Spot
    value: Spot | None = None


def locate(text: str) -> Mapping[Path, Entry]:
    """Where every key and every item of a TOML text stands. The text has been read by `tomllib` before."""
    walk = _Walk(text)
    walk.document()
    return walk.found


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, Entry] = {}
        self._lists: dict[Path, int] = {}
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def document(self) -> None:
        """Walk the headings and the keys below each."""
        below: Path = ()
        while self._skip(_ROOM) < len(self.text):
            if self.text.startswith("[", self.at):
                below = self._heading()
            else:
                self._pair(below)

    def _heading(self) -> Path:
        start = self.at
        listed = self.text.startswith("[[", self.at)
        self.at += 2 if listed else 1
        names = [name for name, _ in self._names()]
        self.at += 2 if listed else 1
        path: Path = ()
        for name in names[:-1]:
            path = self._inside((*path, name))
        path = (*path, names[-1])
        if listed:
            self._lists[path] = self._lists.get(path, -1) + 1
        path = self._inside(path)
        here = Entry(self._spot(start, self.at))
        self.found[path] = here
        for depth in range(1, len(path)):
            self.found.setdefault(path[:depth], here)
        return path

    def _inside(self, path: Path) -> Path:
        """The newest item of a list of tables, for a heading that continues it."""
        return (*path, self._lists[path]) if path in self._lists else path

    def _pair(self, below: Path) -> None:
        path = below
        for name, spot in self._names():
            path = (*path, name)
            self.found.setdefault(path, Entry(spot))
            key = spot
        self.at += 1  # the =
        self._skip(_SPACE)
        start = self.at
        self._value(path)
        self.found[path] = Entry(key, self._spot(start, self.at))

    def _names(self) -> list[tuple[str, Spot]]:
        """A key with its dots, name by name."""
        names: list[tuple[str, Spot]] = []
        while True:
            start = self._skip(_SPACE)
            match = _BARE.match(self.text, start) or _BASIC.match(self.text, start)
            match = match or _LITERAL.match(self.text, start)
            assert match is not None, "tomllib has accepted this text"
            self.at = match.end()
            raw = match[0]
            name = str(tomllib.loads(f"name = {raw}")["name"]) if raw[0] in "\"'" else raw
            names.append((name, self._spot(start, self.at)))
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _value(self, path: Path) -> None:
        opening = self.text[self.at]
        if opening in "\"'":
            matches = (pattern.match(self.text, self.at) for pattern in _STRINGS)
            self.at = next(match.end() for match in matches if match)
        elif opening == "[":
            self._items(path)
        elif opening == "{":
            self._table(path)
        else:
            match = _PLAIN.match(self.text, self.at)
            self.at += len(match[0].rstrip()) if match else 0

    def _items(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self.text[self._skip(_ROOM)] != "]":
            start = self.at
            self._value((*path, number))
            spot = self._spot(start, self.at)
            self.found[*path, number] = Entry(spot, spot)
            number += 1
            if self.text[self._skip(_ROOM)] == ",":
                self.at += 1
        self.at += 1

    def _table(self, path: Path) -> None:
        self.at += 1
        while self.text[self._skip(_ROOM)] != "}":
            self._pair(path)
            if self.text[self._skip(_ROOM)] == ",":
                self.at += 1
        self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _spot(self, start: int, end: int) -> Spot:
        line = bisect.bisect_right(self._starts, start)
        begin = self._starts[line - 1]
        stop = self.text.find("\n", start)
        length = min(end, stop if stop >= 0 else len(self.text)) - start
        return Spot(line, start - begin + 1, max(1, length))
