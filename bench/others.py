"""`python -m bench.others`: beside a rules engine, and beside libraries that validate rows. Measures those installed.

- ZEN (zen-engine): three checks of a claim (a run of improved cycles, the gap between teams, the gap between scheduled
  and unscheduled looks) as one decision of expressions over the claim's records, against the same three here.
- pandera and pointblank: from a table of text to a typed one, every row looked at and bad cells told by row, against
  reading it here (which also reads British dates, percentages and any case or spacing of the fixed words).
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars as pl

from bench.generate import Size, write
from bench.measure import medians
from takehold.engine.assess import assess
from takehold.engine.casefile import as_at, read_case
from takehold.engine.casefile.evidence import read_evidence
from takehold.engine.casefile.problems import Problems
from takehold.engine.casefile.sheet import ROW, Sheet
from takehold.engine.model import GROUPS, KINDS, RESULTS, Case
from takehold.engine.plugins import installed

SERVICES = 12
ROWS = 200_000
BAD = 500
TIMES = 5
RULES = """
id = "three"
version = "1"
title = "Three checks"
checks = ["repeat-evidence", "team-gap-narrowing", "unscheduled-holds"]
required_stage = "embedded"
[[stage]]
id = "embedded"
rank = 1
title = "Embedded"
requires = ["repeat-evidence", "team-gap-narrowing", "unscheduled-holds"]
"""
_SHARE = "sum(map(filter(records, {which}), #.met)) / max([len(filter(records, {which})), 1])"


def _expressions(case: Case) -> dict[str, str]:
    """A share for each cycle, each team and each way of looking, then the three answers."""
    found = {f"c{cycle}": _SHARE.format(which=f"#.cycle == {cycle}") for cycle in range(9)}
    found |= {
        f"t{team.id}": _SHARE.format(which=f"#.cycle >= 6 and #.team == '{team.id}'") for team in case.teams
    }
    found |= {
        f"l{word}": _SHARE.format(which=f"#.cycle >= 6 and #.scheduled == {word}")
        for word in ("true", "false")
    }
    teams = ", ".join(f"$.t{team.id}" for team in case.teams)
    found["run"] = "len(filter([" + ", ".join(f"$.c{cycle}" for cycle in range(6, 9)) + "], # >= 0.8)) == 3"
    found["gap"] = f"max([{teams}]) - min([{teams}]) <= 0.1"
    found["looked"] = "$.ltrue - $.lfalse <= 0.1"
    return found


def zen(cases: list[Case]) -> Callable[[], float]:
    """The three checks by ZEN, a decision for each claim, its records handed over as they are."""
    from zen import ZenEngine

    def decide() -> float:
        began = time.perf_counter()
        for case in cases:
            decision = ZenEngine().create_decision(json.dumps(_decision(case)))
            for claim in case.claims:
                decision.evaluate({"records": list(_records(case, claim.id, claim.theme))})
        return time.perf_counter() - began

    return decide


def _decision(case: Case) -> dict[str, Any]:
    expressions = [{"id": key, "key": key, "value": value} for key, value in _expressions(case).items()]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "e", "type": "expressionNode", "name": "e", "position": {"x": 1, "y": 0},
         "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]  # fmt: skip
    edges = [{"id": "1", "sourceId": "in", "targetId": "e"}, {"id": "2", "sourceId": "e", "targetId": "out"}]
    return {"nodes": nodes, "edges": edges}


def _records(case: Case, claim: str, theme: str | None) -> Iterator[dict[str, Any]]:
    rows = case.evidence.filter(
        (pl.col("theme") == theme)
        & ~pl.col("kind").is_in(GROUPS["activity"])
        & pl.col("result").is_not_null()
        & (pl.col("date") >= pl.date(2026, 1, 5))
    )
    for date, team, scheduled, result in rows.select("date", "team", "scheduled", "result").iter_rows():
        yield {"cycle": date.month - 1, "team": team, "scheduled": scheduled, "met": float(result == "met")}


def ours(cases: list[Case], rules: Path) -> Callable[[], float]:
    """The three checks here, with every figure, record and sentence that a finding has."""
    ruleset = installed().ruleset([str(rules)])

    def judge() -> float:
        began = time.perf_counter()
        for case in cases:
            assess(case, ruleset)
        return time.perf_counter() - began

    return judge


def texts(folder: Path) -> pl.DataFrame:
    """The evidence as text, every 400th row with a cell that does not fit."""
    write(folder, Size(services=1, records=ROWS, claims=3, priorities=5, actions=15), "folders")
    frame = pl.read_csv(next(folder.iterdir()) / "evidence.csv", infer_schema=False)
    step = ROWS // BAD
    bad = pl.int_range(frame.height) % step == 0
    return frame.with_columns(
        pl.when(bad).then(pl.lit("perfect")).otherwise(pl.col("result")).alias("result")
    )


def by_us(frame: pl.DataFrame) -> Callable[[], float]:
    """Every cell read and every bad one told, with its row."""
    sheet = Sheet("evidence", "evidence.csv", frame.with_columns(pl.int_range(2, pl.len() + 2).alias(ROW)))

    def read() -> float:
        problems = Problems(1_000_000)
        began = time.perf_counter()
        read_evidence(sheet, problems)
        took = time.perf_counter() - began
        if (found := len(problems.all())) != BAD:
            raise RuntimeError(f"{found} problems were found where there are {BAD}")
        return took

    return read


def typed(frame: pl.DataFrame, bad: pl.DataFrame) -> pl.DataFrame:
    """The table's values by polars alone, the rows that failed left out: what those who only validate have left to do."""
    return (
        frame.with_row_index("at")
        .join(bad, on="at", how="anti")
        .select(
            "id",
            pl.col("date").str.to_date("%Y-%m-%d", strict=False),
            pl.col("numerator", "denominator").cast(pl.Float64, strict=False),
            pl.col("scheduled").replace_strict(
                {"yes": True, "no": False}, return_dtype=pl.Boolean, default=None
            ),
            pl.col("claims", "staff").str.split(";"),
            pl.exclude("id", "at", "date", "numerator", "denominator", "scheduled", "claims", "staff"),
        )
    )


