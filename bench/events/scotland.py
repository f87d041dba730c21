"""Quality grades of Scottish care services that rose at an inspection: what could be said then, and what came next.

The table holds, for each theme that rose, the grade before, the grade it rose to and up to three later ones. What was known
of a service on a day is every grade of it that the table holds by then, also those told by another event. Themes that did not
rise are not in it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from .reading import Row, rows, stages

EVENTS: Final = "scotland/events_improvement_dev.csv"
QUARTER: Final = 91
"""Days in the longest review cycle."""

_MAPPING: Final = """
[[source]]
like = "care-inspectorate-grades"

[source.columns]
claims = { from = "claims" }
measure = { value = "grade" }
"""
_WHOLE: Final = "all"
"""The claim that the service's grades rose, over all themes that did at that inspection."""

Group = Sequence[Row]
"""The themes of one service that rose at one inspection."""


def groups() -> Iterator[Group]:
    """The events by service and inspection."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in rows(EVENTS):
        found[event["CSNumber"], event["improved_date"]].append(event)
    yield from found.values()


def as_at_quarter(group: Group) -> dt.date:
    """One review cycle after the improvement."""
    return dt.date.fromisoformat(group[0]["improved_date"]) + dt.timedelta(days=QUARTER)


def as_at_next(group: Group) -> dt.date | None:
    """The day of the next inspection of any of the themes; None where there was none."""
    return min(
        (dt.date.fromisoformat(event["next1_date"]) for event in group if event["next1_date"]), default=None
    )


def judged(group: Group, as_of: dt.date) -> tuple[dict[str, str], str]:
    """The stage evidenced for each theme on its own, by theme, and for all of them as one claim."""
    service = group[0]["CSNumber"]
    themes = [event["theme"] for event in group]
    grades = [
        {"CSNumber": service, "inspection_date": date, "theme": theme, "theme_raw": theme, "grade": grade,
         "last_snapshot": "", "claims": f"{theme};{_WHOLE}" if theme in themes else ""}
        for (theme, date), grade in _known()[service].items()
    ]  # fmt: skip
    claims = [_claim(event["theme"], event["theme"], group) for event in group] + [_claim(_WHOLE, "", group)]
    measure = {"id": "grade", "unit": "grade 1 to 6", "better": "higher", "summary": "mean", "target": "5"}
    found = stages(service, as_of, _MAPPING, {"grades": grades}, {"claims": claims, "measures": [measure]})
    return {theme: found[theme] for theme in themes}, found[_WHOLE]


def later(event: Row, as_of: dt.date) -> list[bool]:
    """Whether each grade after a day was below the one that the theme had risen to, in order."""
    dated = [(event[f"next{n}_date"], event[f"next{n}_grade"]) for n in (1, 2, 3) if event[f"next{n}_grade"]]
    return [_fell(event, grade) for date, grade in dated if dt.date.fromisoformat(date) > as_of]


def fallen(event: Row, as_of: dt.date) -> bool:
    """Whether the theme's grade had fallen again by a day."""
    dated = [(event[f"next{n}_date"], event[f"next{n}_grade"]) for n in (1, 2, 3) if event[f"next{n}_grade"]]
    return any(_fell(event, grade) for date, grade in dated if dt.date.fromisoformat(date) <= as_of)


def _fell(event: Row, grade: str) -> bool:
    return float(grade) < float(event["improved_grade"])


def _claim(id: str, theme: str, group: Group) -> Row:
    first = group[0]
    return {
        "id": id, "theme": theme, "measure": "grade", "stage": "sustained", "changed_on": first["improved_date"],
        "statement": f"The inspection's grade for {theme or 'each of these themes'} is better and stays so",
        "problem": f"The inspection of {first['prev_date']} graded this lower", "identified_on": first["prev_date"],
    }  # fmt: skip


@cache
def _known() -> Mapping[str, Mapping[tuple[str, str], str]]:
    """Every grade that the table holds of each service, by theme and date; the table nowhere gives two for one."""
    found: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for event in rows(EVENTS):
        for name in ("prev", "improved", "next1", "next2", "next3"):
            if event[f"{name}_grade"]:
                grade = f"{float(event[f'{name}_grade']):.0f}"
                found[event["CSNumber"]][event["theme"], event[f"{name}_date"]] = grade
    return found
