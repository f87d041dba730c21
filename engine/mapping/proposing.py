"""A mapping proposed for an export: a ready-made one where its headings are known, else a guess at each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

from ..casefile.limits import Limits
from ..casefile.problems import Problems
from ..errors import CaseError
from ..model import Problem, columns
from ..names import key, listed, quoted
from ..pseudonyms import looks_like_name
from . import ready
from .beside import Known, known_beside, with_ids
from .export import export_files
from .grid import Grid, open_file, unique_text
from .guessing import A_GUESS, LIKELY, SURE, Guess, guess_columns, known_words, not_an_id
from .loading import find_mapping
from .model import Source
from .words import MONTHS

_ENOUGH: Final = 3
"""How many of a sheet's headings a ready-made mapping must name before it is proposed."""
_HASHED: Final = 4
"""Headings that a made id is made of, at most."""
_PEOPLE: Final = ("owner", "recorded_by", "author")
TABLES: Final = ("evidence", "actions", "reviews")
"""The tables that a proposal may choose from; the others are written by hand."""


@attrs.frozen
class Proposal:
    """What is proposed for one sheet: the source as a mapping says it, how sure each part is, and what is missing."""

    file: str
    sheet: str | None
    grid: Grid
    table: str
    told: dict[str, Any]
    sure: str
    why: str
    guesses: tuple[Guess, ...] = ()
    missing: tuple[str, ...] = ()
    """Columns that every row needs and that nothing seems to feed."""
    notes: tuple[str, ...] = ()


def propose(
    path: Path, limits: Limits, *, pseudonymise: bool = False, each: Callable[[str], None] | None = None
) -> tuple[tuple[Proposal, ...], tuple[Problem, ...]]:
    """A proposal for each sheet of an export, and what went wrong on the way. Raises CaseError where there is none.

    `each` is told of each file before it is looked at; what it raises ends the search.
    """
    if not path.exists():
        raise CaseError.at(path.name, "There is no such file or folder")
    problems = Problems(limits.max_problems)
    found: list[Proposal] = []
    known = known_beside(path, limits)
    for file in export_files(path):
        if path.is_dir() and key(file.stem) in _ORDINARY:
            continue
        if each is not None:
            each(file.name)
        for grid in _grids(file, limits, problems):
            found += _proposals(file.name, grid, pseudonymise, known)
    if not found:
        raise CaseError.at(
            path.name, "No .csv or .xlsx file with headings and rows is here to propose a mapping for"
        )
    return tuple(found), problems.all()


_ORDINARY: Final = ("claims", "teams", "shifts", "measures")
"""Tables of a case that stand beside an export under their own names."""


def _grids(file: Path, limits: Limits, problems: Problems) -> Sequence[Grid]:
    """The file's sheets, the heading row being the one that bears the most known headings, else the fullest."""
    for wanted in (_known_headings(), ()):
        try:
            grids = open_file(file, "*", wanted, limits, Problems() if wanted else problems).grids
        except CaseError as error:
            problems.extend(error.problems)
            return ()
        known = set(map(key, wanted))
        if not wanted or all(len(known & set(map(key, grid.headings))) >= 2 for grid in grids):
            return [grid for grid in grids if not grid.frame.is_empty()]
    return ()


@cache
def _known_headings() -> tuple[str, ...]:
    words = known_words()
    names = [word for table in TABLES for every in words[table].values() for word in every]
    return tuple(dict.fromkeys([*names, *(name for _, source in _ready() for name in _named(source))]))


@cache
def _ready() -> tuple[tuple[str, Source], ...]:
    """Every source of every ready-made mapping, with what another source says to be like it."""
    return tuple(
        (f"{name}#{source.name}" if source.name else name, source)
        for name in ready.names()
        for source in find_mapping(name).sources
    )


def _named(source: Source) -> list[str]:
    """The headings that a source cannot do without, and one of each group of which any will do."""
    names = [one.heading for one in source.leave_out]
    for feed in source.feeds.values():
        names += feed.hash or feed.headings
    if source.unfold:
        names += [*source.unfold.headings, *filter(None, [source.unfold.numbered])]
    return names


def _suits(source: Source, grid: Grid) -> int:
    """How many headings of a sheet a ready-made source names; 0 where one that it needs is not there."""
    for feed in source.feeds.values():
        every = feed.hash or feed.headings
        there = [grid.named(name) for name in every if source.unfold is None or name != source.unfold.into]
        any_will_do = feed.join is None and not feed.hash
        if there and not (any(there) if any_will_do else all(there)):
            return 0
    if not all(grid.named(one.heading) for one in source.leave_out):
        return 0
    if source.newest and not grid.named(source.newest):
        return 0
    return len({name for heading in _named(source) if (name := grid.named(heading))})


