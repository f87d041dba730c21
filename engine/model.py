"""The case file's records: one attrs class per table, each field described by its column.

A class here is the only place that says which columns a table has, what fits in each and what it
is for. Reading, writing, the empty workbook, the guide's forms and the reference page all ask it
(`columns`, `TABLES`). Values are frozen: to change a case is to make another.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    import polars as pl

ALL: Final = "all"
"""The word that stands for every team, or every shift, in a claim's scope."""

STAGES: Final = ("acted-on", "improved", "sustained", "embedded", "service-wide")
"""What a claim can say has been reached, lowest first. Below the first, it is only `asserted`."""

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "audit": ("audit", "record-sample", "spot-check", "reassessment"),
    "observation": ("observation",),
    "staff": ("supervision", "competency", "staff-knowledge", "staff-feedback"),
    "records": ("care-record", "handover", "log"),
    "experience": ("feedback", "complaint", "concern", "compliment", "partner-feedback"),
    "outcomes": ("incident", "outcome", "trend-report"),
    "activity": ("briefing", "training", "coaching", "communication", "policy"),
}
"""Each group of evidence and its kinds. Activity says that something was done, never that it worked."""

KINDS: Final = tuple(kind for kinds in GROUPS.values() for kind in kinds)
GROUP_OF: Final[Mapping[str, str]] = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


class Fits(enum.Enum):
    """What fits in a column, as a reader of the column's help would say it."""

    TEXT = "text"
    ID = "an id"
    WORD = "one of a few fixed words"
    DATE = "a date"
    DATE_OR_WORDS = "a date (words are kept, and judged)"
    NUMBER = "a number"
    YES_NO = "yes or no"
    LIST = "a list of ids, separated by ;"
    SCOPE = "`all`, or a list of ids separated by ;"


@attrs.frozen
class Column:
    """One column of one table: its name, what fits, and what a manager should know of it."""

    name: str
    fits: Fits
    help: str
    required: bool = False
    words: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    """Tables whose ids fit here; `themes` stands for any theme in use."""


def _column(
    fits: Fits,
    help: str,
    *,
    words: tuple[str, ...] = (),
    refers_to: tuple[str, ...] = (),
    default: Any = attrs.NOTHING,
) -> Any:
    """Declare a field as a column; a field without a default is required in its row."""
    metadata = {"fits": fits, "help": help, "words": words, "refers_to": refers_to}
    return attrs.field(default=default, metadata=metadata)


def _text(help: str, **more: Any) -> Any:
    return _column(Fits.TEXT, help, **{"default": None, **more})


def _id(help: str, **more: Any) -> Any:
    return _column(Fits.ID, help, **more)


def _ref(table: str, help: str) -> Any:
    return _column(Fits.ID, help, refers_to=(table,), default=None)


def _word(words: tuple[str, ...], help: str, **more: Any) -> Any:
    return _column(Fits.WORD, help, words=words, **{"default": None, **more})


def _date(help: str) -> Any:
    return _column(Fits.DATE, help, default=None)


def _number(help: str) -> Any:
    return _column(Fits.NUMBER, help, default=None)


def _yes_no(help: str) -> Any:
    return _column(Fits.YES_NO, help, default=None)


def _list(help: str, *refers_to: str) -> Any:
    return _column(Fits.LIST, help, refers_to=refers_to, default=())


CYCLES: Final = ("week", "month", "quarter")


@attrs.frozen(kw_only=True)
class Service:
    """The service assessed: who it is, as at what date, and how long one of its review cycles is."""

    id: str = _id("A short name of your own for the service, such as elm-house")
    name: str = _text("The service's name, as people know it", default=attrs.NOTHING)
    provider: str | None = _text("The organisation that runs it")
    location_id: str | None = _text("The regulator's own number for the location")
    kind: str | None = _text("What it is: care home, homecare, supported living …")
    as_of: dt.date | None = _date("The date the assessment is made as at; blank: the newest record's date")
    cycle: str = _word(CYCLES, "How long one review cycle is", default="month")
    current_rating: str | None = _text("The rating the service has now")
    sought_rating: str | None = _text("The rating the case is made for")


@attrs.frozen(kw_only=True)
class Team:
    """A team, unit, wing or round."""

    id: str = _id("A short name for the team, used in the other tables")
    name: str | None = _text("The team's name, as people know it")
    opened: dt.date | None = _date("When the team began; blank: always there")
    closed: dt.date | None = _date("When the team ended; blank: still there")


@attrs.frozen(kw_only=True)
class Shift:
    """A shift, and whether it lies outside core hours."""

    id: str = _id("A short name for the shift, used in the other tables")
    name: str | None = _text("The shift's name, as people know it")
    out_of_hours: bool | None = _yes_no("Yes for a night, evening or weekend shift")


