"""A case as an `.xlsx` workbook: a sheet per table, dates as date cells, everything else that reads back as itself."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Final

import xlsxwriter

from ..errors import CaseError
from ..model import Case
from .cells import text_of
from .contents import records_of, tables_of
from .others import headings_of

LAST_ROW: Final = 1_048_576
LONGEST_CELL: Final = 32_767
_WRITTEN: Final = dt.datetime(2000, 1, 1)
"""The workbook's own date: the same case gives the same bytes."""


def workbook_bytes(case: Case) -> bytes:
    """The workbook. Raises CaseError where a table or a cell is larger than a workbook can hold."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _WRITTEN})
    heading = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for table in tables_of(case):
        sheet = book.add_worksheet(table)
        if table == "service":
            rows: Any = [["key", "value"], *map(list, next(records_of(case, table)).items())]
        else:
            names = headings_of(case, table)
            rows = [names, *([record.get(name) for name in names] for record in records_of(case, table))]
        if len(rows) > LAST_ROW:
            raise CaseError.at(
                table, f"A workbook's sheet holds {LAST_ROW:,} rows; write the case as a folder"
            )
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, table, at, column, value, heading if at == 0 else day)
    book.close()
    return out.getvalue()


def _write(sheet: Any, table: str, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), style)
    elif keeps(value):
        sheet.write_number(row, column, value)
    else:
        text = text_of(value) or ""
        if len(text) > LONGEST_CELL:
            message = f"A cell of {table}, row {row + 1}, is longer than the {LONGEST_CELL:,} characters it can hold"
            raise CaseError.at(table, message)
        sheet.write_string(row, column, text, *([style] if row == 0 else []))


def keeps(value: Any) -> bool:
    """Whether a number comes back whole from a cell; where it does not it is written as text.

    A workbook's numbers are written with 16 digits. Read as text they are cut to 9 decimals, which is put right
    where all nine are there.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    shown = f"{value:.9f}"
    return float(f"{value:.16G}") == value and (float(shown) == value or not shown.endswith("0"))
