"""The same results from a Dask cluster of processes as from this one, also when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from takehold.engine.errors import UsageError
from takehold.engine.portfolio import find, judge

from .making import SETTINGS, dataset, judged, services

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

from takehold.engine.portfolio.on_dask import judge_on_dask

NAMES = tuple(f"s{at:02}" for at in range(12))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process of its own, reached over the loopback."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, protocol="tcp"
    ) as made:
        yield made


def _results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def test_a_cluster_gives_the_same_bytes(tmp_path: Path, cluster: Any) -> None:
    """Twelve services of a partitioned data set, byte for byte."""
    place = dataset(tmp_path / "set", services(NAMES), "partitioned")
    local = judged(place, tmp_path / "local")
    (tmp_path / "dask").mkdir()
    engine = lambda jobs, settings: judge_on_dask(jobs, settings, cluster.scheduler_address)
    remote = judge(find([str(place)]), SETTINGS.keyed(), engine, out=tmp_path / "dask", workers_write=False)
    assert local == remote
    assert len(NAMES) == len(_results(tmp_path / "local"))
    assert _results(tmp_path / "local") == _results(tmp_path / "dask")


def test_a_killed_worker_loses_nothing(tmp_path: Path, cluster: Any) -> None:
    """One of two workers is killed after the first service came back: every service comes back once, the same."""
    place = dataset(tmp_path / "set", services(NAMES), "csv")
    local = judged(place, tmp_path / "local")
    portfolio = find([str(place)])
    killed = False

    def engine(jobs: Any, settings: Any) -> Iterator[Any]:
        nonlocal killed
        single = (one for job in jobs for one in job.single())
        for done in judge_on_dask(single, settings, cluster.scheduler_address):
            if not killed:
                killed = True
                with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                    pids = client.run(os.getpid)
                os.kill(next(iter(pids.values())), signal.SIGKILL)
            yield done

    (tmp_path / "dask").mkdir()
    remote = judge(portfolio, SETTINGS.keyed(), engine, out=tmp_path / "dask", workers_write=False)
    assert killed
    assert local == remote
    assert _results(tmp_path / "local") == _results(tmp_path / "dask")


def test_nobody_at_the_address_is_said() -> None:
    """A scheduler that does not answer is a sentence, not a traceback."""
    with pytest.raises(UsageError):
        list(judge_on_dask([], SETTINGS, "nonsense://nowhere"))
