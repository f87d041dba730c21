"""Collecting what is wrong with the data: all of it, but thousands of one kind told once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable

from ..model import Level, Place, Problem

EXCERPT = 200
"""How many characters of an offending value a problem keeps."""


LEFT_OUT = re.compile(r"([\d,]+) more of the same kind; the first [\d,]+ are listed")
"""The message that stands for the problems of a kind that were counted and not kept."""


class Problems:
    """The problems met so far. A mutable ledger for one reading; `all` gives the frozen result."""

    def __init__(self, most: int = 1_000) -> None:
        """Keep at most `most` problems of one kind."""
        self._most = most
        self._kept: list[Problem] = []
        self._counts: Counter[tuple[Level, str, str | None, Hashable]] = Counter()

    def error(self, message: str, place: Place, value: str | None = None, *, kind: Hashable = None) -> None:
        """Note something that stops the assessment. Problems of one file, column and `kind` count together."""
        self._add(Level.ERROR, message, place, value, kind)

    def warning(self, message: str, place: Place, value: str | None = None, *, kind: Hashable = None) -> None:
        """Note something that the reader should know, and that stops nothing."""
        self._add(Level.WARNING, message, place, value, kind)

    def room(self, level: Level, place: Place, kind: Hashable = None) -> int:
        """How many more problems of this kind would be kept: the rest need only be counted, by `uncounted`."""
        return max(0, self._most - self._counts[level, place.file, place.column, kind])

    def uncounted(self, level: Level, place: Place, number: int, kind: Hashable = None) -> None:
        """Count problems of a kind that has no more room, without building them."""
        self._counts[level, place.file, place.column, kind] += number

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        for problem in problems:
            self._add(problem.level, problem.message, problem.place, problem.value, None)

    def _add(self, level: Level, message: str, place: Place, value: str | None, kind: Hashable) -> None:
        key = (level, place.file, place.column, kind)
        self._counts[key] += 1
        if self._counts[key] <= self._most:
            self._kept.append(Problem(level, message, place, None if value is None else value[:EXCERPT]))

    def all(self) -> tuple[Problem, ...]:
        """Every problem kept, errors first, each level by file, row and column, then how many were left out."""
        return tuple(sorted(self._kept, key=_order)) + tuple(self._left_out())

    def _left_out(self) -> Iterable[Problem]:
        for (level, file, column, _), count in self._counts.items():
            if count > self._most:
                more = f"{count - self._most:,} more of the same kind; the first {self._most:,} are listed"
                yield Problem(level, more, Place(file, None, column))


def _order(problem: Problem) -> tuple[bool, str, int, str]:
    place = problem.place
    return problem.level is not Level.ERROR, place.file, place.row or 0, place.column or ""
