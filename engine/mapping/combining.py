"""Several parts as one table, and where each of its rows came from, so that whatever is said of it names the export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import numpy as np
import polars as pl

from ..casefile.cells import Unfit, date_of
from ..casefile.problems import Problems
from ..casefile.sheet import ROW, Sheet
from ..model import Case, Level, Place, Problem, columns
from ..names import listed, quoted
from .apply import NEWEST, REFUSED, Part

_PART: Final = "part"
_AT: Final = "at"
_NUMBER: Final = "number"


@attrs.frozen(eq=False)
class Combined:
    """One table from several parts: a sheet whose rows are numbered through, and the place behind each number."""

    sheet: Sheet
    parts: tuple[Part, ...]
    origin: pl.DataFrame
    """`part`, `at` (the export's own row) and what was refused of each row of the sheet, the first being row 1."""
    mapping: str

    def place(self, place: Place) -> Place:
        """The place in the export that a place in the sheet stands for."""
        if place.row is None:
            return self._whole(place.column)
        part, row, _ = self.origin.row(place.row - 1)
        found = self.parts[part]
        return Place(found.file, row, found.headings.get(place.column or "", place.column))

    def counts(self) -> list[tuple[str, int]]:
        """How many rows that fit each part's file gave."""
        whole = self.origin.filter(pl.col(REFUSED).is_null())
        numbers = dict(whole.group_by(_PART).len().iter_rows())
        return [(part.file, numbers.get(at, 0)) for at, part in enumerate(self.parts)]

    def _whole(self, column: str | None) -> Place:
        files = {part.file for part in self.parts}
        if len(files) == 1:
            return Place(files.pop(), None, self.parts[0].headings.get(column or "", column))
        return Place(self.mapping, None, column)


def combine(table: str, parts: Sequence[Part], mapping: str, problems: Problems) -> Combined:
    """One table from its parts, in their order; rows that stand twice are counted once, and told."""
    names = [column.name for column in columns(table)]
    frames = [
        part.frame.select(
            *(name if name in part.frame.columns else pl.lit(None, pl.String).alias(name) for name in names),
            pl.col(ROW).alias(_AT),
            NEWEST,
            REFUSED,
            pl.lit(number, pl.Int64).alias(_PART),
        )
        for number, part in enumerate(parts)
    ]
    every = pl.concat(frames)
    every = _once(every, names, parts, problems)
    every = _newest(every, names, parts, problems)
    used = [name for name in names if any(name in part.frame.columns for part in parts)]
    rows = pl.int_range(1, every.height + 1, dtype=pl.Int64, eager=True).alias(ROW)
    every = every.with_columns(rows)
    sheet = Sheet(table, f"{mapping}#{table}", every.select(*used, ROW), told=_told(every))
    return Combined(sheet, tuple(parts), every.select(_PART, _AT, REFUSED), mapping)


def _told(every: pl.DataFrame) -> dict[str, list[int]]:
    cells = every.select(ROW, REFUSED).drop_nulls().explode(REFUSED)
    return {str(name): rows[ROW].to_list() for (name,), rows in cells.group_by(REFUSED, maintain_order=True)}


def _once(every: pl.DataFrame, names: list[str], parts: Sequence[Part], problems: Problems) -> pl.DataFrame:
    """Each row once: an export made again holds the old rows beside the new."""
    whole = pl.col(REFUSED).is_null()
    kept = every.filter(whole).unique(names, keep="first", maintain_order=True)
    told = every.remove(whole)
    if told.height:
        kept = pl.concat([kept, told]).sort(_PART, _AT, maintain_order=True)
    _count(every, kept, parts, problems, "stood twice with the same in every column, and counted once")
    return kept


def _count(
    every: pl.DataFrame, kept: pl.DataFrame, parts: Sequence[Part], problems: Problems, what: str
) -> None:
    gone = every.join(kept.select(_PART, _AT), on=[_PART, _AT], how="anti")
    for part, count in gone.group_by(_PART, maintain_order=True).len().iter_rows():
        rows = "1 row" if count == 1 else f"{count:,} rows"
        first = gone.filter(pl.col(_PART) == part)[_AT][0]
        problems.warning(f"{rows} {what} (the first is row {first})", Place(parts[part].file), kind=what)


def _newest(every: pl.DataFrame, names: list[str], parts: Sequence[Part], problems: Problems) -> pl.DataFrame:
    """One row for each id: the newest where the mapping says how to tell, else the first, and an error.

    In the latter case the others stay, their id refused: what else is wrong with them is to be told as well.
    """
    double = pl.col("id").is_not_null() & pl.col("id").is_duplicated()
    doubled = every.with_row_index(_NUMBER).filter(double)
    if doubled.is_empty():
        return every
    dropped = np.zeros(every.height, dtype=bool)
    refused = np.zeros(every.height, dtype=bool)
    for _, rows in doubled.group_by("id", maintain_order=True):
        found = list(rows.iter_rows(named=True))
        if all(row[NEWEST] is not None for row in found):
            best = max(range(len(found)), key=lambda at: (_when(found[at][NEWEST]), at))
            dropped[[row[_NUMBER] for at, row in enumerate(found) if at != best]] = True
        else:
            for other in found[1:]:
                _tell_twice(found[0], other, names, parts, problems)
                refused[other[_NUMBER]] = True
    kept = every.remove(pl.Series(dropped))
    _count(every, kept, parts, problems, "had a newer one of the same id, and gave way to it")
    whole = pl.Series(~refused[~dropped])
    why = pl.concat_list(pl.col(REFUSED).fill_null([]), pl.lit("id"))
    return kept.with_columns(
        pl.when(whole).then("id"), pl.when(whole).then(REFUSED).otherwise(why).alias(REFUSED)
    )


def _when(text: str) -> tuple[str, str]:
    """Something by which moments sort: ISO or British dates, the time of day behind them."""
    try:
        return date_of(text).isoformat(), text[10:]
    except Unfit:
        return text, ""


def _tell_twice(
    first: Mapping[str, object],
    other: Mapping[str, object],
    names: list[str],
    parts: Sequence[Part],
    problems: Problems,
) -> None:
    differ = [name for name in names if first[name] != other[name]]
    if not differ:  # but in a cell that did not fit, if at all: that has been told of each
        return
    part = parts[int(str(other[_PART]))]
    where = f"{parts[int(str(first[_PART]))].file}, row {first[_AT]}"
    apart = listed([part.headings.get(name, name) for name in differ], most=4)
    hashed = part.source is not None and bool(part.source.feeds["id"].hash)
    mend = "name more headings in hash" if hashed else "say newest = a heading that tells which is the newer"
    problems.error(
        f"The id {quoted(str(other['id']))} stands here and in {where}, and they differ in {apart}; in the mapping, {mend}",
        Place(part.file, int(str(other[_AT])), part.headings.get("id", "id")),
        str(other["id"]),
        kind="twice",
    )


def relocate(case: Case, combined: Mapping[str, Combined]) -> Case:
    """The case with every place that a mapped table gave brought back to the export."""
    by_file = {one.sheet.file: one for one in combined.values()}

    def moved(place: Place) -> Place:
        found = by_file.get(place.file)
        return place if found is None else found.place(place)

    problems = sorted(
        (attrs.evolve(problem, place=moved(problem.place)) for problem in case.problems), key=_order
    )
    evidence = case.evidence
    if "evidence" in combined:
        one = combined["evidence"]
        where = one.origin[(evidence[ROW] - 1).cast(pl.UInt32)] if evidence.height else one.origin.clear()
        files = [part.file for part in one.parts]
        evidence = evidence.with_columns(
            where[_PART].replace_strict(list(range(len(files))), files, return_dtype=pl.String).alias("file"),
            where[_AT].alias(ROW),
        )
    places = {name: moved(place) for name, place in case.places.items()}
    return attrs.evolve(case, evidence=evidence, places=places, problems=tuple(problems))


def _order(problem: Problem) -> tuple[bool, str, int, str]:
    place = problem.place
    return problem.level is not Level.ERROR, place.file, place.row or 0, place.column or ""
