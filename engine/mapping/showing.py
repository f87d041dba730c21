"""A proposal as a person reads it, and as the mapping that would be written."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import polars as pl

from ..casefile.cells import date_or_words
from ..casefile.limits import Limits
from ..casefile.problems import Problems
from ..casefile.sheet import ROW
from ..errors import CaseError
from ..model import Fits, Level, Problem, columns
from ..names import listed, quoted
from ..report.escape import shown
from .apply import NEWEST, REFUSED, Part
from .export import NOBODY, read_parts, read_through
from .loading import FILE, MappingError, read_mapping
from .model import Mapping
from .proposing import Proposal

ROWS: Final = 3
"""How many rows are shown as they would be read."""
_CELL: Final = 40


def as_toml(proposals: Sequence[Proposal]) -> str:
    """The mapping that is proposed, with what is in doubt said in its comments."""
    lines = [
        "# Proposed by takehold map: read it, and change what is wrong. A column that is not sure says so.",
        'title = "Our export"',
    ]
    for one in proposals:
        lines += ["", "[[source]]", f"# {one.sure}: {_line(one.why)}"]
        lines += [f"# {_line(note)}" for note in one.notes]
        lines += [f"{name} = {_value(value)}" for name, value in one.told.items() if name != "columns"]
        if "columns" not in one.told:
            continue
        why = {guess.column: f"  # {guess.sure}: {_line(guess.why)}" for guess in one.guesses}
        lines += ["", "[source.columns]"]
        lines += [f"{name} = {_value(feed)}{why.get(name, '')}" for name, feed in one.told["columns"].items()]
        lines += [f'# {name} = "…"  # needed, and no heading looks like it' for name in one.missing]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())


def _value(value: Any) -> str:
    """A value as TOML: JSON's strings and lists are TOML's as well."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_name(name)} = {_value(one)}" for name, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _name(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _value(text)


def read_as_proposed(proposals: Sequence[Proposal], path: Path, limits: Limits) -> tuple[Problem, ...]:
    """Everything wrong with an export read as a case through what is proposed, as `validate` would tell it.

    Where no service stands beside the export, that and the claims still to come are not told. Where some of what is
    proposed is not whole yet, only the files of the rest are looked at: what their records name may be in the others.
    """
    whole = [one for one in proposals if not one.missing]
    if not whole:
        return ()
    try:
        found = read_through(path, as_mapping(whole), limits, alone=NOBODY).problems
    except CaseError as error:
        return error.problems
    files = {one.grid.file for one in whole}
    return found if len(whole) == len(proposals) else tuple(one for one in found if one.place.file in files)


def as_text(proposals: Sequence[Proposal], path: Path, limits: Limits) -> str:
    """What is proposed, how sure and why, and the first rows as they would be read."""
    whole = [one for one in proposals if not one.missing]
    parts: dict[str, list[Part]] = {}
    with suppress(MappingError):  # `read_as_proposed` tells it
        if whole:
            parts = read_parts(path, as_mapping(whole), limits, Problems(limits.max_problems))
    lines: list[str] = []
    for one in proposals:
        lines += [*_head(one), *_columns(one), *_rows(one, parts.get(one.table, ())), ""]
    return "\n".join(shown(line) for line in lines)


def as_mapping(whole: Sequence[Proposal]) -> Mapping:
    """What is proposed as the mapping that would be written. Raises MappingError."""
    return read_mapping(FILE, as_toml(whole).encode(), Path())


def _head(one: Proposal) -> Iterator[str]:
    where = one.file + (f", sheet {one.sheet}" if one.sheet else "")
    yield f"{where} → {one.table} ({one.sure}: {one.why})"
    for note in one.notes:
        yield f"  {note}"


def _columns(one: Proposal) -> Iterator[str]:
    if "like" in one.told:
        yield f"  as the ready-made mapping {one.told['like']} says"
        return
    guesses = {guess.column: guess for guess in one.guesses}
    for name, feed in one.told["columns"].items():
        guess = guesses.get(name)
        if "value" in feed:
            yield f"  {name:<12} always {quoted(feed['value'])}"
        elif guess is None and "from" in feed:
            yield f"  {name:<12} {quoted(feed['from'])}"
        elif guess is None or "hash" in feed:
            yield f"  {name:<12} made of {listed(map(quoted, feed['hash']))}"
        else:
            yield f"  {name:<12} {quoted(guess.heading):<28} {guess.sure:<8} {guess.why}"
    for name in one.missing:
        yield f"  {name:<12} needed, and no heading looks like it: name one in the mapping"
    used = {
        text for feed in one.told["columns"].values() for text in (feed.get("from"), *feed.get("hash", ()))
    }
    if left := [heading for heading in one.grid.headings if heading not in used]:
        yield f"  not used: {listed(map(quoted, left), most=12)}"


def _rows(one: Proposal, parts: Sequence[Part]) -> Iterator[str]:
    """The first rows of the sheet, as they would be read."""
    frame = next((part.frame for part in parts if part.file == one.grid.file), None)
    whole = None if frame is None else frame.filter(pl.col(REFUSED).is_null()).drop(NEWEST, REFUSED)
    if whole is None or whole.is_empty():
        return
    dates = {column.name for column in columns(one.table) if column.fits in (Fits.DATE, Fits.DATE_OR_WORDS)}
    yield "  first rows, as they would be read:"
    for row in whole.head(ROWS).iter_rows(named=True):
        at = row.pop(ROW)
        cells = [f"{name} {_shown(name, text, dates)}" for name, text in row.items() if text is not None]
        yield f"    row {at}: {', '.join(cells)}"


def _shown(name: str, text: str, dates: Collection[str]) -> str:
    return quoted(str(date_or_words(text)) if name in dates else text, _CELL)


def errors(problems: Sequence[Problem]) -> int:
    """How many of the problems are errors."""
    return sum(problem.level is Level.ERROR for problem in problems)
