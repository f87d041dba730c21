"""`python -m bench.portfolio`: a million records of 300 services, against polars' bare read and against plain objects.

Measures the whole command, results written, in two processes; how it grows from 10,000 records to a million; how much
memory it takes for few services and for many; and one object per record (`bench.reference`) on some of the services.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.generate import Size, write
from bench.measure import medians, python, run, seconds, takehold
from takehold.engine.casefile import read_case

GROWTH = (10_000, 100_000, 1_000_000)


def portfolio(data: Path, out: Path, jobs: int = 2) -> list[str]:
    """The command that judges a data set from the beginning."""
    return takehold("portfolio", str(data), "--out", str(out), "--jobs", str(jobs), "--no-cache", "-q")


def judged(data: Path, out: Path, jobs: int = 2) -> Callable[[], float]:
    """How long that takes, into an empty folder."""

    def measure() -> float:
        shutil.rmtree(out, ignore_errors=True)
        took = run(portfolio(data, out, jobs)).seconds
        services = (data / "service.csv").read_text(encoding="utf-8").count("\n") - 1
        if (written := len(list(out.glob("*.json")))) != services:
            raise RuntimeError(f"{written} results were written for {services} services")
        return took

    return measure


def scaled(records: int) -> Size:
    """The same services, fewer of them."""
    services = max(3, 300 * records // 1_000_000)
    return Size(services, services * 3_333, 3 * services, 5 * services, 15 * services)


def processor(sets: Mapping[int, Path], out: Path) -> float:
    """The processor time of the largest of some portfolios; prints it, and the memory of each."""
    spent = 0.0
    for records, data in sets.items():
        shutil.rmtree(out, ignore_errors=True)
        seen = run(portfolio(data, out), watched=True)
        spent = seen.processor
        print(
            f"peak memory, {records:>9,} records   {seen.peak / 1e6:8.0f} MB, processor time {spent:6.2f} s"
        )
    return spent


def reference(folder: Path, services: int) -> tuple[float, float, int]:
    """Seconds, and of the processor's, to read and judge case folders with an object per record; and their records."""
    from bench.reference.run import assess

    began, before, records = time.perf_counter(), time.process_time(), 0
    for path in sorted(folder.iterdir())[:services]:
        case = read_case(path)
        records += case.evidence.height
        assess(case)
    return time.perf_counter() - began, time.process_time() - before, records


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument(
        "--data", type=Path, help="a folder to keep the data in (default: one that is removed)"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        measure(args.data or Path(made), args.times)


def bare(data: Path) -> list[str]:
    """The command that reads the same files with polars alone."""
    files = sorted(map(str, data.glob("*.csv")))
    return python(f"import polars\nfor file in {files!r}: polars.read_csv(file)")


def measure(folder: Path, times: int) -> None:
    """Everything, in one run."""
    sets = {}
    for records in GROWTH:
        sets[records] = folder / f"records-{records}"
        if not sets[records].exists():
            write(sets[records], scaled(records), "csv")
    largest, out = sets[GROWTH[-1]], folder / "out"
    what = {f"portfolio, {records:,} records": judged(data, out) for records, data in sets.items()}
    found = medians(times, **what, bare=seconds(bare(largest)), nothing=seconds(python("import polars")))
    read = found["bare"] - found["nothing"]
    whole = found[f"portfolio, {GROWTH[-1]:,} records"]
    print(f"polars' bare read of the same CSV  {read:8.2f} s")
    for name in what:
        print(f"{name:<34} {found[name]:8.2f} s")
    print(f"portfolio / bare read              {whole / read:8.1f}")
    print(f"the same, Python's start in both   {whole / found['bare']:8.1f}")
    first, last = (found[f"portfolio, {records:,} records"] for records in (GROWTH[1], GROWTH[-1]))
    print(
        f"time per record, {GROWTH[1]:,} to {GROWTH[-1]:,}: times {last / first / (GROWTH[-1] / GROWTH[1]):.2f}"
    )
    spent = processor(sets, out)
    alone = [run(command).processor for command in (bare(largest), python("import polars")) for _ in range(3)]
    alone_read = min(alone[:3]) - min(alone[3:])
    print(f"processor time of the bare read    {alone_read:8.2f} s")
    print(f"portfolio / bare read, processor   {spent / alone_read:8.1f}")
    plain = folder / "folders"
    if not plain.exists():
        write(plain, Size(6, 6 * 3_333, 18, 30, 90), "folders")
    took, own, records = reference(plain, 6)
    million = took / records * 1_000_000
    print(f"an object per record, per million  {million:8.1f} s (from {records:,} records)")
    print(f"object per record / portfolio      {million / whole:8.1f}")
    print(f"the same in processor time         {own / records * 1_000_000 / spent:8.1f}")


if __name__ == "__main__":
    main()
