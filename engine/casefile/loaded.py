"""A case that a plugin's loader read: held to the same rules as any case file, and each slip told at its own row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import CaseError
from ..hookspecs import Loader, Rows
from ..isolation import heard, place_of, time_limit, told
from ..loading import LOAD_SECONDS, Giver
from ..model import NEEDED, Level, Place, Problem
from ..names import quoted
from .document import sheet_of
from .folder import Read
from .limits import Limits
from .problems import Problems
from .sheet import Sheet, missing_tables, table_named, unknown_table


def read_loaded(
    path: Path, loader: Loader, giver: Giver, limits: Limits
) -> tuple[dict[str, Sheet], list[Read], Problems]:
    """The sheets of a form that a loader reads. Raises CaseError where it cannot, or gives something else than tables."""
    with heard() as said:
        tables = _tables(path, loader, giver)
    problems = Problems(limits.max_problems)
    if said.text:
        problems.warning(f"{giver} printed: {' '.join(said.text.split())[:200]}", Place(path.name))
    sheets: dict[str, Sheet] = {}
    for name, table in tables.items():
        known = table_named(name)
        if known is None:
            unknown_table(name, Place(table.file, None, name), problems, "The table")
        else:
            cells: list[Any] = [dict(row) for _, row in table.rows]
            lines = [("", row) for row, _ in table.rows]
            if known == "service":
                cells, lines = cells[0] if cells else {}, []
            sheets[known] = sheet_of(known, table.file, cells, lines, limits, problems)
    missing_tables(tuple(sheets), dict.fromkeys(NEEDED, path.name), problems)
    return sheets, [Read(path.name, _digest(path), tuple(sheets))], problems


def _tables(path: Path, loader: Loader, giver: Giver) -> Mapping[str, Rows]:
    try:
        with heard(), time_limit(LOAD_SECONDS):
            tables = loader.read(path)
    except (CaseError, KeyboardInterrupt):
        raise
    except BaseException as error:
        file, row = place_of(error, giver.home)
        at = f" at {file}:{row}" if file else ""
        raise _refused(path, giver, f"failed to read it: {told(error)}{at}") from error
    if not isinstance(tables, Mapping) or not all(isinstance(table, Rows) for table in tables.values()):
        raise _refused(path, giver, f"gave {quoted(repr(tables))}; a loader gives a table of Rows by name")
    return tables


def _refused(path: Path, giver: Giver, what: str) -> CaseError:
    return CaseError((Problem(Level.ERROR, f"{giver} {what}", Place(path.name)),))


def _digest(path: Path) -> str:
    """The SHA-256 of a file, or of every file in a folder, one after another by name."""
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    made = hashlib.sha256()
    for file in files:
        made.update(file.read_bytes())
    return f"sha256:{made.hexdigest()}"
