"""TAP 14: a test point for the verdict, then one for each finding.

What passes is ok, with a reservation said in its diagnostics. What is not met, or is insufficient and one of those
that the run fails on, is not ok, and so is a check that failed. What does not apply, is waived or is otherwise
insufficient is skipped. Data that could not be read bails out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..calendar import say_date
from ..model import Level
from ..result import Finding, Outcome, Readiness, Result
from .escape import clean
from .formats import Options
from .telling import OUTCOMES, READINESS, about, place_said, records_said


def render(result: Result, options: Options) -> str:
    """The result as a TAP stream."""
    return "\n".join(_lines(result, options)) + "\n"


def _lines(result: Result, options: Options) -> Iterator[str]:
    yield "TAP version 14"
    yield f"1..{len(result.findings) + 1}"
    yield from _verdict(result)
    for number, finding in enumerate(result.findings, 2):
        yield from _point(number, finding, result, options)
    errors = [p for p in result.problems if p.level is Level.ERROR]
    if result.verdict.readiness is Readiness.NOT_ASSESSABLE and errors:
        yield f"Bail out! {_escaped(f'{place_said(errors[0].place)}: {errors[0].message}')}"


def _verdict(result: Result) -> Iterator[str]:
    verdict = result.verdict
    ok = "ok" if verdict.readiness.passes else "not ok"
    yield f"{ok} 1 - verdict: {READINESS[verdict.readiness]}"
    yield from _diagnostics({"summary": verdict.summary, "required stage": verdict.required_stage})


def _point(number: int, finding: Finding, result: Result, options: Options) -> Iterator[str]:
    name = _escaped(f"{about(finding.subject)}: {finding.check}")
    fails = finding.outcome in (Outcome.ERROR, Outcome.NOT_MET) or (
        finding.outcome is Outcome.INSUFFICIENT and options.fail_on.counts(finding, result)
    )
    skips = finding.outcome in (Outcome.INSUFFICIENT, Outcome.NOT_APPLICABLE, Outcome.WAIVED) and not fails
    directive = f" # SKIP {_escaped(_reason(finding))}" if skips else ""
    yield f"{'not ok' if fails else 'ok'} {number} - {name}{directive}"
    if finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE) and not options.verbose:
        return
    told = {
        "outcome": str(finding.outcome),
        "severity": str(finding.severity),
        "message": finding.message,
        "remedy": finding.remedy,
        "at": records_said(finding.locations, 20),
    }
    yield from _diagnostics({key: value for key, value in told.items() if value})


def _reason(finding: Finding) -> str:
    if finding.waiver is not None:
        waiver = finding.waiver
        return f"waived until {say_date(waiver.until)} by {waiver.by}: {waiver.reason}"
    return f"{OUTCOMES[finding.outcome].lower()}: {finding.message}"


def _diagnostics(told: dict[str, str]) -> Iterator[str]:
    """A YAML block; every value in double quotes, which YAML reads as JSON does."""
    yield "  ---"
    for key, value in told.items():
        yield f"  {key}: {json.dumps(clean(value), ensure_ascii=False)}"
    yield "  ..."


def _escaped(text: str) -> str:
    """A description or reason: a # would begin a directive, so it and the backslash are escaped."""
    return clean(text).replace("\\", "\\\\").replace("#", "\\#")
