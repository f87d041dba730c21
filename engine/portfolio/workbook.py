"""A portfolio as a workbook: the summary, the services, and every problem that kept one from being judged."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Final

from xlsxwriter import Workbook

from ..report.xlsx.tables import Book, Column
from .shown import HEADINGS, Report, cells, high_enough, told

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDE: Final = {"service": 24, "name": 30, "readiness": 20}


def as_xlsx(report: Report) -> bytes:
    """The bytes of the workbook."""
    data = io.BytesIO()
    with Workbook(data, _OPTIONS) as workbook:
        # The newest date of an assessment stands for the clock, so that the same results give the same bytes.
        newest = max((row.as_of for row in report.rows if row.as_of), default="2000-01-01")
        workbook.set_properties(
            {"title": "Portfolio", "author": "takehold", "created": dt.datetime.fromisoformat(newest)}
        )
        book = Book(workbook)
        lines = ((line,) for line in told(report.summary, report.required))
        book.sheet("Summary", (Column("What", 110),), lines, note=f"Portfolio, as at {newest}", list_=False)
        columns = tuple(Column(name.replace("_", " "), _WIDE.get(name, 12)) for name in HEADINGS)
        stages = high_enough(report)
        book.sheet(
            "Services",
            columns,
            (cells(row, stages) for row in report.rows),
            note="Each service; filter by column",
        )
        wide = (Column("service", 24), Column("state", 14), Column("problem", 110))
        book.sheet(
            "Problems", wide, _problems(report), note="What is wrong with the data, service by service"
        )
    return data.getvalue()


def _problems(report: Report) -> Iterator[tuple[str, str, str]]:
    for row in report.rows:
        for problem in row.problems:
            yield row.name, str(row.state), problem