SUMMARIES: Final = ("proportion", "rate", "mean", "median", "count", "sum")


@attrs.frozen(kw_only=True)
class Measure:
    """What is counted or timed, which way is better, and how records are summed up."""

    id: str = _id("A short name for the measure, used in the other tables")
    name: str | None = _text("What is measured, in words")
    theme: str | None = _text("The theme it belongs to")
    unit: str | None = _text("What one figure counts: % of plans, minutes, falls per 1,000 bed days …")
    better: str = _word(("higher", "lower"), "Which way is better", default=attrs.NOTHING)
    summary: str = _word(SUMMARIES, "How several records make one figure", default=attrs.NOTHING)
    target: float | None = _number("The figure aimed for; for a proportion between 0 and 1")
    perspective: str = _word(
        ("internal", "experience"),
        "experience: it is what people, families or partners report",
        default="internal",
    )


@attrs.frozen(kw_only=True)
class Claim:
    """One thing the service says has improved, how far, where and since when."""

    id: str = _id("A short name for the claim, such as c1")
    statement: str = _text("What you say has improved, in one sentence", default=attrs.NOTHING)
    kind: str = _word(
        ("outcome", "practice"), "practice: the claim is about how staff work", default="outcome"
    )
    theme: str | None = _text("The theme it belongs to; records of the same theme are linked to it")
    quality_statement: str | None = _text("The quality statement or key line of enquiry it serves")
    stage: str = _word(STAGES, "How far you say it has come", default=attrs.NOTHING)
    teams: tuple[str, ...] | None = _column(
        Fits.SCOPE, "Which teams it holds for (all, or a list)", refers_to=("teams",), default=None
    )
    shifts: tuple[str, ...] | None = _column(
        Fits.SCOPE, "Which shifts it holds for (all, or a list)", refers_to=("shifts",), default=None
    )
    measure: str | None = _ref("measures", "The measure that shows it")
    problem: str | None = _text("What was wrong, where, and how it showed")
    identified_on: dt.date | None = _date("When the problem was found")
    baseline_from: dt.date | None = _date("First day of the period that shows how it was before")
    baseline_to: dt.date | None = _date("Last day of that period")
    cause: str | None = _text("Why it was so")
    standard: str | None = _text("What good looks like, so that anyone could check it")
    standard_set_on: dt.date | None = _date("When that standard was set")
    changed_on: dt.date | None = _date("The date the change took effect")
    owner: str | None = _text("Who keeps it going: a person or a post")
    made_on: dt.date | None = _date("When this claim was made")
    rests_on: tuple[str, ...] = _list("Other claims this one is built on", "claims")
    cycle: str | None = _word(CYCLES, "A review cycle of its own, where it differs from the service's")


RESULTS: Final = ("met", "partly", "not met")
RELATIONS: Final = ("supports", "contradicts", "context")
OVERSIGHT: Final = ("routine", "enhanced", "intensive")
PRESSURE: Final = ("normal", "busy")
STAFF_GROUPS: Final = ("experienced", "new")


@attrs.frozen(kw_only=True)
class Evidence:
    """One record: an audit, observation, incident, complaint, note … that bears on a claim.

    In a case the evidence is a table (`Case.evidence`); this class says what its columns are, and
    holds one record where one is looked at or entered.
    """

    id: str = _id("The record's own number")
    date: dt.date = _column(Fits.DATE, "The day it happened or was checked")
    kind: str = _word(KINDS, "What kind of record it is", default=attrs.NOTHING)
    theme: str | None = _text("The theme it belongs to")
    claims: tuple[str, ...] = _list("The claims it bears on; blank: worked out from the theme", "claims")
    relation: str | None = _word(RELATIONS, "How it bears on them; blank: worked out")
    team: str | None = _ref("teams", "The team it is about")
    shift: str | None = _ref("shifts", "The shift it is about")
    measure: str | None = _ref("measures", "The measure its figures belong to")
    value: float | None = _number("The figure, for a mean, median or sum")
    numerator: float | None = _number("How many of those looked at; or how many events")
    denominator: float | None = _number("How many were looked at; or the exposure (bed days, visits)")
    result: str | None = _word(RESULTS, "Whether the standard was met")
    scheduled: bool | None = _yes_no("Was it announced or planned?")
    oversight: str | None = _word(OVERSIGHT, "How closely managers stood over the practice at that time")
    pressure: str | None = _word(PRESSURE, "Was the service busy?")
    staff: tuple[str, ...] = _list("Who was seen: pseudonyms, not names")
    staff_group: str | None = _word(STAFF_GROUPS, "Were they new or experienced?")
    recorded_by: str | None = _text("Who made the record: a post or a pseudonym")
    source: str | None = _text("The document it can be found in")
    note: str | None = _text("What was seen or said")


