"""What an assessment gives back: findings, verdict, path, and the one Result that every report is written from."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from .model import Input, Place, Problem
from .picture import ClaimPicture, Method, RegisterRow

FORMAT: Final = "takehold-result/1"


class Outcome(enum.StrEnum):
    """How a check came out for one subject. Missing data is `insufficient`, never a pass and never a fail."""

    MET = "met"
    CONCERN = "concern"
    NOT_MET = "not-met"
    INSUFFICIENT = "insufficient"
    NOT_APPLICABLE = "not-applicable"
    ERROR = "error"
    WAIVED = "waived"

    @property
    def satisfies(self) -> bool:
        """Whether a stage that requires the check may be reached (a concern satisfies with a reservation)."""
        return self in _SATISFYING


_SATISFYING: Final = frozenset({Outcome.MET, Outcome.CONCERN, Outcome.NOT_APPLICABLE, Outcome.WAIVED})


class Severity(enum.StrEnum):
    """How much a check weighs when it is not met, gravest first."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class Position(enum.StrEnum):
    """How a claim stands against its evidence."""

    SUPPORTED = "supported"
    OVERSTATED = "overstated"
    UNPROVEN = "unproven"
    UNASSESSABLE = "unassessable"


class Readiness(enum.StrEnum):
    """How the service's whole case stands: whether it is credible and strong enough, not whether all is well."""

    NOT_ASSESSABLE = "not-assessable"
    OVERSTATED = "overstated"
    UNPROVEN = "unproven"
    EARLY = "early"
    READY_WITH_VARIATION = "ready-with-variation"
    READY = "ready"

    @property
    def passes(self) -> bool:
        """Whether it is good enough to leave with status 0."""
        return self in (Readiness.READY, Readiness.READY_WITH_VARIATION)


@attrs.frozen(order=True)
class Subject:
    """What a finding is about: a claim, a priority, an action or the service, by its id."""

    type: str
    id: str


@attrs.frozen
class Waiver:
    """Who set a finding aside, why, and until which day (inclusive)."""

    reason: str
    by: str
    until: date


@attrs.frozen
class Finding:
    """One check's answer for one subject, in words a manager can act on, with the records it rests on.

    `figures` holds plain numbers, words and lists only. `supporting` and `contradicting` are ids of records,
    newest first, at most `CITED` of each (`figures` says how many there were). `found` is what the check
    itself said, where a waiver has since set it aside.
    """

    check: str
    family: str
    subject: Subject
    outcome: Outcome
    severity: Severity
    message: str
    remedy: str = ""
    figures: Mapping[str, Any] = attrs.field(factory=dict)
    supporting: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    locations: tuple[Place, ...] = ()
    sources: tuple[str, ...] = ()
    waiver: Waiver | None = None
    found: Outcome | None = None


CITED: Final = 50
"""How many records a finding names on each side, newest first."""


@attrs.frozen
class Narrowed:
    """The most that today's evidence supports: a stage, and where (None: everywhere), in words to use instead."""

    stage: str
    teams: tuple[str, ...] | None
    shifts: tuple[str, ...] | None
    statement: str = ""


@attrs.frozen
class ClaimVerdict:
    """How far one claim's evidence reaches, against how far the claim goes."""

    id: str
    statement: str
    claimed: str
    evidenced: str
    position: Position
    reservations: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    earliest: date | None = None
    narrowed: Narrowed | None = None
    serves: str | None = None
    """The quality statement or key line of enquiry that the claim says it serves."""


class StepKind(enum.StrEnum):
    """What a step on the path asks for: write down what is known, do something, or wait for time to show."""

    RECORD = "record"
    DO = "do"
    WAIT = "wait"


@attrs.frozen
class Step:
    """One thing between a claim and the required stage, and the earliest day it could be settled."""

    claim: str
    check: str
    kind: StepKind
    what: str
    earliest: date | None


@attrs.frozen
class Verdict:
    """The service's readiness, with and without waivers, in one sentence."""

    readiness: Readiness
    readiness_without_waivers: Readiness
    required_stage: str
    summary: str


@attrs.frozen
class RulesetRef:
    """Which rules judged: one ruleset, to which all that it extends has resolved."""

    id: str
    version: str
    digest: str


@attrs.frozen(kw_only=True)
class Result:
    """Everything an assessment found. Reports, the guide and comparisons read this and nothing else.

    `pictures`, `register` and `method` are there where they were asked for; they are no part of the result document.
    """

    takehold: str
    service_id: str
    service_name: str
    as_of: date
    ruleset: RulesetRef
    inputs: tuple[Input, ...]
    verdict: Verdict
    claims: tuple[ClaimVerdict, ...]
    findings: tuple[Finding, ...]
    path: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    pictures: tuple[ClaimPicture, ...] = ()
    register: tuple[RegisterRow, ...] = ()
    method: Method | None = None
