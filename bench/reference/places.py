"""Teams, shifts and cells: which are in a claim's scope, which are weaker, and what leaders state of them."""

from __future__ import annotations

from datetime import date

import attrs

from takehold.engine.model import Claim, Evidence, Variation

from .frame import Frame, Keep, Reading
from .params import CONDITION_GROUPS
from .world import World, group


@attrs.frozen
class Place:
    """A team, a shift, or one team in one shift (a cell)."""

    team: str | None = None
    shift: str | None = None

    def holds(self, record: Evidence) -> bool:
        """Whether the record is of this place."""
        if self.team is not None and record.team != self.team:
            return False
        return self.shift is None or record.shift == self.shift


def teams_in_scope(world: World, claim: Claim, frame: Frame) -> list[Place]:
    """The claim's teams; under `all`, those of the service that were open at some time in the window."""
    if claim.teams is not None:
        return [Place(team=team) for team in claim.teams]
    first = _window_start(frame)
    found = []
    for team in world.teams:
        opened_in_time = team.opened is None or team.opened <= frame.as_of
        still_there = team.closed is None or team.closed >= first
        if opened_in_time and still_there:
            found.append(Place(team=team.id))
    return found


def _window_start(frame: Frame) -> date:
    if frame.window_cycles:
        start = frame.window_cycles[0].start
        return max(start, frame.changed_on) if frame.changed_on else start
    # Without a change there is no window; those open on the day of the assessment stand for it.
    return frame.as_of if frame.changed_on is None else frame.changed_on


def shifts_in_scope(world: World, claim: Claim) -> list[Place]:
    """The claim's shifts; under `all`, every shift that the service lists."""
    if claim.shifts is not None:
        return [Place(shift=shift) for shift in claim.shifts]
    return [Place(shift=shift.id) for shift in world.shifts]


def cells_in_scope(world: World, claim: Claim, frame: Frame) -> list[Place]:
    """Every team in scope in every shift in scope."""
    found = []
    for team in teams_in_scope(world, claim, frame):
        for shift in shifts_in_scope(world, claim):
            found.append(Place(team.team, shift.shift))
    return found


def readings(frame: Frame, places: list[Place]) -> list[tuple[Place, Reading]]:
    """How each place stands in the window."""
    return [(place, frame.window_reading(place.holds)) for place in places]


def weaker(found: list[tuple[Place, Reading]]) -> list[Place]:
    """The places with enough records in the window that are not at the improved position."""
    return [place for place, reading in found if reading.improved is False]


def weaker_places(world: World, claim: Claim, frame: Frame) -> list[Place]:
    """Every weaker team, shift and cell in scope."""
    return [
        *weaker(readings(frame, teams_in_scope(world, claim, frame))),
        *weaker(readings(frame, shifts_in_scope(world, claim))),
        *weaker(readings(frame, cells_in_scope(world, claim, frame))),
    ]


def mostly_weaker(found: list[tuple[Place, Reading]]) -> bool:
    """Whether more than half of those with enough records are weaker."""
    enough = [place for place, reading in found if reading.enough]
    return len(weaker(found)) > len(enough) / 2


def covers(row: Variation, place: Place) -> bool:
    """Whether a statement of variation is about a place: its whole team, its whole shift, or its cell."""
    if row.team is not None and row.shift is not None:
        return (row.team, row.shift) == (place.team, place.shift)
    if row.team is not None:
        return place.team == row.team
    return row.shift is not None and place.shift == row.shift


def stated(world: World, claim: Claim, place: Place) -> list[Variation]:
    """The claim's statements of variation that cover a place."""
    return [row for row in world.variation if row.claim == claim.id and covers(row, place)]


def in_scope(claim: Claim, row: Variation) -> bool:
    """Whether a statement of variation lies inside the claim's scope."""
    if claim.teams is not None and row.team is not None and row.team not in claim.teams:
        return False
    return claim.shifts is None or row.shift is None or row.shift in claim.shifts


def out_of_hours(world: World) -> tuple[Keep, Keep]:
    """Two tests of a record: out of hours, and core hours. Neither holds where it cannot be judged."""
    marked = {shift.id for shift in world.shifts if shift.out_of_hours}

    def judged(record: Evidence) -> bool:
        return record.shift is not None or group(record) in CONDITION_GROUPS

    def outside(record: Evidence) -> bool:
        return judged(record) and (record.shift in marked or record.date.weekday() >= 5)

    def core(record: Evidence) -> bool:
        return judged(record) and not outside(record)

    return outside, core
