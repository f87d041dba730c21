"""One source's sheet as rows of a case's table: rows left out, rows unfolded, each column fed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs
import polars as pl

from ..casefile.cells import SHARES, Unfit
from ..casefile.problems import Problems
from ..casefile.sheet import ROW
from ..casefile.workbook import with_dates
from ..model import Column, Fits, Level, Place, columns
from ..names import hint, key, quoted
from .cells import NOTHING, made_id, reader
from .grid import Grid, shown
from .model import Condition, Feed, Source, Unfold

NEWEST: Final = "newest"
"""The column beside a part's own that says how new a row is."""
REFUSED: Final = "refused"
"""The column beside a part's own that names the columns of a row whose cells did not fit, which has been told."""
_PART: Final = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}[.)]\s+(?=\S)")


@attrs.frozen(eq=False)
class Part:
    """What one sheet gave a table: its rows as text, with the row each had in the export."""

    table: str
    file: str
    frame: pl.DataFrame
    headings: dict[str, str]
    """The heading that fed each column, where a heading did."""
    source: Source | None
    """The source that read it; None for a table that stands beside the export."""


def apply(source: Source, grid: Grid, problems: Problems) -> Part | None:
    """The rows that a sheet gives its table; None, and problems, where the mapping names what is not there."""
    names = _Names(source, grid, problems)
    if names.missing:
        return None
    frame = _dates(source, grid, names)
    frame = _left_out(source, grid, names, frame, problems)
    if source.unfold:
        frame = _unfolded(source.unfold, names, frame)
    fed = _Feeding(source, grid, names, frame, problems)
    return Part(source.table, grid.file, fed.all(), fed.headings(), source)


class _Names:
    """The headings that a source names, as the sheet has them; those that are not there are told."""

    def __init__(self, source: Source, grid: Grid, problems: Problems) -> None:
        self.grid, self.problems = grid, problems
        self.missing = False
        self.into = source.unfold.into if source.unfold else None
        for feed in source.feeds.values():
            self._need(feed)
        for one in source.leave_out:
            self._tell(one.heading, one.place)
        if source.newest:
            self._tell(source.newest, source.place)
        if source.unfold:
            for heading in (*source.unfold.headings, *filter(None, [source.unfold.numbered])):
                self._tell(heading, source.unfold.place)

    def of(self, heading: str) -> str | None:
        """The sheet's own spelling of a heading, None where it is not there."""
        if self.into is not None and key(heading) == key(self.into):
            return self.into
        return self.grid.named(heading)

    def there(self, headings: Iterable[str]) -> list[str]:
        """Those of some headings that are there."""
        return [name for heading in headings if (name := self.of(heading)) is not None]

    def _need(self, feed: Feed) -> None:
        every = feed.hash or feed.headings
        if feed.join is None and not feed.hash and len(every) > 1 and self.there(every):
            return  # the others are what other versions of the export call it
        for heading in every:
            self._tell(heading, feed.place)

    def _tell(self, heading: str, place: Place) -> None:
        name = self.of(heading)
        if name is None:
            self.missing = True
            near = hint(heading, self.grid.headings)
            what = f"{quoted(heading)} is no heading of {self.grid.file}{near}"
            self.problems.error(
                f"{what}; there are {shown(self.grid.headings)}", place, heading, kind=heading
            )
        elif name in self.grid.repeated:
            message = f"{quoted(name)} stands more than once in {self.grid.file}; the first was read"
            self.problems.warning(f"{message} (the next is {quoted(name + ' (2)')})", place, kind=name)


def _dates(source: Source, grid: Grid, names: _Names) -> pl.DataFrame:
    """The sheet's cells, a workbook's bare day numbers as dates where a date is fed from them."""
    if grid.serials is None:
        return grid.frame
    fits = {column.name: column.fits for column in columns(source.table)}
    dated = [
        name
        for feed in source.feeds.values()
        if fits[feed.column] in (Fits.DATE, Fits.DATE_OR_WORDS) and "serial" not in feed.dates
        for name in names.there(feed.headings)
    ]
    return with_dates(grid.frame, dated, grid.serials)


