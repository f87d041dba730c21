"""What is weak about a claim's support, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..doubts import SHELF_LIFE_DAYS
from ..measure.say import counted, listed
from ..names import quoted

if TYPE_CHECKING:
    from ..view import ServiceView


def doubts(service: ServiceView, claim: str) -> tuple[str, ...]:
    """Everything the graph finds weak about one claim, gravest first; nothing where it finds nothing."""
    return tuple(_doubts(service, claim))


def _doubts(service: ServiceView, claim: str) -> Iterator[str]:
    graph = service.graph
    if claim in graph.unsupported():
        has = (
            " It has records, but none from since the change that bears it out."
            if claim in graph.on_context_only()
            else ""
        )
        yield f"Nothing supports it.{has}"
    for circle in graph.circles_under(claim):
        yield f"It rests on a circle: {' on '.join([*circle, circle[0]])}"
    points = graph.single_points(claim)
    for id in points.records:
        yield f"It falls with one record, {id}"
    for name in points.documents:
        yield f"It falls with one document, {quoted(name)}"
    for name in points.recorders:
        yield f"It falls with one recorder, {quoted(name)}"
    if against := graph.unanswered(claim):
        verb = "says" if len(against) == 1 else "say"
        yield f"{counted(len(against), 'record')} {verb} the opposite and nobody answered: {listed(against, most=8)}"
    places = graph.uncovered(claim)
    missing = [service.team_name(id) for id in places.teams] + [
        service.shift_name(id) for id in places.shifts
    ]
    if missing:
        yield f"No supporting record names {listed(missing, most=8)}, for which it speaks too"
    for about, record in graph.too_early(claim):
        yield f"{record} is dated before {about}, which it is said to prove"
    of = len(service.claim(claim, service.terms).supporting) if claim not in graph.unsupported() else 0
    if of and len(graph.past_shelf_life(claim)) == of:
        yield f"All {counted(of, 'record')} in support are older than {SHELF_LIFE_DAYS} days"
    if twice := graph.used_twice(claim):
        yield f"{counted(len(twice), 'record')} reach it by two paths and are one line all the same: {listed(twice, most=8)}"
