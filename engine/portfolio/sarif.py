"""A portfolio as SARIF 2.1.0: a result for each check that a service does not meet, at the service's own file.

The places inside a service's files are in the report on that service (`takehold assess --format sarif`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from ..report.escape import clean, json_text
from ..report.sarif.log import MOST_RESULTS, SCHEMA
from ..result import Severity
from ..version import VERSION
from .row import Row, State
from .shown import Report

_LEVEL: Final = {Severity.BLOCKER: "error", Severity.MAJOR: "warning"}
_ORDER: Final = ("error", "warning", "note")


def as_sarif(report: Report) -> str:
    """The portfolio as a SARIF log of one run; the gravest results are kept where there are more than GitHub takes."""
    checks = sorted({check for row in report.rows for check in (*row.not_met, *row.errored)})
    results = sorted(
        (_result(report, row, check, checks.index(check)) for row in report.rows for check in row.not_met),
        key=lambda made: _ORDER.index(made["level"]),
    )
    notes = [note for row in report.rows for note in _notes(report, row)]
    run = {
        "tool": {
            "driver": {
                "name": "takehold",
                "version": VERSION,
                "rules": [_rule(report, id) for id in checks],
            }
        },
        "automationDetails": {"id": f"takehold/portfolio/{quote(report.ruleset.id, safe='+')}/"},
        "invocations": [
            {"executionSuccessful": not notes, **({"toolExecutionNotifications": notes} if notes else {})}
        ],
        "results": results[:MOST_RESULTS],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "services": report.summary.services,
            "requiredStage": report.required,
            "rulesetVersion": report.ruleset.version,
            "rulesetDigest": report.ruleset.digest,
            **({"resultsLeftOut": len(results) - MOST_RESULTS} if len(results) > MOST_RESULTS else {}),
        },
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _level(report: Report, check: str) -> str:
    return _LEVEL.get(report.asked.severities.get(check, Severity.INFO), "note")


def _rule(report: Report, check: str) -> dict[str, Any]:
    title = report.titles.get(check, check)
    return {
        "id": check,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": f"{title}: takehold explain {check} says what it asks for and how to meet it."},
        "defaultConfiguration": {"level": _level(report, check)},
    }


def _result(report: Report, row: Row, check: str, index: int) -> dict[str, Any]:
    key = hashlib.sha256(json.dumps([row.service_id or row.name, check]).encode()).hexdigest()[:32]
    said = f"{clean(row.service_name or row.name)}: {report.titles.get(check, check)} - not met."
    return {
        "ruleId": check,
        "ruleIndex": index,
        "kind": "fail",
        "level": _level(report, check),
        "message": {"text": said},
        "locations": [_place(report, row)],
        "partialFingerprints": {"primaryLocationLineHash": f"{key}:1"},
        "properties": {"service": clean(row.name), "readiness": row.readiness},
    }


def _notes(report: Report, row: Row) -> Iterator[dict[str, Any]]:
    """What kept a service from being judged, and the checks that failed at it."""
    said = [f"{row.name}: {problem}" for problem in row.problems] if row.state is not State.JUDGED else []
    if row.state is not State.JUDGED and not said:
        said = [f"{row.name}: {row.state}"]
    said += [f"{row.name}: the check {check} failed itself" for check in row.errored]
    for text in said:
        yield {"level": "error", "message": {"text": clean(text)}, "locations": [_place(report, row)]}


def _place(report: Report, row: Row) -> dict[str, Any]:
    """A service's file: GitHub refuses a result without a place. A workbook has no lines, so no region."""
    file = report.files.get(row.name, row.name)
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(clean(file))}}
    if not file.endswith((".xlsx", ".parquet")):
        place["region"] = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
    return {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": clean(row.name)}]}
