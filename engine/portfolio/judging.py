"""Judging some services of a portfolio: the one function that every engine runs, here or on another machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from ..assess import assess
from ..cache import case_key, digest_of
from ..casefile import as_at, read_case
from ..casefile.limits import Limits
from ..errors import TakeholdError, UsageError
from ..files import write_whole
from ..model import Case, Level, Place, Problem
from ..people import without_people
from ..report.json import written
from ..version import VERSION
from ..view import Coded
from ..waivers import beside, read_waivers
from .dataset import Dataset
from .job import Done, Job
from .row import State, bad_row, row_of
from .settings import Settings, rules_of
from .slices import Slice, read_slices


def run(job: Job, settings: Settings) -> tuple[Done, ...]:
    """Judge the services of a job. What is wrong with one never keeps another from being judged."""
    if settings.version != VERSION:
        raise UsageError(f"the run began with takehold {settings.version}, and a worker has {VERSION}")
    rules_of(settings)  # before anything is read: rules that cannot be loaded here are no fault of a service
    return tuple(_from_dataset(job, job.dataset, settings) if job.dataset else _from_cases(job, settings))


def _from_dataset(job: Job, dataset: Dataset, settings: Settings) -> Iterator[Done]:
    slices = tuple(read_slices(dataset, dataset.services, Limits.from_environment()))
    keys = [_key(dataset, one, settings) for one in slices]
    changed = {
        one.service: as_at(one.case, settings.as_of)
        for one, key, known in zip(slices, keys, job.known, strict=True)
        if one.case is not None and key != known
    }
    coded = _coded({service: case for service, case in changed.items() if case.sound})
    for name, key, one in zip(job.names, keys, slices, strict=True):
        if one.case is None:
            yield Done(name, bad_row(name, one.problems))
        elif one.service not in changed:
            yield Done(name, None)
        else:
            case, own = changed[one.service], coded.get(one.service)
            yield _judged(name, key, case, None, job, settings, own)


def _key(dataset: Dataset, one: Slice, settings: Settings) -> str:
    """The digest of what a service's result follows from: blank where it could not be read."""
    if one.case is None:
        return ""
    rows = [(read.file, read.digest, read.records) for read in one.case.inputs]
    first = [table.extents[one.service].first for table in dataset.tables if one.service in table.extents]
    return digest_of(settings.key, rows, first)


def _coded(cases: Mapping[str, Case]) -> dict[str, Coded]:
    """The records of some services, coded together; none where that fails, for each is told of its own failing."""
    try:
        return dict(zip(cases, Coded.each(tuple(cases.values())), strict=True)) if cases else {}
    except Exception:  # noqa: BLE001 (each is coded by itself then)
        return {}


def _from_cases(job: Job, settings: Settings) -> Iterator[Done]:
    for name, known, path in zip(job.names, job.known, job.cases, strict=True):
        try:
            key = digest_of(settings.key, case_key(Path(path)))
            if key == known:
                yield Done(name, None)
                continue
            case = read_case(path)
        except (TakeholdError, OSError) as error:
            yield Done(name, bad_row(name, _problems(name, error)))
            continue
        yield _judged(name, key, as_at(case, settings.as_of), Path(path), job, settings)


def _problems(name: str, error: Exception) -> tuple[Problem, ...]:
    told: tuple[Problem, ...] = getattr(error, "problems", ())
    return told or (Problem(Level.ERROR, str(error), Place(name)),)


def _judged(
    name: str,
    key: str,
    case: Case,
    path: Path | None,
    job: Job,
    settings: Settings,
    coded: Coded | None = None,
) -> Done:
    """A case as at its date, judged, and its result written."""
    if not case.sound:
        return Done(name, attrs.evolve(bad_row(name, case.problems, case), key=key))
    waivers = beside(path) if path is not None and settings.waive else None
    try:
        taken = read_waivers(waivers) if waivers else None
        coded = coded or Coded.of(case)
        result = assess(case, rules_of(settings)[0], waivers=taken, coded=coded)
    except Exception as error:  # noqa: BLE001 (one service, whatever it holds, never stops the others)
        said = without_people(str(error), case)
        what = Problem(Level.ERROR, f"Judging it failed ({type(error).__name__}: {said})", Place(name))
        return Done(name, attrs.evolve(bad_row(name, (what,), case), state=State.FAILED))
    data = written(result)
    row = attrs.evolve(row_of(name, case, result, coded.ledger), key=key, size=len(data))
    if job.out is None:
        return Done(name, row, data)
    try:
        write_whole(Path(job.out) / f"{name}.json", data, lasting=False)
    except OSError as error:
        raise UsageError(f"{job.out} cannot be written to: {error.strerror or error}") from None
    return Done(name, row)
