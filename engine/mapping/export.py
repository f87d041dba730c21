"""Reading an export through its mapping, as a case: which files feed which table, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

import attrs
import polars as pl

from ..casefile.document import SERVICE, sheet_of
from ..casefile.folder import Read, read_folder
from ..casefile.limits import Limits
from ..casefile.problems import Problems
from ..casefile.reading import case_of
from ..casefile.sheet import Sheet
from ..errors import CaseError
from ..model import TABLES, Case, Input, Service
from ..names import key, nearest, quoted
from .apply import NEWEST, REFUSED, Part, apply
from .combining import Combined, combine, relocate
from .grid import ENDINGS, Opened, open_file
from .loading import FILE, find_mapping
from .model import Mapping, Source

NOBODY: Final = Service(id="service", name="not named yet")
"""Stands for the service while nobody has said who it is."""


def read_export(path: Path, named: str | None, limits: Limits) -> Case:
    """The case that an export gives: a folder or a file, its mapping named or beside it.

    The service, the claims and whatever no export holds stand as ordinary tables in the export's folder, or in the
    folder that the mapping names (`case = "../elm-house"`). Raises CaseError (a MappingError where the mapping
    itself is at fault).
    """
    mapping = find_mapping(named or str(path / FILE if path.is_dir() else path.parent / FILE))
    return read_through(path, mapping, limits, named=named)


def read_through(
    path: Path,
    mapping: Mapping,
    limits: Limits,
    *,
    named: str | None = None,
    alone: Service | None = None,
    each: Callable[[str], None] | None = None,
) -> Case:
    """The case that an export gives through a mapping, `named` as a file or by the name of a ready-made one.

    `alone` stands for the service where no `service.toml` is found: the case then claims nothing yet. `each` is told of
    each file before it is read; what it raises ends the reading. Raises CaseError.
    """
    problems = Problems(limits.max_problems)
    taken = _Taken(path, mapping, limits, problems, each)
    parts = taken.parts()
    fed = {source.table for source in mapping.sources if not source.optional} | set(parts)
    sheets, reads = _ordinary(path, named, mapping, taken, fed, limits, problems, alone)
    combined = {}
    for table, found in parts.items():
        if table in sheets:
            found = [_as_part(sheets[table]), *found]
        combined[table] = combine(table, found, mapping.file, problems)
        sheets[table] = combined[table].sheet
    case = relocate(case_of(sheets, reads, problems), combined)
    return attrs.evolve(case, inputs=_inputs(case, reads, taken, combined, mapping))


def read_parts(path: Path, mapping: Mapping, limits: Limits, problems: Problems) -> dict[str, list[Part]]:
    """What an export alone gives each table: for showing how it would be read."""
    return _Taken(path, mapping, limits, problems).parts()


class _Taken:
    """The files of an export, each given to the sources that ask for it."""

    def __init__(
        self,
        path: Path,
        mapping: Mapping,
        limits: Limits,
        problems: Problems,
        each: Callable[[str], None] | None = None,
    ) -> None:
        self.path, self.mapping, self.limits, self.problems = path, mapping, limits, problems
        self.each = each
        self.files = export_files(path)
        self.used: set[Path] = set()
        self.opened: dict[Path, Opened] = {}

    def parts(self) -> dict[str, list[Part]]:
        """What each table is fed, source by source, in the order of the mapping and of the files' names."""
        found: dict[str, list[Part]] = {}
        for source in self.mapping.sources:
            for path in self._matching(source):
                for part in self._read(source, path):
                    found.setdefault(source.table, []).append(part)
        return found

    def _matching(self, source: Source) -> list[Path]:
        if self.path.is_file():
            return [self.path]
        paths = [
            path for path in self.files if any(_fits(path.name, name) for name in source.files or ("*",))
        ]
        if not paths and not source.optional:
            names = [path.name for path in self.files]
            asked = " or ".join(map(quoted, source.files)) or "a .csv or .xlsx file"
            near = nearest(source.files[0], names) if source.files else None
            meant = f"; did you mean {quoted(near)}?" if near else ""
            self.problems.error(
                f"The export holds no file called {asked}{meant}; if that is as it should be, say optional = true",
                source.place,
            )
        return paths

    def _read(self, source: Source, path: Path) -> Iterable[Part]:
        self.used.add(path)
        if self.each is not None:
            self.each(path.name)
        try:
            opened = open_file(path, source.sheet, _wanted(source), self.limits, self.problems)
        except CaseError as error:
            self.problems.extend(error.problems)
            return
        self.opened[path] = opened
        grids = opened.grids if source.sheet is not None else opened.grids[:1]
        if not grids and source.sheet is not None and not source.optional:
            self.problems.error(f"{path.name} has no sheet called {quoted(source.sheet)}", source.place)
        for grid in grids:
            part = apply(source, grid, self.problems)
            if part is not None:
                yield part


