"""Writing a case file in any of its forms, so that reading it gives the case back."""

from __future__ import annotations

import datetime as dt
import enum
import io
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import tomli_w

from ..errors import CaseError, UsageError
from ..files import write_new_folder, write_together, write_whole
from ..model import TABLES, Case, columns
from ..names import key
from .contents import records_of, tables_of, texts_of
from .document import SERVICE
from .folder import TABLE_ENDINGS
from .others import with_others


class Form(enum.StrEnum):
    """The forms that a case file comes in; each holds the same, and converts into any other."""

    FOLDER = "folder"
    PARQUET = "parquet"
    TOML = "toml"
    JSON = "json"
    XLSX = "xlsx"

    @classmethod
    def of(cls, path: Path) -> Form:
        """The form that a path's ending asks for; a folder where it has none. Raises UsageError for another."""
        ending = path.suffix.lower()
        if path.is_dir() or not ending:
            return cls.FOLDER
        if ending[1:] in _ENDINGS:
            return cls(ending[1:])
        raise UsageError(
            f"{path.name} ends in none of .xlsx, .toml and .json; without an ending it is a folder"
        )


_ENDINGS: Final = ("toml", "json", "xlsx")


def write_case(
    case: Case, dest: Path | str, form: Form | str | None = None, *, since: Case | None = None
) -> None:
    """Write a case file to a path, in the form asked for or the one its ending asks for.

    A file takes the place of the old one in one step. In a folder that is there already each table's file
    does, tables that the case no longer has go, and everything else (waivers, a mapping) stays. Columns that
    takehold does not know are written as they were read; other sheets and files are no part of a case.
    `since` is the case that stands there already: a folder's tables that are still the same ones are left alone.
    Raises CaseError where the path cannot be written, UsageError for a form that is none.
    """
    dest = Path(dest)
    try:
        chosen = Form(form) if form is not None else Form.of(dest)
    except ValueError:
        raise UsageError(f"{form!r} is no form of case file; take {', '.join(Form)}") from None
    try:
        if chosen in (Form.FOLDER, Form.PARQUET):
            _write_folder(_files(case, chosen, since), dest)
        else:
            write_whole(dest, _document(case, chosen))
    except OSError as error:
        raise CaseError.at(dest.name, f"It cannot be written: {error.strerror}") from None


def _document(case: Case, form: Form) -> bytes:
    if form is Form.XLSX:
        from .workbook_writing import workbook_bytes

        return workbook_bytes(case)
    found: dict[str, Any] = {table: list(records_of(case, table)) for table in tables_of(case)}
    found["service"] = found["service"][0]
    if form is Form.TOML:
        return tomli_w.dumps(found).encode()
    return (json.dumps(found, ensure_ascii=False, indent=1, default=_iso) + "\n").encode()


def _iso(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} does not belong in a case")


def _files(case: Case, form: Form, since: Case | None) -> dict[str, Callable[[], bytes] | None]:
    """What makes each of a folder's files, None for those left alone: `service.toml`, and a CSV for each table.

    For large exports the evidence is kept as Parquet.
    """
    files: dict[str, Callable[[], bytes] | None] = {}
    for table in tables_of(case):
        name, make = f"{table}.csv", _csv
        if table == "service":
            name, make = SERVICE, _toml
        elif table == "evidence" and form is Form.PARQUET:
            name, make = f"{table}.parquet", _parquet
        files[name] = None if _same(case, since, table) else partial(make, case, table)
    return files


def _same(case: Case, since: Case | None, table: str) -> bool:
    """Whether a table is the very one that another case has, its unknown columns and its headings too."""
    return since is not None and all(
        one is other
        for one, other in (
            (getattr(case, table), getattr(since, table)),
            (case.others.get(table), since.others.get(table)),
            (case.headings.get(table), since.headings.get(table)),
        )
    )


def _toml(case: Case, table: str) -> bytes:
    return tomli_w.dumps(next(records_of(case, table))).encode()


def _csv(case: Case, table: str) -> bytes:
    out = io.BytesIO()
    texts_of(case, table).write_csv(out)
    return out.getvalue()


def _parquet(case: Case, table: str) -> bytes:
    out = io.BytesIO()
    own = case.evidence.select(column.name for column in columns(table))
    with_others(case, table, own).write_parquet(out)
    return out.getvalue()


def _standing(folder: Path) -> dict[str, Path]:
    """The files of a folder by the name that they are read under: `Claims.CSV` is claims.csv, and stays what it is called."""
    return {key(path.stem) + path.suffix.lower(): path for path in sorted(folder.iterdir()) if path.is_file()}


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _write_folder(files: Mapping[str, Callable[[], bytes] | None], dest: Path) -> None:
    made = {name: make() for name, make in files.items() if make is not None}
    if dest.exists():
        there = _standing(dest)
        # What is as it was is not touched: mostly one table has changed, and then saving is a single step.
        to = {there.get(name, dest / name): data for name, data in made.items()}
        write_together({path: data for path, data in to.items() if not _holds(path, data)})
        for table in TABLES:
            for ending in TABLE_ENDINGS:
                gone = there.get(table + ending)
                if table != "service" and gone is not None and table + ending not in files:
                    gone.unlink(missing_ok=True)
        return
    write_new_folder(dest, made)
