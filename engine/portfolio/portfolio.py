"""A portfolio from beginning to end: what there is to judge, what of it has changed, and the rows of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Final

import attrs

from ..casefile.folder import holds_tables, no_service
from ..casefile.reading import DOCUMENTS, WORKBOOK
from ..errors import CaseError, UsageError
from ..files import write_whole
from ..model import Level, Place, Problem
from . import storage
from .dataset import Dataset, find_dataset, looks_like_dataset
from .job import Done, Job
from .row import Row, State, bad_row
from .settings import Settings
from .store import Store

MOST: Final = 75_000
"""About how many rows are read and judged together at most: the more, the less it costs to begin on each table."""
LEAST: Final = 20_000
_SHARE: Final = 5
"""Of the rows that are left, a batch takes one part in so many: small batches come last, so that no process idles."""

Judge = Callable[[Iterable[Job], Settings], Iterator[Done]]
"""An engine: jobs in, services out as they are done."""


@attrs.define
class Portfolio:
    """What there is to judge, under names that differ: cases, data sets, and what is neither."""

    cases: dict[str, str] = attrs.field(factory=dict)
    datasets: list[tuple[Dataset, tuple[str, ...]]] = attrs.field(factory=list)
    unread: list[Row] = attrs.field(factory=list)
    passed_over: list[str] = attrs.field(factory=list)
    """Folders in which there is nothing of a case: neither a case, nor a table of one, nor are they empty."""
    _names: set[str] = attrs.field(factory=set)

    def __len__(self) -> int:
        return len(self.cases) + sum(len(names) for _, names in self.datasets) + len(self.unread)

    @property
    def names(self) -> Iterator[str]:
        """Every service's name, in order."""
        yield from self.cases
        for _, names in self.datasets:
            yield from names
        yield from (row.name for row in self.unread)

    def add(self, place: str) -> None:
        """Add what lies at a place: a case, a data set, or a folder of these. What cannot be read is kept as such."""
        try:
            if not self._add(place):
                raise CaseError.at(
                    storage.name_of(place), "There is no case here, and no data set of several services"
                )
        except CaseError as error:
            self.unread.append(bad_row(self._name(storage.name_of(place)), error.problems))

    def _add(self, place: str) -> bool:
        if storage.is_address(place) or Path(place).is_dir():
            if looks_like_dataset(place):
                dataset = find_dataset(place)
                self.datasets.append((dataset, tuple(map(self._name, dataset.services))))
                return True
            if storage.is_address(place):
                return False
            return self._add_folder(Path(place))
        if not Path(place).exists():
            raise CaseError.at(storage.name_of(place), "There is no such file or folder")
        self.cases[self._name(Path(place).stem)] = place
        return True

    def _add_folder(self, folder: Path) -> bool:
        if (folder / "service.toml").is_file() or (folder / "mapping.toml").is_file():
            self.cases[self._name(folder.resolve().name)] = str(folder)
            return True
        found = False
        for path in sorted(folder.iterdir()):
            if path.name.startswith((".", "~")):
                continue
            if path.is_dir():
                found |= self._add(str(path)) or self._meant(path)
            elif path.suffix.lower() in (WORKBOOK, *DOCUMENTS) and path.name not in _NO_CASES:
                self.cases[self._name(path.stem)] = str(path)
                found = True
        return found

    def _meant(self, folder: Path) -> bool:
        """Whether a folder in which nothing was found was meant for a service: then it is told, and never left out."""
        if holds_tables(folder) or not any(folder.iterdir()):
            self.unread.append(bad_row(self._name(folder.name), (no_service(folder),)))
            return True
        self.passed_over.append(storage.name_of(str(folder)))
        return False

    def _name(self, wanted: str) -> str:
        """A name for a result's file that no other has, on any kind of disk."""
        plain = re.sub(r"[^\w.-]+", "-", wanted).strip(".-") or "service"
        name, number = plain, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{plain}-{number}"
        self._names.add(name.casefold())
        return name

    def jobs(self, known: dict[str, Row], out: Path | None) -> Iterator[Job]:
        """The work in jobs of like size. `known` are the rows of an earlier run; `out` where workers write results."""
        folder = str(out) if out is not None else None
        for name, place in self.cases.items():
            yield Job((name,), cases=(place,), known=_keys((name,), known), out=folder)
        for dataset, names in self.datasets:
            for batch in _batches(dataset):
                own = tuple(names[at] for at in batch)
                some = dataset.only([dataset.services[at] for at in batch])
                yield Job(own, dataset=some, known=_keys(own, known), out=folder)