def by_pandera(frame: pl.DataFrame) -> Callable[[], float]:
    """The same rules as a pandera schema for polars, all failures gathered."""
    import pandera.polars as pa

    date = pa.Check.str_matches(r"^\d{4}-\d{2}-\d{2}$")
    number = pa.Check.str_matches(r"^\d+(\.\d+)?$")
    schema = pa.DataFrameSchema(
        {
            "id": pa.Column(str, unique=True),
            "date": pa.Column(str, date),
            "kind": pa.Column(str, pa.Check.isin(KINDS)),
            "result": pa.Column(str, pa.Check.isin(RESULTS), nullable=True),
            "numerator": pa.Column(str, number, nullable=True),
            "denominator": pa.Column(str, number, nullable=True),
            "scheduled": pa.Column(str, pa.Check.isin(["yes", "no"]), nullable=True),
            "oversight": pa.Column(str, pa.Check.isin(["routine", "enhanced", "intensive"]), nullable=True),
            "pressure": pa.Column(str, pa.Check.isin(["normal", "busy"]), nullable=True),
            "staff_group": pa.Column(str, pa.Check.isin(["experienced", "new"]), nullable=True),
        }
    )

    def validate() -> float:
        began = time.perf_counter()
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as errors:
            cases = errors.failure_cases
            found = [
                f"row {at + 2}: {value!r} does not fit {column}: {check}"
                for column, check, at, value in cases.select(
                    "column", "check", "index", "failure_case"
                ).iter_rows()
            ]
            typed(frame, cases.select(pl.col("index").cast(pl.UInt32).alias("at")))
        took = time.perf_counter() - began
        if len(found) != BAD:
            raise RuntimeError(f"{len(found)} failures were found where there are {BAD}")
        return took

    return validate


def by_pointblank(frame: pl.DataFrame) -> Callable[[], float]:
    """The same rules as steps of pointblank, the failing rows extracted."""
    import pointblank as pb

    def validate() -> float:
        began = time.perf_counter()
        steps = (
            pb.Validate(frame)
            .rows_distinct(columns_subset="id")
            .col_vals_regex("date", r"^\d{4}-\d{2}-\d{2}$")
            .col_vals_in_set("kind", list(KINDS))
            .col_vals_in_set("result", [*RESULTS, None])
            .col_vals_regex("numerator", r"^\d+(\.\d+)?$", na_pass=True)
            .col_vals_regex("denominator", r"^\d+(\.\d+)?$", na_pass=True)
            .col_vals_in_set("scheduled", ["yes", "no", None])
            .col_vals_in_set("oversight", ["routine", "enhanced", "intensive", None])
            .col_vals_in_set("pressure", ["normal", "busy", None])
            .col_vals_in_set("staff_group", ["experienced", "new", None])
            .interrogate()
        )
        found, rows = [], []
        for step, extract in steps.get_data_extracts().items():
            for row in extract.iter_rows(named=True) if extract is not None else ():
                found.append(f"row {row['_row_num_'] + 1}: {row['result']!r} does not fit, by step {step}")
                rows.append(row["_row_num_"] - 1)
        typed(frame, pl.DataFrame({"at": rows}, schema={"at": pl.UInt32}))
        took = time.perf_counter() - began
        if len(found) != BAD:
            raise RuntimeError(f"{len(found)} failures were found where there are {BAD}")
        return took

    return validate


def main() -> None:
    """Measure what is installed, and print a line for each."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        size = Size(SERVICES, SERVICES * 3_333, 3 * SERVICES, 5 * SERVICES, 15 * SERVICES)
        write(folder / "cases", size, "folders")
        cases = [as_at(read_case(path)) for path in sorted((folder / "cases").iterdir())]
        (folder / "three.toml").write_text(RULES, encoding="utf-8")
        what = {f"three checks of {3 * SERVICES} claims": ours(cases, folder / "three.toml")}
        if find_spec("zen"):
            what["the same by ZEN"] = zen(cases)
        frame = texts(folder / "rows")
        what[f"{ROWS:,} rows read and validated"] = by_us(frame)
        if find_spec("pandera"):
            what["the same by pandera"] = by_pandera(frame)
        if find_spec("pointblank"):
            what["the same by pointblank"] = by_pointblank(frame)
        spent: dict[str, list[float]] = {name: [] for name in what}
        timed = {name: _counting(measure, spent[name]) for name, measure in what.items()}
        for name, took in medians(TIMES, **timed).items():
            own = statistics.median(spent[name])
            print(f"{name:<36} {1000 * took:8.0f} ms, {1000 * own:6.0f} ms of processor time")


def _counting(measure: Callable[[], float], spent: list[float]) -> Callable[[], float]:
    """The same measurement, its processor time noted: what others do on the machine meanwhile does not count in it."""

    def counted() -> float:
        before = time.process_time()
        took = measure()
        spent.append(time.process_time() - before)
        return took

    return counted


if __name__ == "__main__":
    main()
