"""An empty case file, ready to be filled in: a folder of headings, or a workbook (see `blank_workbook`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from ..errors import CaseError, UsageError
from ..files import write_new_folder, write_whole
from ..model import TABLES, Column, Fits, columns
from ..names import listed
from .document import SERVICE
from .writing import Form


def write_blank(
    dest: Path, extra: Mapping[str, bytes] | None = None, *, without: Collection[str] = ()
) -> Form:
    """Write an empty case file: a workbook where the name ends in `.xlsx`, else a folder. Nothing is overwritten.

    `extra` are further files of the folder, by name, and `without` the tables that come from elsewhere. Raises UsageError where something is there already or the
    form asked for is none that can be filled in, CaseError where it cannot be written.
    """
    form = Form.of(dest)
    if form not in (Form.FOLDER, Form.XLSX):
        raise UsageError(f"{dest.name}: an empty case file is a folder, or a workbook ending in .xlsx")
    if dest.exists() and not (dest.is_dir() and not any(dest.iterdir())):
        raise UsageError(f"{dest} is there already, and nothing in it was touched; give another name")
    if extra and form is Form.XLSX:
        raise UsageError("Exports and their mapping stand in a folder; give a name without .xlsx")
    try:
        if form is Form.XLSX:
            from .blank_workbook import blank_workbook

            write_whole(dest, blank_workbook(dest.name))
        else:
            own = {name: data for name, data in blank_files().items() if Path(name).stem not in without}
            dest.parent.mkdir(parents=True, exist_ok=True)
            write_new_folder(dest, own | dict(extra or {}))
    except OSError as error:
        raise CaseError.at(dest.name, f"It cannot be written: {error.strerror}") from None
    return form


_HOW: Final = {
    Fits.DATE: "A date, such as 14/03/2026.",
    Fits.DATE_OR_WORDS: "A date, such as 14/03/2026.",
    Fits.NUMBER: "A number.",
    Fits.YES_NO: "Yes or no.",
    Fits.LIST: "Separate several with a semicolon.",
    Fits.SCOPE: "Write all, or separate several with a semicolon.",
}


def blank_files() -> dict[str, bytes]:
    """The files of an empty folder: `service.toml` with every key explained, and a CSV of headings for each table."""
    files = {SERVICE: _service().encode()}
    for table in TABLES:
        if table != "service":
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerow([column.name for column in columns(table)])
            files[f"{table}.csv"] = out.getvalue().encode()
    return files


def meaning(column: Column) -> str:
    """What a column is for and what fits in it, in one or two sentences."""
    fits = _HOW.get(column.fits, "")
    if column.words:
        fits = f"One of: {listed(column.words, most=len(column.words), last='or')}."
    asked = "Needed. " if column.required else ""
    return f"{asked}{column.help}. {fits}".replace("?.", "?").replace("….", "…").strip()


def _service() -> str:
    lines = ["# The service. Fill in the two at the top; take the # away from any other that you use.", ""]
    for column in columns("service"):
        lines += [f"# {meaning(column)}", f'{"" if column.required else "# "}{column.name} = ""', ""]
    return "\n".join(lines).rstrip("\n") + "\n"
