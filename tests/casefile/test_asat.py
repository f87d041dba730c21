"""The case as at a date: nothing dated later counts, and what was left out is said."""

import datetime as dt
from pathlib import Path

from takehold.engine.casefile import as_at
from takehold.engine.model import Level

from .writing_down import all_told, read_folder, told

MARCH = dt.date(2026, 3, 31)
UNDATED = 'id = "elm"\nname = "Elm House"\n'


def test_date_given_goes_first(tmp_path: Path) -> None:
    """The date asked for is taken before the service's own."""
    case = read_folder(tmp_path, {})

    assert dt.date(2026, 6, 1) == as_at(case, dt.date(2026, 6, 1)).service.as_of
    assert dt.date(2026, 6, 30) == as_at(case, None).service.as_of


def test_newest_record_stands_in(tmp_path: Path) -> None:
    """Where no date is given the newest record's is taken, and a warning says so."""
    case = as_at(read_folder(tmp_path, {"service.toml": UNDATED}))

    assert dt.date(2026, 5, 4) == case.service.as_of
    assert [
        "warning service.toml:1:as_of No as_of is given, so the case is taken as at 4 May 2026, the newest record"
    ] == all_told(case)


def test_nothing_dated_is_an_error(tmp_path: Path) -> None:
    """A case that says no date and in which nothing bears one cannot be assessed."""
    case = as_at(read_folder(tmp_path, {"service.toml": UNDATED, "evidence.csv": "id,date,kind\n"}))

    assert not case.sound
    assert case.service.as_of is None


def test_later_rows_are_left_out(tmp_path: Path) -> None:
    """Records, updates, reviews, priorities and actions dated later are left out, each group in one warning."""
    case = as_at(
        read_folder(
            tmp_path,
            {
                "evidence.csv": "id,date,kind\ne1,2026-03-31,audit\ne2,2026-04-01,audit\ne3,2026-04-02,log\n",
                "priorities.csv": "id,opened\np1,2026-03-01\np2,2026-04-01\np3,\n",
                "actions.csv": "id,text,opened\na1,Buy a car,2026-04-01\n",
                "updates.csv": "id,about,date,text\nu1,p1,2026-04-01,Bought\n",
                "reviews.csv": "id,date,level,about\nr1,2026-04-01,manager,c1\n",
            },
        ),
        MARCH,
    )

    assert ["e1"] == case.evidence["id"].to_list()
    assert ["p1", "p3"] == [priority.id for priority in case.priorities]
    assert ((), (), ()) == (case.actions, case.updates, case.reviews)
    assert [
        "warning evidence.csv:3:date 2 records have a date after 31 March 2026 and were left out: e2 and e3",
        "warning updates.csv:2:date 1 update has a date after 31 March 2026 and was left out: u1",
        "warning reviews.csv:2:date 1 review has a date after 31 March 2026 and was left out: r1",
        "warning priorities.csv:3:opened 1 priority has a date after 31 March 2026 and was left out: p2",
        "warning actions.csv:2:opened 1 action has a date after 31 March 2026 and was left out: a1",
    ] == [told(problem) for problem in case.problems if problem.level is Level.WARNING]


def test_what_happened_later_has_not_happened(tmp_path: Path) -> None:
    """A completion, check, closing or revision dated later is blank again, and the status open."""
    case = as_at(
        read_folder(
            tmp_path,
            {
                "priorities.csv": "id,opened,status,closed,revised_on\np1,2026-03-01,closed,2026-04-01,2026-04-01\n",
                "actions.csv": "id,text,opened,status,completed,checked_on\n"
                "a1,Buy a car,2026-03-01,complete,2026-04-01,2026-05-01\n"
                "a2,Sell it,2026-03-01,complete,2026-03-31,2026-04-01\n"
                "a3,Hire one,2026-03-01,cancelled,2026-04-01,\n",
            },
        ),
        MARCH,
    )

    assert [("open", None, None)] == [(p.status, p.closed, p.revised_on) for p in case.priorities]
    assert [("open", None, None), ("complete", MARCH, None), ("cancelled", None, None)] == [
        (a.status, a.completed, a.checked_on) for a in case.actions
    ]