_NO_CASES: Final = frozenset({"waivers.toml", "mapping.toml"})


def _keys(names: Sequence[str], known: dict[str, Row]) -> tuple[str, ...]:
    return tuple(known[name].key if name in known else "" for name in names)


def _batches(dataset: Dataset) -> Iterator[list[int]]:
    weights = [dataset.weight(service) for service in dataset.services]
    left = sum(weights)
    batch: list[int] = []
    held = 0
    for at, own in enumerate(weights):
        if batch and held + own > min(MOST, max(LEAST, (left + held) // _SHARE)):
            yield batch
            batch, held = [], 0
        batch.append(at)
        held += own
        left -= own
    if batch:
        yield batch


def find(places: Sequence[str]) -> Portfolio:
    """What there is to judge at some places. Raises UsageError where there is nothing at all."""
    portfolio = Portfolio()
    for place in places:
        portfolio.add(place)
    if not len(portfolio):
        raise UsageError("there is no service here to judge")
    return portfolio


def begin_to_find(places: Sequence[str]) -> Future[Portfolio]:
    """`find`, begun in a thread that nothing waits for but whoever asks for its result."""
    found: Future[Portfolio] = Future()

    def look() -> None:
        try:
            found.set_result(find(places))
        except BaseException as error:  # noqa: BLE001 (it is raised where the result is asked for)
            found.set_exception(error)

    Thread(target=look, daemon=True, name="takehold-find").start()
    return found


def judge(
    portfolio: Portfolio,
    settings: Settings,
    engine: Judge,
    *,
    store: Store | None = None,
    out: Path | None = None,
    workers_write: bool = True,
    watch: Callable[[int, Row, bool], None] | None = None,
) -> list[Row]:
    """Judge every service; gives the rows in the portfolio's order.

    `store` keeps rows from run to run: what has not changed, and still has its result in `out`, is not judged again.
    `watch` is told how many are done, the row, and whether it was kept from an earlier run.
    """
    earlier = store.read() if store is not None else {}
    known = {name: row for name, row in earlier.items() if row.key and _still_there(row, out)}
    rows = {row.name: row for row in portfolio.unread}
    for done in engine(portfolio.jobs(known, out if workers_write else None), settings):
        row = known[done.name] if done.row is None else done.row
        if done.result is not None and out is not None:
            _write(out / f"{done.name}.json", done.result)
        if store is not None and done.row is not None:
            store.add(row)
        rows[done.name] = row
        if watch is not None:
            watch(len(rows), row, done.row is None)
    ordered = [rows.get(name) or lost(name) for name in portfolio.names]
    if out is not None:
        _take_away(out, ordered)
    if store is not None:
        store.rewrite(iter(ordered))
    return ordered


def _still_there(row: Row, out: Path | None) -> bool:
    if out is None or row.state is not State.JUDGED:
        return True
    try:
        return (out / f"{row.name}.json").stat().st_size == row.size
    except OSError:
        return False


def _take_away(out: Path, rows: Iterable[Row]) -> None:
    """Take away the earlier results of services that could not be judged: nobody is to read them as today's."""
    for row in rows:
        if row.state is not State.JUDGED:
            try:
                (out / f"{row.name}.json").unlink(missing_ok=True)
            except OSError as error:
                raise UsageError(
                    f"{row.name}.json in {out} is out of date and cannot be taken away: {error.strerror}"
                ) from None


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data, lasting=False)
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror or error}") from None


def lost(name: str) -> Row:
    """The row of a service that no engine gave back: told, never passed over."""
    return bad_row(name, (Problem(Level.ERROR, "It was not judged", Place(name)),))
