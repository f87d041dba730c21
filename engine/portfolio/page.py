"""A portfolio as one page that needs nothing else: the summary, the funnel's outliers and the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from ..measure.say import counted, percent
from ..report.html.markup import Child, add, data, e, items, section, table, whole
from ..report.html.page import style
from .row import Row, State
from .shown import Report, high_enough
from .summary import Count, Outlier, Summary


def as_html(report: Report) -> str:
    """The page."""
    title = counted(report.summary.services, "service")
    head = e("head", e("meta", charset="utf-8"), e("title", title))
    add(head, e("meta", name="viewport", content="width=device-width, initial-scale=1"), style())
    main = e("main", e("h1", title), *_summary(report.summary, report.required), _services(report))
    return whole(e("html", head, e("body", main), lang="en"))


def _summary(summary: Summary, required: str) -> Iterator[ET.Element]:
    said = [counted(summary.records, "record"), f"{counted(summary.judged, 'service')} judged"]
    if summary.bad_input:
        said.append(f"{summary.bad_input:,} with data that cannot be judged")
    if summary.failed:
        said.append(f"{summary.failed:,} that could not be judged, because judging failed")
    yield items(*said)
    yield section("Readiness", _counted("Readiness", "Readiness", "Services", summary.readiness))
    yield section(
        "On the ladder",
        _counted(
            f"Claims by the stage that their evidence reaches (required: {required})",
            "Stage",
            "Claims",
            summary.stages,
        ),
    )
    if summary.most_failed:
        yield section(
            "Checks not met", _counted("In how many services", "Check", "Services", summary.most_failed)
        )
    if summary.errored:
        yield section(
            "Checks that failed themselves",
            _counted("In how many services", "Check", "Services", summary.errored),
        )
    if summary.share_met is not None:
        yield section("Services that stand apart", *_apart(summary, summary.share_met))


def _counted(caption: str, what: str, of: str, counts: Sequence[Count]) -> ET.Element:
    return table(caption, (what, of), ((count.of, f"{count.n:,}") for count in counts))


def _apart(summary: Summary, share: float) -> Iterator[ET.Element]:
    yield e("p", f"Of the records of the newest three cycles, {percent(share)} have their result met.")
    if not summary.outliers:
        yield e("p", "No service lies beyond the 95% funnel limits.")
        return
    headings = ("Service", "Results met", "Records", "95% limits", "")
    yield table("Beyond the funnel limits", headings, map(_outlier, summary.outliers))


def _outlier(one: Outlier) -> tuple[Child, ...]:
    beyond = "99.8%" if one.band == "alarm" else "95%"
    side = "better" if one.better else "worse"
    limits = f"{percent(one.low)} to {percent(one.high)}"
    return data(one.name), percent(one.share), f"{one.n:,}", limits, f"{side}, beyond {beyond}"


def _services(report: Report) -> ET.Element:
    headings = (
        "Service",
        "Name",
        "Readiness",
        "Claims",
        "Supported",
        f"At {report.required}",
        "Not met",
        "Results met",
    )
    stages = high_enough(report)
    return section(
        "Every service", table("Every service", headings, (_service(row, stages) for row in report.rows))
    )


def _service(row: Row, stages: Sequence[str]) -> tuple[Child, ...]:
    if row.state is not State.JUDGED:
        why = row.problems[0] if row.problems else ""
        return data(row.name), data(row.service_name), e("td", f"{row.state}: ", data(why), colspan="6")
    share = f"{percent(row.results_met / row.results)} of {row.results:,}" if row.results else "none"
    supported = sum(claim.position == "supported" for claim in row.claims)
    there = sum(claim.evidenced in stages for claim in row.claims)
    counts = (str(len(row.claims)), str(supported), str(there), str(len(row.not_met)))
    return data(row.name), data(row.service_name), row.readiness, *counts, share
