"""What a portfolio comes to together, counted by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import attrs

from takehold.engine.portfolio import ClaimRow, Row, State
from takehold.engine.portfolio.settings import rules_of
from takehold.engine.portfolio.shown import Report, render
from takehold.engine.portfolio.summary import Count, summary

from .making import SETTINGS


def _row(at: int, met: int, n: int = 100, evidenced: str = "improved", **more: object) -> Row:
    claim = ClaimRow("c1", "embedded", evidenced, "overstated")
    row = Row(name=f"s{at}", service_id=f"s{at}", readiness="overstated", as_of="2026-08-31", records=n, claims=(claim,),
              results_met=met, results=n, not_met=("action-owned",))  # fmt: skip
    return attrs.evolve(row, **more)


def _report(rows: list[Row]) -> Report:
    ruleset, _ = rules_of(SETTINGS)
    return Report(tuple(rows), summary(rows, ruleset), ruleset.ref, ruleset.ladder.required)


def test_who_is_where_and_what_fails() -> None:
    """Of three services two claims are improved and one embedded; one check fails in all, one in one."""
    rows = [_row(1, 80), _row(2, 80, evidenced="embedded", not_met=("a-check", "action-owned")), _row(3, 80)]
    rows.append(Row(name="bad", state=State.BAD_INPUT, errors=1, problems=("error: claims.csv: no",)))
    found = _report(rows).summary
    assert (4, 3, 1, 300) == (found.services, found.judged, found.bad_input, found.records)
    assert [("embedded", 1), ("improved", 2)] == [(c.of, c.n) for c in found.stages if c.n]
    assert (Count("action-owned", 3), Count("a-check", 1)) == found.most_failed
    assert found.share_met is None  # three services are too few for a funnel


def test_a_service_far_below_the_rest_stands_apart() -> None:
    """Nineteen services at 80 of 100 and one at 50: chance alone would do that less than once in ten thousand times."""
    found = _report([*(_row(at, 80) for at in range(19)), _row(19, 50)]).summary
    # (19 × 80 + 50) / 2,000
    assert 0.785 == found.share_met
    assert [("s19", "alarm", False)] == [(one.name, one.band, one.better) for one in found.outliers]


def test_every_format_tells_of_every_service() -> None:
    """Text, JSON, CSV, workbook and page each have a line for each service; text from the data stays text."""
    rows = [_row(1, 80, service_name="=cmd()"), _row(2, 70, service_name="<b>Elm</b>")]
    report = _report([*rows, Row(name="bad", state=State.BAD_INPUT, problems=("error: no",))])
    text = render(report, "text")
    assert all(str(name) in str(text) for name in ("s1", "s2", "bad"))
    data = json.loads(render(report, "json"))
    assert ["s1", "s2", "bad"] == [row["name"] for row in data["services"]]
    table = list(csv.DictReader(io.StringIO(bytes(render(report, "csv")).decode("utf-8-sig"))))  # type: ignore[arg-type]
    assert ["'=cmd()", "<b>Elm</b>", ""] == [row["name"] for row in table]
    page = str(render(report, "html"))
    assert "<b>Elm</b>" not in page and "&lt;b&gt;Elm" in page
    assert b"PK" == bytes(render(report, "xlsx"))[:2]  # type: ignore[arg-type]
    assert render(report, "xlsx") == render(report, "xlsx")


def test_the_examples_of_a_row_survive_the_store(tmp_path: Path) -> None:
    """A row is the same after it has been kept."""
    from takehold.engine.portfolio import Store

    store = Store(tmp_path / "rows.jsonl")
    rows = [_row(1, 80), Row(name="bad", state=State.BAD_INPUT, problems=("error: no",))]
    for row in rows:
        store.add(row)
    assert rows == list(store.read().values())
