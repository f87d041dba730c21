"""Services made up for measuring: `python -m bench.generate DEST`, the same bytes for the same options.

Each service has three teams, three shifts, four measures and, by turns, a change that held, one that drifted, one that
did not reach the nights, and one that did nothing. Records are spread over eighteen months around the change. The
texts differ from service to service, as those of real plans do, so that nothing is gained by having seen one before.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import numpy as np
import polars as pl

from bench.texts import ACTIONS, CHECKS, CLAIMS, NAMES, NOTES, OUTCOMES, POSTS, REVIEWS, UPDATES
from takehold.engine.model import TABLES, columns

FIRST: Final = dt.date(2025, 4, 1)
CHANGED: Final = dt.date(2026, 1, 5)
AS_OF: Final = dt.date(2026, 9, 30)
DAYS: Final = (AS_OF - FIRST).days + 1
TEAMS: Final = ("elm", "oak", "ash")
SHIFTS: Final = ("day", "late", "night")
KINDS: Final = {
    "audit": 0.18,
    "record-sample": 0.12,
    "spot-check": 0.1,
    "observation": 0.16,
    "supervision": 0.06,
    "competency": 0.04,
    "staff-feedback": 0.03,
    "care-record": 0.06,
    "handover": 0.05,
    "feedback": 0.07,
    "complaint": 0.01,
    "concern": 0.01,
    "compliment": 0.02,
    "incident": 0.03,
    "coaching": 0.03,
    "training": 0.02,
    "briefing": 0.01,
}
_AUDITED: Final = 8
"""The kinds up to here count what was looked at and carry figures."""


@attrs.frozen
class Size:
    """How much to make."""

    services: int = 300
    records: int = 1_000_000
    claims: int = 900
    priorities: int = 1_500
    actions: int = 4_500
    seed: int = 20260930

    def each(self, what: str) -> int:
        """How many of a table each service has, at least one."""
        return max(1, int(getattr(self, what)) // self.services)


def small_tables(size: Size, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of one service's small tables, each with its table's name."""
    name = NAMES[number % len(NAMES)]
    yield (
        "service",
        {"id": _service(number), "name": f"{name} House {number}", "as_of": AS_OF, "kind": "care home"},
    )
    for team in TEAMS:
        yield "teams", {"id": team, "name": team.title()}
    for shift in SHIFTS:
        yield (
            "shifts",
            {"id": shift, "name": shift.title(), "out_of_hours": "yes" if shift == "night" else "no"},
        )
    for at, claim in enumerate(CLAIMS):
        yield (
            "measures",
            {
                "id": f"m{at}",
                "theme": claim.theme,
                "better": "higher",
                "summary": "proportion",
                "name": claim.measure,
                "unit": "% of checks",
                "target": 0.9,
            },
        )
    yield (
        "measures",
        {
            "id": "asked",
            "theme": CLAIMS[0].theme,
            "better": "higher",
            "summary": "proportion",
            "name": "People who say so when asked",
            "target": 0.9,
            "perspective": "experience",
        },
    )
    for at in range(size.each("claims")):
        yield from _claim(number, at)
    for at in range(size.each("priorities")):
        yield from _priority(size, number, at)
    for at in range(size.each("actions")):
        yield from _action(size, number, at)


def _service(number: int) -> str:
    return f"s{number:05}"


