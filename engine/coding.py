"""From the evidence of one case, or of several, to ledgers.

polars takes about as long over a few thousand rows as over tens of thousands: so the cases of a batch are coded
together. Each has the words of its own all the same, in the order in which they appear in it, and nothing of another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from .calendar import Rhythm
from .ledger import BLANK, CONDITION_GROUPS, FIXED, FREE, GROUP_CODE, Ints, Ledger, Words
from .model import GROUPS, KINDS, Case

if TYPE_CHECKING:
    import polars as pl

    from .model import Shift

_GROUP_OF_KIND = np.array([GROUP_CODE[g] for k in KINDS for g, kinds in GROUPS.items() if k in kinds])
_FIGURES: Final = ("value", "numerator", "denominator")
_LISTS: Final = ("claims", "staff")


@attrs.frozen(eq=False)
class Lists:
    """A column of lists of words.

    `begins` is where each record's items begin, and the last end; `places` which of the `words` each item is.
    """

    begins: Ints
    places: Ints
    words: list[str]

    @property
    def records(self) -> Ints:
        """The record that each item stands in."""
        return np.repeat(np.arange(len(self.begins) - 1), np.diff(self.begins))

    def of(self, first: int, last: int) -> Lists:
        """The same of some records alone, from one up to another, with the words that stand in these."""
        begin, end = self.begins[first], self.begins[last]
        places = self.places[begin:end]
        order = _appearing(places, len(self.words))
        own = _renumbered(places, len(self.words), order, range(len(order)))
        return Lists(self.begins[first : last + 1] - begin, own, [self.words[at] for at in order])


@attrs.frozen(eq=False)
class Code:
    """One case's evidence coded, and its table in the order of the ledger; which claims a record names, and who was seen."""

    ledger: Ledger
    table: pl.DataFrame
    claims: Lists
    staff: Lists


def code(cases: Sequence[Case]) -> list[Code]:
    """The evidence of some cases, coded together."""
    import polars as pl

    tables = [_in_order(case.evidence) for case in cases]
    whole = tables[0] if len(tables) == 1 else pl.concat(tables, rechunk=False)
    spelt = whole.select(pl.col(FREE).drop_nulls().unique(maintain_order=True).implode())
    known = {name: spelt[name][0].to_list() for name in FREE}
    frame = whole.select(*(_codes(name, spelt[name][0]) for name in FREE), *_plain())
    columns = {one.name: one.to_numpy() for one in frame.iter_columns()}
    columns["group"] = _GROUP_OF_KIND[columns["kind"]] if len(whole) else np.zeros(0, dtype=np.int64)
    columns["day"] = whole["date"].cast(pl.Date).to_numpy().astype("datetime64[D]")
    lists = lists_of(whole, *_LISTS)
    found = []
    bounds = pairwise(accumulate(map(len, tables), initial=0))
    for case, table, (first, last) in zip(cases, tables, bounds, strict=True):
        own = {name: column[first:last] for name, column in columns.items()}
        ledger = _ledger(own, known, table, case.shifts, Rhythm(case.service.cycle))
        found.append(Code(ledger, table, *(lists[name].of(first, last) for name in _LISTS)))
    return found


def _in_order(evidence: pl.DataFrame) -> pl.DataFrame:
    return evidence if evidence["date"].is_sorted() else evidence.sort("date", maintain_order=True)


def _ledger(
    columns: dict[str, Any],
    known: Mapping[str, list[str]],
    table: pl.DataFrame,
    shifts: Sequence[Shift],
    rhythm: Rhythm,
) -> Ledger:
    """One case's ledger from its part of the columns, in which words are numbered as in `known`."""
    words = {}
    for name, every in known.items():
        order = _appearing(columns[name], len(every))
        words[name] = _words(every[at] for at in order)
        columns[name] = _renumbered(columns[name], len(every), order, words[name].codes.values())
    columns["cycle"] = rhythm.indices(columns["day"])
    columns["ids"] = np.array(table["id"].to_list(), dtype=object)
    columns["out_of_hours"] = out_of_hours(
        columns["day"], columns["shift"], columns["group"], words["shift"], shifts
    )
    return Ledger(**columns, words=words)


def _appearing(codes: Ints, known: int) -> list[int]:
    """Which of so many codes stand in a column, in order of appearance."""
    first = np.full(known + 1, len(codes))  # a blank is the last position: -1
    # Written from the end, so that of a code that stands twice its first place is what stays.
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    there = np.flatnonzero(first[:known] < len(codes))
    order: list[int] = there[np.argsort(first[there])].tolist()
    return order


def _renumbered(codes: Ints, known: int, order: Sequence[int], numbers: Iterable[int]) -> Ints:
    """A column of so many codes, those of `order` by other numbers."""
    instead = np.full(known + 1, BLANK)
    instead[order] = [*numbers]
    return instead[codes]


def _words(spelt: Iterable[str]) -> Words:
    """A column's words from its distinct spellings; those that differ in case or spacing alone are one."""
    codes: dict[str, int] = {}
    keys: dict[str, int] = {}
    words: list[str] = []
    for word in spelt:
        key = " ".join(word.casefold().split())
        if key not in keys:
            keys[key] = len(words)
            words.append(word)
        codes[word] = keys[key]
    return Words(tuple(words), codes)


def _codes(name: str, words: Any) -> pl.Expr:
    """A column's words as positions in some words; BLANK where it has none."""
    import polars as pl

    return pl.col(name).cast(pl.Enum(words)).to_physical().cast(pl.Int64).fill_null(BLANK)


@cache
def _plain() -> tuple[pl.Expr, ...]:
    """What is worked out alike for every case: put together once, which takes as long as to work it out."""
    import polars as pl

    return (
        *(_codes(name, fixed) for name, fixed in FIXED.items()),
        pl.col("scheduled").cast(pl.Int64).fill_null(BLANK),
        pl.col(_FIGURES).fill_null(float("nan")),
        (pl.col("claims").list.len().fill_null(0) > 0).alias("named"),
    )


def lists_of(table: pl.DataFrame, *names: str) -> dict[str, Lists]:
    """Some columns of lists, their words in order of appearance.

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
    return {
        name: Lists(
            np.concatenate(([0], np.cumsum(found[f"{name}#"][0].to_numpy(), dtype=np.int64))),
            places[name][0].to_numpy(),
            found[name][0].to_list(),
        )
        for name in names
    }


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
