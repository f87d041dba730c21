"""Judging a portfolio on this machine, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from ..workers import context, settle
from .job import Done, Job
from .judging import run
from .row import Row, State
from .settings import Settings

_AHEAD = 2
"""How many jobs wait for each worker: enough that none idles, few enough that memory does not grow with the jobs."""


def judge_here(jobs: Iterable[Job], settings: Settings) -> Iterator[Done]:
    """Judge in this process, one job after another."""
    for job in jobs:
        yield from run(job, settings)


def judge_in_processes(jobs: Iterable[Job], settings: Settings, workers: int) -> Iterator[Done]:
    """Judge in several processes; gives services as they are done, in any order.

    Where a worker ends before its time, the services it was at are judged again, each by itself; one at which that
    happens again is told to have failed, and the rest go on.
    """
    waiting = deque[Job]()
    source = iter(jobs)
    left = True
    while left or waiting:
        with _pool(workers) as pool:
            running: dict[Future[tuple[Done, ...]], Job] = {}
            broken: list[Job] = []
            while not broken:
                while len(running) < _AHEAD * workers and (job := _next(waiting, source)) is not None:
                    running[pool.submit(run, job, settings)] = job
                if not running:
                    left = False
                    break
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    job = running.pop(future)
                    try:
                        yield from future.result()
                    except BrokenProcessPool:
                        broken.append(job)
        # All that were running are lost with the pool; which of them ended it cannot be told.
        for job in (*broken, *running.values()):
            yield from _again(job, settings, waiting)


def _next(waiting: deque[Job], source: Iterator[Job]) -> Job | None:
    return waiting.popleft() if waiting else next(source, None)


def _again(job: Job, settings: Settings, waiting: deque[Job]) -> Iterator[Done]:
    if len(job.names) > 1:
        waiting.extend(job.single())
        return
    with _pool(1) as pool:
        try:
            yield from pool.submit(run, job, settings).result()
        except BrokenProcessPool:
            yield Done(job.names[0], failed(job.names[0]))


def failed(name: str) -> Row:
    """The row of a service whose worker ended, more than once, before it was done."""
    return Row(
        name=name,
        state=State.FAILED,
        errors=1,
        problems=(
            "error: the process that judged it ended before it was done (was there too little memory?)",
        ),
    )


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=context(), initializer=settle)
