"""Reading a mapping: strict about every key, and everything that is wrong told at once with its line.

A source can be `like` a ready-made mapping (or one in another file): it takes over all that the other says, and what it
says itself comes on top, column by column and word by word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from ..casefile.cells import Unfit
from ..errors import CaseError
from ..model import TABLES, Problem
from ..names import hint, key, listed, quoted
from ..ruleset.document import Document, parse
from . import ready
from .building import Several, build_source
from .model import Mapping, Source
from .shapes import COLUMN_KEYS, CONDITION_KEYS, SOURCE_KEYS, TOP_KEYS, UNFOLD_KEYS, Shape

FILE: Final = "mapping.toml"
_DEEPEST: Final = 5
"""How many mappings can be like one another in a row."""


class MappingError(CaseError):
    """A mapping that cannot be used: unknown keys, columns or words, with file, line and the nearest name."""


def find_mapping(named: str) -> Mapping:
    """The mapping in a file, or the ready-made one of that name. Raises MappingError, CaseError where there is none."""
    path = Path(named)
    if path.suffix.lower() != ".toml" and named in ready.names():
        return read_mapping(f"{named}.toml", ready.text(named).encode(), Path())
    if path.is_dir():
        path = path / FILE
    if not path.is_file():
        raise CaseError.at(
            named,
            f"There is no such mapping: give a .toml file, or one of {listed(ready.names(), most=30, last='or')}",
        )
    try:
        return read_mapping(path.name, path.read_bytes(), path.parent)
    except OSError as error:
        raise CaseError.at(named, f"The file cannot be read: {error.strerror}") from None


def read_mapping(file: str, data: bytes, folder: Path) -> Mapping:
    """The mapping in a file's bytes; files that it is `like` are looked for in the folder. Raises MappingError."""
    loader = _Loader(folder)
    document = loader.parse(file, data)
    sources = tuple(loader.sources(document)) if document else ()
    if loader.problems:
        raise MappingError(tuple(loader.problems))
    assert document is not None, "a text that is no TOML is a problem"
    title = document.data.get("title", "")
    case = document.data.get("case")
    return Mapping(file, title, hashlib.sha256(data).hexdigest(), sources, case)


