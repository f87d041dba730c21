"""From a source's data, its shape looked through, to the values of `model`; what no shape can tell is told here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from ..casefile.cells import Unfit, reader_of
from ..model import Column, Fits, Place, Problem, columns
from ..names import hint, key, listed, quoted
from ..ruleset.document import Document
from .model import Condition, Feed, Source, Span, Unfold
from .words import check_form, check_pattern, spans_of

NUMBERS: Final = ("percent", "share", "decimal-comma")
HASHED: Final = ("id", "staff", "owner", "recorded_by", "author")
Path = tuple[str | int, ...]


class Several(Exception):
    """Everything wrong with one source."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def build_source(told: dict[str, Any], document: Document, path: Path) -> Source:
    """The source that the data describes. Raises Several."""
    return _Builder(document, path).source(told)


class _Builder:
    def __init__(self, document: Document, path: Path) -> None:
        self.document, self.path = document, path
        self.problems: list[Problem] = []

    def source(self, told: dict[str, Any]) -> Source:
        """The source. Raises Several where anything in it does not fit."""
        table = key(told["table"])
        known = {key(column.name): column for column in columns(table)}
        feeds: dict[str, Feed] = {}
        for name, feed in told.get("columns", {}).items():
            column = known.get(key(name))
            if column is None:
                self._wrong(
                    f"{quoted(name)} is no column of {table}{hint(name, known)}", "columns", name, on_key=True
                )
            else:
                feeds[column.name] = self._feed(
                    column, name, feed if isinstance(feed, dict) else {"from": feed}
                )
        for column in columns(table):
            if column.required and column.name not in feeds:
                how = "; give it hash = [headings that tell a row from others]" if column.name == "id" else ""
                self._wrong(f"Nothing feeds {quoted(column.name)}, which every row of {table} needs{how}")
        source = Source(
            table=table,
            place=self._place(),
            name=told.get("name"),
            files=_texts(told.get("file")),
            sheet=told.get("sheet"),
            feeds=feeds,
            leave_out=tuple(self._condition(at, one) for at, one in enumerate(told.get("leave_out", ()))),
            unfold=self._unfold(told["unfold"]) if "unfold" in told else None,
            newest=told.get("newest"),
            optional=told.get("optional", False),
        )
        if self.problems:
            raise Several(self.problems)
        return source

    def _feed(self, column: Column, name: str, told: dict[str, Any]) -> Feed:
        given = [part for part in ("from", "value", "hash") if part in told]
        at: Path = ("columns", name)
        if len(given) != 1:
            what = "says none of" if not given else "says more than one of"
            self._wrong(f"{quoted(name)} {what} from, value and hash; it takes one", *at)
        if "hash" in told and column.name not in HASHED:
            self._wrong("hash makes ids and pseudonyms of people, and stands under no other column", *at)
        number = told.get("number")
        if number is not None and number not in NUMBERS:
            self._wrong(
                f"{quoted(number)} is no form of number; write {listed(NUMBERS, last='or')}", *at, "number"
            )
        if "times" in told and column.fits is not Fits.ID:
            self._wrong("times tell a shift (or a team), and nothing else", *at, "times")
        for form in _texts(told.get("dates")):
            self._try(check_form, form, *at, "dates")
        for pattern in _texts(told.get("pattern")):
            self._try(check_pattern, pattern, *at, "pattern")
        self._check_fixed(column, told, at)
        return Feed(
            column=column.name,
            place=self._place(*at),
            headings=_texts(told.get("from")),
            join=told.get("join"),
            value=told.get("value"),
            hash=_texts(told.get("hash")),
            words=told.get("words", {}),
            otherwise=told.get("otherwise"),
            none=_texts(told.get("none")),
            patterns=_texts(told.get("pattern")),
            times=tuple(self._times(told.get("times", {}), at)),
            dates=_texts(told.get("dates")),
            number=number,
            split=_texts(told.get("split")),
            prefix=told.get("prefix", ""),
        )

    def _check_fixed(self, column: Column, told: dict[str, Any], at: Path) -> None:
        """See that what the mapping itself writes fits the column: fixed values, and what words stand for."""
        read = reader_of(column)
        for part, texts in (
            ("value", [told.get("value")]),
            ("otherwise", [told.get("otherwise")]),
            ("words", told.get("words", {}).values()),
        ):
            for text in dict.fromkeys(text for text in texts if text):
                self._try(read, text, *at, part)

    def _times(self, told: dict[str, Any], at: Path) -> Iterable[tuple[str, tuple[Span, ...]]]:
        for shift, texts in told.items():
            spans = [self._try(spans_of, text, *at, "times", shift) for text in _texts(texts)]
            yield shift, tuple(span for some in spans if some for span in some)

    def _condition(self, at: int, told: dict[str, Any]) -> Condition:
        tests = [part for part in ("is", "is_not", "holds", "blank") if part in told]
        if "heading" not in told or len(tests) != 1:
            self._wrong("A condition names a heading and one of is, is_not, holds and blank", "leave_out", at)
        return Condition(
            heading=told.get("heading", ""),
            place=self._place("leave_out", at),
            among=_texts(told["is"]) if "is" in told else None,
            not_among=_texts(told["is_not"]) if "is_not" in told else None,
            holds=_texts(told["holds"]) if "holds" in told else None,
            blank=told.get("blank"),
        )

    def _unfold(self, told: dict[str, Any]) -> Unfold:
        if "into" not in told or ("headings" in told) == ("numbered" in told):
            self._wrong("unfold names into, and one of headings and numbered", "unfold")
        marks = {"marks": _texts(told["marks"])} if "marks" in told else {}
        return Unfold(
            into=told.get("into", ""),
            place=self._place("unfold"),
            headings=_texts(told.get("headings")),
            numbered=told.get("numbered"),
            **marks,
        )

    def _try(self, read: Callable[[str], Any], text: str, *at: str | int) -> Any:
        try:
            return read(text)
        except Unfit as error:
            self._wrong(str(error), *at)
            return None

    def _wrong(self, message: str, *at: str | int, on_key: bool = False) -> None:
        self.problems.append(self.document.problem(message, self._known(at), key=on_key))

    def _known(self, at: Path) -> Path:
        """The nearest place that this file itself has: what a source is like stands in another."""
        while at and self.document.problem("", (*self.path, *at)).place.row is None:
            at = at[:-1]
        return (*self.path, *at)

    def _place(self, *at: str | int) -> Place:
        return self.document.problem("", self._known(at)).place


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
