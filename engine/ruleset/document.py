"""One ruleset file as read: its text, its data, and where in it something stands."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from ..model import Level, Place, SourceProblem
from ..toml_slips import slip
from .model import Origin, Source
from .places import Entry, Path, locate

MIXED: Final = "in a file that declares a [[check]], set each check with a [[check]] of its own too: its id, and what it sets"
"""What TOML does not allow, and readers trip over: `[[check]]` and `[check.x]` in one file."""


@attrs.frozen(slots=False, eq=False)
class Document:
    """A ruleset's text and what TOML makes of it."""

    path: str
    text: str
    data: dict[str, Any]

    @property
    def file(self) -> str:
        """The file's name, as messages show it."""
        return FilePath(self.path).name

    @property
    def source(self) -> Source:
        """The file, its version and its digest."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return Source(self.file, str(self.data.get("version", "")), f"sha256:{digest}")

    @cached_property
    def _entries(self) -> Mapping[Path, Entry]:
        return locate(self.text)

    def problem(self, message: str, path: Path = (), *, key: bool = False) -> SourceProblem:
        """Something wrong with a value (or with its key), with its place, its line, and a caret under it."""
        entry = self._entries.get(path)
        if entry is None:
            return SourceProblem(Level.ERROR, message, Place(self.file))
        spot = entry.key if key or entry.value is None else entry.value
        line = self.text.splitlines()[spot.line - 1]
        caret = re.sub(r"[^\t]", " ", line[: spot.character - 1]) + "^" * spot.length
        return SourceProblem(
            Level.ERROR,
            message,
            Place(self.file, spot.line),
            character=spot.character,
            excerpt=f"{line}\n{caret}",
        )

    def origin(self, path: Path, value: Any) -> Origin:
        """Where something was set, and to what."""
        entry = self._entries.get(path)
        return Origin(self.file, entry.key.line if entry else None, value)


def parse(path: str, text: str) -> Document | SourceProblem:
    """A document, or what is wrong where the text is not TOML."""
    try:
        return Document(path, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = slip(str(error), text)
        said = f"this is not TOML: {found.what}"
        if "[[check]]" in text and re.search(r"^\s*\[check\.", text, re.MULTILINE):
            said += f"; {MIXED}"
        place = Place(FilePath(path).name, found.row)
        lines = text.splitlines()
        if found.row is None or found.character is None or found.row > len(lines):
            return SourceProblem(Level.ERROR, said, place)
        line = lines[found.row - 1]
        caret = re.sub(r"[^\t]", " ", line[: found.character - 1]) + "^"
        return SourceProblem(Level.ERROR, said, place, character=found.character, excerpt=f"{line}\n{caret}")
