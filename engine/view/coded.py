"""A case's records, coded once: what follows from them alone, whatever is claimed of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np

from ..calendar import Rhythm
from ..coding import Code, Lists, code, lists_of
from ..ledger import Ledger
from ..measure.terms import Terms
from ..measure.value import Gauge
from ..model import Case, Measure, Place

if TYPE_CHECKING:
    import polars as pl

    from ..ledger import Ints

_MANY = 32
"""Up to what part of the records texts are fetched row by row."""


class Coded:
    """Evidence as columns of numbers, and what is worked out from it when it is first asked for.

    The same may stand behind the views of one state of a case after another, as long as its records stay as they are.
    """

    def __init__(
        self,
        ledger: Ledger,
        naming: Mapping[str, Ints],
        rhythm: Rhythm,
        table: Callable[[], pl.DataFrame],
        *,
        case: Case | None = None,
    ) -> None:
        """`naming` are the rows that name each claim, `rhythm` the one that the ledger's cycles are of.

        `table` makes the evidence as a table in the ledger's order; `case` is the one of which these are the records.
        """
        self.ledger = ledger
        self.naming = naming
        self._table = table
        self._case = case
        self._ledgers: dict[Rhythm, Ledger] = {rhythm: ledger}
        self._gauges: dict[tuple[Measure | None, Rhythm, Terms], Gauge] = {}
        self._texts: dict[str, list[str | None]] = {}
        self._places: dict[str, Place | None] = {}

    @classmethod
    def of(cls, case: Case) -> Coded:
        """The records of a case."""
        return cls.each([case])[0]

    @classmethod
    def each(cls, cases: Sequence[Case]) -> list[Coded]:
        """The records of each of some cases, coded together: sooner done than one by one."""
        return [cls._made(case, found) for case, found in zip(cases, code(cases), strict=True)]

    @classmethod
    def _made(cls, case: Case, found: Code) -> Coded:
        rhythm = Rhythm(case.service.cycle)
        made = cls(found.ledger, _naming(found.claims), rhythm, lambda: found.table, case=case)
        made.staff = found.staff
        return made

    def fits(self, case: Case) -> bool:
        """Whether the records of a case are these very ones, coded as they would be anew."""
        mine = self._case
        return (
            mine is not None
            and mine.evidence is case.evidence
            and mine.shifts == case.shifts
            and mine.service.cycle == case.service.cycle
        )

    @cached_property
    def table(self) -> pl.DataFrame:
        """The evidence as a table in the order of the ledger, for what is rarely asked of a record."""
        return self._table()

    def gauge(self, measure: Measure | None, rhythm: Rhythm, terms: Terms) -> Gauge:
        """One measure over the records."""
        key = (measure, rhythm, terms)
        if key not in self._gauges:
            if rhythm not in self._ledgers:
                self._ledgers[rhythm] = attrs.evolve(self.ledger, cycle=rhythm.indices(self.ledger.day))
            self._gauges[key] = Gauge(measure, self._ledgers[rhythm], terms)
        return self._gauges[key]

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Each record's row in the ledger, by its id."""
        return dict(zip(self.ledger.ids.tolist(), range(len(self.ledger)), strict=True))

    def places(self, ids: Collection[str]) -> list[Place]:
        """Where records stand, each by its file and row; one that is no record, or in no file yet, is left out."""
        known = self._places
        for id in ids:
            if id not in known:
                row = self.row_of.get(id)
                known[id] = None if row is None else self._place(row)
        return [place for id in ids if (place := known[id]) is not None]

    def _place(self, at: int) -> Place | None:
        files, rows = self._rows
        file = files[at]
        return Place(file, rows[at]) if file is not None else None

    @cached_property
    def _rows(self) -> tuple[list[str | None], list[int]]:
        """The file that each record stands in, and its row there."""
        files = self.table["file"]
        one = files.n_unique() == 1
        return [files[0]] * len(files) if one else files.to_list(), self.table["row"].to_list()

    def texts(self, column: str, rows: Ints) -> list[str | None]:
        """A text column (note, source, recorded_by …) of some rows; the whole of it is kept once many were asked for."""
        if column not in self._texts:
            if len(rows) < len(self.ledger) / _MANY:
                return list(self.table[column][rows].to_list())
            self._texts[column] = self.table[column].to_list()
        texts = self._texts[column]
        return [texts[row] for row in rows.tolist()]

    @cached_property
    def staff(self) -> Lists:
        """Who was seen in each record, by pseudonym."""
        return lists_of(self.table, "staff")["staff"]


def _naming(claims: Lists) -> dict[str, Ints]:
    """The rows that name each claim."""
    rows = claims.records[np.argsort(claims.places, kind="stable")]
    ends = np.cumsum(np.bincount(claims.places, minlength=len(claims.words)))
    return dict(zip(claims.words, np.split(rows, ends[:-1]), strict=True)) if claims.words else {}
