"""Judging a portfolio on a Dask cluster that is there already: the same function, on other machines.

Results come back and are written here, so that workers need to reach the data and nothing else. A job whose worker dies
is run again elsewhere by Dask itself; it gives the same bytes, so nothing is lost and nothing is done wrongly twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import UsageError
from .job import Done, Job
from .judging import run
from .local import failed
from .settings import Settings

_AHEAD = 4


def judge_on_dask(jobs: Iterable[Job], settings: Settings, scheduler: str) -> Iterator[Done]:
    """Judge on the cluster of a scheduler's address; gives services as they are done, in any order.

    Raises UsageError where Dask is not installed, nobody answers at the address, or its workers have another takehold.
    """
    client = _client(scheduler)
    try:
        from distributed import as_completed

        source = iter(jobs)
        ahead = max(_AHEAD, _AHEAD * len(client.scheduler_info()["workers"]))
        running: dict[str, Job] = {}
        completed = as_completed(loop=client.loop)

        def send() -> None:
            while len(running) < ahead and (job := next(source, None)) is not None:
                future = client.submit(run, job, settings, pure=False)
                running[future.key] = job
                completed.add(future)

        send()
        for future in completed:
            job = running.pop(future.key)
            yield from _result(future, job)
            send()
    finally:
        client.close()


def _result(future: Any, job: Job) -> Iterator[Done]:
    from distributed.scheduler import KilledWorker

    try:
        yield from future.result()
    except KilledWorker:
        for name in job.names:
            yield Done(name, failed(name))


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            "--engine dask needs the package distributed: pip install 'takehold[dask]'"
        ) from None
    try:
        return Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {scheduler}: {error}") from None
