"""A service's evidence as columns of plain numbers, so that any set of records is summed in microseconds.

The polars table of a case is coded once (words become small integers, blanks become -1 or NaN); from then on
a set of records is an array of row numbers. Rows are in order of date, then of the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from .model import GROUPS, KINDS, OVERSIGHT, PRESSURE, RELATIONS, RESULTS, STAFF_GROUPS

if TYPE_CHECKING:
    import polars as pl

    from .calendar import Rhythm
    from .model import Shift

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BLANK = -1
"""The code of a blank cell in a column of codes."""

GROUP_NAMES = tuple(GROUPS)
GROUP_CODE: Mapping[str, int] = {name: code for code, name in enumerate(GROUP_NAMES)}
KIND_CODE: Mapping[str, int] = {name: code for code, name in enumerate(KINDS)}
ACTIVITY = GROUP_CODE["activity"]

MET, PARTLY, NOT_MET = range(3)
_GROUP_OF_KIND = np.array([GROUP_CODE[g] for k in KINDS for g, kinds in GROUPS.items() if k in kinds])
_SCORE = np.array([1.0, 0.5, 0.0, np.nan])

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


def _coded(series: pl.Series) -> tuple[Ints, Words]:
    """A text column as codes and its words; words that differ in case or spacing alone are one."""
    spelt = series.drop_nulls().unique(maintain_order=True).to_list()
    codes: dict[str, int] = {}
    keys: dict[str, int] = {}
    words: list[str] = []
    for word in spelt:
        key = " ".join(word.casefold().split())
        if key not in keys:
            keys[key] = len(words)
            words.append(word)
        codes[word] = keys[key]
    return np.array([BLANK if v is None else codes[v] for v in series.to_list()], dtype=np.int64), Words(
        tuple(words), codes
    )


def _fixed(series: pl.Series, words: Sequence[str]) -> Ints:
    codes: dict[str | None, int] = {word: code for code, word in enumerate(words)}
    codes[None] = BLANK
    return np.array([codes[v] for v in series.to_list()], dtype=np.int64)


def _flags(series: pl.Series) -> Ints:
    return np.asarray(series.cast(int).fill_null(BLANK).to_numpy(), dtype=np.int64)


def _figures(series: pl.Series) -> Floats:
    return np.asarray(series.fill_null(float("nan")).to_numpy(), dtype=np.float64)


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

    def take(self, rows: Ints) -> Ledger:
        """The same columns for some rows only."""
        taken = {name: getattr(self, name)[rows] for name in _ARRAYS}
        return Ledger(**taken, words=self.words)

    @property
    def score(self) -> Floats:
        """Each record's result as a figure: met 1, partly a half, not met 0, blank NaN."""
        return _SCORE[self.result]


_ARRAYS = tuple(f.name for f in attrs.fields(Ledger) if f.name != "words")


def out_of_hours(day: Any, shift: Ints, group: Ints, words: Words, shifts: Sequence[Shift]) -> Ints:
    """Whether each record lies outside core hours: on a shift so marked, or on a Saturday or Sunday.

    Judged for records that name a shift or are of the audit, observation, staff or records groups; -1 elsewhere.
    """
    late = np.zeros(len(words.words) + 1, dtype=bool)
    for one in shifts:
        if one.out_of_hours and one.id in words.codes:
            late[words.codes[one.id]] = True
    # 1 January 1970 was a Thursday.
    weekend = (day.astype("datetime64[D]").astype(np.int64) + 3) % 7 >= 5
    outside = (late[shift] & (shift != BLANK)) | weekend
    judged = (shift != BLANK) | np.isin(group, CONDITION_GROUPS)
    return np.where(judged, outside.astype(np.int64), BLANK)


def ledger(evidence: pl.DataFrame, shifts: Sequence[Shift], rhythm: Rhythm) -> tuple[Ledger, pl.DataFrame]:
    """Code a case's evidence; gives the columns, and the table in the same order for what is rarely asked."""
    import polars as pl

    table = evidence.with_row_index("__order").sort("date", "__order").drop("__order")
    columns: dict[str, Any] = {}
    words: dict[str, Words] = {}
    for name in ("theme", "team", "shift", "measure", "recorded_by", "source"):
        columns[name], words[name] = _coded(table[name])
    columns["kind"] = _fixed(table["kind"], KINDS)
    columns["group"] = _GROUP_OF_KIND[columns["kind"]] if len(table) else np.zeros(0, dtype=np.int64)
    columns["relation"] = _fixed(table["relation"], RELATIONS)
    columns["result"] = _fixed(table["result"], RESULTS)
    columns["oversight"] = _fixed(table["oversight"], OVERSIGHT)
    columns["pressure"] = _fixed(table["pressure"], PRESSURE)
    columns["staff_group"] = _fixed(table["staff_group"], STAFF_GROUPS)
    columns["scheduled"] = _flags(table["scheduled"])
    for name in ("value", "numerator", "denominator"):
        columns[name] = _figures(table[name])
    columns["day"] = table["date"].cast(pl.Date).to_numpy().astype("datetime64[D]")
    columns["cycle"] = rhythm.indices(columns["day"])
    columns["ids"] = np.array(table["id"].to_list(), dtype=object)
    columns["named"] = np.asarray((table["claims"].list.len().fill_null(0) > 0).to_numpy(), dtype=bool)
    columns["out_of_hours"] = out_of_hours(
        columns["day"], columns["shift"], columns["group"], words["shift"], shifts
    )
    return Ledger(**columns, words=words), table


def as_day(day: np.datetime64) -> dt.date:
    """A numpy day as a date."""
    return dt.date.fromordinal(int(day.astype("datetime64[D]").astype(np.int64)) + _UNIX_ORDINAL)


_UNIX_ORDINAL = dt.date(1970, 1, 1).toordinal()
