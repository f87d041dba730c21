"""On which line of a TOML or JSON document a record begins: what its reader would look for in an editor.

Only for documents that have been parsed without fault. Where the lines cannot be told (records within one
line, or written as an inline array) there are none, and records are numbered as a spreadsheet would show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json.decoder import JSONDecoder

_HEADER = re.compile(r"""^[ \t]*(\[\[?)[ \t]*["']?([^\]"'\n]+?)["']?[ \t]*\]""", re.MULTILINE)
_KEY = re.compile(r"""^[ \t]*["']?([^="'\n#]+?)["']?[ \t]*=""", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n]*")

Lines = dict[str, list[tuple[str, int]]]
"""By top-level name, each record (its key, for a table that is not a list) and the line it begins on."""


def lines_of(file: str, text: str) -> Lines:
    """The lines on which a document's records and keys begin, by the file's ending."""
    return _json(text) if file.lower().endswith(".json") else _toml(text)


def _toml(text: str) -> Lines:
    """A header begins each record of a list, a key each value of a table; those at the top belong to no name."""
    found: Lines = {}
    headers = [(match.start(), match[1], match[2]) for match in _HEADER.finditer(text)]
    ends = [start for start, _, _ in headers[1:]] + [len(text)]
    sections = [(0, "[", "", headers[0][0] if headers else len(text))]
    sections += [(start, mark, name, end) for (start, mark, name), end in zip(headers, ends, strict=False)]
    count = _LineCount(text)
    for start, mark, name, end in sections:
        if mark == "[[":
            found.setdefault(name, []).append((name, count.at(start)))
        else:
            keys = _KEY.finditer(text, start, end)
            found.setdefault(name, []).extend((key[1], count.at(key.start(1))) for key in keys)
    return found


def _json(text: str) -> Lines:
    found: Lines = {}
    count = _LineCount(text)
    for name, start, _ in _members(text, _skip(text, 0)):
        if text[start] == "[":
            found[name] = [(name, count.at(item)) for item in _items(text, start)]
        elif text[start] == "{":
            found[name] = [(key, count.at(at)) for key, at, _ in _members(text, start)]
    return found


_decode = JSONDecoder().raw_decode


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The members of the object that begins here: each one's name, and where its value begins and ends."""
    at = _skip(text, at + 1)
    while text[at] == '"':
        name, at = _decode(text, at)
        start = _skip(text, _skip(text, at) + 1)
        at = _decode(text, start)[1]
        yield name, start, at
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _items(text: str, at: int) -> Iterator[int]:
    """Where each item of the list that begins here begins."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        yield at
        at = _skip(text, _decode(text, at)[1])
        if text[at] == ",":
            at = _skip(text, at + 1)


class _LineCount:
    """The line of a place in a text, for places asked for in order or nearly so."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def at(self, place: int) -> int:
        """The line, the first being 1."""
        if place < self._at:
            self._at, self._line = 0, 1
        self._line += self._text.count("\n", self._at, place)
        self._at = place
        return self._line
