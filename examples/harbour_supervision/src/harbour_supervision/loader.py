"""Reading a Shiftbook export: one line for each thing, its letter first, fields between bars.

S|id|name|date of the export
U|id|name of the unit
C|id|statement|kind|stage|theme|in force since
R|number|date|type|theme|unit|mark|seen (pseudonyms, +)|by
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from takehold.engine.errors import CaseError
from takehold.engine.hookspecs import Rows

FIELDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "S": ("service", ("id", "name", "as_of")),
    "U": ("teams", ("id", "name")),
    "C": ("claims", ("id", "statement", "kind", "stage", "theme", "changed_on")),
    "R": ("evidence", ("id", "date", "kind", "theme", "team", "result", "staff", "recorded_by")),
}
KINDS: Mapping[str, str] = {
    "round": "audit",
    "watch": "observation",
    "1:1": "supervision",
    "talk": "feedback",
}
MARKS: Mapping[str, str] = {"green": "met", "amber": "partly", "red": "not met"}


def recognises(path: Path) -> bool:
    """Whether a path is a Shiftbook export."""
    return path.suffix.lower() == ".shb" and path.is_file()


def read(path: Path) -> Mapping[str, Rows]:
    """The tables of an export, each row with its line. Raises CaseError for a file that is none."""
    tables: dict[str, list[tuple[int, Mapping[str, object]]]] = {name: [] for name, _ in FIELDS.values()}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        letter, *cells = line.split("|")
        if not line.strip():
            continue
        if letter not in FIELDS:
            raise CaseError.at(
                path.name, f"Line {number} begins with {letter!r}, which is no line of a Shiftbook export"
            )
        table, names = FIELDS[letter]
        told = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
        tables[table].append((number, _known(told) if table == "evidence" else told))
    return {name: Rows(path.name, rows) for name, rows in tables.items()}


def _known(told: dict[str, str]) -> Mapping[str, object]:
    """A record in takehold's words; a word that Shiftbook does not have is left, and told as any other slip."""
    changed: dict[str, object] = dict(told)
    for column, words in (("kind", KINDS), ("result", MARKS)):
        if column in told:
            changed[column] = words.get(told[column].lower(), told[column])
    if "staff" in told:
        changed["staff"] = told["staff"].split("+")
    return changed
