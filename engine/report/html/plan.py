"""The improvement plan: findings on priorities and actions, and the action register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from ...calendar import say_date
from ...picture import RegisterRow
from ...result import Result
from ..telling import PROBLEMATIC, gravest_first
from .findings import Cards
from .markup import Child, data, e, folded, section, table


def plan(result: Result, cards: Cards) -> Iterator[ET.Element]:
    """The plan's sections, those that have something to say."""
    for kind, heading in (
        ("priority", "Priorities"),
        ("action", "Actions"),
        ("service", "The service as a whole"),
    ):
        found = [f for f in result.findings if f.subject.type == kind]
        shown = gravest_first(f for f in found if f.outcome in PROBLEMATIC)
        rest = [f for f in found if f.outcome not in PROBLEMATIC]
        parts: list[Child] = [cards.cards(shown, subject=kind != "service")] if shown else []
        if rest:
            summary = f"{len(rest):,} met, or that do not apply"
            parts.append(folded(summary, cards.lines(rest, heading, subject=kind != "service")))
        if kind == "action" and result.register:
            parts.insert(0, register(result.register))
        if parts:
            yield section(heading, *parts, level=3)


def register(rows: Sequence[RegisterRow]) -> ET.Element:
    """The action register: what is overdue, what slipped, what nobody checked."""
    headings = ("Action", "What", "Owner", "Due", "State", "To look at")
    return table(
        f"Action register: {_summary(rows)}", headings, [_row(row) for row in rows], class_="register"
    )


def _summary(rows: Sequence[RegisterRow]) -> str:
    counts = (
        (len(rows), "actions" if len(rows) != 1 else "action"),
        (sum(row.days_overdue is not None for row in rows), "overdue"),
        (sum(row.days_slipped is not None for row in rows), "slipped"),
        (sum(row.unchecked for row in rows), "done and not checked"),
    )
    return ", ".join(f"{n:,} {word}" for n, word in counts)


def _row(row: RegisterRow) -> list[Child]:
    flags = list(flagged(row))
    return [
        data(row.id),
        data(row.text),
        data(row.owner or "nobody named"),
        _due(row.due),
        row.status if row.completed is None else f"{row.status}, {say_date(row.completed)}",
        e("td", *(e("span", flag, class_="flag") for flag in flags)) if flags else "–",
    ]


def flagged(row: RegisterRow) -> Iterator[str]:
    """What somebody should look at in an action, in words."""
    if row.days_overdue is not None:
        yield f"overdue by {row.days_overdue:,} {_days(row.days_overdue)}"
    if row.days_slipped is not None:
        yield f"date moved by {row.days_slipped:,} {_days(row.days_slipped)}"
    if row.unchecked:
        yield "done, not checked"


def _days(n: int) -> str:
    return "day" if n == 1 else "days"


def _due(due: dt.date | str | None) -> Child:
    if due is None:
        return "no date"
    return say_date(due) if isinstance(due, dt.date) else data(f"“{due}”")
