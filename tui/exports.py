"""Another system's export: how it would be read, what it gives, and taking that in as a case of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from takehold.engine.casefile.document import SERVICE
from takehold.engine.casefile.folder import load
from takehold.engine.casefile.inplace.parts import Parts, Unable
from takehold.engine.casefile.limits import Limits
from takehold.engine.casefile.reading import DOCUMENTS, MAPPING, WORKBOOK, read_case
from takehold.engine.casefile.sheet import table_named
from takehold.engine.errors import TakeholdError
from takehold.engine.mapping import find_mapping
from takehold.engine.mapping.export import NOBODY, export_files, read_through
from takehold.engine.mapping.grid import TEXT_ENDINGS
from takehold.engine.mapping.proposing import Proposal, propose
from takehold.engine.mapping.showing import as_mapping, as_text
from takehold.engine.model import NEEDED, Case, Level, Problem, Service, Shift, Team, columns
from takehold.engine.plugins import in_use

from .viewmodel.search import record_line
from .viewmodel.words import count

FIRST: Final = 3
"""How many records are shown as they would be read."""


@attrs.frozen
class Lack:
    """A column that every row needs and that no heading looks like: what could stand for it, each with its words."""

    key: tuple[str, str | None, str]
    """The file, the sheet and the column."""
    asks: str
    offers: tuple[tuple[str, Mapping[str, str]], ...]


Given = Mapping[tuple[str, str | None, str], Mapping[str, str]]
"""What somebody said stands for a column, by its key: a heading (`from`), or the same in every row (`value`)."""


@attrs.frozen
class Export:
    """An export as it would be taken in."""

    path: Path
    says: tuple[str, ...]
    """How it is read, line by line, with the first records."""
    case: Case | None
    """What it gives; None where the mapping is not whole."""
    problems: tuple[Problem, ...]
    lacks: tuple[Lack, ...] = ()
    """What has to be said before it can be read."""

    @property
    def errors(self) -> int:
        """How many things stand in the way of taking it in."""
        return sum(problem.level is Level.ERROR for problem in self.problems)

    @property
    def named(self) -> bool:
        """Whether the service is known: its `service.toml` stands beside the export."""
        return self.case is not None and self.case.service != NOBODY


def is_export(path: Path) -> bool:
    """Whether a path is no case file but holds what another system may have given, or what a plugin reads."""
    ending = path.suffix.lower()
    if path.is_dir():
        ours = (path / SERVICE).is_file() and not (path / MAPPING).is_file()
        return not ours and (any(True for _ in _files(path)) or _plugin(path) is not None)
    if ending == WORKBOOK:
        return path.is_file() and not _has_tables(path)
    return path.is_file() and (ending in TEXT_ENDINGS or _plugin(path) is not None)


def _plugin(path: Path) -> str | None:
    """The plugin that reads a path which has no form of takehold's own; None where none does."""
    ours = (path / SERVICE).is_file() if path.is_dir() else path.suffix.lower() in (*DOCUMENTS, WORKBOOK)
    found = None if ours else in_use().find_loader(path)
    return str(found[1]) if found is not None else None


def _files(path: Path) -> Iterator[Path]:
    try:
        yield from export_files(path)
    except TakeholdError:
        return


def _has_tables(path: Path) -> bool:
    """Whether a workbook has a sheet that a case needs; one that cannot be looked into is taken for a case."""
    try:
        names = Parts(load(path, path.name, Limits.from_environment())).sheets()
    except (TakeholdError, Unable, zipfile.BadZipFile, KeyError, OSError):
        return True
    return any(table_named(name) in NEEDED for name in names)


def look_at(path: Path, named: str | None, given: Given, each: Callable[[str], None]) -> Export:
    """How an export would be read: by the mapping named, the one beside it, a plugin, else one that is proposed.

    `given` completes what is proposed. `each` is told of each file before it is read, and may raise to end the reading.
    Raises TakeholdError.
    """
    limits = Limits.from_environment()
    beside = (path if path.is_dir() else path.parent) / MAPPING
    if named is None and beside.is_file():
        named = str(beside)
    if named is not None:
        mapping = find_mapping(named)
        says = [f"Read through the mapping {mapping.title or mapping.file}."]
        wrong: tuple[Problem, ...] = ()
    elif (plugin := _plugin(path)) is not None:
        case = read_case(path)
        return Export(path, (*_gives(case), "", f"Read by {plugin}."), case, case.problems)
    else:
        found, wrong = propose(path, limits, each=each)
        proposals = tuple(_completed(one, given) for one in found)
        text = as_text(proposals, path, limits)
        says = ["Nobody has said yet how to read it. This is proposed:", "", *text.splitlines()]
        if lacks := tuple(lack for one in proposals for lack in _lacks(one)):
            return Export(path, tuple(says), None, wrong, lacks)
        mapping = as_mapping(proposals)
    case = read_through(path, mapping, limits, named=named, alone=NOBODY, each=each)
    return Export(path, (*_gives(case), "", *says), case, (*wrong, *case.problems))


def _completed(one: Proposal, given: Given) -> Proposal:
    """A proposal with what somebody said stands for the columns that it lacks."""
    said = {name: dict(given[key]) for name in one.missing if (key := (one.file, one.sheet, name)) in given}
    if not said:
        return one
    told = {**one.told, "columns": {**one.told["columns"], **said}}
    return attrs.evolve(one, told=told, missing=tuple(name for name in one.missing if name not in said))


def _lacks(one: Proposal) -> Iterator[Lack]:
    """What has to be said of a sheet before it can be read."""
    where = one.file + (f", sheet {one.sheet}" if one.sheet else "")
    for column in columns(one.table):
        if column.name not in one.missing:
            continue
        headings = ((f"the heading {heading}", {"from": heading}) for heading in one.grid.headings)
        words = ((f"{word}, in every row", {"value": word}) for word in column.words)
        means = f"{column.help[:1].lower()}{column.help[1:]}"
        asks = f"{where}: no heading looks like the {column.name} ({means}). What stands for it?"
        yield Lack((one.file, one.sheet, column.name), asks, (*words, *headings))


def _gives(case: Case) -> Iterator[str]:
    """What an export gives, and its first records."""
    counts = [count(len(case.evidence), "record")]
    counts += [
        count(len(rows), noun) for rows, noun in ((case.actions, "action"), (case.reviews, "review")) if rows
    ]
    yield f"It gives {', '.join(counts)}. The first, as they are read:"
    for row in case.evidence.head(FIRST).to_dicts():
        yield f"  {row['id']}  {record_line(row)}"
    for action in case.actions[:FIRST]:
        yield f"  {action.id}  {action.text}"


def taken(case: Case, service: Service | None) -> Case:
    """The case that is made of an export; the teams and shifts that its records name are its own, where none are listed."""
    named: dict[str, list[str]] = {"team": [], "shift": []}
    for column, names in named.items():
        names += case.evidence[column].drop_nulls().unique(maintain_order=True).to_list()
        names += [name for row in case.actions if (name := getattr(row, column)) and name not in names]
    return attrs.evolve(
        case,
        service=service or case.service,
        teams=case.teams or tuple(Team(id=name, name=name) for name in dict.fromkeys(named["team"])),
        shifts=case.shifts or tuple(Shift(id=name, name=name) for name in dict.fromkeys(named["shift"])),
        problems=(),
        others={},
        headings={},
    )
