"""Real improvements as cases: what was known on a day decides, and what came later is counted and never seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ..benches import bench

reading = bench("events.reading")
scotland = bench("events.scotland")
vermont = bench("events.vermont")
became = bench("events.became")
calibration_figures = bench("calibration_figures")

needs_data = pytest.mark.skipif(
    not all((reading.DATA / file).is_file() for file in became.FILES),
    reason="the published tables are not beside this checkout",
)


def grade(theme: str, next1: str, **more: str) -> dict[str, str]:
    """A theme that rose from 2 to 5 in June 2020 and was graded again in June 2021."""
    later = {"next1_grade": next1, "next1_date": "2021-06-01", "next2_grade": "", "next2_date": ""}
    return {
        "CSNumber": "CS1", "theme": theme, "prev_grade": "2.0", "prev_date": "2019-06-01",
        "improved_grade": "5", "improved_date": "2020-06-01", **later, "next3_grade": "", "next3_date": "", **more,
    }  # fmt: skip


def citation(tag: str, on: str, complaint: str = "False") -> dict[str, str]:
    return {"ccn": "475001", "survey_date": on, "ftag": tag, "is_complaint": complaint}


def corrected(tag: str = "F-0600") -> dict[str, str]:
    return {
        "ccn": "475001",
        "ftag": tag,
        "scope_severity": "D",
        "survey_date": "2023-01-10",
        "correction_date": "2023-02-10",
    }


@pytest.fixture
def grades(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts events in the place of the published table."""

    def put(*events: dict[str, str]) -> list[Any]:
        monkeypatch.setattr(scotland, "rows", lambda file: events)
        scotland._known.cache_clear()
        return list(scotland.groups())

    yield put
    scotland._known.cache_clear()


@pytest.fixture
def citations(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts citations in the place of the published table, beside one that was corrected in February 2023."""

    def put(*cited: dict[str, str]) -> list[Any]:
        told = {vermont.EVENTS: [corrected()], vermont.CITATIONS: list(cited)}
        monkeypatch.setattr(vermont, "rows", told.__getitem__)
        vermont.surveys.cache_clear()
        return list(vermont.groups())

    yield put
    vermont.surveys.cache_clear()


def test_three_themes_make_one_improvement_where_each_alone_is_thin(grades: Any) -> None:
    """One grade after the change is too little for a theme alone; three themes that rose together are improved."""
    (group,) = grades(*(grade(theme, "5.0") for theme in ("staffing", "leadership", "wellbeing")))
    each, together = scotland.judged(group, scotland.as_at_quarter(group))
    assert {"acted-on"} == set(each.values())
    assert "improved" == together


def test_a_later_grade_is_not_known(grades: Any) -> None:
    """What an inspection found a year later changes nothing of what is said one quarter after the improvement."""
    found = []
    for later in ("5.0", "1.0"):
        (group,) = grades(*(grade(theme, later) for theme in ("staffing", "leadership", "wellbeing")))
        found.append(scotland.judged(group, scotland.as_at_quarter(group)))
    assert found[0] == found[1]


def test_a_grade_below_the_one_reached_is_a_relapse(grades: Any) -> None:
    """A grade of 4 after a rise to 5 is worse again; seen from its own day it has happened, and no more is to come."""
    (group,) = grades(grade("staffing", "4.0"))
    (event,) = group
    assert [True] == scotland.later(event, scotland.as_at_quarter(group))
    assert not scotland.fallen(event, scotland.as_at_quarter(group))
    assert dt.date(2021, 6, 1) == scotland.as_at_next(group)
    assert scotland.fallen(event, dt.date(2021, 6, 1))
    assert [] == scotland.later(event, dt.date(2021, 6, 1))


def test_a_later_citation_is_counted_and_not_known(citations: Any) -> None:
    """A tag cited again a year after its correction counts as worse again, and is not known one quarter after it."""
    day = dt.date(2023, 5, 12)
    told = [citation("F-0600", "2023-01-10"), citation("F-0700", "2024-02-01")]
    (group,) = citations(*told)
    before = vermont.judged(group, day, standard_only=False)
    assert [False] == vermont.later(group[0], day)
    (group,) = citations(*told, citation("F-0600", "2024-02-01"))
    assert before == vermont.judged(group, day, standard_only=False)
    assert [True] == vermont.later(group[0], day)
    assert not vermont.cited_again(group[0], day)
    assert vermont.cited_again(group[0], dt.date(2024, 2, 1))


def test_a_complaint_survey_is_a_look_only_where_it_is_counted_as_one(citations: Any) -> None:
    """Three clean complaint surveys put a home at improved where every survey is a look, and not where standard ones alone are."""
    clean = [citation("F-0700", f"2023-0{month}-01", "True") for month in (3, 4, 5)]
    earlier = [citation("F-0600", f"2022-0{month}-01") for month in (1, 5, 9)]
    (group,) = citations(*earlier, citation("F-0600", "2023-01-10"), *clean)
    day = dt.date(2023, 5, 12)
    assert {"F-0600": "improved"} == vermont.judged(group, day, standard_only=False)
    assert {"F-0600": "acted-on"} == vermont.judged(group, day, standard_only=True)


def test_what_became_of_them_adds_up() -> None:
    """Each improvement is told by its stage, or left out as worse again already or without a later look."""
    told = [
        ("improved", False, [False, True]), ("acted-on", False, [True]), ("acted-on", False, [False]),
        ("improved", True, [True]), ("improved", False, []),
    ]  # fmt: skip
    became_of = calibration_figures.Became
    expected = calibration_figures.Happened(
        "told", (became_of("acted-on", 2, 1, 1), became_of("improved", 1, 0, 1)), already=1, untold=1
    )
    assert expected == became._table("told", iter(told))


@needs_data
def test_citations_come_back_when_the_table_says() -> None:
    """Where the table of events names the day a tag was cited again, a survey of that day cited it, after its correction."""
    named = [event for group in vermont.groups() for event in group if event["first_recited_on"]]
    assert named
    for event in named:
        again = dt.date.fromisoformat(event["first_recited_on"])
        assert vermont.cited_again(event, again), event
        assert not vermont.cited_again(event, again - dt.timedelta(days=1)), event


@needs_data
def test_grades_fall_when_the_table_says() -> None:
    """A theme fell below the grade it rose to in one of its next two grades exactly where the table calls it a relapse."""
    for group in scotland.groups():
        for event in group:
            risen = dt.date.fromisoformat(event["improved_date"])
            assert ("relapsed" in event["outcome"]) == any(scotland.later(event, risen)[:2]), event