def _proposals(file: str, grid: Grid, pseudonymise: bool, known: Known) -> Iterator[Proposal]:
    """The ready-made mapping that names most of the headings, else a guess."""
    sheet = grid.file.partition("#")[2] or None
    where = {"file": _pattern(file)} | ({"sheet": sheet} if sheet else {})
    scores: dict[str, int] = {}
    for name, source in _ready():
        if (suits := _suits(source, grid)) >= _ENOUGH:
            scores[name] = max(scores.get(name, 0), suits)
    best = max(scores, key=lambda name: (scores[name], name), default=None)
    if best is None:
        yield _guessed(file, sheet, grid, where, pseudonymise, known)
        return
    tables = dict.fromkeys(source.table for name, source in _ready() if name == best and _suits(source, grid))
    sure = SURE if scores[best] > _ENOUGH else LIKELY
    why = f"{scores[best]} of its headings are those of {find_mapping(best.partition('#')[0]).title}"
    for table in tables:
        yield Proposal(file, sheet, grid, table, {"like": best, "table": table, **where}, sure, why)


def _pattern(file: str) -> str:
    """A file's name with its dates and counters open, so that the next export is read as well."""
    path = Path(file)
    words = re.split(r"([\s_.-]+)", path.stem)
    while len(words) > 1 and (not words[-1].strip("0123456789()_-. ") or words[-1][:3].lower() in MONTHS):
        words.pop()
    stem = "".join(words).rstrip(" _.-") or path.stem
    return f"{stem}*{path.suffix}"


def _guessed(
    file: str, sheet: str | None, grid: Grid, where: dict[str, Any], pseudonymise: bool, known: Known
) -> Proposal:
    hint = _file_hint(f"{file} {sheet or ''}")
    by_table = {table: guess_columns(table, grid.frame, grid.headings) for table in TABLES}
    table = max(
        TABLES, key=lambda name: _weight(name, by_table[name]) + (3 if hint.get("table") == name else 0)
    )
    named = {column.name: column for column in columns(table)}
    guesses = [
        with_ids(guess, named[guess.column], unique_text(grid.frame, guess.heading), known)
        if guess.column in known
        else guess
        for guess in by_table[table]
    ]
    feeds: dict[str, Any] = {guess.column: {"from": guess.heading, **guess.told} for guess in guesses}
    notes = list(_people(guesses, grid, feeds, pseudonymise))
    _fixed(table, hint, feeds, notes)
    if "id" not in feeds:
        made = [
            guess.heading
            for guess in guesses
            if guess.column in ("date", "text", "theme", "note", "staff", "forum", "team")
        ]
        if called := not_an_id(table, grid.frame, grid.headings):
            notes.append(f"{quoted(called)} is no id, for many rows have none there or the same")
        if made:
            feeds["id"] = {"hash": made[:_HASHED], "prefix": f"{_short(file)}-"}
            notes.append(
                f"no heading numbers the rows, so an id is made of {listed(map(quoted, made[:_HASHED]))}"
            )
    told = where | {"table": table, "columns": {name: feeds[name] for name in named if name in feeds}}
    missing = tuple(name for name, column in named.items() if column.required and name not in feeds)
    sure = A_GUESS if missing or not hint else LIKELY
    why = f"called {quoted(file)}" if hint.get("table") == table else "its headings are most like those"
    return Proposal(file, sheet, grid, table, told, sure, why, tuple(guesses), missing, tuple(notes))


def _weight(table: str, guesses: Sequence[Guess]) -> float:
    """How much speaks for a table: what is guessed for it, its required columns twice."""
    needed = {column.name for column in columns(table) if column.required}
    return sum((2 if guess.column in needed else 1) * guess.score / 100 for guess in guesses)


def _file_hint(name: str) -> dict[str, Any]:
    words = f" {key(name).replace('-', ' ').replace('.', ' ')} "
    return next(
        (one for one in known_words()["file"] if any(f" {word} " in words for word in one["words"])), {}
    )


def _fixed(table: str, hint: dict[str, Any], feeds: dict[str, Any], notes: list[str]) -> None:
    """What no export says of itself: the kind of record, the level of a meeting."""
    if table == "evidence" and "kind" not in feeds and "kind" in hint:
        feeds["kind"] = {"value": hint["kind"]}
        notes.append(f"every row is taken as {hint['kind']}, by the name of the file")
    if table == "reviews" and "level" not in feeds:
        feeds["level"] = {"value": "manager"}
        notes.append("every meeting is taken as one of managers: change level where it is the provider's")


def _people(guesses: Sequence[Guess], grid: Grid, feeds: dict[str, Any], everywhere: bool) -> Iterator[str]:
    """Put pseudonyms in place of the names of staff; elsewhere where that is asked for."""
    for guess in guesses:
        wanted = guess.column == "staff" or (everywhere and guess.column in _PEOPLE)
        texts = unique_text(grid.frame, guess.heading)
        names = sum(looks_like_name(text) for text in texts)
        if wanted and names * 2 > len(texts):
            feeds[guess.column] = {"hash": [guess.heading], "prefix": "person-"}
            yield f"{quoted(guess.heading)} holds names of people: a pseudonym made of the name stands in its place"


def _short(file: str) -> str:
    stem = key(Path(file).stem).strip("0123456789-_.()")
    return stem.split("-")[0][:12] or "row"
