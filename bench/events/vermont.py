"""Citations of nursing homes in Vermont that were reported as corrected: what could be said then, and what came next.

A survey that cited something else of the home, but not this tag, looked and found it right. Complaint surveys look at what
was complained of: whether they say anything of other tags is open, so both readings are made. Surveys that cited nothing are
not in the table, so the clean ones are undercounted.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import attrs

from .reading import Row, rows, stages

EVENTS: Final = "cms/events_correction_dev_VT.csv"
CITATIONS: Final = "cms/cms_health_citations_VT.csv"

_MAPPING: Final = """
[[source]]
like = "cms-deficiencies"
table = "evidence"

[source.columns]
kind = { from = "complaint_deficiency", words = { Y = "complaint", N = "audit" } }
result = { from = "cited", words = { Y = "not met", N = "met" } }
note = { from = "scope_severity_code" }
"""

Group = Sequence[Row]
"""The citations of one home that were corrected on one day."""


@attrs.define
class Survey:
    """One survey of a home: whether any of it was a standard one, and each tag cited with whether on a complaint."""

    standard: bool = False
    tags: dict[str, bool] = attrs.field(factory=dict)


def groups() -> Iterator[Group]:
    """The events by home and day of correction; corrections dated before the survey are past matters, and left out."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in rows(EVENTS):
        if event["correction_date"] and event["correction_date"] >= event["survey_date"]:
            found[event["ccn"], event["correction_date"]].append(event)
    yield from found.values()


def judged(group: Group, as_of: dt.date, *, standard_only: bool) -> dict[str, str]:
    """The stage evidenced for each corrected tag, as a claim that it was put right."""
    home = group[0]["ccn"]
    by_tag = {event["ftag"]: event for event in group}
    cited = [row for tag in by_tag for row in _looked_at(home, tag, standard_only=standard_only)]
    claims = [
        {"id": tag, "theme": tag, "stage": "sustained", "changed_on": event["correction_date"],
         "statement": f"What was cited under {tag} has been put right and stays so",
         "problem": f"Cited {tag} at scope and severity {event['scope_severity']}", "identified_on": event["survey_date"]}
        for tag, event in by_tag.items()
    ]  # fmt: skip
    return stages(home, as_of, _MAPPING, {"deficiencies": cited}, {"claims": claims})


def later(event: Row, as_of: dt.date) -> list[bool]:
    """Whether each survey of the home after a day cited the tag again, in order."""
    return [event["ftag"] in survey.tags for date, survey in surveys()[event["ccn"]].items() if date > as_of]


def cited_again(event: Row, as_of: dt.date) -> bool:
    """Whether the tag was cited again between its correction and a day."""
    corrected = dt.date.fromisoformat(event["correction_date"])
    found = surveys()[event["ccn"]].items()
    return any(event["ftag"] in survey.tags for date, survey in found if corrected < date <= as_of)


def _looked_at(home: str, tag: str, *, standard_only: bool) -> Iterator[Row]:
    for date, survey in surveys()[home].items():
        if tag in survey.tags or survey.standard or not standard_only:
            yield {
                "cms_certification_number_ccn": home, "survey_date": date.isoformat(), "deficiency_prefix": "",
                "deficiency_tag_number": tag, "complaint_deficiency": "Y" if survey.tags.get(tag) else "N",
                "citation_under_idr": "", "scope_severity_code": "", "cited": "Y" if tag in survey.tags else "N",
            }  # fmt: skip


@cache
def surveys() -> Mapping[str, Mapping[dt.date, Survey]]:
    """Each home's surveys that cited anything, in order of date."""
    found: dict[str, dict[dt.date, Survey]] = defaultdict(dict)
    for row in sorted(rows(CITATIONS), key=lambda row: row["survey_date"]):
        survey = found[row["ccn"]].setdefault(dt.date.fromisoformat(row["survey_date"]), Survey())
        on_complaint = row["is_complaint"] == "True"
        survey.standard |= not on_complaint
        survey.tags[row["ftag"]] = on_complaint and survey.tags.get(row["ftag"], True)
    return found
