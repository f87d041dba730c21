"""The empty workbook: a sheet per table that tells, offers and checks as it is filled in, without a macro.

Fixed words come from a hidden sheet, ids from the sheets in which they are entered; what an id may be is offered
and not forced, for a list holds several and rows are entered in any order.
"""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ..model import TABLES, Column, Fits, columns
from ..names import as_typed
from .blank import meaning
from .cells import FIRST_YEAR, LAST_YEAR
from .examples import MARK

ROWS: Final = 2_000
"""How far down the drop-downs and checks reach; rows below are read all the same."""

_WRITTEN: Final = dt.datetime(2000, 1, 1)
_ABOUT: Final[Mapping[str, str]] = {
    "service": "Who the service is. Fill in the second column.",
    "teams": "Your teams, units, wings or rounds. Enter these early: the other sheets offer them.",
    "shifts": "Your shifts, and which of them lie outside core hours.",
    "measures": "What you count or time, and which way is better.",
    "claims": "What you say has improved: one row for each thing, how far, where and since when.",
    "evidence": "Every record that bears on it: audits, observations, incidents, complaints, feedback, notes.",
    "priorities": "The problems on your improvement plan.",
    "actions": "What somebody undertook to do about them.",
    "updates": "Progress reports on an action or a priority.",
    "reviews": "What governance meetings looked at and concluded.",
    "monitoring": "How slippage would show, and who would see it.",
    "variation": "Where, in your own judgement, it is still weaker.",
    "gates": "What the regulator requires whatever else is good: returns, notifications, the manager's post, breaches.",
}
_GREY: Final = (
    f"The grey row in each sheet is a worked example (its id begins with {MARK}). Read it, then delete it."
)
_EXAMPLE: Final = "worked-example.toml"


