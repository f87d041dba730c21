"""Reading a graph from elsewhere: `nodes.csv` beside `edges.csv`, a DOT file, or GSN as gsn2x writes it.

Which statements are evidence is taken from the file where it says so: in GSN the solutions are; in a table, the rows
with something in a column of evidence or scores. Where it does not say, whatever stands on nothing is taken for it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import attrs

from ..errors import UsageError
from . import dot, gsn

LARGEST: Final = 50_000_000
"""Bytes of a file that is read at all."""

_NO_SUPPORT: Final = frozenset({"incontextof", "context", "challenges", "challenge"})
"""Kinds of edge that carry nothing."""

_SOLUTION: Final = re.compile(r"^C*Sn(?![a-z])")
_ELEMENT: Final = re.compile(r"^(?:C*Sn|C*G|S|C|A|J)(?![a-z])")
_SURROUNDS: Final = re.compile(r"^(?:C|A|J)(?![a-zGS])")
"""How the id of a solution, of any element and of one that only surrounds others begins in GSN."""


@attrs.frozen(kw_only=True)
class Link:
    """One edge: what stands on what (or is in the context of, or challenges it), in the file's own word."""

    start: str
    end: str
    kind: str = ""

    @property
    def carries(self) -> bool:
        """Whether the end is what the start stands on."""
        return self.kind.replace(" ", "").casefold() not in _NO_SUPPORT


@attrs.frozen(kw_only=True)
class Found:
    """A graph as it was read. `known` says whether the file tells evidence from statements."""

    name: str
    statements: tuple[str, ...]
    links: tuple[Link, ...]
    evidence: frozenset[str]
    known: str

    @property
    def carrying(self) -> tuple[Link, ...]:
        """The links by which one statement stands on another."""
        return tuple(link for link in self.links if link.carries)


def read_argument(path: Path) -> Found:
    """The graph in a file or folder. Raises UsageError for what is none of the forms, or cannot be read."""
    if path.is_dir():
        if (path / "edges.csv").is_file():
            return _from_tables(path)
        files = sorted(path.rglob("*.gsn.yaml"))
        if not files:
            raise UsageError(f"{path} holds neither an edges.csv nor a .gsn.yaml file")
        return _from_gsn(path.name, {file.relative_to(path).as_posix(): file for file in files})
    if path.name == "edges.csv":
        return _from_tables(path.parent)
    if path.suffix in (".dot", ".gv"):
        return _from_dot(path)
    if path.suffix in (".yaml", ".yml"):
        return _from_gsn(path.name, {"": path})
    raise UsageError(f"{path}: a graph is a folder with edges.csv, a .dot file or GSN in a .yaml file")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST // 1_000_000} MB")
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise UsageError(f"{path} could not be read: {error.strerror or error}") from None


def _rows(path: Path, *needed: str) -> list[dict[str, str]]:
    csv.field_size_limit(LARGEST)
    try:
        found = list(csv.DictReader(io.StringIO(_text(path))))
    except csv.Error as error:
        raise UsageError(f"{path} could not be read: {error}") from None
    missing = [name for name in needed if found and name not in found[0]]
    if missing:
        raise UsageError(f"{path} has no column {' or '.join(missing)}: it has {', '.join(found[0])}")
    return [{name: (cell or "") for name, cell in row.items() if isinstance(name, str)} for row in found]


def _from_tables(folder: Path) -> Found:
    links = [
        Link(start=row["parent"], end=row["child"], kind=row.get("kind", ""))
        for row in _rows(folder / "edges.csv", "parent", "child")
    ]
    rows = _rows(folder / "nodes.csv", "id") if (folder / "nodes.csv").is_file() else []
    evidence = {row["id"] for row in rows if _is_evidence(row)}
    ids = [row["id"] for row in rows] or [end for link in links for end in (link.start, link.end)]
    told = any(_says_evidence(name) for row in rows[:1] for name in row)
    return _found(folder.name, ids, links, evidence, "a column of evidence or scores" if told else "")


def _says_evidence(column: str) -> bool:
    return any(word in column.casefold() for word in ("evidence", "score"))


def _is_evidence(row: Mapping[str, str]) -> bool:
    empty = ("", "0", "false", "no", "none")
    return any(_says_evidence(name) and cell.strip().casefold() not in empty for name, cell in row.items())


def _from_dot(path: Path) -> Found:
    try:
        ids, links = dot.read(_text(path))
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None
    return _found(path.name, ids, [Link(start=a, end=b, kind=kind) for a, b, kind in links], (), "")


def _from_gsn(name: str, files: Mapping[str, Path]) -> Found:
    ids: list[str] = []
    links: list[Link] = []
    for prefix, path in files.items():
        try:
            elements = gsn.read(_text(path))
        except ValueError as error:
            raise UsageError(f"{path}: {error}") from None
        begins = f"{prefix}#" if prefix and len(files) > 1 else ""
        for id, attributes in elements.items():
            ids.append(begins + id)
            for kind in ("supportedBy", "inContextOf", "challenges"):
                ends = attributes.get(kind, ())
                links += [Link(start=begins + id, end=begins + end, kind=kind) for end in ends]
    return _found(name, ids, links, (), "")


def _found(
    name: str, ids: Iterable[str], links: Iterable[Link], evidence: Iterable[str], known: str
) -> Found:
    """The graph, with its evidence worked out where no column says which it is."""
    statements, every = list(dict.fromkeys(ids)), tuple(links)
    own = {id: id.rpartition("#")[2] for id in statements}
    if not known and statements and all(_ELEMENT.match(id) for id in own.values()):
        known = "GSN: its solutions"
        evidence = [id for id in statements if _SOLUTION.match(own[id])]
        statements = [id for id in statements if not _SURROUNDS.match(own[id])]
    elif not known:
        standing = {link.start for link in every if link.carries}
        carried = {link.end for link in every if link.carries}
        evidence = [id for id in statements if id not in standing and id in carried]
    return Found(
        name=name,
        statements=tuple(statements),
        links=every,
        evidence=frozenset(evidence),
        known=known,
    )
