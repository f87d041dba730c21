"""A portfolio for build servers: each service passes, falls short or could not be judged, in every format alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from takehold.engine.fail_on import FailOn
from takehold.engine.portfolio import Row, State
from takehold.engine.portfolio.asked import Asked
from takehold.engine.portfolio.builds import MOST_CHARACTERS
from takehold.engine.portfolio.row import ClaimRow
from takehold.engine.portfolio.shown import Report, format_of, render
from takehold.engine.portfolio.summary import Count, Summary
from takehold.engine.result import RulesetRef, Severity

SCHEMA = Path(__file__).parents[3] / "shared" / "facts" / "schemas" / "sarif-2.1.0.json"
SEVERITIES = {
    "claim-supported": Severity.BLOCKER,
    "long-enough": Severity.MAJOR,
    "evidence-linked": Severity.INFO,
}
ROWS = (
    Row(name="alder", service_id="alder", service_name="Alder House", readiness="ready",
        claims=(ClaimRow("c1", "improved", "improved", "supported"),), not_met=("evidence-linked",)),
    Row(name="birch", service_name="Birch | House", readiness="overstated",
        claims=(ClaimRow("c1", "sustained", "asserted", "overstated"),), not_met=("claim-supported", "long-enough")),
    Row(name="cedar", state=State.BAD_INPUT, errors=1, problems=("error: claims.csv, row 2, stage: 100% #odd\n::x",)),
    Row(name="damson", readiness="ready", errored=("long-enough",)),
)  # fmt: skip


def report(rows: tuple[Row, ...] = ROWS, **more: Any) -> Report:
    """Four services: one passes, one falls short, one cannot be read, and at one a check failed."""
    counts = Summary(
        services=len(rows), judged=len(rows), bad_input=0, failed=0, records=10, readiness=(), stages=(Count("improved", 1),),
        positions=(), most_failed=(), errored=(), share_met=None, dispersion=None, outliers=(),
    )  # fmt: skip
    told = {"asked": Asked(FailOn(), SEVERITIES), "files": {"birch": "homes/birch/service.toml"}}
    return Report(rows, counts, RulesetRef("all", "1", "sha256:0"), "embedded", **(told | more))


def written(format: str, **more: Any) -> str:
    found = render(report(**more), format)
    assert isinstance(found, str)
    return found


def test_junit() -> None:
    """A case for each service: one failure, two errors, and what they are in words."""
    suites = ET.fromstring(written("junit"))
    [suite] = suites
    assert ("4", "1", "2") == tuple(suite.get(name) for name in ("tests", "failures", "errors"))
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert "Overstated. Not met: claim-supported and long-enough" == cases["birch"][0].get("message")
    assert ("failure", "overstated") == (cases["birch"][0].tag, cases["birch"][0].get("type"))
    assert [("error", "bad-input"), ("error", "check-errored")] == [
        (cases[name][0].tag, cases[name][0].get("type")) for name in ("cedar", "damson")
    ]
    assert "system-out" == cases["alder"][0].tag


def test_tap() -> None:
    """A point for each service; a # in what is said begins no directive."""
    version, plan, *points = written("tap").splitlines()
    assert ("TAP version 14", "1..4") == (version, plan)
    assert ["ok 1", "not ok 2", "not ok 3", "not ok 4"] == [point.partition(" - ")[0] for point in points]
    assert "\\#odd" in points[2]


def test_github() -> None:
    """An error at each service's file, those that could not be judged first, and a closing notice that counts."""
    *errors, closing = written("github").splitlines()
    assert ["cedar", "damson", "birch"] == [
        line.partition("takehold%3A ")[2].partition("::")[0] for line in errors
    ]
    assert errors[2].startswith("::error file=homes/birch/service.toml,title=")
    assert "100%25" in errors[0]
    assert "::notice title=takehold::1 of 4 services pass." == closing


def test_github_counts_what_it_does_not_show() -> None:
    """GitHub shows ten errors of a step, so the eleventh is counted."""
    rows = tuple(Row(name=f"s{n}", readiness="early") for n in range(11))
    *errors, closing = written("github", rows=rows).splitlines()
    assert 10 == len(errors)
    assert closing.endswith(
        "0 of 11 services pass. Not shown here, because GitHub shows no more of one step: 1 more."
    )


def test_markdown() -> None:
    """A table, the worst first, in which a service's name is no markup."""
    text = written("markdown")
    assert text.startswith("## 1 of 4 services pass\n")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "service |" not in line]
    assert ["⚠", "⚠", "✗", "✓"] == [row.split(" ")[1] for row in rows]
    assert "| 0 of 1 |" in rows[2]


def test_markdown_never_overflows() -> None:
    """Of thousands of services as many are shown as a comment holds, and the rest counted."""
    rows = tuple(Row(name=f"service-{n}", readiness="early") for n in range(5_000))
    text = written("markdown", rows=rows)
    assert len(text) <= MOST_CHARACTERS
    assert "services more are not shown here." in text


def test_sarif() -> None:
    """A result for each check not met, its level by severity, at the service's file; what failed is a notification."""
    [run] = json.loads(written("sarif", titles={"long-enough": "It has lasted"}))["runs"]
    assert [("claim-supported", "error"), ("long-enough", "warning"), ("evidence-linked", "note")] == [
        (one["ruleId"], one["level"]) for one in run["results"]
    ]
    assert "Birch | House: It has lasted - not met." == run["results"][1]["message"]["text"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert "homes/birch/service.toml" == place
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert 2 == len(invocation["toolExecutionNotifications"])


@pytest.mark.skipif(not SCHEMA.exists(), reason="the shared folder with the standard's schema is not there")
def test_sarif_is_valid_by_the_schema_of_the_standard() -> None:
    """The log, with results and with what failed, is one that the standard takes."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(json.loads(written("sarif")))


def test_nothing_fails_where_nothing_is_to() -> None:
    """With `never` the service that falls short passes in every format, and what could not be judged is an error still."""
    never = Asked(FailOn.of(["never"], []), SEVERITIES)
    suite = ET.fromstring(written("junit", asked=never))[0]
    assert ("0", "2") == (suite.get("failures"), suite.get("errors"))
    assert "## 1 of 4 services is ready; none was asked to be (fail-on never)" in written(
        "markdown", asked=never
    )


@pytest.mark.parametrize(
    ("name", "format"), [("a.xml", "junit"), ("a.sarif", "sarif"), ("a.md", "markdown"), ("a.tap", "tap")]
)
def test_endings(name: str, format: str) -> None:
    """A file's ending asks for the same format as for one service."""
    assert format == format_of(Path(name))