class _Loader:
    """One reading: the problems met, and where other mappings are looked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def parse(self, file: str, data: bytes) -> Document | None:
        """The document, its shape looked through; None where it is no TOML."""
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise CaseError.at(file, "The mapping is not UTF-8; save the file as UTF-8") from None
        found = parse(file, text)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        self._shape(found, found.data, TOP_KEYS, ())
        sources = found.data.get("source")
        if "source" not in found.data or sources == []:
            self.problems.append(found.problem("The mapping has no [[source]], so it maps nothing"))
        for at, source in enumerate(sources if isinstance(sources, list) else ()):
            if isinstance(source, dict):
                self._source_shape(found, source, ("source", at))
        return found

    def _source_shape(self, document: Document, source: dict[str, Any], path: tuple[str | int, ...]) -> None:
        self._shape(document, source, SOURCE_KEYS, path)
        table = table_of(source)
        if "table" in source and table is None:
            text = f"{quoted(str(source['table']))} is no table that can be fed{hint(str(source['table']), TABLES)}"
            self.problems.append(document.problem(text, (*path, "table")))
        if "table" not in source and "like" not in source:
            self.problems.append(
                document.problem("The source does not say which table it feeds: table = …", path)
            )
        feeds = source.get("columns")
        for name, feed in (feeds if isinstance(feeds, dict) else {}).items():
            if isinstance(feed, dict):
                self._shape(document, feed, COLUMN_KEYS, (*path, "columns", name))
        if isinstance(source.get("unfold"), dict):
            self._shape(document, source["unfold"], UNFOLD_KEYS, (*path, "unfold"))
        conditions = source.get("leave_out")
        for at, condition in enumerate(conditions if isinstance(conditions, list) else ()):
            if isinstance(condition, dict):
                self._shape(document, condition, CONDITION_KEYS, (*path, "leave_out", at))

    def _shape(
        self, document: Document, told: dict[str, Any], keys: dict[str, Shape], path: tuple[str | int, ...]
    ) -> None:
        """Tell each key that is none, and each value of another shape than its key asks for."""
        for name, value in told.items():
            shape = keys.get(name)
            if shape is None:
                message = (
                    f"{quoted(name)} is no key here{hint(name, keys)}; there are {listed(keys, most=20)}"
                )
                self.problems.append(document.problem(message, (*path, name), key=True))
            elif not shape.fits(value):
                message = f"{quoted(name)} takes {shape.what}"
                self.problems.append(document.problem(message, (*path, name)))

    def sources(self, document: Document) -> Iterator[Source]:
        """The document's sources, each with what it is like. Yields nothing once a problem was met."""
        if self.problems:
            return
        for at, told in enumerate(document.data["source"]):
            path = ("source", at)
            for whole in self._with_like(document, told, path, 0):
                try:
                    yield build_source(whole, document, path)
                except Several as wrong:
                    self.problems.extend(wrong.problems)

    def _with_like(
        self, document: Document, told: dict[str, Any], path: tuple[str | int, ...], depth: int
    ) -> Iterable[dict[str, Any]]:
        """The source's data with that of the sources it is like below it."""
        name = told.get("like")
        if name is None:
            return [told]
        own = {part: value for part, value in told.items() if part != "like"}
        file, _, alone = str(name).partition("#")
        try:
            other = self._other(file, depth)
        except Unfit as error:
            self.problems.append(document.problem(str(error), (*path, "like")))
            return []
        if other is None:
            return []
        wanted = table_of(own)
        found = []
        for at, base in enumerate(other.data["source"]):
            if alone and base.get("name") != alone:
                continue
            for whole in self._with_like(other, base, ("source", at), depth + 1):
                if wanted in (None, table_of(whole)):
                    found.append(_over(whole, own))
        if not found:
            names = [str(base["name"]) for base in other.data["source"] if "name" in base]
            message = f"{quoted(str(name))} feeds no {wanted or 'table'}{hint(alone, names) if alone else ''}"
            self.problems.append(document.problem(message, (*path, "table" if "table" in told else "like")))
        return found

    def _other(self, name: str, depth: int) -> Document | None:
        if depth >= _DEEPEST:
            raise Unfit(
                f"{quoted(name)}: mappings that are like one another go round in a circle, or too deep"
            )
        if name in ready.names():
            return self.parse(f"{name}.toml", ready.text(name).encode())
        path = self.folder / name
        if name.endswith(".toml") and path.is_file():
            return self.parse(path.name, path.read_bytes())
        raise Unfit(
            f"{quoted(name)} is no ready-made mapping, nor a .toml file beside this one{hint(name, ready.names())}"
        )


def table_of(source: dict[str, Any]) -> str | None:
    """The table that a source says it feeds, None where it names none that can be fed."""
    name = key(str(source.get("table", "")))
    return name if name in TABLES and name != "service" else None


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """One source's data on top of another's: columns and words together, conditions added, the rest replaced."""
    merged = base | own
    feeds = {name: _as_table(feed) for name, feed in base.get("columns", {}).items()}
    for name, feed in own.get("columns", {}).items():
        below = feeds.get(name, {})
        above = _as_table(feed)
        if {"from", "value", "hash"} & set(above):
            below = {
                part: value for part, value in below.items() if part not in ("from", "value", "hash", "join")
            }
        words = below.get("words", {}) | above.get("words", {})
        feeds[name] = below | above | ({"words": words} if words else {})
    merged["columns"] = feeds
    merged["leave_out"] = [*base.get("leave_out", []), *own.get("leave_out", [])]
    return merged


def _as_table(feed: Any) -> dict[str, Any]:
    return feed if isinstance(feed, dict) else {"from": feed}
