"""Judging some services of a portfolio: the one function that every engine runs, here or on another machine."""

from __future__ import annotations

from collections.abc import Iterator
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
from ..report import render
from ..version import VERSION
from ..waivers import beside, read_waivers
from .dataset import Dataset
from .job import Done, Job
from .row import State, bad_row, row_of
from .settings import Settings, rules_of
from .slices import read_slices


def run(job: Job, settings: Settings) -> tuple[Done, ...]:
    """Judge the services of a job. What is wrong with one never keeps another from being judged."""
    if settings.version != VERSION:
        raise UsageError(f"the run began with takehold {settings.version}, and a worker has {VERSION}")
    rules_of(settings)  # before anything is read: rules that cannot be loaded here are no fault of a service
    return tuple(_from_dataset(job, job.dataset, settings) if job.dataset else _from_cases(job, settings))


def _from_dataset(job: Job, dataset: Dataset, settings: Settings) -> Iterator[Done]:
    slices = read_slices(dataset, dataset.services, Limits.from_environment())
    for name, known, one in zip(job.names, job.known, slices, strict=True):
        if one.case is None:
            yield Done(name, bad_row(name, one.problems))
            continue
        rows = [(read.file, read.digest, read.records) for read in one.case.inputs]
        first = [table.extents[one.service].first for table in dataset.tables if one.service in table.extents]
        key = digest_of(settings.key, rows, first)
        yield _judged(name, key, one.case, None, job, settings) if key != known else Done(name, None)


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
        yield _judged(name, key, case, Path(path), job, settings)


def _problems(name: str, error: Exception) -> tuple[Problem, ...]:
    told: tuple[Problem, ...] = getattr(error, "problems", ())
    return told or (Problem(Level.ERROR, str(error), Place(name)),)


def _judged(name: str, key: str, case: Case, path: Path | None, job: Job, settings: Settings) -> Done:
    case = as_at(case, settings.as_of)
    if not case.sound:
        return Done(name, attrs.evolve(bad_row(name, case.problems, case), key=key))
    waivers = beside(path) if path is not None and settings.waive else None
    try:
        result = assess(case, rules_of(settings)[0], waivers=read_waivers(waivers) if waivers else None)
    except Exception as error:  # noqa: BLE001 (one service, whatever it holds, never stops the others)
        said = without_people(str(error), case)
        what = Problem(Level.ERROR, f"Judging it failed ({type(error).__name__}: {said})", Place(name))
        return Done(name, attrs.evolve(bad_row(name, (what,), case), state=State.FAILED))
    text = render(result, "json")
    data = text.encode() if isinstance(text, str) else text
    row = attrs.evolve(row_of(name, case, result), key=key, size=len(data))
    if job.out is None:
        return Done(name, row, data)
    try:
        write_whole(Path(job.out) / f"{name}.json", data, lasting=False)
    except OSError as error:
        raise UsageError(f"{job.out} cannot be written to: {error.strerror or error}") from None
    return Done(name, row)