@attrs.frozen(kw_only=True)
class Priority:
    """One problem on the improvement plan."""

    id: str = _id("A short name for the priority, such as p1")
    theme: str | None = _text("The theme it belongs to")
    claims: tuple[str, ...] = _list("The claims it is meant to make true", "claims")
    problem: str | None = _text("What is wrong")
    why: str | None = _text("Why it matters")
    evidence: tuple[str, ...] = _list("The records that led to it", "evidence")
    owner: str | None = _text("Who owns it")
    opened: dt.date | None = _date("When it was opened")
    measure: str | None = _ref("measures", "The measure that will show it is better")
    target: float | None = _number("The figure aimed for")
    status: str | None = _word(("open", "closed"), "open or closed")
    closed: dt.date | None = _date("When it was closed")
    closing_reason: str | None = _text("Why it could be closed")
    revised_on: dt.date | None = _date("When it was last sharpened")
    split_from: str | None = _ref("priorities", "The broader priority it was split from")
    risk: str | None = _word(("high", "medium", "low"), "How much is at stake")


ACTION_KINDS: Final = (
    "reminder",
    "training",
    "policy",
    "supervision",
    "coaching",
    "process",
    "staffing",
    "equipment",
    "environment",
)


@attrs.frozen(kw_only=True)
class Action:
    """One thing somebody undertook to do."""

    id: str = _id("A short name for the action, such as a1")
    priority: str | None = _ref("priorities", "The priority it serves")
    claims: tuple[str, ...] = _list("The claims it serves; blank: its priority's", "claims")
    text: str = _text("What will be done", default=attrs.NOTHING)
    owner: str | None = _text("Who will do it")
    opened: dt.date | None = _date("When it was agreed")
    due: dt.date | str | None = _column(Fits.DATE_OR_WORDS, "When it is to be done", default=None)
    first_due: dt.date | None = _date("The date first promised, where it moved")
    completed: dt.date | None = _date("When it was done")
    status: str | None = _word(("open", "complete", "cancelled"), "open, complete or cancelled")
    kind: str | None = _word(ACTION_KINDS, "What kind of action it is")
    team: str | None = _ref("teams", "The team it is for")
    shift: str | None = _ref("shifts", "The shift it is for")
    check: str | None = _text("How anyone will know it worked")
    checked_on: dt.date | None = _date("When that was checked")
    check_evidence: tuple[str, ...] = _list("The records of that check", "evidence")
    evidence: tuple[str, ...] = _list("The records that led to it", "evidence")
    outcome: str | None = _text("What came of it")


@attrs.frozen(kw_only=True)
class Update:
    """A progress report on an action or a priority."""

    id: str = _id("The update's own number")
    about: str = _column(Fits.ID, "The action or priority it reports on", refers_to=("actions", "priorities"))
    date: dt.date = _column(Fits.DATE, "When it was written")
    text: str = _text("What it says", default=attrs.NOTHING)
    author: str | None = _text("Who wrote it")
    evidence: tuple[str, ...] = _list("The records it cites", "evidence")


FINDINGS: Final = (
    "improved",
    "holding",
    "slipping",
    "not-improved",
    "closed",
    "extended",
    "escalated",
)


@attrs.frozen(kw_only=True)
class Review:
    """One governance review: who looked, at what, and what they concluded."""

    id: str = _id("The review's own number")
    date: dt.date = _column(Fits.DATE, "The day of the meeting")
    level: str = _word(("shift", "manager", "provider"), "Whose review it was", default=attrs.NOTHING)
    forum: str | None = _text("The meeting's name")
    about: tuple[str, ...] = _column(
        Fits.LIST,
        "The claims, priorities or themes it looked at",
        refers_to=("claims", "priorities", "themes"),
    )
    finding: str | None = _word(FINDINGS, "What it concluded")
    challenge: str | None = _text("What was questioned, and by whom")
    decision: str | None = _text("What was decided")
    evidence: tuple[str, ...] = _list("The records it looked at", "evidence")
    recorded_by: str | None = _text("Who wrote the minutes")


@attrs.frozen(kw_only=True)
class Monitoring:
    """How slippage would show, who would see it, and what they would do."""

    id: str = _id("The row's own number")
    claim: str = _column(Fits.ID, "The claim it watches", refers_to=("claims",))
    indicator: str | None = _text("A measure's id, or what is watched in words")
    trigger: str | None = _text("What would count as slippage, in words")
    threshold: float | None = _number("The figure past which somebody acts")
    frequency: str | None = _word(("daily", "weekly", "monthly", "quarterly"), "How often it is looked at")
    owner: str | None = _text("Who looks")
    response: str | None = _text("What they would do")


