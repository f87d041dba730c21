"""Harbour's board paper: one page, the verdict first, then what Harbour's own standard found."""

from __future__ import annotations

from collections.abc import Iterator

from takehold.engine.calendar import say_date
from takehold.engine.result import Result


def render(result: Result) -> str:
    """The paper as plain text."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Result) -> Iterator[str]:
    yield f"BOARD PAPER: {result.service_name}, {say_date(result.as_of)}"
    yield f"{result.verdict.summary}."
    yield ""
    for claim in result.claims:
        yield f"{claim.id}  {claim.statement}: said {claim.claimed}, shown {claim.evidenced}"
    yield ""
    for finding in result.findings:
        if finding.family == "harbour":
            yield f"{finding.subject.id}  {finding.check}: {finding.outcome}. {finding.message}"
