"""Small tables: from text to attrs values, through one strict converter.

cattrs would coerce (`"false"` to True): here every field has a hook of its own, which reads text by the
rules of its column and refuses everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import cattrs
from cattrs.gen import make_dict_structure_fn, override

from ..model import TABLES, Column, Fits, Place, columns
from ..names import quoted
from .cells import Unfit, reader_of
from .problems import Problems
from .sheet import ROW, Sheet


def read_records(sheet: Sheet, problems: Problems) -> list[tuple[Any, Place, bool]]:
    """The values of a sheet's rows, each with its place and whether all of it fits.

    Each cell that does not fit is told, and blank in the value: what fits beside it can still be looked at.
    """
    found = []
    told = {row for rows in sheet.told.values() for row in rows}
    for row in sheet.frame.iter_rows(named=True):
        place = Place(sheet.file, row.pop(ROW))
        cells = {name: text for name, text in row.items() if text is not None}
        try:
            value, fits = _converter().structure(cells, TABLES[sheet.table]), place.row not in told
        except cattrs.ClassValidationError as errors:
            for error, column in _causes(errors):
                _tell(error, column, sheet, place, cells, problems)
                cells.pop(column, None)
            value, fits = _fragment(sheet.table, cells), False
        found.append((value, place, fits))
    return found


def _fragment(table: str, cells: dict[str, str]) -> Any:
    """The value of a row of which only these cells fit: what it needs and has not is blank."""
    lists = (Fits.LIST, Fits.SCOPE)
    blank = {one.name: () if one.fits in lists else None for one in columns(table) if one.required}
    read = {one.name: reader_of(one)(cells[one.name]) for one in columns(table) if one.name in cells}
    return TABLES[table](**blank | read)


def _tell(
    error: Exception, column: str, sheet: Sheet, place: Place, cells: dict[str, str], problems: Problems
) -> None:
    here = sheet.at(place.row, column)
    if isinstance(error, Unfit):
        problems.error(str(error), here, cells[column], kind="unfit")
    elif column in sheet.frame.columns and place.row not in sheet.told.get(column, ()):
        # A column that is not there at all has been told once.
        problems.error(needs(sheet.table, column), here, kind="blank")


def needs(table: str, column: str) -> str:
    """What to say where a required cell is blank."""
    return f"Every row of {table} needs {quoted(column)}; this one is blank"


def _causes(errors: cattrs.ClassValidationError) -> Iterator[tuple[Exception, str]]:
    """Each thing that did not fit, and the field it was for."""
    for error, note in errors.group_exceptions()[0]:
        yield error, note.name


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for table, cls in TABLES.items():
        hooks = {column.name: override(struct_hook=_hook(column)) for column in columns(table)}
        converter.register_structure_hook(cls, make_dict_structure_fn(cls, converter, **hooks))  # type: ignore[arg-type]
    return converter


def _hook(column: Column) -> Callable[[Any, Any], Any]:
    read = reader_of(column)

    def structure(text: Any, _: Any) -> Any:
        if not isinstance(text, str):
            raise TypeError(f"{column.name} was handed {type(text).__name__}, not text")
        value = read(text)
        if column.required and value == ():
            raise Unfit(f"{quoted(text)} names nothing; name one at least")
        return value

    return structure
