"""A case's records, coded once: what follows from them alone, whatever is claimed of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs
import numpy as np

from ..calendar import Rhythm
from ..ledger import Ledger, ledger
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
        rhythm = Rhythm(case.service.cycle)
        book, table = ledger(case.evidence, case.shifts, rhythm)
        claims, staff = _listed(table, "claims", "staff")
        made = cls(book, _naming(claims, len(table)), rhythm, lambda: table, case=case)
        made.staff = staff
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
    def staff(self) -> _Lists:
        """Who was seen: where each record's people begin (and the last end), each one's place in the names, the names."""
        return next(_listed(self.table, "staff"))


def _naming(claims: _Lists, records: int) -> dict[str, Ints]:
    """The rows that name each claim, of so many records."""
    begins, codes, names = claims
    rows = np.repeat(np.arange(records), np.diff(begins))[np.argsort(codes, kind="stable")]
    ends = np.cumsum(np.bincount(codes, minlength=len(names)))
    return dict(zip(names, np.split(rows, ends[:-1]), strict=True)) if names else {}


_Lists = tuple["Ints", "Ints", list[str]]
"""A column of lists: where each record's items begin (and the last end), each item's place in the words, the words."""


def _listed(table: pl.DataFrame, *names: str) -> Iterator[_Lists]:
    """Columns of lists, their words in order of appearance.

    All in two questions: polars takes about as long over one column as over several.
    """
    import polars as pl

    items = {name: pl.col(name).explode().drop_nulls() for name in names}
    lengths = (pl.col(name).list.len().fill_null(0).implode().alias(f"{name}#") for name in names)
    found = table.select(*(one.unique(maintain_order=True).implode() for one in items.values()), *lengths)
    places = table.select(
        one.cast(pl.Enum(found[name][0])).to_physical().cast(pl.Int64).implode()
        for name, one in items.items()
    )
    for name in names:
        begins = np.concatenate(([0], np.cumsum(found[f"{name}#"][0].to_numpy(), dtype=np.int64)))
        yield begins, places[name][0].to_numpy(), found[name][0].to_list()
