"""The plan around a simulated service: complete and well kept, so that only the records decide."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from takehold.engine.model import Action, Claim, Monitoring, Priority, Review, Update

from .truths import Truth
from .world import CHANGED, month_start

THEME: Final = "hydration"
ACTIVITY: Final = ("briefing", "coaching")
_STATEMENT: Final = "Staff offer a drink at every visit to a room and write down what was drunk"
_PROBLEM: Final = "On all three units charts did not show what was drunk, and no drink was offered on nights"
_STANDARD: Final = "A drink within reach and offered at every visit, the amount drunk written within the hour"

Row = dict[str, Any]


def plan(
    truth: Truth, rows: list[Row], as_of: dt.date, begin: dt.date | None, end: dt.date | None
) -> dict[str, Any]:
    """The claim and every table that bears on it, by the name that a case has for it."""
    reviews = tuple(_reviews(truth, rows, as_of))
    actions = tuple(_actions(rows, as_of))
    return {
        "claims": (_claim(truth, begin, end),),
        "priorities": (_priority(rows),),
        "actions": actions,
        "updates": tuple(_updates(actions, rows, as_of)),
        "reviews": reviews,
        "monitoring": (_monitoring(),),
    }


def _claim(truth: Truth, begin: dt.date | None, end: dt.date | None) -> Claim:
    return Claim(
        id="c1",
        statement=_STATEMENT,
        kind="practice",
        theme=THEME,
        stage="embedded",
        teams=truth.teams,
        measure="m1",
        problem=_PROBLEM,
        identified_on=CHANGED - dt.timedelta(days=40),
        baseline_from=begin,
        baseline_to=end,
        cause="Drinks came on a trolley twice a shift and nobody was named for the people who need help",
        standard=_STANDARD,
        standard_set_on=CHANGED - dt.timedelta(days=10),
        changed_on=CHANGED,
        owner="Deputy Manager",
    )


def _priority(rows: list[Row]) -> Priority:
    led = tuple(row["id"] for row in rows if row["date"] < CHANGED - dt.timedelta(days=35))[-3:]
    return Priority(
        id="p1", theme=THEME, claims=("c1",), problem=_PROBLEM, why="Three people were found dehydrated",
        evidence=led, owner="Registered Manager", opened=CHANGED - dt.timedelta(days=35), measure="m1",
        status="open", risk="medium",
    )  # fmt: skip


def _actions(rows: list[Row], as_of: dt.date) -> list[Action]:
    checks = [row["id"] for row in rows if row["date"] >= CHANGED + dt.timedelta(days=8)][:3]
    texts = {
        "process": "Name one person on each shift for the residents who need help, on the allocation sheet",
        "coaching": "Deputy Manager works two late shifts and two nights on each unit beside the carers",
        "equipment": "Put a jug and two beakers within reach in each room on all three units",
    }
    return [
        Action(
            id=f"a{n}", priority="p1", claims=("c1",), text=text, owner="Deputy Manager", kind=kind,
            opened=CHANGED - dt.timedelta(days=30), due=CHANGED + dt.timedelta(days=7),
            completed=CHANGED + dt.timedelta(days=6), status="complete",
            check="Six points sampled on each unit and shift", checked_on=min(as_of, CHANGED + dt.timedelta(days=30)),
            check_evidence=tuple(checks),
        )
        for n, (kind, text) in enumerate(texts.items(), 1)
    ]  # fmt: skip


def _updates(actions: tuple[Action, ...], rows: list[Row], as_of: dt.date) -> list[Update]:
    newest = tuple(row["id"] for row in rows if row["kind"] not in ACTIVITY)[-2:]
    return [
        Update(id="u1", about="p1", date=as_of, text="Charts sampled on all three units this month",
               author="Quality Lead", evidence=newest)
    ]  # fmt: skip


def _reviews(truth: Truth, rows: list[Row], as_of: dt.date) -> list[Review]:
    """Every month's end the managers look, every third month the provider, at the newest records; all are content."""
    checked = [row for row in rows if row["kind"] not in ACTIVITY and row["date"] >= CHANGED]
    found = []
    for month in range(1, truth.after + 1):
        day = min(as_of, month_start(month) - dt.timedelta(days=1))
        seen = tuple(row["id"] for row in checked if row["date"] <= day)[-3:]
        for level in ("manager", "provider") if month % 3 == 0 else ("manager",):
            found.append(
                Review(
                    id=f"r{month}-{level}",
                    date=day,
                    level=level,
                    forum="Quality meeting",
                    about=("c1",),
                    finding="improved" if month < 4 else "holding",
                    evidence=seen,
                    challenge="Asked whether nights were sampled as often as days",
                    decision="Sample each unit on each shift again next month",
                    recorded_by="Administrator",
                )
            )
    return found


def _monitoring() -> Monitoring:
    return Monitoring(
        id="w1", claim="c1", indicator="m1", trigger="Under 80 in 100 in a month on any unit", threshold=0.8,
        frequency="monthly", owner="Quality Lead", response="Three samples a week on that unit until it is back",
    )  # fmt: skip
