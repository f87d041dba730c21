"""A portfolio in every format, all from the same rows and the same summary."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from ..errors import UsageError
from ..measure.say import counted, percent
from ..names import hint
from ..report.escape import cell, clean, seen_json
from ..result import RulesetRef
from ..version import VERSION
from .asked import Asked
from .row import Row, State
from .summary import Summary

FORMAT: Final = "takehold-portfolio/1"
MOST: Final = 15
"""How many of the checks failed most, and of the outliers, a text shows."""


@attrs.frozen
class Report:
    """Everything that is shown of a portfolio."""

    rows: tuple[Row, ...]
    summary: Summary
    ruleset: RulesetRef
    required: str
    asked: Asked = Asked()
    files: Mapping[str, str] = attrs.field(factory=dict)
    """The file of each service that a build server can point at, seen from where it works."""
    titles: Mapping[str, str] = attrs.field(factory=dict)
    """What each check is called."""


HEADINGS: Final = (
    "service", "name", "state", "readiness", "as_of", "records", "claims", "supported", "at_required_stage", "not_met",
    "errored", "results_met", "results", "errors", "warnings", "id",
)  # fmt: skip


def cells(row: Row, required: Sequence[str]) -> tuple[str | int, ...]:
    """One service as a row of a table. `required` are the stages that are high enough."""
    supported = sum(claim.position == "supported" for claim in row.claims)
    there = sum(claim.evidenced in required for claim in row.claims)
    return (
        row.name, row.service_name, str(row.state), row.readiness, row.as_of, row.records, len(row.claims), supported,
        there, len(row.not_met), len(row.errored), row.results_met, row.results, row.errors, row.warnings,
        row.service_id,
    )  # fmt: skip


def high_enough(report: Report) -> tuple[str, ...]:
    """The required stage and those above it."""
    stages = [count.of for count in report.summary.stages]
    return tuple(stages[: stages.index(report.required) + 1]) if report.required in stages else ()


def as_json(report: Report) -> str:
    """The portfolio as JSON, a line for each service."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False).encode
    head = {
        "format": FORMAT,
        "takehold": VERSION,
        "ruleset": attrs.asdict(report.ruleset),
        "required_stage": report.required,
        "summary": attrs.asdict(report.summary),
    }
    lines = [f" {encode(name)}: {encode(value)}," for name, value in head.items()]
    services = ",\n  ".join(encode(_plain(row)) for row in report.rows)
    return seen_json("{\n" + "\n".join(lines) + '\n "services": [\n  ' + services + "\n ]\n}\n")


def _plain(row: Row) -> dict[str, Any]:
    """A row without its key, which is of use to nobody else."""
    return {name: value for name, value in attrs.asdict(row).items() if name not in ("key", "size")}


