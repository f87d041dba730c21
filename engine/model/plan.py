"""What a case file says of the improvement plan, of governance, and of what the regulator requires."""

from __future__ import annotations

import datetime as dt

import attrs

from .columns import Fits, column_, date_, id_, list_, number_, ref_, text_, word_, yes_no_
from .words import ACTION_KINDS, FINDINGS, GATES


@attrs.frozen(kw_only=True)
class Priority:
    """One problem on the improvement plan."""

    id: str = id_("A short name for the priority, such as p1")
    theme: str | None = text_("The theme it belongs to")
    claims: tuple[str, ...] = list_("The claims it is meant to make true", "claims")
    problem: str | None = text_("What is wrong")
    why: str | None = text_("Why it matters")
    evidence: tuple[str, ...] = list_("The records that led to it", "evidence")
    owner: str | None = text_("Who owns it")
    opened: dt.date | None = date_("When it was opened")
    measure: str | None = ref_("measures", "The measure that will show it is better")
    target: float | None = number_("The figure aimed for")
    status: str | None = word_(("open", "closed"), "open or closed")
    closed: dt.date | None = date_("When it was closed")
    closing_reason: str | None = text_("Why it could be closed")
    revised_on: dt.date | None = date_("When it was last sharpened")
    split_from: str | None = ref_("priorities", "The broader priority it was split from")
    risk: str | None = word_(("high", "medium", "low"), "How much is at stake")


@attrs.frozen(kw_only=True)
class Action:
    """One thing somebody undertook to do."""

    id: str = id_("A short name for the action, such as a1")
    priority: str | None = ref_("priorities", "The priority it serves")
    claims: tuple[str, ...] = list_("The claims it serves; blank: its priority's", "claims")
    text: str = text_("What will be done", default=attrs.NOTHING)
    owner: str | None = text_("Who will do it")
    opened: dt.date | None = date_("When it was agreed")
    due: dt.date | str | None = column_(Fits.DATE_OR_WORDS, "When it is to be done", default=None)
    first_due: dt.date | None = date_("The date first promised, where it moved")
    completed: dt.date | None = date_("When it was done")
    status: str | None = word_(("open", "complete", "cancelled"), "open, complete or cancelled")
    kind: str | None = word_(ACTION_KINDS, "What kind of action it is")
    team: str | None = ref_("teams", "The team it is for")
    shift: str | None = ref_("shifts", "The shift it is for")
    check: str | None = text_("How anyone will know it worked")
    checked_on: dt.date | None = date_("When that was checked")
    check_evidence: tuple[str, ...] = list_("The records of that check", "evidence")
    evidence: tuple[str, ...] = list_("The records that led to it", "evidence")
    outcome: str | None = text_("What came of it")


@attrs.frozen(kw_only=True)
class Update:
    """A progress report on an action or a priority."""

    id: str = id_("The update's own number")
    about: str = column_(Fits.ID, "The action or priority it reports on", refers_to=("actions", "priorities"))
    date: dt.date = column_(Fits.DATE, "When it was written")
    text: str = text_("What it says", default=attrs.NOTHING)
    author: str | None = text_("Who wrote it")
    evidence: tuple[str, ...] = list_("The records it cites", "evidence")


@attrs.frozen(kw_only=True)
class Review:
    """One governance review: who looked, at what, and what they concluded."""

    id: str = id_("The review's own number")
    date: dt.date = column_(Fits.DATE, "The day of the meeting")
    level: str = word_(("shift", "manager", "provider"), "Whose review it was", default=attrs.NOTHING)
    forum: str | None = text_("The meeting's name")
    about: tuple[str, ...] = column_(
        Fits.LIST,
        "The claims, priorities or themes it looked at",
        refers_to=("claims", "priorities", "themes"),
    )
    finding: str | None = word_(FINDINGS, "What it concluded")
    challenge: str | None = text_("What was questioned, and by whom")
    decision: str | None = text_("What was decided")
    evidence: tuple[str, ...] = list_("The records it looked at", "evidence")
    recorded_by: str | None = text_("Who wrote the minutes")


@attrs.frozen(kw_only=True)
class Monitoring:
    """How slippage would show, who would see it, and what they would do."""

    id: str = id_("The row's own number")
    claim: str = column_(Fits.ID, "The claim it watches", refers_to=("claims",))
    indicator: str | None = text_("A measure's id, or what is watched in words")
    trigger: str | None = text_("What would count as slippage, in words")
    threshold: float | None = number_("The figure past which somebody acts")
    frequency: str | None = word_(("daily", "weekly", "monthly", "quarterly"), "How often it is looked at")
    owner: str | None = text_("Who looks")
    response: str | None = text_("What they would do")


@attrs.frozen(kw_only=True)
class Variation:
    """Leaders' own statement of where it is still weaker, and whether that matters."""

    id: str = id_("The row's own number")
    claim: str = column_(Fits.ID, "The claim it qualifies", refers_to=("claims",))
    team: str | None = ref_("teams", "The team that is weaker; blank: every team in the shift")
    shift: str | None = ref_("shifts", "The shift that is weaker; blank: every shift of the team")
    explanation: str | None = text_("Why it is weaker")
    material: bool | None = yes_no_("Does it change what the claim can say?")
    actions: tuple[str, ...] = list_("The actions that will mend it", "actions")
    review_on: dt.date | None = date_("When it will be looked at again")


@attrs.frozen(kw_only=True)
class Gate:
    """Something the regulator requires by a date, and whether it was done."""

    id: str = id_("The row's own number")
    kind: str = word_(
        GATES,
        "An information return; a notifiable event; the registered manager's post; a breach of a regulation",
        default=attrs.NOTHING,
    )
    what: str | None = text_("What it is: which return, which event, which regulation")
    since: dt.date | None = date_(
        "The day it arose: when the return was asked for, the event happened, the post fell vacant, the breach was found"
    )
    due: dt.date | None = date_("By when it is to be done")
    done: dt.date | None = date_(
        "The day the return or notification was sent, the manager registered, the breach closed"
    )
    steps: str | None = text_("What is being done until then")
