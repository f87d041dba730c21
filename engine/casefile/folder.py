"""A folder as sheets: `service.toml` beside one CSV per table, or Parquet in place of a CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import attrs

from ..errors import CaseError
from ..model import NEEDED, TABLES, Level, Place, Problem
from ..names import key, listed, nearest, quoted
from .csvfile import read_csv
from .document import SERVICE, service_sheet
from .limits import Limits, raised_by
from .parquet import read_parquet
from .problems import Problems
from .sheet import Sheet, missing_tables, unknown_table

TABLE_ENDINGS: Final = (".csv", ".parquet")
_OTHER_ENDINGS: Final = (".tsv", ".txt", ".xlsx", ".xls", ".ods", ".json", ".toml")


@attrs.frozen
class Read:
    """One file that was read: its name, the SHA-256 of its bytes, and the tables it gave."""

    file: str
    digest: str
    tables: tuple[str, ...]


def load(path: Path, file: str, limits: Limits) -> bytes:
    """The bytes of one file. Raises CaseError where it is no plain file, cannot be read or is too large."""
    try:
        if not path.is_file():
            raise CaseError.at(file, "This is not a file")
        size = path.stat().st_size
        if size > limits.max_file_bytes:
            raise CaseError.at(file, f"{size:,} bytes are too many {raised_by('max_file_bytes')}")
        return path.read_bytes()
    except OSError as error:
        raise CaseError.at(file, f"The file cannot be read: {error.strerror}") from None


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_folder(
    folder: Path,
    limits: Limits,
    problems: Problems,
    *,
    skip: Collection[str] = (),
    fed: Collection[str] = (),
) -> tuple[dict[str, Sheet], list[Read]]:
    """Every sheet of a folder and every file read. Raises CaseError where the folder is no case at all.

    A mapping feeds the tables in `fed` from the files in `skip`, which are no part of the case itself.
    """
    files = _files(folder, skip, problems)
    if "service" not in files:
        raise CaseError((no_service(folder),))
    sheets: dict[str, Sheet] = {}
    reads: list[Read] = []
    for table in TABLES:
        if table in files:
            _read_file(table, files[table], folder, limits, problems, sheets, reads)
    missing_tables((*files, *fed), {table: f"{table}.csv" for table in NEEDED}, problems)
    return sheets, reads


def _read_file(
    table: str,
    path: Path,
    folder: Path,
    limits: Limits,
    problems: Problems,
    sheets: dict[str, Sheet],
    reads: list[Read],
) -> None:
    try:
        data = load(path, path.name, limits)
        sheet: Sheet | None
        if table == "service":
            sheet = service_sheet(path.name, data, limits, problems)
        elif path.suffix.lower() == ".parquet":
            sheet = read_parquet(table, path.name, data, limits, problems)
        else:
            sheet = read_csv(table, path.name, data, limits, problems)
    except CaseError as error:
        problems.extend(error.problems)
        return
    reads.append(Read(path.name, digest(data), (table,)))
    if sheet is not None:
        sheets[table] = sheet


def _files(folder: Path, skip: Collection[str], problems: Problems) -> Mapping[str, Path]:
    """Which file holds which table. What is no part of a case, or would lead out of the folder, is reported."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise CaseError.at(folder.name, f"The folder cannot be read: {error.strerror}") from None
    files: dict[str, Path] = {}
    for path in paths:
        table = None if path.name in skip else _table_of(path, problems)
        if table is None:
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            problems.error(
                "This is a link that leads out of the case's folder; put the file itself here",
                Place(path.name),
            )
        elif table in files:
            both = f"{files[table].name} and {path.name}"
            problems.error(f"{both} both hold the {table}; keep one", Place(path.name))
        else:
            files[table] = path
    return files


def _table_of(path: Path, problems: Problems) -> str | None:
    name, ending = key(path.stem), path.suffix.lower()
    if path.name.startswith((".", "~")) or not path.is_file():
        return None
    if key(path.name) == SERVICE:
        return "service"
    if ending in TABLE_ENDINGS and name in TABLES and name != "service":
        return name
    if ending in TABLE_ENDINGS:
        what = "A folder's service is written in service.toml; the file" if name == "service" else "The file"
        unknown_table(path.name, Place(path.name), problems, what)
    elif ending in _OTHER_ENDINGS and name in TABLES:
        problems.warning(
            f"{quoted(path.name)} was left out: in a folder the {name} stand in {name}.csv", Place(path.name)
        )
    return None


def holds_tables(folder: Path) -> bool:
    """Whether a folder has a file of a case's tables in it: it was meant for a case, though it may be none."""
    return any(key(path.stem) in TABLES for path in folder.iterdir() if path.suffix.lower() in TABLE_ENDINGS)


def no_service(folder: Path) -> Problem:
    """Why a folder is no case, with the nearest thing to one that is in it or just below."""
    names = [path.name for path in folder.iterdir()]
    inside = sorted(path.parent.name for path in folder.glob("*/service.toml"))
    whole = sorted(name for name in names if key(name) in ("case.toml", "case.json", "case.xlsx"))
    message = "The folder holds no service.toml, so it is no case"
    if len(inside) > 1 and not whole:
        message += (
            f"; {listed(inside, most=5)} in it are: name one, or judge all of them with takehold portfolio"
        )
    elif near := next(iter(whole + inside), nearest(SERVICE, names)):
        message += f"; did you mean {quoted(near)} in it?"
    return Problem(Level.ERROR, message, Place(folder.resolve().name))