def _claim(number: int, at: int) -> Iterator[tuple[str, dict[str, Any]]]:
    claim = CLAIMS[at % len(CLAIMS)]
    share = 40 + (number * 7 + at * 11) % 25
    yield "claims", {
        "id": f"c{at}", "statement": claim.statement.format(n=share + 35, house=NAMES[number % len(NAMES)]),
        "kind": claim.kind, "theme": claim.theme, "stage": ("embedded", "sustained", "service-wide")[number % 3],
        "teams": "all", "shifts": "all", "measure": f"m{at % len(CLAIMS)}",
        "problem": claim.problem.format(n=share), "identified_on": dt.date(2025, 10, 6), "cause": claim.cause,
        "standard": claim.standard, "standard_set_on": dt.date(2025, 12, 1), "changed_on": CHANGED,
        "owner": POSTS[(number + at) % len(POSTS)], "made_on": dt.date(2026, 9, 20),
    }  # fmt: skip
    yield "monitoring", {
        "id": f"w{at}", "claim": f"c{at}", "indicator": f"m{at % len(CLAIMS)}", "threshold": 0.85,
        "trigger": f"Below {80 + number % 9} in 100 in a month on any unit", "frequency": "monthly",
        "owner": POSTS[(number + at) % len(POSTS)], "response": "Three samples a week on that unit until it is back",
    }  # fmt: skip
    for month in range(1, 10):
        text = REVIEWS[(number + month + at) % len(REVIEWS)]
        yield "reviews", {
            "id": f"r{at}-{month}", "date": dt.date(2026, month, 25), "level": "provider" if month % 3 == 0 else "manager",
            "forum": "Quality meeting", "about": f"c{at}", "finding": "improved" if month < 5 else "holding",
            "challenge": text.challenge.format(n=number % 40 + month), "decision": text.decision.format(n=number % 40),
            "evidence": f"e{_near(month, at)};e{_near(month, at) + 1}", "recorded_by": "Administrator",
        }  # fmt: skip
    if number % 4 == 2:
        yield (
            "variation",
            {
                "id": f"v{at}",
                "claim": f"c{at}",
                "shift": "night",
                "material": "yes",
                "explanation": "Nights use more agency staff",
                "review_on": dt.date(2026, 12, 1),
            },
        )


def _near(month: int, at: int) -> int:
    return month * 100 + at * 7 + 1


def _priority(size: Size, number: int, at: int) -> Iterator[tuple[str, dict[str, Any]]]:
    claim = CLAIMS[at % len(CLAIMS)]
    closed = (number + at) % 3 == 0
    yield "priorities", {
        "id": f"p{at}", "theme": claim.theme, "claims": f"c{at}" if at < size.each("claims") else None,
        "problem": claim.problem.format(n=35 + (number * 3 + at) % 40),
        "why": f"{(number + at) % 9 + 2} people came to harm in the quarter before", "evidence": f"e{at * 3 + 1};e{at * 3 + 2}",
        "owner": POSTS[(number + at) % len(POSTS)], "opened": dt.date(2025, 10, 20), "measure": f"m{at % len(CLAIMS)}",
        "target": 0.9, "status": "closed" if closed else "open", "closed": dt.date(2026, 8, 28) if closed else None,
        "closing_reason": "Six months at nine in ten on every unit, nights included" if closed else None,
        "risk": ("high", "medium", "low")[at % 3],
    }  # fmt: skip


def _action(size: Size, number: int, at: int) -> Iterator[tuple[str, dict[str, Any]]]:
    turn = number * 31 + at
    done = turn % 4 != 0
    opened = dt.date(2025, 11, 3) + dt.timedelta(days=turn % 60)
    slots = {
        "n": turn % 23 + 2,
        "team": TEAMS[turn % 3].title(),
        "post": POSTS[turn % len(POSTS)],
        "m": number % 37 + 3,
    }
    yield "actions", {
        "id": f"a{at}", "priority": f"p{at % size.each('priorities')}", "text": ACTIONS[turn % len(ACTIONS)].format(**slots),
        "owner": ("All staff" if turn % 17 == 0 else POSTS[turn % len(POSTS)]), "opened": opened,
        "due": "Ongoing" if turn % 19 == 0 else opened + dt.timedelta(days=42), "status": "complete" if done else "open",
        "completed": opened + dt.timedelta(days=40 + turn % 9) if done else None, "kind": ("process", "coaching", "training", "staffing")[turn % 4],
        "check": CHECKS[turn % len(CHECKS)].format(**slots), "checked_on": opened + dt.timedelta(days=90) if done else None,
        "check_evidence": f"e{600 + at * 5};e{601 + at * 5}" if done else None, "evidence": f"e{at * 4 + 1}",
        "outcome": OUTCOMES[turn % len(OUTCOMES)].format(**slots) if done else None,
    }  # fmt: skip
    yield "updates", {"id": f"u{at}", "about": f"a{at}", "date": opened + dt.timedelta(days=30 + turn % 30),
                      "text": UPDATES[turn % len(UPDATES)].format(**slots), "author": POSTS[turn % len(POSTS)],
                      "evidence": f"e{at * 6 + 2}" if turn % 2 else None}  # fmt: skip


