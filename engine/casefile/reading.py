"""Reading a case file in any of its forms: from a path to a `Case` and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import CaseError
from ..model import NEEDED, TABLES, Case, Input, Place, Service
from ..names import nearest, quoted
from ..plugins import in_use
from .document import SERVICE, read_document
from .evidence import read_evidence
from .examples import without_examples
from .folder import Read, digest, load, read_folder
from .limits import Limits
from .others import kept_headings, kept_others
from .problems import Problems
from .records import read_records
from .references import resolve
from .sense import check_sense
from .sheet import Sheet
from .tables import Tables

DOCUMENTS = (".toml", ".json")
WORKBOOK = ".xlsx"
MAPPING = "mapping.toml"
"""What makes a folder another system's export."""
NO_SERVICE = Service(id="", name="")
"""Stands where the service could not be read: such a case carries an error, and is never assessed."""


def read_case(path: Path | str, *, limits: Limits | None = None, mapping: str | None = None) -> Case:
    """Read a case file: a folder, a `.toml` or `.json` document or an `.xlsx` workbook.

    A folder with a `mapping.toml`, or anything for which a mapping is named (a file, or a ready-made one by its
    name), is another system's export, and read through the mapping. A path of another form is read by the plugin
    that recognises it.

    The case carries every problem that was found; where one is an error (`Case.sound` is false) its rows
    may be left out, and it is not to be assessed. Raises CaseError only where nothing can be read at all:
    a path that is not there, a folder without `service.toml`, a document that cannot be parsed.
    """
    limits = limits or Limits.from_environment()
    path = Path(path)
    if mapping is not None or (path / MAPPING).is_file():
        from ..mapping.export import read_export  # of no use to a case file

        return read_export(path, mapping, limits)
    if path.exists() and not _ours(path) and (found := in_use().find_loader(path)) is not None:
        from .loaded import read_loaded

        return case_of(*read_loaded(path, *found, limits))
    problems = Problems(limits.max_problems)
    sheets, reads = _sheets(path, limits, problems)
    return case_of(sheets, reads, problems)


def _ours(path: Path) -> bool:
    """Whether a path has a form of takehold's own, so that no plugin is asked whether it knows it."""
    if path.is_dir():
        return (path / SERVICE).is_file()
    return path.suffix.lower() in (*DOCUMENTS, WORKBOOK)


def _sheets(path: Path, limits: Limits, problems: Problems) -> tuple[dict[str, Sheet], list[Read]]:
    name = path.name or path.resolve().name
    if path.is_dir():
        return read_folder(path, limits, problems)
    if not path.exists():
        raise CaseError.at(name, "There is no such file or folder" + _beside(path))
    ending = path.suffix.lower()
    if ending not in (*DOCUMENTS, WORKBOOK):
        raise CaseError.at(name, "A case is a folder, or a file ending in .xlsx, .toml or .json")
    data = load(path, name, limits)
    if ending == WORKBOOK:
        from .workbook import read_workbook  # the library that reads sheets is of no use to the other forms

        sheets = read_workbook(name, data, limits, problems)
    else:
        sheets = read_document(name, data, limits, problems)
    return sheets, [Read(name, digest(data), tuple(sheets))]


def _beside(path: Path) -> str:
    """Which name beside a missing path was probably meant."""
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return ""
    near = nearest(path.name, names)
    return f"; did you mean {quoted(near)}?" if near else ""


def case_of(sheets: dict[str, Sheet], reads: list[Read], problems: Problems) -> Case:
    """The case that some sheets hold, with everything that is wrong with them."""
    return finished(read_tables(without_examples(sheets, problems), problems), reads, problems)


def read_tables(sheets: dict[str, Sheet], problems: Problems) -> Tables:
    """The tables that some sheets hold: every cell read, nothing yet compared with anything else."""
    tables = Tables(sheets)
    for name, sheet in sheets.items():
        if name == "evidence":
            tables.put_evidence(*read_evidence(sheet, problems), problems)
        else:
            tables.put(name, read_records(sheet, problems), problems)
    return tables


def finished(tables: Tables, reads: Sequence[Read], problems: Problems) -> Case:
    """The case of tables that are filled: references resolved, sense checked, everything frozen."""
    _say_empty(tables.sheets, problems)
    resolve(tables, problems)
    check_sense(tables, problems)
    small = {name: tuple(tables.values(name)) for name in TABLES if name not in ("service", "evidence")}
    service = tables.values("service")
    return Case(
        service=service[0] if service else NO_SERVICE,
        evidence=tables.evidence,
        places={(name, row.id): place for name, rows in tables.rows.items() for row, place in rows},
        inputs=tuple(Input(read.file, read.digest, _records(tables, read)) for read in reads),
        problems=problems.all(),
        others=kept_others(tables.sheets),
        headings=kept_headings(tables.sheets),
        **small,
    )


def _say_empty(sheets: dict[str, Sheet], problems: Problems) -> None:
    """Tell of a table that a case cannot do without and that holds nothing yet."""
    for table in NEEDED:
        if table not in sheets or not sheets[table].frame.is_empty():
            continue
        place = Place(sheets[table].file)
        if table != "service":
            problems.warning(f"There are headings and no row yet: a case needs {table}", place)
        elif "id" in sheets[table].frame.columns:  # else its absence has been told
            problems.error("The service is not filled in yet: it needs its id and its name", place)


def _records(tables: Tables, read: Read) -> int:
    """How many records a file gave."""
    counts = {name: len(rows) for name, rows in tables.rows.items()} | {"evidence": tables.evidence.height}
    return sum(counts.get(table, 0) for table in read.tables)
