"""Ids that name something elsewhere in the case: each is brought to the spelling it was declared in, or told.

An id compares exactly; where nothing is spelled so, one that differs only in case, space, hyphen or
underscore will do. Themes are free words, equal under the same rule, and take their first spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs
import polars as pl

from ..model import NEEDED, TABLES, Column, Fits, Level, Place, columns
from ..names import asked, key, listed, meant, quoted
from .problems import Problems
from .sheet import ROW
from .tables import Tables

_NOUNS: Final[Mapping[str, str]] = {
    "teams": "team",
    "shifts": "shift",
    "measures": "measure",
    "claims": "claim",
    "evidence": "record",
    "priorities": "priority",
    "actions": "action",
    "themes": "theme",
}
_NAMED: Final = frozenset({"teams", "shifts", "measures"})
"""Tables of which each row has a name beside its id, by which people know it."""
_BETWEEN: Final = re.compile(r"[,/&\n]|\band\b")
"""What people write between several names where a semicolon belongs."""
_OPTIONAL_PLACES: Final = ("teams", "shifts")
"""Tables whose absence leaves the names in other tables as they are: the names say enough by themselves."""
_NEAREST_OF: Final = 50
"""How many unknown names of one column are answered with the nearest id: it is looked for among all of them."""
_NEAR_AMONG: Final = 20_000
"""Among how many ids the nearest one is looked for."""


def resolve(tables: Tables, problems: Problems) -> None:
    """Bring every theme and every reference to the spelling declared, and tell those that name nothing."""
    _settle_themes(tables)
    for table in TABLES:
        for column in columns(table):
            if column.refers_to and table in tables.sheets:
                _Reference(tables, table, column, problems).settle()


def _settle_themes(tables: Tables) -> None:
    spelling: dict[str, str] = {}

    def settled(theme: str | None) -> str | None:
        return theme if theme is None else spelling.setdefault(key(theme), theme)

    def settle(row: Any, _: Place) -> Any:
        theme = settled(row.theme)
        return row if theme == row.theme else attrs.evolve(row, theme=theme)

    for table in ("measures", "claims", "priorities"):
        tables.change(table, settle)
    changed = {theme: settled(theme) for theme in tables.distinct("theme") if settled(theme) != theme}
    if changed:
        tables.change_evidence(pl.col("theme").replace(changed))


def themes(tables: Tables) -> Iterable[str]:
    """Every theme in use, in its settled spelling."""
    for table in ("measures", "claims", "priorities"):
        yield from (value.theme for value, _ in tables.every(table) if value.theme)
    yield from tables.distinct("theme")


class _Reference:
    """One column that names rows of other tables, and how its texts are settled."""

    def __init__(self, tables: Tables, table: str, column: Column, problems: Problems) -> None:
        self.tables, self.table, self.column, self.problems = tables, table, column, problems
        self.place = Place(tables.sheets[table].file, None, column.name)
        self.targets = [name for name in column.refers_to if name == "themes" or tables.has(name)]
        cites = column.refers_to == ("evidence",) or "themes" in column.refers_to
        self.level = Level.WARNING if cites else Level.ERROR

    def settle(self) -> None:
        """Bring the column's ids to their declared spelling, and tell those that name nothing."""
        used = self._used()
        if not used:
            return
        if not self.targets:
            self._absent(used)
            return
        spelling = self._spellings(used)
        changed = {name: found for name, found in spelling.items() if found is not None and found != name}
        nameless = [name for name, found in spelling.items() if found is None]
        unknown = {name: self._unknown(name, at < _NEAREST_OF) for at, name in enumerate(nameless)}
        if unknown:
            self._tell(unknown)
        if changed:
            self._change(changed)

    def _used(self) -> list[str]:
        """Every distinct id in the column, in order of appearance; those of rows that were put aside come last."""
        if self.table == "evidence":
            return self.tables.distinct(self.column.name)
        every = (_ids(getattr(value, self.column.name)) for value, _ in self.tables.every(self.table))
        return list(dict.fromkeys(name for ids in every for name in ids))

    def _absent(self, used: list[str]) -> None:
        missing = self.column.refers_to[0]
        if missing in NEEDED and missing not in self.tables.sheets:
            return  # which has been told
        named = listed([quoted(name) for name in used], most=5)
        if missing in _OPTIONAL_PLACES:
            message = f"The case has no {missing} to look {named} up in; the names were kept as written"
            self.problems.warning(message, self.place)
        else:
            tell = self.problems.error if self.level is Level.ERROR else self.problems.warning
            tell(f"{named} cannot be looked up: the case has no {missing}", self.place)

    def _spellings(self, used: list[str]) -> dict[str, str | None]:
        """The declared spelling of each id used, None where there is none or more than one."""
        found: dict[str, str | None] = dict.fromkeys(used)
        for target in self.targets:
            left = [name for name, spelling in found.items() if spelling is None]
            if not left:
                break
            found.update(self._among_evidence(left) if target == "evidence" else self._among(target, left))
        return found

    def _among(self, target: str, names: list[str]) -> dict[str, str | None]:
        if target != "themes" and self.tables.id_set(target).issuperset(names):
            return {name: name for name in names}
        declared = dict.fromkeys(self._declared(target))
        loosely: dict[str, list[str]] = {}
        for id_ in declared:
            loosely.setdefault(key(id_), []).append(id_)
        return {name: name if name in declared else _only(loosely.get(key(name))) for name in names}

    def _among_evidence(self, names: list[str]) -> dict[str, str | None]:
        """As `_among`, without a Python object for each of a million records."""
        ids = self.tables.ids("evidence")
        few = len(ids) <= _NEAR_AMONG
        exact = self.tables.id_set("evidence") if few else set(ids.filter(ids.is_in(names)))
        left = [name for name in names if name not in exact]
        if not left:
            return {name: name for name in names}
        keys = ids.str.replace_all(r"[\s_-]+", "-").str.to_lowercase()
        loosely: dict[str, list[str]] = {}
        for id_ in ids.filter(keys.is_in([key(name) for name in left])):
            loosely.setdefault(key(id_), []).append(id_)
        return {name: name if name in exact else _only(loosely.get(key(name))) for name in names}

    def _declared(self, target: str) -> list[str]:
        if target == "themes":
            return list(themes(self.tables))
        ids = self.tables.ids(target)
        return ids.to_list() if len(ids) <= _NEAR_AMONG else []

    def _unknown(self, name: str, look: bool) -> str:
        nouns = listed([_NOUNS[target] for target in self.column.refers_to], last="or")
        return f"{quoted(name)} is no {nouns} of this case{self._advice(name) if look else ''}"

    def _advice(self, name: str) -> str:
        """What was probably meant: several that commas hold together, one by its name, or one that is spelt alike."""
        declared = [id_ for target in self.targets for id_ in self._declared(target)]
        parts = [part for text in _BETWEEN.split(name) if (part := text.strip())]
        known = {key(id_) for id_ in declared}
        if len(parts) > 1 and any(key(part) in known for part in parts):
            if self.column.fits in (Fits.LIST, Fits.SCOPE):
                return f"; where several are meant put a semicolon between: {quoted('; '.join(parts))}"
            return "; this column takes one"
        by_name = {
            row.name: row.id
            for target in self.targets
            for row in (self.tables.values(target) if target in _NAMED else ())
            if row.name is not None
        }
        found = meant(name, [*declared, *by_name])
        return asked(by_name.get(found, found) if found is not None else None)

    def _tell(self, unknown: dict[str, str]) -> None:
        for name, place in self._rows_naming(unknown):
            tell = self.problems.error if self.level is Level.ERROR else self.problems.warning
            tell(unknown[name], place, name, kind="unknown")

    def _rows_naming(self, names: Mapping[str, str]) -> Iterable[tuple[str, Place]]:
        """Each cell that names one of these, as far as there is room to tell; the rest are counted."""
        column = self.column.name
        if self.table != "evidence":
            for value, place in self.tables.every(self.table):
                for name in _ids(getattr(value, column)):
                    if name in names:
                        yield name, Place(place.file, place.row, column)
            return
        frame = self.tables.every_record.select(column, ROW)
        if self.column.fits is Fits.LIST:
            frame = frame.explode(column)
        cells = frame.filter(pl.col(column).is_in(list(names))).sort(ROW, maintain_order=True)
        room = self.problems.room(self.level, self.place, "unknown")
        for name, row in cells.head(room).iter_rows():
            yield name, Place(self.place.file, row, column)
        self.problems.uncounted(self.level, self.place, max(0, cells.height - room), "unknown")

    def _change(self, spelling: dict[str, str]) -> None:
        name = self.column.name
        if self.table == "evidence":
            cell = pl.col(name)
            if self.column.fits is Fits.LIST:
                new = cell.list.eval(pl.element().replace(spelling)).list.unique(maintain_order=True)
            else:
                new = cell.replace(spelling)
            self.tables.change_evidence(new)
            return
        self.tables.change(
            self.table,
            lambda value, _: attrs.evolve(value, **{name: _respelled(getattr(value, name), spelling)}),
        )


def _only(ids: list[str] | None) -> str | None:
    return ids[0] if ids and len(ids) == 1 else None


def _ids(cell: Any) -> tuple[str, ...]:
    """The ids in a cell's value: of a list, a scope, or a single reference."""
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (cell,)


def _respelled(cell: Any, spelling: Mapping[str, str]) -> Any:
    if isinstance(cell, tuple):
        return tuple(dict.fromkeys(spelling.get(name, name) for name in cell))
    return spelling.get(cell, cell)
