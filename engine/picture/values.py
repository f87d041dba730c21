"""What a report draws beyond findings: a claim's course, its places, what bears on it, the plan's register.

Plain values, made by the other modules here when a report asks for them and kept in a Result beside its findings. They judge
nothing: every figure and position here is the one that the checks saw.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from typing import Any

import attrs


class Phase(enum.StrEnum):
    """Whether a cycle lies before the change or after it; undated where the date of the change is not given."""

    BEFORE = "before"
    AFTER = "after"
    UNDATED = "undated"


class Stand(enum.StrEnum):
    """Where a set of records stands against the baseline."""

    IMPROVED = "improved"
    BETTER = "better"
    NO_BETTER = "no-better"
    NOT_KNOWN = "not-known"


class Bears(enum.StrEnum):
    """How a record bears on a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"
    BASELINE = "baseline"
    EARLIER = "earlier"
    """Before the change, and outside the dates of the baseline."""


@attrs.frozen
class Cause:
    """A special cause that a point is part of: the rule's name, and whether it is the direction hoped for."""

    rule: str
    favourable: bool


@attrs.frozen(kw_only=True)
class Point:
    """One cycle of a claim's course."""

    start: dt.date
    label: str
    """The cycle in words: March 2026."""
    phase: Phase
    in_baseline: bool = False
    value: float | None = None
    n: int = 0
    """How many records the value is made from."""
    enough: bool = False
    stand: Stand = Stand.NOT_KNOWN
    said: str = ""
    """The figure in words, with what it is made from: 83% (33 of 40)."""
    causes: tuple[Cause, ...] = ()


@attrs.frozen(kw_only=True)
class Limits:
    """The mean of a stretch of cycles and, where there are enough, the limits of its usual variation."""

    phase: Phase
    """The stretch that they were worked out from."""
    start: dt.date
    """The first day of the first cycle they are drawn over."""
    last: dt.date
    """The first day of the last one; after the change where limits from before it are carried on."""
    points: int
    mean: float
    lower: float | None
    upper: float | None
    reason: str | None = None
    """Why there are no limits, in words."""


@attrs.frozen(kw_only=True)
class Spot:
    """Where one place stood in one cycle, or in the window: its figure in words, and how many records there are."""

    stand: Stand
    n: int
    said: str
    brief: str = ""
    """The figure alone: 83%; 6.2."""


@attrs.frozen(kw_only=True)
class PlaceRow:
    """One team in one shift (None: every one): where it stood in each after-cycle, and in the window."""

    team: str | None
    shift: str | None
    name: str
    cycles: tuple[Spot, ...]
    """One for each cycle of `ClaimPicture.after`."""
    window: Spot
    newest: dt.date | None
    """The day of its newest record in the window that could show a result."""


@attrs.frozen(kw_only=True)
class Roll:
    """How many records of one kind, place and cycle bear on a claim in one way."""

    bears: Bears
    group: str
    kind: str
    team: str | None
    shift: str | None
    cycle: str
    records: int


@attrs.frozen
class RecordLine:
    """One record of a claim, with how it bears and where it stands."""

    bears: Bears
    id: str
    date: dt.date
    kind: str
    team: str | None
    shift: str | None
    measure: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    result: str | None
    scheduled: bool | None
    oversight: str | None
    pressure: str | None
    recorded_by: str | None
    source: str | None
    note: str | None
    file: str
    row: int | None


@attrs.frozen(kw_only=True)
class ClaimPicture:
    """Everything to draw of one claim."""

    claim: str
    cycle: str
    """How long a review cycle is: week, month or quarter."""
    changed_on: dt.date | None
    window_from: dt.date | None
    measure: str
    """What is measured, in words."""
    unit: str
    percent: bool
    """Whether its figures are shares, shown as percentages."""
    higher: bool
    """Whether higher is better."""
    target: float | None
    baseline: float | None
    baseline_said: str
    points: tuple[Point, ...]
    limits: tuple[Limits, ...]
    after: tuple[str, ...]
    """The after-cycles in words, oldest first."""
    places: tuple[PlaceRow, ...]
    groups: Mapping[str, Mapping[Bears, int]]
    """For each group of evidence, how many records bear in each way."""
    rolls: tuple[Roll, ...]
    records: tuple[RecordLine, ...]
    """Every record linked to the claim, oldest first."""


@attrs.frozen(kw_only=True)
class RegisterRow:
    """One action of the plan as a manager's register shows it."""

    id: str
    text: str
    owner: str | None
    priority: str | None
    claims: tuple[str, ...]
    place: str
    opened: dt.date | None
    due: dt.date | str | None
    """The date it is due, or the words that stand in its place."""
    first_due: dt.date | None
    completed: dt.date | None
    checked_on: dt.date | None
    status: str
    days_overdue: int | None
    """How many days it is past its date and not done; None where it is not."""
    days_slipped: int | None
    """How many days its date has moved; None where it has not."""
    unchecked: bool
    """Whether it is done and nobody has checked that it worked."""


@attrs.frozen(kw_only=True)
class StageNote:
    """One stage of the ladder that judged: its title, and the checks it requires."""

    id: str
    rank: int
    title: str
    requires: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ParameterNote:
    """One parameter of a check: its value here, its default, and what it means."""

    name: str
    value: Any
    default: Any
    help: str


@attrs.frozen(kw_only=True)
class CheckNote:
    """One check that judged, in the words of its own explanation."""

    id: str
    title: str
    family: str
    subject: str
    severity: str
    sources: tuple[str, ...]
    explanation: Mapping[str, str]
    parameters: tuple[ParameterNote, ...]


@attrs.frozen(kw_only=True)
class Method:
    """How a result was arrived at: the ruleset's title, its stages in order, and its checks by id."""

    title: str
    stages: tuple[StageNote, ...]
    checks: tuple[CheckNote, ...]

    def check(self, id: str) -> CheckNote | None:
        """A check by its id, None where it did not judge."""
        return next((check for check in self.checks if check.id == id), None)
