"""Every finding as a row, for a spreadsheet or a data tool: UTF-8 with a byte-order mark, so that Excel reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from ..result import Finding, Result
from .escape import cell
from .formats import Options
from .telling import place_said

COLUMNS: Final = (
    "service",
    "as_of",
    "subject_type",
    "subject",
    "check",
    "family",
    "outcome",
    "severity",
    "message",
    "remedy",
    "supporting",
    "contradicting",
    "places",
    "sources",
    "found",
    "waived_by",
    "waived_until",
    "waiver_reason",
)


def render(result: Result, options: Options) -> bytes:
    """The findings as CSV, a heading first; lists are separated by `;`."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for finding in result.findings:
        writer.writerow([cell(value) for value in _row(result, finding)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _row(result: Result, finding: Finding) -> Iterator[str]:
    yield from (result.service_id, result.as_of.isoformat(), finding.subject.type, finding.subject.id)
    yield from (finding.check, finding.family, str(finding.outcome), str(finding.severity))
    yield from (finding.message, finding.remedy)
    yield from (";".join(finding.supporting), ";".join(finding.contradicting))
    yield ";".join(place_said(place) for place in finding.locations)
    yield ";".join(finding.sources)
    yield str(finding.found or "")
    waiver = finding.waiver
    yield from (waiver.by, waiver.until.isoformat(), waiver.reason) if waiver else ("", "", "")
