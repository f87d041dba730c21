"""CSV: every finding a row, for people's spreadsheets and data tools."""

from __future__ import annotations

import csv
import io

import polars as pl

from takehold.engine.report import render
from takehold.engine.report.csv import COLUMNS
from takehold.engine.result import Outcome

from .making import finding, hostile, result


def rows(data: str | bytes) -> list[dict[str, str]]:
    assert isinstance(data, bytes)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_finding_is_a_row() -> None:
    """As many rows as findings, each with the outcome it had."""
    of = result()
    assert [(f.check, str(f.outcome)) for f in of.findings] == [
        (row["check"], row["outcome"]) for row in rows(render(of, "csv"))
    ]


def test_a_data_tool_reads_it_without_being_told_anything() -> None:
    """Polars finds the headings, whatever the mark before them."""
    data = render(result(), "csv")
    assert isinstance(data, bytes)
    table = pl.read_csv(data)
    assert list(COLUMNS) == table.columns
    assert 10 == table.height


def test_excel_is_told_that_it_is_utf_8() -> None:
    """The file begins with a byte-order mark, without which Excel reads an accent as two characters."""
    data = render(result((finding("x", Outcome.NOT_MET, message="café"),)), "csv")
    assert isinstance(data, bytes)
    assert b"\xef\xbb\xbf" == data[:3]
    assert "café" == rows(data)[0]["message"]


def test_no_cell_is_a_formula() -> None:
    """Nothing begins with what a spreadsheet would calculate."""
    for row in rows(render(hostile(), "csv")):
        for value in row.values():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r")), value


def test_a_finding_stays_on_its_row() -> None:
    """A line break in the data does not make a second row."""
    made = rows(render(hostile(), "csv"))
    assert len(hostile().findings) == len(made)
    assert all("\n" not in value for row in made for value in row.values())
