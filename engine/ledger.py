"""A service's evidence as columns of plain numbers, so that any set of records is summed in microseconds.

The polars table of a case is coded once (words become small integers, blanks become -1 or NaN); from then on
a set of records is an array of row numbers. Rows are in order of date, then of the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from .model import GROUPS, KINDS, OVERSIGHT, PRESSURE, RELATIONS, RESULTS, STAFF_GROUPS
from .names import hint

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BLANK = -1
"""The code of a blank cell in a column of codes."""

GROUP_NAMES = tuple(GROUPS)


class _Codes(dict[str, int]):
    """The codes of fixed words."""

    def __init__(self, what: str, words: Sequence[str]) -> None:
        super().__init__({word: code for code, word in enumerate(words)})
        self.what = what

    def __missing__(self, word: str) -> int:
        raise ValueError(f"there is no {self.what} {word!r}{hint(word, self)}")


GROUP_CODE: Mapping[str, int] = _Codes("group of evidence", GROUP_NAMES)
KIND_CODE: Mapping[str, int] = _Codes("kind of evidence", KINDS)
ACTIVITY = GROUP_CODE["activity"]

MET, PARTLY, NOT_MET = range(3)
SCORE = np.array([1.0, 0.5, 0.0, np.nan])
"""What a result is worth, by its code: met 1, partly a half, not met 0, blank NaN."""

CONDITION_GROUPS = tuple(GROUP_CODE[g] for g in ("audit", "observation", "staff", "records"))
"""The groups over which conditions (oversight, scheduling, pressure, staff group) are judged."""


@attrs.frozen
class Words:
    """The words of one column and their codes, in order of first appearance."""

    words: tuple[str, ...]
    codes: Mapping[str, int]

    def code(self, word: str | None) -> int:
        """The code of a word; for a word that no record holds, one that no record has."""
        return BLANK if word is None else self.codes.get(word, BLANK - 1)


FIXED: Final[Mapping[str, Sequence[str]]] = {
    "kind": KINDS,
    "relation": RELATIONS,
    "result": RESULTS,
    "oversight": OVERSIGHT,
    "pressure": PRESSURE,
    "staff_group": STAFF_GROUPS,
}
WORDS: Final[Mapping[str, Sequence[str]]] = {
    **FIXED,
    "group": GROUP_NAMES,
    "scheduled": ("no", "yes"),
    "out_of_hours": ("no", "yes"),
}
"""The columns of fixed words, and those words in the order of their codes."""

FREE: Final = ("theme", "team", "shift", "measure", "recorded_by", "source")
"""The columns of words that a service chooses for itself."""


@attrs.frozen(eq=False, kw_only=True)
class Ledger:
    """Columns of equal length, one row a record. Codes are -1 where blank, figures NaN."""

    ids: NDArray[np.object_]
    day: NDArray[np.datetime64]
    kind: Ints
    group: Ints
    theme: Ints
    relation: Ints
    team: Ints
    shift: Ints
    measure: Ints
    value: Floats
    numerator: Floats
    denominator: Floats
    result: Ints
    scheduled: Ints
    oversight: Ints
    pressure: Ints
    staff_group: Ints
    recorded_by: Ints
    source: Ints
    named: Bools
    """Whether the record names the claims it bears on."""
    out_of_hours: Ints
    """1 out of hours, 0 core hours, -1 where the record is not judged by its hours."""
    cycle: Ints
    """The review cycle each record falls in, as `Rhythm.index` counts them."""
    words: Mapping[str, Words] = attrs.field(factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def code(self, column: str, word: str) -> int:
        """The code of a word in a column of words. Raises ValueError for one that the column can never hold."""
        if column in self.words:
            return self.words[column].code(word)
        known = WORDS.get(column, ())
        if word not in known:
            columns = ", ".join([*WORDS, *FREE])
            raise ValueError(
                f"{column} holds {', '.join(known)}, not {word!r}"
                if known
                else f"{column} is none of {columns}"
            )
        return list(known).index(word)

    def take(self, rows: Ints) -> Ledger:
        """The same columns for some rows only."""
        taken = {name: getattr(self, name)[rows] for name in ARRAYS}
        return Ledger(**taken, words=self.words)

    def union(self, *rows: Ints) -> Ints:
        """The rows that are in any of some sets, in order."""
        there = np.zeros(len(self), dtype=bool)
        for some in rows:
            there[some] = True
        return np.flatnonzero(there)

    @cached_property
    def shown(self) -> Ints:
        """Each record's result, blank for activity, which shows none."""
        found = np.where(self.group != ACTIVITY, self.result, BLANK)
        found.setflags(write=False)  # as little as any column is it a check's to change
        return found

    @property
    def score(self) -> Floats:
        """Each record's result as a figure: met 1, partly a half, not met 0, blank NaN."""
        return SCORE[self.result]


ARRAYS = tuple(f.name for f in attrs.fields(Ledger) if f.name != "words")


def as_day(day: np.datetime64) -> dt.date:
    """A numpy day as a date."""
    found: dt.date = day.astype("datetime64[D]").item()
    return found
