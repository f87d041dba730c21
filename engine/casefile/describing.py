"""What is wrong with a case, for the person who will put it right: grouped, worst first, each with the cell and a caret."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from ..model import Level, Problem
from ..names import as_typed, listed, printable
from ..report.escape import cell
from ..report.telling import parts, place_said
from .problems import LEFT_OUT

_SAID = re.compile(r"'[^']*'|\d[\d,.]*")
_ASKED = re.compile(r"; did you mean …\?")
"""What differs between messages of one kind, and what only some of them say."""
_INDENT = "    "
_ROWS = 5
"""How many rows of a kind are named."""


@attrs.frozen
class Kind:
    """Problems of one kind in one column: the first of them, the rows, and how many there are in all."""

    first: Problem
    rows: tuple[int, ...]
    total: int


def kinds(problems: Iterable[Problem]) -> tuple[Kind, ...]:
    """The problems by kind: errors first, then those of a whole file, then the most frequent."""
    groups: dict[tuple[Level, str, str | None, str], list[Problem]] = {}
    more: dict[tuple[Level, str, str | None], int] = {}
    for problem in problems:
        at = (problem.level, problem.place.file, problem.place.column)
        if count := LEFT_OUT.fullmatch(problem.message):
            more[at] = more.get(at, 0) + int(count[1].replace(",", ""))
        else:
            groups.setdefault((*at, _ASKED.sub("", _SAID.sub("…", problem.message))), []).append(problem)
    found = []
    for (level, file, column, _), group in groups.items():
        rows = tuple(problem.place.row for problem in group if problem.place.row is not None)
        left_out = more.pop((level, file, column), 0)
        found.append(Kind(group[0], rows, len(group) + left_out))
    return tuple(sorted(found, key=_gravity))


def _gravity(kind: Kind) -> tuple[bool, bool, int, str, int]:
    place = kind.first.place
    return kind.first.level is not Level.ERROR, bool(kind.rows), -kind.total, place.file, place.row or 0


def where_listed(path: Path | str = "CASE", mapping: str | None = None) -> str:
    """Where the problems are to be had for which there is no room: the command, as it is typed for this case."""
    through = f" --mapping {as_typed(mapping)}" if mapping is not None else ""
    return f"takehold validate {as_typed(str(path))}{through} --write problems.txt lists every one"


def describe(
    problems: Sequence[Problem], *, lines: int = 24, width: int = 80, rest: str = where_listed()
) -> str:
    """A summary that fits a screen: how many problems there are, then the gravest kinds. Empty where nothing is wrong.

    `rest` says where to find the rows and kinds for which there is no room.
    """
    every = kinds(problems)
    if not every:
        return ""
    parts = [_headline(every, width)]
    left = lines - len(parts[0].splitlines()) - 3  # the last two lines, and the blank one above them
    for shown, kind in enumerate(every):
        part = _kind(kind, width)
        left -= 1 + len(part.splitlines())
        if left < 0 and shown:
            parts.append(_rest(every[shown:], rest, width))
            break
        parts.append(part)
    else:
        if any(kind.total > _ROWS for kind in every):
            parts.append(_filled(f"Not every row is named here: {rest}.", width))
    return "\n\n".join(parts) + "\n"


def _headline(every: Sequence[Kind], width: int) -> str:
    counts = {level: sum(kind.total for kind in every if kind.first.level is level) for level in Level}
    said = " and ".join(
        f"{count:,} {level.value}{'' if count == 1 else 's'}" for level, count in counts.items() if count
    )
    stops = " Nothing is assessed until the errors are put right." if counts[Level.ERROR] else ""
    return textwrap.fill(f"The data has {said}.{stops}", width)


def _kind(kind: Kind, width: int) -> str:
    first = kind.first
    lines = [f"{first.level.value}: {_where(kind)}"]
    if first.value is not None or (first.place.column is not None and (first.place.row or 1) > 1):
        lines += _excerpt(first, width)
    lines += textwrap.wrap(
        first.message, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
    )
    return "\n".join(lines)


def _where(kind: Kind) -> str:
    """Where the problems of a kind stand, as somebody would look them up: evidence.csv, date, rows 4, 9 and 12."""
    place = kind.first.place
    file, sheet = parts(place)
    said = [file, *([sheet] if sheet else []), *([place.column] if place.column else [])]
    if kind.rows:
        first = [str(row) for row in kind.rows[:_ROWS]]
        more = kind.total - _ROWS
        named = listed(first) if more <= 0 else f"{', '.join(first)} and {more:,} more"
        said.append(("row " if kind.total == 1 else "rows ") + named)
    return printable(", ".join(said))


def _excerpt(problem: Problem, width: int) -> Iterator[str]:
    """The row and the cell as it was written, with a caret under what does not fit."""
    margin = f"{_INDENT}{problem.place.row} | "
    value = printable(" ".join((problem.value or "").split()))[: width - len(margin)]
    yield (margin + value).rstrip()
    yield " " * len(margin) + "^" * max(1, len(value))


def _rest(left: Sequence[Kind], rest: str, width: int) -> str:
    total = sum(kind.total for kind in left)
    what = "problem" if total == 1 else "problems"
    of = f" of {len(left)} more {'kind' if len(left) == 1 else 'kinds'}" if len(left) < total else ""
    return _filled(f"… and {total:,} more {what}{of}; {rest}.", width)


def _filled(text: str, width: int) -> str:
    """A text in lines, a path in it left whole."""
    return textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False)


def listing(problems: Iterable[Problem]) -> str:
    """Every problem, one on a line, for a file: level, place and message."""
    return "".join(
        f"{problem.level.value}: {place_said(problem.place)}: {problem.message}\n" for problem in problems
    )


def table(problems: Iterable[Problem]) -> str:
    """Every problem as a row of a spreadsheet, with a heading: each part of its place in a column of its own."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("level", "file", "sheet", "row", "column", "value", "problem"))
    for problem in problems:
        place = problem.place
        file, sheet = parts(place)
        said = (file, sheet or "", str(place.row or ""), place.column or "")
        texts = (problem.level.value, *said, problem.value or "", problem.message)
        writer.writerow([cell(text) for text in texts])
    return out.getvalue()


FORMS: Mapping[str, Callable[[Iterable[Problem]], bytes]] = {
    ".txt": lambda problems: listing(problems).encode("utf-8"),
    ".csv": lambda problems: b"\xef\xbb\xbf" + table(problems).encode("utf-8"),
}
"""How a file of problems is written, by its ending; a spreadsheet knows UTF-8 by the mark in front."""
