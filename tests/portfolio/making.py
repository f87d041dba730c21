"""Small portfolios to judge: a few services with little in them, in every form that a portfolio can have."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from takehold.engine.portfolio import Row, Settings, Store, find, judge
from takehold.engine.portfolio.local import judge_here

SETTINGS = Settings(("improvement-over-time",))
MONTHS = ("2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08")


def tables(service: str, *, met_since: bool = True) -> dict[str, list[dict[str, Any]]]:
    """One service's rows: a claim about drinks, changed on 1 June, with four checks a month."""
    rows = []
    for at, month in enumerate(MONTHS):
        for day in range(1, 5):
            result = "met" if at >= 3 and met_since else "not met"
            rows.append(
                {
                    "id": f"e{at}{day}",
                    "date": f"{month}-0{day}",
                    "kind": "audit",
                    "theme": "drinks",
                    "result": result,
                }
            )
    claim = {"id": "c1", "statement": "Drinks are offered at each visit", "theme": "drinks", "stage": "improved",
             "changed_on": "2026-06-01"}  # fmt: skip
    return {
        "service": [{"id": service, "name": f"{service.title()} House", "as_of": "2026-08-31"}],
        "claims": [claim],
        "evidence": rows,
    }


def services(names: Sequence[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Several services, every second of which shows nothing gained."""
    return {name: tables(name, met_since=at % 2 == 0) for at, name in enumerate(names)}


def write_csv(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


def folders(dest: Path, data: dict[str, dict[str, list[dict[str, Any]]]]) -> Path:
    """A folder of case folders."""
    for name, each in data.items():
        (dest / name).mkdir(parents=True)
        lines = "".join(f'{key} = "{value}"\n' for key, value in each["service"][0].items())
        (dest / name / "service.toml").write_text(lines, encoding="utf-8")
        for table in ("claims", "evidence"):
            write_csv(dest / name / f"{table}.csv", each[table])
    return dest


def dataset(dest: Path, data: dict[str, dict[str, list[dict[str, Any]]]], form: str = "csv") -> Path:
    """A data set of all of them: its evidence as CSV, as Parquet, or as Parquet partitioned by service."""
    dest.mkdir(parents=True, exist_ok=True)
    for table in ("service", "claims", "evidence"):
        rows = [{"service": name} | row for name, each in data.items() for row in each[table]]
        if table != "evidence" or form == "csv":
            write_csv(dest / f"{table}.csv", rows)
        elif form == "parquet":
            pl.DataFrame(rows).write_parquet(dest / "evidence.parquet")
        else:
            for name, each in data.items():
                (dest / "evidence" / f"service={name}").mkdir(parents=True)
                pl.DataFrame(each["evidence"]).write_parquet(
                    dest / "evidence" / f"service={name}" / "part-0.parquet"
                )
    return dest


def judged(
    place: Path, out: Path | None = None, store: Store | None = None, settings: Settings = SETTINGS
) -> list[Row]:
    """The rows of everything at a place."""
    if out is not None:
        out.mkdir(exist_ok=True)
    return judge(find([str(place)]), settings.keyed(), judge_here, out=out, store=store)


def plain(rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """What is the same of a service in whichever form it came."""
    for row in rows:
        yield (
            row.service_id,
            row.readiness,
            row.claims,
            row.not_met,
            row.results_met,
            row.results,
            row.records,
        )