def _left_out(
    source: Source, grid: Grid, names: _Names, frame: pl.DataFrame, problems: Problems
) -> pl.DataFrame:
    """The rows that no condition means; what each left out is told, for nothing is to vanish unseen."""
    for one in source.leave_out:
        meant = _meant(one, str(names.of(one.heading)), frame)
        kept = frame.remove(meant)
        if gone := frame.height - kept.height:
            rows = "1 row was" if gone == 1 else f"{gone:,} rows were"
            why = _why(one)
            problems.warning(f"{rows} left out, as {one.place.file} says: {why}", Place(grid.file), kind=why)
        frame = kept
    return frame


def _meant(one: Condition, heading: str, frame: pl.DataFrame) -> pl.Series:
    """Which rows a condition means."""
    cells = frame[heading]
    if one.blank is not None:
        return cells.is_null() == one.blank
    words = [key(word) for word in (one.among or one.not_among or one.holds or ())]
    texts = {text: key(text) for text in cells.drop_nulls().unique()}
    if one.holds is not None:
        fit = [text for text, word in texts.items() if any(part in word for part in words)]
    else:
        fit = [text for text, word in texts.items() if word in words]
    found = cells.is_in(fit).fill_null(False)
    return ~found if one.not_among is not None else found


def _why(one: Condition) -> str:
    heading = quoted(one.heading)
    if one.blank is not None:
        return f"{heading} is {'' if one.blank else 'not '}blank"
    for words, what in ((one.among, "is"), (one.not_among, "is not"), (one.holds, "holds")):
        if words is not None:
            return f"{heading} {what} {' or '.join(map(quoted, words))}"
    raise AssertionError(one)


def _unfolded(unfold: Unfold, names: _Names, frame: pl.DataFrame) -> pl.DataFrame:
    """One row for each part of a row: a marked heading, or a numbered piece of a long cell."""
    if unfold.numbered:
        heading = str(names.of(unfold.numbered))
        texts = list(frame[heading].drop_nulls().unique())
        lists = pl.Series(heading, [list(numbered_parts(text)) for text in texts], dtype=pl.List(pl.String))
        at = frame[heading].replace_strict(
            texts, list(range(len(texts))), default=None, return_dtype=pl.UInt32
        )
        parts = lists.gather(at).alias(unfold.into)
    else:
        marks = [key(mark) for mark in unfold.marks]
        marked = [
            pl.when(_key(pl.col(name)).is_in(marks)).then(pl.lit(name))
            for name in names.there(unfold.headings)
        ]
        parts = frame.select(pl.concat_list(marked).list.drop_nulls().alias(unfold.into))[unfold.into]
    return frame.with_columns(parts).explode(unfold.into).filter(pl.col(unfold.into).is_not_null())


def _key(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_chars().str.to_lowercase().str.replace_all(r"[\s_-]+", "-")


def numbered_parts(text: str) -> Iterator[str]:
    """The parts of `1. Do this. 2. Do that.`; the whole text where it is not numbered."""
    starts = list(_PART.finditer(text))
    if not starts or starts[0].start() > 0:
        yield text
        return
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=True):
        if part := text[start.end() : end].strip():
            yield part


