"""The golden thread of a claim: one story from what was wrong to what governance made of the result."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING

import attrs

from ..measure.value import Records

if TYPE_CHECKING:
    from ..model import Review
    from .claim import ClaimView


class Link(enum.StrEnum):
    """The links of the thread, in the order in which the story goes."""

    PROBLEM = "problem"
    CAUSE = "cause"
    ACTION = "action"
    CHECK = "check"
    OUTCOME = "outcome"
    REVIEW = "review"


class Hold(enum.StrEnum):
    """How one link holds."""

    THERE = "there"
    MISSING = "missing"
    OUT_OF_ORDER = "out of order"


@attrs.frozen
class Part:
    """One link: how it holds, the rows of the case it stands in (table and id), and its date where it has one.

    A check or an outcome that records show stands in the claim's own row.
    """

    link: Link
    hold: Hold
    rows: tuple[tuple[str, str], ...] = ()
    day: dt.date | None = None


def golden_thread(claim: ClaimView) -> tuple[Part, ...]:
    """The six links of a claim's story, in order.

    Dated are the action (the day it was opened; of several, the earliest), the first record of a result since the
    change, and the review; a link dated before the one ahead of it is out of order. The others are only there or
    missing. Without the date of the change no record is one from after it.
    """
    first = claim.after.beyond_activity.first_day if claim.changed else None
    return (
        _problem(claim),
        _cause(claim),
        _action(claim, first),
        _check(claim, first),
        _outcome(claim),
        _review(claim),
    )


def _part(link: Link, rows: list[tuple[str, str]], day: dt.date | None = None) -> Part:
    return Part(link, Hold.THERE if rows else Hold.MISSING, tuple(rows), day)


def _problem(claim: ClaimView) -> Part:
    own = [("claims", claim.id)] if claim.claim.problem else []
    return _part(Link.PROBLEM, own + [("priorities", p.id) for p in claim.priorities if p.problem])


def _cause(claim: ClaimView) -> Part:
    return _part(Link.CAUSE, [("claims", claim.id)] if claim.claim.cause else [])


def _action(claim: ClaimView, first: dt.date | None) -> Part:
    day = min((action.opened for action in claim.actions if action.opened is not None), default=None)
    part = _part(Link.ACTION, [("actions", action.id) for action in claim.actions], day)
    late = day is not None and first is not None and day > first
    return attrs.evolve(part, hold=Hold.OUT_OF_ORDER) if late else part


def _check(claim: ClaimView, first: dt.date | None) -> Part:
    own = [("claims", claim.id)] if first is not None else []
    return _part(Link.CHECK, own + [("actions", a.id) for a in claim.actions if a.checked_on], first)


def _outcome(claim: ClaimView) -> Part:
    own = [("claims", claim.id)] if claim.changed and len(claim.supporting) else []
    return _part(
        Link.OUTCOME, own + [("actions", a.id) for a in claim.actions if a.outcome and a.check_evidence]
    )


def _review(claim: ClaimView) -> Part:
    """The newest manager or provider review that cites a record of a result from after the change."""
    if not claim.changed:
        return _part(Link.REVIEW, [])
    after = claim.after.beyond_activity
    citing = [
        review for review in claim.reviews_at("manager", "provider") if len(_cited(claim, review, after))
    ]
    if not citing:
        return _part(Link.REVIEW, [])
    newest = citing[-1]
    part = _part(Link.REVIEW, [("reviews", review.id) for review in citing], newest.date)
    if after.first_day is not None and newest.date < after.first_day:
        return attrs.evolve(part, hold=Hold.OUT_OF_ORDER)
    return part


def _cited(claim: ClaimView, review: Review, after: Records) -> Records:
    return after.among(claim.service.named(review.evidence))