def evidence(size: Size, number: int) -> pl.DataFrame:
    """One service's records, oldest first."""
    rng = np.random.default_rng([size.seed, number])
    n = size.each("records")
    day = np.sort(rng.integers(0, DAYS, n))
    after = day >= (CHANGED - FIRST).days
    kinds = np.array(list(KINDS))
    kind = rng.choice(len(kinds), n, p=np.array(list(KINDS.values())))
    team, shift, claim = (rng.integers(0, 3, n) for _ in range(3))
    shift = np.minimum(shift, 2)
    chance = np.where(after, _since(number, day, shift, team), 0.55)
    denominator = rng.integers(4, 11, n)
    numerator = rng.binomial(denominator, chance)
    share = numerator / denominator
    result = np.where(share >= 0.85, "met", np.where(share >= 0.6, "partly", "not met"))
    figures = kind < _AUDITED
    asked = kinds[kind] == "feedback"
    # The change was led closely for its first ten weeks.
    close = after & (day < (CHANGED - FIRST).days + 70) & (rng.random(n) < 0.6)
    note = np.array(NOTES)[rng.integers(0, len(NOTES), n)]
    theme = np.array([one.theme for one in CLAIMS])[claim]
    measure = np.where(asked, "asked", np.char.add("m", claim.astype(str)))
    return pl.DataFrame(
        {
            "service": np.full(n, _service(number)),
            "id": np.char.add("e", np.arange(1, n + 1).astype(str)),
            "date": np.datetime64(FIRST) + day,
            "kind": kinds[kind],
            "theme": theme,
            "claims": _some(rng, np.char.add("c", (claim % size.each("claims")).astype(str)), 0.25),
            "team": np.array(TEAMS)[team],
            "shift": np.array(SHIFTS)[shift],
            "measure": _where(figures | asked, measure),
            "numerator": _where(figures | asked, numerator.astype(str)),
            "denominator": _where(figures | asked, denominator.astype(str)),
            "result": _where(~np.isin(kinds[kind], ["coaching", "training", "briefing", "incident"]), result),
            "scheduled": np.where(rng.random(n) < 0.4, "yes", "no"),
            "oversight": np.where(close, "intensive", "routine"),
            "pressure": np.where(rng.random(n) < 0.3, "busy", "normal"),
            "staff": _where(figures, np.char.add("st", rng.integers(1, 41, n).astype(str))),
            "staff_group": np.where(rng.random(n) < 0.25, "new", "experienced"),
            "recorded_by": np.array(POSTS)[rng.integers(0, len(POSTS), n)],
            "source": np.char.add("Register ", (day // 30 + 1).astype(str)),
            "note": _some(
                rng, np.char.add(np.char.add(note, " Room "), rng.integers(1, 60, n).astype(str)), 0.4
            ),
        },
        schema_overrides={"date": pl.Date},
    )


def _since(
    number: int, day: np.ndarray[Any, Any], shift: np.ndarray[Any, Any], team: np.ndarray[Any, Any]
) -> Any:
    """The chance of a point met since the change: held, drifting, never on nights, or nothing gained."""
    turn = number % 4
    if turn == 0:
        return np.full(len(day), 0.95)
    if turn == 1:
        return 0.95 - 0.3 * np.clip((day - 400) / (DAYS - 400), 0, 1)
    if turn == 2:
        return np.where((shift == 2) & (team != 1), 0.6, 0.94)
    return np.full(len(day), 0.58)


def _where(there: np.ndarray[Any, Any], values: np.ndarray[Any, Any]) -> pl.Series:
    return pl.select(pl.when(pl.Series(there)).then(pl.Series(values))).to_series()


def _some(rng: np.random.Generator, values: np.ndarray[Any, Any], share: float) -> pl.Series:
    return _where(rng.random(len(values)) < share, values)


def write(dest: Path, size: Size, form: str) -> None:
    """Write a data set: `evidence` (csv, parquet, or parquet partitioned by service) and the other tables as CSV.

    With `folders` each service is a case folder of its own.
    """
    dest.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES if table != "evidence"}
    for number in range(size.services):
        mine: dict[str, list[dict[str, Any]]] = {table: [] for table in rows}
        for table, row in small_tables(size, number):
            mine[table].append(row)
        if form == "folders":
            _folder(dest / _service(number), mine, evidence(size, number).drop("service"))
        for table, found in mine.items():
            rows[table] += [{"service": _service(number)} | row for row in found]
    if form == "folders":
        return
    for table, found in rows.items():
        if found:
            _frame(table, found, ["service"]).write_csv(dest / f"{table}.csv")
    _write_evidence(dest, size, form)


def _batches(size: Size) -> Iterator[range]:
    step = max(1, 100_000 // size.each("records"))
    for start in range(0, size.services, step):
        yield range(start, min(size.services, start + step))


def _write_evidence(dest: Path, size: Size, form: str) -> None:
    if form == "csv":
        with (dest / "evidence.csv").open("wb") as out:
            for at, batch in enumerate(_batches(size)):
                pl.concat(evidence(size, number) for number in batch).write_csv(out, include_header=at == 0)
    elif form == "parquet":
        frames = [pl.concat(evidence(size, number) for number in batch) for batch in _batches(size)]
        pl.concat(frames).write_parquet(dest / "evidence.parquet", row_group_size=100_000)
    else:
        for number in range(size.services):
            part = dest / "evidence" / f"service={_service(number)}"
            part.mkdir(parents=True, exist_ok=True)
            evidence(size, number).drop("service").write_parquet(part / "part-0.parquet")


def _folder(dest: Path, tables: dict[str, list[dict[str, Any]]], records: pl.DataFrame) -> None:
    dest.mkdir(parents=True, exist_ok=True)
    (service,) = tables["service"]
    lines = [f'{name} = "{value}"' for name, value in service.items()]
    (dest / "service.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for table, rows in tables.items():
        if rows and table != "service":
            _frame(table, rows, []).write_csv(dest / f"{table}.csv")
    records.write_csv(dest / "evidence.csv")


def _frame(table: str, rows: list[dict[str, Any]], first: list[str]) -> pl.DataFrame:
    names = first + [column.name for column in columns(table) if any(column.name in row for row in rows)]
    texts = {name: [None if row.get(name) is None else str(row[name]) for row in rows] for name in names}
    return pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String))


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description="Make services to measure with.")
    parser.add_argument("dest", type=Path)
    parser.add_argument("--form", choices=("csv", "parquet", "partitioned", "folders"), default="csv")
    for field in attrs.fields(Size):
        parser.add_argument(f"--{field.name}", type=int)
    args = parser.parse_args()
    services = args.services or Size().services
    defaults = {"claims": 3 * services, "priorities": 5 * services, "actions": 15 * services}
    given = {field.name: getattr(args, field.name) for field in attrs.fields(Size)}
    write(
        args.dest,
        Size(**defaults | {name: value for name, value in given.items() if value is not None}),
        args.form,
    )


if __name__ == "__main__":
    main()
