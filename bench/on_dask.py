"""`python -m bench.on_dask`: 5,000 services on a Dask cluster of processes, one of which is killed on the way.

Needs the extra `dask`. Says whether every result is the local engine's, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.generate import Size, write
from takehold.engine.portfolio import Settings, find, judge
from takehold.engine.portfolio.job import Done, Job
from takehold.engine.portfolio.local import judge_in_processes
from takehold.engine.portfolio.on_dask import judge_on_dask


def main() -> None:
    """Measure, compare, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=5_000)
    parser.add_argument("--records", type=int, default=200_000)
    args = parser.parse_args()
    n = args.services
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder / "data", Size(n, args.records, n, n, 3 * n), "partitioned")
        _compare(folder)


def _compare(folder: Path) -> None:
    from distributed import Client, LocalCluster

    settings = Settings(("cqc-readiness",)).keyed()
    portfolio = find([str(folder / "data")])
    local, remote = folder / "local", folder / "dask"
    local.mkdir()
    remote.mkdir()
    began = time.perf_counter()
    rows = judge(portfolio, settings, lambda jobs, how: judge_in_processes(jobs, how, 2), out=local)
    print(f"local, two processes     {time.perf_counter() - began:8.1f} s")

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            worker = next(iter(client.run(os.getpid).values()))

        def engine(jobs: Iterable[Job], how: Settings) -> Iterator[Done]:
            for number, done in enumerate(judge_on_dask(jobs, how, cluster.scheduler_address)):
                if number == len(portfolio) // 3:
                    os.kill(worker, signal.SIGKILL)
                yield done

        began = time.perf_counter()
        same_rows = rows == judge(portfolio, settings, engine, out=remote, workers_write=False)
        print(f"Dask, one worker killed  {time.perf_counter() - began:8.1f} s")
    results = [{path.name: path.read_bytes() for path in each.glob("*.json")} for each in (local, remote)]
    print(
        f"{len(results[0]):,} results; rows the same: {same_rows}; bytes the same: {results[0] == results[1]}"
    )


if __name__ == "__main__":
    main()