def as_csv(report: Report) -> bytes:
    """The table as CSV, which Excel reads too."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in report.rows:
        writer.writerow(
            [cell(value) if isinstance(value, str) else value for value in cells(row, high_enough(report))]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def as_text(report: Report) -> str:
    """The table, then the summary, in lines of plain text."""
    return "\n".join([*_table(report), "", *told(report.summary, report.required)]) + "\n"


def _table(report: Report) -> Iterator[str]:
    wide = max([len("service"), *(len(clean(row.name)) for row in report.rows)])
    yield f"{'service':<{wide}}  {'readiness':<21} {'claims':>6} {'supported':>9} {'not met':>7}  results met"
    for row in report.rows:
        if row.state is not State.JUDGED:
            yield f"{clean(row.name):<{wide}}  {row.state}: {clean(row.problems[0]) if row.problems else ''}"
            continue
        share = f"{percent(row.results_met / row.results)} of {row.results:,}" if row.results else "none"
        supported = sum(claim.position == "supported" for claim in row.claims)
        yield (
            f"{clean(row.name):<{wide}}  {row.readiness:<21} {len(row.claims):>6} {supported:>9} "
            f"{len(row.not_met):>7}  {share}"
        )


def told(summary: Summary, required: str) -> Iterator[str]:
    """The summary, a sentence or a short list at a time."""
    yield f"{counted(summary.services, 'service')}, {counted(summary.records, 'record')}"
    if summary.bad_input:
        yield f"{summary.bad_input:,} with data that cannot be judged"
    if summary.failed:
        yield f"{summary.failed:,} could not be judged, because judging failed"
    yield from ("", "Readiness")
    yield from (f"  {count.n:>7,}  {count.of}" for count in summary.readiness)
    yield from ("", f"Claims by the stage that their evidence reaches (required: {required})")
    yield from (f"  {count.n:>7,}  {count.of}" for count in summary.stages)
    if summary.most_failed:
        yield from ("", "Checks not met in most services")
        yield from (
            f"  {count.n:>7,}  {count.of} ({percent(count.n / summary.judged)})"
            for count in summary.most_failed[:MOST]
        )
    if summary.errored:
        yield from ("", "Checks that failed themselves")
        yield from (f"  {count.n:>7,}  {count.of}" for count in summary.errored)
    yield from _outliers(summary)


def _outliers(summary: Summary) -> Iterator[str]:
    if summary.share_met is None or summary.dispersion is None:
        return
    yield ""
    yield f"Of the records of the newest three cycles, {percent(summary.share_met)} have their result met"
    if summary.dispersion > 1:
        yield f"The services differ {summary.dispersion:.1f} times as much as chance alone would have them"
    if not summary.outliers:
        yield "No service lies beyond the 95% funnel limits"
        return
    yield "Beyond the funnel limits (95%; * beyond 99.8%), least first"
    for one in summary.outliers[:MOST]:
        star = "*" if one.band == "alarm" else " "
        side = "better" if one.better else "worse"
        limits = f"limits {percent(one.low)} to {percent(one.high)}"
        yield f"  {star} {clean(one.name)}: {percent(one.share)} of {one.n:,}, {side} than the rest ({limits})"
    if len(summary.outliers) > MOST:
        yield f"    and {len(summary.outliers) - MOST:,} more"


def _as_xlsx(report: Report) -> bytes:
    from .workbook import as_xlsx

    return as_xlsx(report)


def _as_html(report: Report) -> str:
    from .page import as_html

    return as_html(report)


def _for_builds(format: str) -> Callable[[Report], str]:
    """A format of build servers, whose module is loaded when it is asked for."""

    def write(report: Report) -> str:
        from .builds import WRITERS

        return WRITERS[format](report)

    return write


FORMATS: Final[Mapping[str, tuple[str, Callable[[Report], str | bytes]]]] = {
    "text": (".txt", as_text),
    "json": (".json", as_json),
    "csv": (".csv", as_csv),
    "xlsx": (".xlsx", _as_xlsx),
    "html": (".html", _as_html),
    "junit": (".xml", _for_builds("junit")),
    "sarif": (".sarif", _for_builds("sarif")),
    "markdown": (".md", _for_builds("markdown")),
    "tap": (".tap", _for_builds("tap")),
    "github": ("", _for_builds("github")),
}
"""Each format's name, the ending of its files (blank: it goes to standard output alone), and what writes it."""


def render(report: Report, format: str) -> str | bytes:
    """A portfolio in one format. Raises UsageError as `known`."""
    known(format)
    return FORMATS[format][1](report)


def known(format: str) -> None:
    """Raises UsageError for a format that is none."""
    if format not in FORMATS:
        raise UsageError(f"a portfolio has no format called {format!r}{hint(format, FORMATS)}")


def format_of(path: Path) -> str:
    """The format that a file's ending asks for. Raises UsageError for an ending that is none."""
    for name, (ending, _) in FORMATS.items():
        if ending and path.suffix.lower() == ending:
            return name
    known = ", ".join(ending for ending, _ in FORMATS.values() if ending)
    raise UsageError(f"{path.name}: the ending says which format to write, and this one is none of {known}")
