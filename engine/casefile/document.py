"""A TOML or JSON document as sheets, and `service.toml` beside a folder's tables."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

import attrs
import polars as pl

from ..errors import CaseError
from ..model import NEEDED, Fits, Level, Place, Problem, columns
from ..names import quoted
from ..toml_slips import slip
from .cells import text_of
from .limits import Limits, raised_by
from .lines import Lines, lines_of
from .problems import Problems
from .sheet import (
    ROW,
    Sheet,
    match_headings,
    missing_tables,
    refuse_long,
    refuse_nul,
    require_columns,
    table_named,
    tidy,
    unknown,
    unknown_table,
)

SERVICE = "service.toml"
"""The file that holds a folder's service."""
FIRST_ROW = 2
"""The row of the first record where lines cannot be told: where a spreadsheet of the same table would show it."""


def parse(file: str, data: bytes, limits: Limits) -> tuple[dict[str, Any], Lines]:
    """The tables and keys of a TOML or JSON file, by its ending, and their lines. Raises CaseError for any other."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CaseError.at(file, f"Line {line} is not UTF-8; save the file as UTF-8") from None
    try:
        found = _json(text) if file.lower().endswith(".json") else tomllib.loads(text)
    except RecursionError:
        raise CaseError.at(file, _too_deep(limits)) from None
    except tomllib.TOMLDecodeError as error:
        wrong = slip(str(error), text)
        what = f"This cannot be read: {wrong.what}"
        raise CaseError((Problem(Level.ERROR, what, Place(file, wrong.row)),)) from None
    except json.JSONDecodeError as error:
        what = f"This cannot be read: {error.msg} (character {error.colno} of the line)"
        raise CaseError((Problem(Level.ERROR, what, Place(file, error.lineno)),)) from None
    except ValueError as error:
        raise CaseError.at(file, f"This cannot be read: {error}") from None
    if not isinstance(found, dict):
        raise CaseError.at(
            file, "The document is not a set of tables: it begins with { and names service first"
        )
    if _depth(found) > limits.max_depth:
        raise CaseError.at(file, _too_deep(limits))
    return found, lines_of(file, text)


def _too_deep(limits: Limits) -> str:
    return f"Lists and tables stand more than {limits.max_depth} deep in each other {raised_by('max_depth')}"


def _json(text: str) -> Any:
    found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    if _HALF.search(text):
        try:
            json.dumps(found, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError("an escape such as \\ud83d stands for half a character") from None
    return found


_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {quoted(twice)} stands twice in one record")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number that a case can hold; leave it out or write null")


def _depth(value: Any) -> int:
    """How deeply lists and tables are nested, counted level by level so that no depth is too much."""
    level, depth = [value], 0
    while level:
        nested: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                nested.extend(part for part in item.values() if isinstance(part, (dict, list)))
            elif isinstance(item, list):
                nested.extend(part for part in item if isinstance(part, (dict, list)))
        level, depth = nested, depth + 1
    return depth


def read_document(file: str, data: bytes, limits: Limits, problems: Problems) -> dict[str, Sheet]:
    """The sheets of a whole case in one document. Raises CaseError where it cannot be parsed."""
    sheets: dict[str, Sheet] = {}
    found, lines = parse(file, data, limits)
    for name, value in found.items():
        table = table_named(name)
        if table is None:
            unknown_table(name, Place(file, None, name), problems, "The table")
        elif table in sheets:
            problems.error(f"The table {quoted(table)} stands twice", Place(file, None, name))
        else:
            sheets[table] = sheet_of(table, file, value, lines.get(name, []), limits, problems)
    missing_tables(tuple(sheets), dict.fromkeys(NEEDED, file), problems)
    return sheets


def service_sheet(file: str, data: bytes, limits: Limits, problems: Problems) -> Sheet:
    """The service of a folder: the keys of `service.toml`, bare or under `[service]`."""
    found, lines = parse(file, data, limits)
    inner = next((name for name in found if table_named(name) == "service"), None)
    if inner is None:
        return sheet_of("service", file, found, lines.get("", []), limits, problems)
    for name in found:
        if name != inner:
            problems.warning(
                f"{quoted(name)} stands outside [service] and was left out", Place(file, None, name)
            )
    return sheet_of("service", file, found[inner], lines.get(inner, []), limits, problems)


def sheet_of(
    table: str, file: str, value: Any, lines: list[tuple[str, int]], limits: Limits, problems: Problems
) -> Sheet:
    """One table of a document as text; a record's row is the line it begins on.

    Where that is known a place is the file and the line; else it is the table in the file, and rows are counted.
    """
    whole = file if file == SERVICE else f"{file}#{table}"
    records = _records(table, whole, value, limits, problems)
    names = list(dict.fromkeys(name for record in records for name in record))
    found = match_headings(table, names, Place(whole), problems)
    if records:
        require_columns(table, found, names, Place(whole), problems)
    begins = [line for _, line in lines]
    if table == "service" and begins:
        own = dict(lines)
        sheet = Sheet(
            table,
            file,
            pl.DataFrame(),
            {name: own[names[at]] for name, at in found.items() if names[at] in own},
        )
        rows = begins[:1]
    elif len(begins) == len(set(begins)) == len(records):
        sheet, rows = Sheet(table, file, pl.DataFrame()), begins
    else:
        sheet, rows = Sheet(table, whole, pl.DataFrame()), list(range(FIRST_ROW, FIRST_ROW + len(records)))
    fits = {column.name: column.fits for column in columns(table)}
    texts: dict[str, Any] = {
        name: [
            cell
            if cell is None or type(cell) is str
            else _text(cell, fits[name], sheet.at(row, name), problems)
            for row, cell in zip(rows, (record.get(names[at]) for record in records), strict=False)
        ]
        for name, at in found.items()
    }
    schema: dict[str, Any] = dict.fromkeys(texts, pl.String) | {ROW: pl.Int64}
    frame = tidy(pl.DataFrame(texts | {ROW: rows[: len(records)]}, schema=schema))
    refuse_long(frame, sheet.file, limits, problems)
    refuse_nul(frame, sheet.file, problems)
    return attrs.evolve(sheet, frame=frame, others=_others(names, found, records, rows))


def _others(
    names: list[str], found: Mapping[str, int], records: list[dict[str, Any]], rows: list[int]
) -> pl.DataFrame | None:
    """The cells under names that no column claims; a table in one of them is beyond what a cell can keep."""
    others, _ = unknown(names, found)
    if not others:
        return None
    texts: dict[str, Any] = {
        name: [
            None if isinstance(cell := record.get(names[at]), dict) else text_of(cell) for record in records
        ]
        for at, name in others.items()
    }
    schema: dict[str, Any] = dict.fromkeys(texts, pl.String) | {ROW: pl.Int64}
    return pl.DataFrame(texts | {ROW: rows[: len(records)]}, schema=schema)


def _records(table: str, place: str, value: Any, limits: Limits, problems: Problems) -> list[dict[str, Any]]:
    """The records of a table as it stands in a document; none, and a problem, where it is written as something else."""
    records = [value] if table == "service" else value
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        shape = "[service]" if table == "service" else f"[[{table}]]"
        problems.error(f"{table} is not written as {shape}, with a key for each column", Place(place))
        return []
    if len(records) > limits.max_rows:
        problems.error(f"{len(records):,} records are too many {raised_by('max_rows')}", Place(place))
        return []
    return records


def _text(value: Any, fits: Fits, place: Place, problems: Problems) -> str | None:
    """A native value as the text of a cell; None for a value that no cell could hold, told in `problems`."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and fits in (Fits.LIST, Fits.SCOPE):
        items = [_item(item, place, problems) for item in value]
        return ";".join(item for item in items if item)
    if isinstance(value, (list, dict)):
        what = "A list" if isinstance(value, list) else "A table"
        problems.error(f"{what} does not fit here; write {fits.value}", place, kind="shape")
        return None
    return text_of(value)


def _item(value: Any, place: Place, problems: Problems) -> str | None:
    text = None if isinstance(value, (list, dict)) else text_of(value)
    if text is None or ";" in text:
        shown = quoted(str(value))
        problems.error(
            f"{shown} is not one id; write each as an item of the list", place, str(value), kind="shape"
        )
        return None
    return text
