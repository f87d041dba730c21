"""What is weak about the records under one claim: too old, too early, too narrow, or against it and unanswered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from .measure.value import Records
from .model import RELATIONS
from .view.places import Place
from .wording import says_nothing

if TYPE_CHECKING:
    from .model import Action
    from .view import ClaimView

SHELF_LIFE_DAYS = 90
"""How many days a record speaks for the present, unless the caller says otherwise."""

ANSWER_DAYS = 28
"""Within how many days a record that says the opposite is to be answered, unless the caller says otherwise."""


@attrs.frozen
class Uncovered:
    """The teams and shifts that a claim speaks for and that no supporting record names."""

    teams: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()


def past_shelf_life(claim: ClaimView, days: int = SHELF_LIFE_DAYS) -> tuple[str, ...]:
    """The supporting records that are older than they can speak for."""
    if not claim.changed:
        return ()
    oldest = claim.as_of - dt.timedelta(days=days)
    return _sorted(claim.supporting.within(None, oldest - dt.timedelta(days=1)))


def too_early(claim: ClaimView) -> tuple[tuple[str, str], ...]:
    """The records dated before what they are said to prove, each after the claim or action it is said to prove.

    A record that is marked as supporting is to be dated on or after the change; one that an action gives as its check,
    on or after the day it was completed (where that is blank, the day it was opened).
    """
    found = []
    if claim.changed:
        marked = claim.linked.having("relation", RELATIONS.index("supports"))
        early = marked.within(None, claim.changed_on - dt.timedelta(days=1))
        found += [(claim.id, id) for id in early.ids()]
    for action in claim.actions:
        found += [(action.id, id) for id in _before(claim, action)]
    return tuple(sorted(found))


def _before(claim: ClaimView, action: Action) -> tuple[str, ...]:
    done = action.completed or action.opened
    if done is None:
        return ()
    return claim.service.named(action.check_evidence).within(None, done - dt.timedelta(days=1)).ids()


def uncovered(claim: ClaimView) -> Uncovered:
    """The places in a claim's scope that no supporting record names: the evidence is narrower than the claim."""
    if not claim.changed:
        return Uncovered(tuple(sorted(claim.teams)), tuple(sorted(claim.shifts)))
    held = claim.supporting
    return Uncovered(
        tuple(sorted(team for team in claim.teams if not len(claim.at(Place(team=team), held)))),
        tuple(sorted(shift for shift in claim.shifts if not len(claim.at(Place(shift=shift), held)))),
    )


def unanswered(claim: ClaimView, days: int = ANSWER_DAYS) -> tuple[str, ...]:
    """The records that say the opposite of a claim and that nobody answered.

    An answer is an action or review of the claim that cites the record, or an action opened or a decision recorded in
    a review within so many days of it.
    """
    if not claim.changed:
        return ()
    cited: set[str] = set()
    for action in claim.actions:
        cited.update(action.evidence, action.check_evidence)
    answers = [action.opened for action in claim.actions if action.opened is not None]
    for review in claim.reviews:
        if not says_nothing(review.decision):
            cited.update(review.evidence)
            answers.append(review.date)
    against = claim.contradicting
    for day in answers:
        answered = against.within(day - dt.timedelta(days=days), day)
        cited.update(answered.ids())
    return tuple(sorted(set(against.ids()) - cited))


def _sorted(records: Records) -> tuple[str, ...]:
    return tuple(sorted(records.ids()))
