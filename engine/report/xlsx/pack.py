"""The workbook: a summary that prints on a page, then a sheet for each thing a reader asks next."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from xlsxwriter import Workbook

from ...calendar import say_date
from ...result import Outcome, Result
from ..formats import Options
from ..telling import OUTCOMES, READINESS, place_said
from . import contents
from .tables import Book, Cell, Column, Marked

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(result: Result, options: Options) -> bytes:
    """The pack as the bytes of an .xlsx file."""
    data = io.BytesIO()
    with Workbook(data, _OPTIONS) as workbook:
        # The date stands for the clock, so that the same result gives the same bytes.
        made_on = dt.datetime.combine(result.as_of, dt.time())
        workbook.set_properties({"title": "Evidence pack", "author": "takehold", "created": made_on})
        book = Book(workbook)
        as_of = f"as at {say_date(result.as_of)}"
        book.sheet(
            "Summary",
            (Column("What", 30), Column("Says", 95)),
            _summary(result),
            note=f"Evidence pack, {as_of}",
            list_=False,
        )
        book.sheet("Claims", contents.CLAIM_COLUMNS, contents.claims(result), note=f"Each claim, {as_of}")
        book.sheet(
            "Findings",
            contents.FINDING_COLUMNS,
            contents.findings(result),
            note=f"Every check of every claim, priority and action and of the service, gravest first, {as_of}",
        )
        book.sheet(
            "Way forward",
            contents.PATH_COLUMNS,
            contents.path(result),
            note=f"What stands between each claim and “{result.verdict.required_stage}”, in order",
        )
        book.sheet(
            "Actions",
            contents.REGISTER_COLUMNS,
            contents.register(result),
            note=f"Action register, {as_of}: overdue first, then done and not checked, then slipped",
        )
        book.sheet(
            "Coverage",
            contents.COVERAGE_COLUMNS,
            contents.coverage(result),
            note=f"Where each claim was looked at in the newest cycles, {as_of}",
        )
        book.sheet(
            "Records",
            contents.RECORD_COLUMNS,
            contents.records(result),
            note="Every record that bears on a claim, and how; filter by claim",
        )
    return data.getvalue()


def _summary(result: Result) -> Iterator[list[Cell | Marked]]:
    verdict = result.verdict
    shade = "good" if verdict.readiness.passes else "bad"
    yield ["Service", result.service_name]
    yield ["As at", say_date(result.as_of)]
    yield ["Verdict", Marked(READINESS[verdict.readiness], shade)]
    yield ["In a sentence", f"{verdict.summary}."]
    yield ["Every claim is needed at", verdict.required_stage or "the ruleset has no stages"]
    if verdict.readiness_without_waivers != verdict.readiness:
        yield ["Without waivers", READINESS[verdict.readiness_without_waivers]]
    for outcome in Outcome:
        n = sum(finding.outcome is outcome for finding in result.findings)
        if n:
            yield [f"Checks: {OUTCOMES[outcome].lower()}", f"{n:,}"]
    yield ["Actions overdue", f"{sum(row.days_overdue is not None for row in result.register):,}"]
    yield ["Actions whose date moved", f"{sum(row.days_slipped is not None for row in result.register):,}"]
    yield ["Actions done, not checked", f"{sum(row.unchecked for row in result.register):,}"]
    yield ["Ruleset", f"{result.ruleset.id}, version {result.ruleset.version}"]
    yield ["Digest of the rules", result.ruleset.digest]
    yield ["Judged by", f"takehold {result.takehold}; nothing here predicts a rating"]
    for one in result.inputs:
        yield [f"Read: {one.file}", f"{one.records:,} records; {one.digest}"]
    for problem in result.problems:
        yield [f"{problem.level}: {place_said(problem.place)}", problem.message]