@attrs.frozen(kw_only=True)
class Variation:
    """Leaders' own statement of where it is still weaker, and whether that matters."""

    id: str = _id("The row's own number")
    claim: str = _column(Fits.ID, "The claim it qualifies", refers_to=("claims",))
    team: str | None = _ref("teams", "The team that is weaker; blank: every team in the shift")
    shift: str | None = _ref("shifts", "The shift that is weaker; blank: every shift of the team")
    explanation: str | None = _text("Why it is weaker")
    material: bool | None = _yes_no("Does it change what the claim can say?")
    actions: tuple[str, ...] = _list("The actions that will mend it", "actions")
    review_on: dt.date | None = _date("When it will be looked at again")


GATES: Final = ("information-return", "notification", "registered-manager", "breach")
"""What the regulator requires of every service whatever else is good: each row of the gates table is one of these."""


@attrs.frozen(kw_only=True)
class Gate:
    """Something the regulator requires by a date, and whether it was done."""

    id: str = _id("The row's own number")
    kind: str = _word(
        GATES,
        "An information return; a notifiable event; the registered manager's post; a breach of a regulation",
        default=attrs.NOTHING,
    )
    what: str | None = _text("What it is: which return, which event, which regulation")
    since: dt.date | None = _date(
        "The day it arose: when the return was asked for, the event happened, the post fell vacant, the breach was found"
    )
    due: dt.date | None = _date("By when it is to be done")
    done: dt.date | None = _date(
        "The day the return or notification was sent, the manager registered, the breach closed"
    )
    steps: str | None = _text("What is being done until then")


TABLES: Final[Mapping[str, type[Any]]] = {
    "service": Service,
    "teams": Team,
    "shifts": Shift,
    "measures": Measure,
    "claims": Claim,
    "evidence": Evidence,
    "priorities": Priority,
    "actions": Action,
    "updates": Update,
    "reviews": Review,
    "monitoring": Monitoring,
    "variation": Variation,
    "gates": Gate,
}
"""Every table of a case file, in the order in which a reader meets them."""

NEEDED: Final = ("service", "claims", "evidence")


@functools.cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in their usual order. Raises KeyError for a table that is not one."""
    return tuple(
        Column(name=field.name, required=field.default is attrs.NOTHING, **field.metadata)
        for field in attrs.fields(TABLES[table])
    )


class Level(enum.StrEnum):
    """How bad a problem in the data is: an error stops the assessment, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen(order=True)
class Place:
    """Where something stands: a file (and sheet) relative to the case, and the row a spreadsheet shows."""

    file: str
    row: int | None = None
    column: str | None = None


@attrs.frozen
class Problem:
    """Something wrong with the data: where, what, and what would fit."""

    level: Level
    message: str
    place: Place
    value: str | None = None


@attrs.frozen
class Input:
    """One file that was read: its name, the SHA-256 of its bytes, and how many records it gave."""

    file: str
    digest: str
    records: int


@attrs.frozen(eq=False)
class Case:
    """One service's improvement case, as read.

    `evidence` is a polars table with the columns of `Evidence`: text as String, `date` as Date, figures as
    Float64, yes/no as Boolean, lists as List(String), fixed words in their usual spelling, blank as null;
    and two more, `file` (String) and `row` (Int64), the record's place. Every other table is a tuple of
    values in file order. `places` gives the place of each row that is not evidence, by table and id.
    """

    service: Service
    evidence: pl.DataFrame
    claims: tuple[Claim, ...] = ()
    teams: tuple[Team, ...] = ()
    shifts: tuple[Shift, ...] = ()
    measures: tuple[Measure, ...] = ()
    priorities: tuple[Priority, ...] = ()
    actions: tuple[Action, ...] = ()
    updates: tuple[Update, ...] = ()
    reviews: tuple[Review, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    variation: tuple[Variation, ...] = ()
    gates: tuple[Gate, ...] = ()
    places: Mapping[tuple[str, str], Place] = attrs.field(factory=dict)
    inputs: tuple[Input, ...] = ()
    problems: tuple[Problem, ...] = ()
    others: Mapping[str, pl.DataFrame] = attrs.field(factory=dict)
    """By table, the columns that takehold does not know: `id` and a text column each. Kept, and never read."""
    headings: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    """By table, the headings in the order in which they were written, where that was not the usual one."""

    @property
    def sound(self) -> bool:
        """Whether the data can be assessed at all: nothing in it is an error."""
        return not any(problem.level is Level.ERROR for problem in self.problems)