def export_files(path: Path) -> list[Path]:
    """The files of an export that could hold a table, by name."""
    if not path.is_dir():
        return [path]
    try:
        every = sorted(path.iterdir())
    except OSError as error:
        raise CaseError.at(path.name, f"The folder cannot be read: {error.strerror}") from None
    inside = path.resolve()
    return [
        one
        for one in every
        if one.suffix.lower() in ENDINGS
        and not one.name.startswith((".", "~"))
        and one.is_file()
        and one.resolve().is_relative_to(inside)
    ]


def _fits(name: str, pattern: str) -> bool:
    """Whether a pattern means a file; one that names nothing passes over the tables of a case file."""
    if not pattern.partition(".")[0].strip("*?") and key(Path(name).stem) in TABLES:
        return False
    return fnmatchcase(key(name), key(pattern))


def _wanted(source: Source) -> list[str]:
    """Every heading that a source names."""
    names = [name for feed in source.feeds.values() for name in (*feed.headings, *feed.hash)]
    names += [one.heading for one in source.leave_out]
    if source.unfold:
        names += [*source.unfold.headings, *filter(None, [source.unfold.numbered])]
    return names + ([source.newest] if source.newest else [])


def _ordinary(
    path: Path,
    named: str | None,
    mapping: Mapping,
    taken: _Taken,
    fed: set[str],
    limits: Limits,
    problems: Problems,
    alone: Service | None = None,
) -> tuple[dict[str, Sheet], list[Read]]:
    """The tables that stand beside the export as a case file has them; where there are none, the service `alone`."""
    folder = path if path.is_dir() else path.parent
    beside = Path(named).parent if named and named.endswith(".toml") else folder
    for home in (beside / mapping.case if mapping.case else folder, beside):
        if (home / SERVICE).is_file():
            skip = {used.name for used in taken.used if used.parent.resolve() == home.resolve()}
            return read_folder(home, limits, problems, skip=frozenset(skip), fed=frozenset(fed))
    if alone is not None:
        told = {name: value for name, value in attrs.asdict(alone).items() if value is not None}
        return {"service": sheet_of("service", SERVICE, told, [], limits, problems)}, []
    what = "An export tells nothing of the service and what it claims"
    raise CaseError.at(
        SERVICE,
        f"{what}: put service.toml and claims.csv beside it (takehold new makes them empty), or name their folder "
        'in the mapping, as case = "../elm-house"',
    )


def _as_part(sheet: Sheet) -> Part:
    nothing = pl.lit(None, pl.String).alias(NEWEST), pl.lit(None, pl.List(pl.String)).alias(REFUSED)
    frame = sheet.frame.with_columns(nothing)
    return Part(sheet.table, sheet.file, frame, {}, None)


def _inputs(
    case: Case, reads: list[Read], taken: _Taken, combined: dict[str, Combined], mapping: Mapping
) -> tuple[Input, ...]:
    """Every file that was read, with how many records each gave: of the export's, those that were kept."""
    counts: dict[str, int] = {}
    for one in combined.values():
        for part, number in one.counts():
            name = part.split("#")[0]
            counts[name] = counts.get(name, 0) + number
    ordinary = {read.file: sum(table in combined for table in read.tables) for read in reads}
    inputs = [
        attrs.evolve(one, records=counts.get(one.file, 0)) if ordinary.get(one.file) else one
        for one in case.inputs
    ]
    inputs.append(Input(mapping.file, mapping.digest, 0))
    inputs += [
        Input(opened.file, opened.digest, counts.get(opened.file, 0)) for opened in taken.opened.values()
    ]
    return tuple(inputs)
