"""From the tables of a data set to the cases of some of its services.

The rows of several services are parsed together, because to parse a few at a time costs as much as to parse many. Where
anything in them does not fit, the services concerned are read again, each by itself, so that every problem is told with
its own service and its own row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import polars as pl

from ..casefile.evidence import read_evidence
from ..casefile.folder import Read
from ..casefile.limits import Limits
from ..casefile.problems import Problems
from ..casefile.reading import finished
from ..casefile.records import read_records
from ..casefile.sheet import ROW, Sheet, missing_tables
from ..casefile.tables import Tables
from ..errors import CaseError
from ..model import NEEDED, Case, Place, Problem
from .dataset import Dataset, Part


@attrs.frozen
class Slice:
    """One service of a data set as read: its case, or why there is none."""

    service: str
    case: Case | None
    problems: tuple[Problem, ...] = ()


def read_slices(dataset: Dataset, services: Sequence[str], limits: Limits) -> Iterator[Slice]:
    """The cases of some services, in order."""
    together = _together(dataset, services, limits) if len(services) > 1 else {}
    for service in services:
        case = together.get(service)
        yield Slice(service, case) if case is not None else _alone(dataset, service, limits)


def _alone(dataset: Dataset, service: str, limits: Limits) -> Slice:
    """One service by itself, its rows under their own numbers from the start."""
    problems = Problems(limits.max_problems)
    made = _Making(service)
    try:
        for table in dataset.tables:
            if service not in table.extents:
                continue
            part = table.read((service,), limits, problems, table.extents[service].first)
            if part is not None:
                _Shared(part, problems, renumber=False).give([made])
            else:
                at = Place(table.file, table.extents[service].first)
                problems.error("The rows from here on cannot be read", at)
    except CaseError as error:
        return Slice(service, None, error.problems)
    return Slice(service, made.finish(problems))


def _together(dataset: Dataset, services: Sequence[str], limits: Limits) -> dict[str, Case]:
    """The cases of those of some services that nothing is wrong with."""
    problems = Problems(limits.max_problems)
    made = {service: _Making(service) for service in services}
    doubtful: set[str] = set()
    for table in dataset.tables:
        mine = [made[service] for service in services if service in table.extents]
        if not mine:
            continue
        try:
            part = table.read([one.service for one in mine], limits, problems, 0)
        except CaseError:
            return {}
        if part is None:
            return {}
        shared = _Shared(part, problems, renumber=True)
        shared.give(mine)
        rows = [problem.place.row for problem in problems.all() if problem not in dataset.headings]
        doubtful |= {mine[shared.owner(row)].service if row is not None else "" for row in rows}
        problems = Problems(limits.max_problems)
    if "" in doubtful:
        return {}  # something is wrong with a table as a whole
    return {
        service: one.finish(_told(dataset.headings, limits))
        for service, one in made.items()
        if service not in doubtful
    }


def _told(headings: Sequence[Problem], limits: Limits) -> Problems:
    problems = Problems(limits.max_problems)
    problems.extend(headings)
    return problems


class _Making:
    """One service's tables while they are being gathered."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.tables = Tables({})
        self.reads: list[Read] = []

    def finish(self, problems: Problems) -> Case:
        """The case, with everything that is wrong with it."""
        there = [table for read in self.reads for table in read.tables]
        missing_tables(there, {table: f"{table}.csv" for table in NEEDED}, problems)
        return finished(self.tables, self.reads, problems)


class _Shared:
    """Some services' rows of one table, parsed together and given to each."""

    def __init__(self, part: Part, problems: Problems, *, renumber: bool) -> None:
        self.part = part
        self.problems = problems
        counts = np.array([extent.count for extent in part.extents])
        self.ends = np.cumsum(counts)
        first = np.array([extent.first for extent in part.extents])
        self.shift = first - (self.ends - counts) if renumber else np.zeros(len(counts), dtype=np.int64)
        self.renumber = renumber

    def owner(self, row: int) -> int:
        """Which of the services a row, as numbered in the part, is of."""
        if not self.renumber:
            return 0
        return min(bisect_right(self.ends, row), len(self.ends) - 1)

    def give(self, services: Sequence[_Making]) -> None:
        """Give each service its sheet and its values of the table."""
        sheet = self.part.sheet
        for one, frame in zip(services, self._divided(sheet.frame), strict=True):
            one.tables.sheets[sheet.table] = Sheet(sheet.table, sheet.file, frame)
        for one, digest in zip(services, self.part.digests, strict=True):
            one.reads.append(Read(sheet.file, digest, (sheet.table,)))
        if sheet.table == "evidence":
            typed = map(self._divided, read_evidence(sheet, self.problems))
            for one, frame, aside in zip(services, *typed, strict=True):
                one.tables.put_evidence(frame, aside, self.problems)
            return
        rows: list[list[tuple[Any, Place, bool]]] = [[] for _ in services]
        for value, place, fits in read_records(sheet, self.problems):
            at = self.owner(place.row or 0)
            row = (place.row or 0) + int(self.shift[at])
            rows[at].append((value, Place(place.file, row), fits))
        for one, mine in zip(services, rows, strict=True):
            one.tables.put(sheet.table, mine, self.problems)

    def _divided(self, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """A table's rows, service by service, numbered as in the file."""
        if not self.renumber:
            yield frame
            return
        rows = frame[ROW].to_numpy()
        ends = np.searchsorted(rows, self.ends)
        starts = np.concatenate(([0], ends[:-1]))
        numbers = pl.Series(ROW, rows + np.repeat(self.shift, ends - starts))
        renumbered = frame.with_columns(numbers)
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield renumbered[start:end]
