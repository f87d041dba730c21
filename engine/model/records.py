"""What a case file says of a service, its places, measures and claims, and the records that bear on these."""

from __future__ import annotations

import datetime as dt

import attrs

from .columns import Fits, column_, date_, id_, list_, number_, ref_, text_, word_, yes_no_
from .words import CYCLES, KINDS, OVERSIGHT, PRESSURE, RELATIONS, RESULTS, STAFF_GROUPS, STAGES, SUMMARIES


@attrs.frozen(kw_only=True)
class Service:
    """The service assessed: who it is, as at what date, and how long one of its review cycles is."""

    id: str = id_("A short name of your own for the service, such as elm-house")
    name: str = text_("The service's name, as people know it", default=attrs.NOTHING)
    provider: str | None = text_("The organisation that runs it")
    location_id: str | None = text_("The regulator's own number for the location")
    kind: str | None = text_("What it is: care home, homecare, supported living …")
    as_of: dt.date | None = date_("The date the assessment is made as at; blank: the newest record's date")
    cycle: str = word_(CYCLES, "How long one review cycle is", default="month")
    current_rating: str | None = text_("The rating the service has now")
    sought_rating: str | None = text_("The rating the case is made for")


@attrs.frozen(kw_only=True)
class Team:
    """A team, unit, wing or round."""

    id: str = id_("A short name for the team, used in the other tables")
    name: str | None = text_("The team's name, as people know it")
    opened: dt.date | None = date_("When the team began; blank: always there")
    closed: dt.date | None = date_("When the team ended; blank: still there")


@attrs.frozen(kw_only=True)
class Shift:
    """A shift, and whether it lies outside core hours."""

    id: str = id_("A short name for the shift, used in the other tables")
    name: str | None = text_("The shift's name, as people know it")
    out_of_hours: bool | None = yes_no_("Yes for a night, evening or weekend shift")


@attrs.frozen(kw_only=True)
class Measure:
    """What is counted or timed, which way is better, and how records are summed up."""

    id: str = id_("A short name for the measure, used in the other tables")
    name: str | None = text_("What is measured, in words")
    theme: str | None = text_("The theme it belongs to")
    unit: str | None = text_("What one figure counts: % of plans, minutes, falls per 1,000 bed days …")
    better: str = word_(("higher", "lower"), "Which way is better", default=attrs.NOTHING)
    summary: str = word_(SUMMARIES, "How several records make one figure", default=attrs.NOTHING)
    target: float | None = number_("The figure aimed for; for a proportion between 0 and 1")
    perspective: str = word_(
        ("internal", "experience"),
        "experience: it is what people, families or partners report",
        default="internal",
    )


@attrs.frozen(kw_only=True)
class Claim:
    """One thing the service says has improved, how far, where and since when."""

    id: str = id_("A short name for the claim, such as c1")
    statement: str = text_("What you say has improved, in one sentence", default=attrs.NOTHING)
    kind: str = word_(
        ("outcome", "practice"), "practice: the claim is about how staff work", default="outcome"
    )
    theme: str | None = text_("The theme it belongs to; records of the same theme are linked to it")
    quality_statement: str | None = text_("The quality statement or key line of enquiry it serves")
    stage: str = word_(STAGES, "How far you say it has come", default=attrs.NOTHING)
    teams: tuple[str, ...] | None = column_(
        Fits.SCOPE, "Which teams it holds for (all, or a list)", refers_to=("teams",), default=None
    )
    shifts: tuple[str, ...] | None = column_(
        Fits.SCOPE, "Which shifts it holds for (all, or a list)", refers_to=("shifts",), default=None
    )
    measure: str | None = ref_("measures", "The measure that shows it")
    problem: str | None = text_("What was wrong, where, and how it showed")
    identified_on: dt.date | None = date_("When the problem was found")
    baseline_from: dt.date | None = date_("First day of the period that shows how it was before")
    baseline_to: dt.date | None = date_("Last day of that period")
    cause: str | None = text_("Why it was so")
    standard: str | None = text_("What good looks like, so that anyone could check it")
    standard_set_on: dt.date | None = date_("When that standard was set")
    changed_on: dt.date | None = date_("The date the change took effect")
    owner: str | None = text_("Who keeps it going: a person or a post")
    made_on: dt.date | None = date_("When this claim was made")
    rests_on: tuple[str, ...] = list_("Other claims this one is built on", "claims")
    cycle: str | None = word_(CYCLES, "A review cycle of its own, where it differs from the service's")


@attrs.frozen(kw_only=True)
class Evidence:
    """One record: an audit, observation, incident, complaint, note … that bears on a claim.

    In a case the evidence is a table (`Case.evidence`); this class says what its columns are, and
    holds one record where one is looked at or entered.
    """

    id: str = id_("The record's own number")
    date: dt.date = column_(Fits.DATE, "The day it happened or was checked")
    kind: str = word_(KINDS, "What kind of record it is", default=attrs.NOTHING)
    theme: str | None = text_("The theme it belongs to")
    claims: tuple[str, ...] = list_("The claims it bears on; blank: worked out from the theme", "claims")
    relation: str | None = word_(RELATIONS, "How it bears on them; blank: worked out")
    team: str | None = ref_("teams", "The team it is about")
    shift: str | None = ref_("shifts", "The shift it is about")
    measure: str | None = ref_("measures", "The measure its figures belong to")
    value: float | None = number_("The figure, for a mean, median or sum")
    numerator: float | None = number_("How many of those looked at; or how many events")
    denominator: float | None = number_("How many were looked at; or the exposure (bed days, visits)")
    result: str | None = word_(RESULTS, "Whether the standard was met")
    scheduled: bool | None = yes_no_("Was it announced or planned?")
    oversight: str | None = word_(OVERSIGHT, "How closely managers stood over the practice at that time")
    pressure: str | None = word_(PRESSURE, "Was the service busy?")
    staff: tuple[str, ...] = list_("Who was seen: pseudonyms, not names")
    staff_group: str | None = word_(STAFF_GROUPS, "Were they new or experienced?")
    recorded_by: str | None = text_("Who made the record: a post or a pseudonym")
    source: str | None = text_("The document it can be found in")
    note: str | None = text_("What was seen or said")
