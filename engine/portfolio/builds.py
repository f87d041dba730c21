"""A portfolio for build servers: a service is what a check is in the report on one, and the rest is in its result.

A service fails here where the run fails on it (`--fail-on`); data that cannot be judged and checks that failed are errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from ..measure.say import counted
from ..report.escape import clean, command, markdown, property_
from ..result import Readiness
from ..version import VERSION
from .row import Row, State
from .sarif import as_sarif
from .shown import Report, told

MOST_ANNOTATIONS: Final = 10
"""How many errors GitHub shows of a step."""
MOST_CHARACTERS: Final = 60_000
"""How many characters of Markdown are written at most: a comment takes 65,536."""


def broken(row: Row) -> bool:
    """Whether a service could not be judged, or a check failed at it."""
    return row.state is not State.JUDGED or bool(row.errored)


def worst_first(report: Report) -> list[Row]:
    """The services that could not be judged, then those that fall short, then the rest; each in the table's order."""
    return sorted(
        report.rows, key=lambda row: (not broken(row), not (broken(row) or report.asked.fails(row)))
    )


def as_junit(report: Report) -> str:
    """JUnit XML: one suite, a case for each service."""
    suite = ET.Element("testsuite", name="portfolio")
    properties = ET.SubElement(suite, "properties")
    ruleset = report.ruleset
    for name, value in (
        ("takehold", VERSION),
        ("ruleset", f"{ruleset.id} {ruleset.version}"),
        ("ruleset digest", ruleset.digest),
        ("required stage", report.required),
    ):
        ET.SubElement(properties, "property", name=name, value=clean(value))
    for row in report.rows:
        case = ET.SubElement(suite, "testcase", classname="portfolio", name=clean(row.name))
        said = clean(report.asked.said(row))
        if broken(row):
            kind = "check-errored" if row.state is State.JUDGED else str(row.state)
            ET.SubElement(case, "error", type=kind, message=said).text = "\n".join(map(clean, row.problems))
        elif report.asked.fails(row):
            ET.SubElement(case, "failure", type=row.readiness, message=said).text = said
        else:
            ET.SubElement(case, "system-out").text = said
    suites = ET.Element("testsuites", name="takehold portfolio")
    suites.append(suite)
    failed = [row for row in report.rows if not broken(row) and report.asked.fails(row)]
    counts = {"tests": len(report.rows), "failures": len(failed), "errors": sum(map(broken, report.rows))}
    for name, n in counts.items():
        suite.set(name, str(n))
        suites.set(name, str(n))
    suite.set("skipped", "0")
    ET.indent(suites, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def as_tap(report: Report) -> str:
    """TAP 14: a test point for each service."""
    lines = ["TAP version 14", f"1..{len(report.rows)}"]
    for number, row in enumerate(report.rows, 1):
        ok = "not ok" if broken(row) or report.asked.fails(row) else "ok"
        said = clean(f"{row.name}: {report.asked.said(row)}").replace("\\", "\\\\").replace("#", "\\#")
        lines.append(f"{ok} {number} - {said}")
    return "\n".join(lines) + "\n"


def as_github(report: Report) -> str:
    """GitHub workflow commands: an error for each service that falls short or could not be judged, and a closing notice."""
    wrong = [row for row in worst_first(report) if broken(row) or report.asked.fails(row)]
    lines = []
    for row in wrong[:MOST_ANNOTATIONS]:
        at = {"file": report.files[row.name]} if row.name in report.files else {}
        words = ",".join(f"{k}={property_(v)}" for k, v in {**at, "title": f"takehold: {row.name}"}.items())
        lines.append(f"::error {words}::{command(report.asked.said(row))}")
    n = len(report.rows)
    said = f"{_headline(report, n - len(wrong))}."
    if len(wrong) > MOST_ANNOTATIONS:
        said += f" Not shown here, because GitHub shows no more of one step: {len(wrong) - MOST_ANNOTATIONS:,} more."
    lines.append(f"::notice title=takehold::{command(said)}")
    return "\n".join(lines) + "\n"


def _headline(report: Report, passing: int) -> str:
    """How many services pass; where nothing was to fail, how many are ready: that is not the same."""
    services = counted(len(report.rows), "service")
    if report.asked.fail_on.never:
        ready = sum(map(_ready, report.rows))
        return f"{ready:,} of {services} {'is' if ready == 1 else 'are'} ready; none was asked to be (fail-on never)"
    return f"{passing:,} of {services} {'passes' if len(report.rows) == 1 else 'pass'}"


def as_markdown(report: Report) -> str:
    """GitHub Markdown: the table, worst first, then the summary; services for which there is no room are counted."""
    wrong = sum(broken(row) or report.asked.fails(row) for row in report.rows)
    n = len(report.rows)
    head = [
        f"## {_headline(report, n - wrong)}",
        "",
        "| | service | how it stands | claims supported |",
        "|---|---|---|---|",
    ]
    rest = ["", *_summary(report)]
    room = MOST_CHARACTERS - sum(len(line) + 1 for line in (*head, *rest)) - 200
    rows: list[str] = []
    for row in worst_first(report):
        line = _line(report, row)
        room -= len(line) + 1
        if room < 0:
            left = n - len(rows)
            rows += ["", f"{counted(left, 'service')} more {'is' if left == 1 else 'are'} not shown here."]
            break
        rows.append(line)
    return "\n".join([*head, *rows, *rest]) + "\n"


def _ready(row: Row) -> bool:
    return not broken(row) and Readiness(row.readiness).passes


def _line(report: Report, row: Row) -> str:
    mark = "⚠" if broken(row) else "✗" if report.asked.fails(row) else "✓" if _ready(row) else "–"
    supported = sum(claim.position == "supported" for claim in row.claims)
    claims = f"{supported} of {len(row.claims)}" if row.state is State.JUDGED else ""
    return f"| {mark} | {markdown(row.name)} | {markdown(report.asked.said(row))} | {claims} |"


def _summary(report: Report) -> Iterator[str]:
    """The summary as it is told in plain text, as a block."""
    yield from ("```", *(line.replace("```", "'''") for line in told(report.summary, report.required)), "```")
    ruleset = report.ruleset
    yield from (
        "",
        markdown(f"takehold {VERSION}, ruleset {ruleset.id} {ruleset.version}, required: {report.required}"),
    )


WRITERS: Final[Mapping[str, Callable[[Report], str]]] = {
    "junit": as_junit,
    "tap": as_tap,
    "github": as_github,
    "markdown": as_markdown,
    "sarif": as_sarif,
}
"""Each format of build servers, and what writes it."""