def blank_workbook(name: str = "my-service.xlsx", *, examples: bool = True) -> bytes:
    """The bytes of an empty workbook of that name, the same each time; with a row in each sheet that shows how it is filled in."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "takehold case file", "created": _WRITTEN})
    _Blank(book, name, examples).fill()
    book.close()
    return out.getvalue()


class _Blank:
    """A workbook being made, with the styles and the word lists that its sheets share."""

    def __init__(self, book: Any, name: str, examples: bool) -> None:
        self.book = book
        self.name = as_typed(name)
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.bold = book.add_format({"bold": True})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        head = {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True}
        self.heading = book.add_format(head | {"bg_color": "#E6E6E6"})
        self.needed = book.add_format(head | {"bg_color": "#1F4E79", "font_color": "#FFFFFF"})
        self.text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        self.plain = book.add_format({"valign": "top"})
        example = {"italic": True, "font_color": "#7F7F7F", "valign": "top", "text_wrap": True}
        self.example = book.add_format(example)
        self.example_day = book.add_format(example | {"num_format": "dd/mm/yyyy", "align": "left"})
        shown = (files("takehold.rulesets") / _EXAMPLE).read_text("utf-8") if examples else ""
        self.examples: dict[str, dict[str, Any]] = tomllib.loads(shown)
        self.lists: dict[tuple[str, ...], str] = {}

    def fill(self) -> None:
        """Write every sheet: the explanation, one per table, and the hidden lists."""
        self._start()
        sheets = {table: self.book.add_worksheet(table) for table in TABLES}
        self._word_lists()
        self._service(sheets.pop("service"))
        for table, sheet in sheets.items():
            self._table(table, sheet)

    def _start(self) -> None:
        sheet = self.book.add_worksheet("Start here")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, "Has the improvement taken hold?", self.title)
        lines = [
            "This workbook holds one service's improvement case. takehold reads it and says how far the evidence reaches.",
            "Begin with the sheets service, teams, shifts and measures: what you enter there is offered in the others.",
            "Only service, claims and evidence are needed. Leave blank what was not recorded: blank never means no.",
            "A dark heading must be filled in each row. Point at a heading to read what belongs under it.",
            "Several ids in one cell are separated by a semicolon: north; south.",
            "Write dates as 14/03/2026, day first. Use posts or pseudonyms, not the names of people.",
            *([_GREY] if self.examples else []),
            f"Save the workbook, then run: takehold validate {self.name}. It lists what is missing, by sheet and row.",
            f"Then run: takehold guide {self.name}, which leads through what was found, or takehold assess {self.name}, which prints it.",
        ]
        for row, line in enumerate(lines, start=2):
            sheet.merge_range(row, 0, row, 1, line, self.wrap)
            sheet.set_row(row, 32)
        for row, (table, about) in enumerate(_ABOUT.items(), start=len(lines) + 3):
            sheet.write_url(row, 0, f"internal:'{table}'!A1", string=table)
            sheet.write_string(row, 1, about, self.wrap)

    def _word_lists(self) -> None:
        sheet = self.book.add_worksheet("lists")
        sheet.hide()
        every = [(column.name, column.words) for table in TABLES for column in columns(table) if column.words]
        for name, words in [*every, ("yes or no", ("yes", "no"))]:
            if words in self.lists:
                continue
            at = len(self.lists)
            sheet.write_column(0, at, [name, *words])
            letter = xl_col_to_name(at)
            self.lists[words] = f"=lists!${letter}$2:${letter}${len(words) + 1}"

    def _service(self, sheet: Any) -> None:
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 40, self.text)
        sheet.set_column(2, 2, 80)
        sheet.write_row(0, 0, ["key", "value", "what it is"], self.heading)
        sheet.freeze_panes(1, 0)
        for row, column in enumerate(columns("service"), start=1):
            sheet.write_string(row, 0, column.name, self.needed if column.required else self.heading)
            sheet.write_blank(row, 1, None, self.day if column.fits is Fits.DATE else self.text)
            sheet.write_string(row, 2, meaning(column), self.wrap)
            self._check(sheet, column, row, 1, row)

    def _table(self, table: str, sheet: Any) -> None:
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 20)
        for at, column in enumerate(columns(table)):
            sheet.set_column(at, at, _width(column), self._style(column))
            sheet.write_string(0, at, column.name, self.needed if column.required else self.heading)
            sheet.write_comment(0, at, meaning(column), {"x_scale": 2.2, "y_scale": 1.2})
            self._check(sheet, column, 1, at, ROWS)
            self._show(sheet, at, self.examples.get(table, {}).get(column.name))
        sheet.autofilter(0, 0, ROWS, len(columns(table)) - 1)

    def _show(self, sheet: Any, at: int, value: Any) -> None:
        """One cell of the worked example."""
        if isinstance(value, dt.date):
            sheet.write_datetime(1, at, dt.datetime(value.year, value.month, value.day), self.example_day)
        elif value is not None:
            sheet.write(1, at, value, self.example)

    def _style(self, column: Column) -> Any:
        if column.fits in (Fits.DATE, Fits.DATE_OR_WORDS):
            return self.day
        return self.plain if column.fits is Fits.NUMBER else self.text

    def _check(self, sheet: Any, column: Column, first: int, at: int, last: int) -> None:
        """The drop-down or check of a column, told in its own words when something else is entered."""
        rule = self._rule(column)
        if rule is not None:
            told = {"error_title": column.name, "error_message": _cut(meaning(column), 255)}
            shown = {"input_title": _cut(column.name, 32), "input_message": _cut(meaning(column), 255)}
            sheet.data_validation(first, at, last, at, rule | told | shown)

    def _rule(self, column: Column) -> dict[str, Any] | None:
        if column.words:
            return {"validate": "list", "source": self.lists[column.words]}
        if column.fits is Fits.YES_NO:
            return {"validate": "list", "source": self.lists["yes", "no"]}
        if column.fits is Fits.DATE:
            first, last = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
            return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
        if column.fits is Fits.NUMBER:
            return {"validate": "decimal", "criteria": ">=", "value": -1e12}
        target = next((name for name in column.refers_to if name in TABLES), None)
        if target is None:
            return None
        ids = f"=OFFSET({target}!$A$2,0,0,MAX(1,COUNTA({target}!$A$2:$A${ROWS + 1})),1)"
        return {"validate": "list", "source": ids, "show_error": False}


def _width(column: Column) -> int:
    if column.fits is Fits.TEXT:
        return (
            44 if column.name in ("statement", "text", "problem", "note", "explanation", "response") else 24
        )
    return max(14, len(column.name) + 4)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