class _Feeding:
    """The columns of one part being fed, and the cells of them that did not fit."""

    def __init__(
        self, source: Source, grid: Grid, names: _Names, frame: pl.DataFrame, problems: Problems
    ) -> None:
        self.source, self.grid, self.names, self.frame, self.problems = source, grid, names, frame, problems
        self.unfit: dict[str, pl.Series] = {}

    def headings(self) -> dict[str, str]:
        """The heading that feeds each column."""
        found = {}
        for feed in self.source.feeds.values():
            if there := self.names.there(feed.headings or feed.hash):
                found[feed.column] = there[0]
        return found

    def all(self) -> pl.DataFrame:
        """The rows as text columns of the table, with their row, how new they are, and what in them did not fit."""
        known = {column.name: column for column in columns(self.source.table)}
        fed = [self._fed(feed, known[feed.column]) for feed in self.source.feeds.values()]
        newest = self.names.of(self.source.newest) if self.source.newest else None
        age = (
            self.frame[newest].alias(NEWEST)
            if newest
            else pl.Series(NEWEST, [None] * self.frame.height, pl.String)
        )
        return pl.DataFrame([*fed, self.frame[ROW], age, self._refused()])

    def _refused(self) -> pl.Series:
        if not self.unfit:
            return pl.Series(REFUSED, [None], pl.List(pl.String)).new_from_index(0, self.frame.height)
        names = [pl.when(wrong).then(pl.lit(name)) for name, wrong in self.unfit.items()]
        every = pl.concat_list(names).list.drop_nulls()
        return self.frame.select(pl.when(every.list.len() > 0).then(every).alias(REFUSED))[REFUSED]

    def _fed(self, feed: Feed, column: Column) -> pl.Series:
        if feed.value is not None:
            return pl.Series(feed.column, [feed.value], dtype=pl.String).new_from_index(0, self.frame.height)
        if feed.hash:
            cells = [pl.col(name).fill_null("") for name in self.names.there(feed.hash)]
            texts = self.frame.select(pl.concat_str(cells, separator=" \x1f ").alias(feed.column))[
                feed.column
            ]
            return self._read(texts, feed, lambda text: made_id(text, feed.prefix))
        texts = self._gathered(feed)
        if column.name in SHARES and not feed.number:
            self._refuse_mixed(texts, feed)
        read = reader(feed, column)
        return self._read(texts, feed, self._needed(read, column.name) if column.required else read)

    def _needed(self, read: Callable[[str], str | None], column: str) -> Callable[[str], str]:
        """What reads a cell that may not be blank: a word for nothing does not fit there, and is told as what it is."""

        def needed(text: str) -> str:
            if (found := read(text)) is None:
                needs = f"every row of {self.source.table} needs {quoted(column)}"
                raise Unfit(f"{quoted(text)} is taken as not recorded, and {needs}")
            return found

        return needed

    def _gathered(self, feed: Feed) -> pl.Series:
        """The text that a column is fed from, before it is read."""
        cells = [pl.col(name) for name in self.names.there(feed.headings)]
        if feed.join is None:
            text = pl.coalesce(cells)
        else:
            said = [pl.when(~_key(cell).is_in(list(NOTHING))).then(cell) for cell in cells]
            text = pl.concat_str(said, separator=feed.join, ignore_nulls=True)
        return self.frame.select(pl.when(text != "").then(text).alias(feed.column))[feed.column]

    def _read(self, texts: pl.Series, feed: Feed, read: Callable[[str], str | None]) -> pl.Series:
        """Each text read once, however many rows hold it; those that do not fit are told."""
        values: dict[str, str | None] = {}
        unfit: dict[str, str] = {}
        for text in texts.drop_nulls().unique():
            try:
                values[text] = read(text)
            except Unfit as error:
                unfit[text] = str(error)
        if unfit:
            self._tell(texts, feed, unfit)
        elif feed.times and values and not any(values.values()):
            heading = self.names.there(feed.headings)[0]
            message = f"No cell holds a time of day, so none says which {feed.column}"
            self.problems.warning(message, Place(self.grid.file, None, heading))
        if all(text == value for text, value in values.items()) and not unfit:
            return texts
        return texts.replace_strict(list(values), list(values.values()), default=None, return_dtype=pl.String)

    def _tell(self, texts: pl.Series, feed: Feed, unfit: dict[str, str]) -> None:
        wrong = texts.is_in(list(unfit)).fill_null(False)
        self.unfit[feed.column] = self.unfit.get(feed.column, wrong) | wrong
        cells = pl.DataFrame({"text": texts, ROW: self.frame[ROW]}).filter(wrong)
        place = Place(self.grid.file, None, (self.names.there(feed.headings) or [feed.column])[0])
        room = self.problems.room(Level.ERROR, place, "unfit")
        for text, row in cells.head(room).iter_rows():
            self.problems.error(unfit[text], Place(place.file, row, place.column), text, kind="unfit")
        self.problems.uncounted(Level.ERROR, place, max(0, cells.height - room), "unfit")

    def _refuse_mixed(self, texts: pl.Series, feed: Feed) -> None:
        """Refuse a column in which 85 and 85% stand side by side: whether 85 is a percentage cannot be told."""
        distinct = texts.drop_nulls().unique(maintain_order=True).to_list()
        signed = next((text for text in distinct if text.endswith("%")), None)
        plain = next((text for text in distinct if _over_one(text)), None)
        if signed and plain:
            why = f"{quoted(plain)} stands in a column that also holds {quoted(signed)}, so it may be a percentage or not"
            self._tell(texts, feed, {plain: f'{why}; say number = "percent" in the mapping if it is one'})


def _over_one(text: str) -> bool:
    try:
        return float(text.replace(",", "")) > 1
    except ValueError:
        return False
