"""Governance reviewed the after-evidence and confirmed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met
from takehold.engine.measure.say import listed, told
from takehold.engine.model import Review
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_CONFIRMS = frozenset({"improved", "holding", "closed"})
_DENIES = frozenset({"slipping", "not-improved"})


class GovernanceConfirms(ClaimCheck):
    """Governance reviewed the after-evidence and confirmed it.

    Establishes: That a manager's or the provider's review looked at results from after the change, said that it is better,
        and was right by the figures of that day.
    Why it matters: An improvement that only those who made it believe in is not yet the service's own. A review that waves
        it through without looking is worth as little.
    How it decides: It takes the newest manager or provider review about the claim that finds improved, holding or closed
        and is dated on or after a record of a result since the change. Met where one of that day cites evidence and the
        measure was then at the improved position. A concern where none cites evidence, or the measure was not there. Not
        met where there is no such review, or another on that day or later finds slipping or not improved.
    What to do: Take the records since the change to the next review, and minute what it made of them and which it read.
    """

    id = "governance-confirms"
    family = "improvement-over-time"
    severity = Severity.BLOCKER
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#example-1/step-5",
        "improvement-over-time#example-2/step-5",
        "improvement-over-time#example-3/step-5",
        "improvement-over-time#conclusion/2",
        "staff-practice#framework/1",
        "staff-practice#example-1/step-5",
        "staff-practice#example-2/step-5",
        "staff-practice#example-3/step-5",
        "embedded-improvement#example-1/step-5",
        "embedded-improvement#example-2/step-5",
        "embedded-improvement#example-3/step-5",
        "service-wide-breadth#example-1/step-5",
        "service-wide-breadth#example-2/step-5",
        "service-wide-breadth#example-3/step-5",
        "improvement-plans#example-1/step-5",
        "improvement-plans#example-2/step-5",
        "staff-practice#conclusion/2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what governance made of a claim."""
        if not claim.changed:
            return not_met(
                "The date the change took effect is not given, so no review can be told to have looked at what came after",
                "Write the date the change took effect under changed_on",
                columns=("changed_on",),
            )
        first = claim.after.beyond_activity.first_day
        reviews = claim.reviews_at("manager", "provider")
        confirming = [r for r in reviews if r.finding in _CONFIRMS and first is not None and r.date >= first]
        if not confirming:
            return _unconfirmed(claim, first, reviews)
        day = confirming[-1].date
        of_day = [review for review in confirming if review.date == day]
        denying = [review for review in reviews if review.finding in _DENIES and review.date >= day]
        then = claim.as_at(day)
        # A record that is not on file, or not yet on the date of the assessment, shows nothing.
        cited = claim.service.named(tuple({id for review in of_day for id in review.evidence})).ids()
        said = f"The review of {say_date(day)} ({listed([review.id for review in of_day])}) found it {of_day[-1].finding}"
        figures = {
            "confirmed_on": day.isoformat(),
            "cited": len(cited),
            "improved_then": then.improved,
            **told(then, "then"),
        }
        found = {
            "figures": figures,
            "supporting": claim.service.named(cited),
            "about": _rows([*of_day, *denying]),
        }
        if denying:
            against = denying[-1]
            return not_met(
                f"{said}, but that of {say_date(against.date)} ({against.id}) {_found(against)}",
                "Deal with what that review found, and let the next one look at the records since",
                contradicting=claim.service.named(against.evidence),
                **found,
            )
        stood = f"the measure then stood at {claim.say(then)}"
        if cited and then.improved:
            return met(f"{said} and cites evidence; {stood}, at the improved position", **found)
        lacks = [] if cited else ["cites no evidence"]
        if not then.improved:
            lacks.append(f"{stood}, not at the improved position" if then.known else _untold(claim, day))
        remedy = (
            "At the next review, read the records of the newest review cycles, and minute which were read"
        )
        return concern(f"{said}, but {' and '.join(lacks)}", remedy, **found)


def _unconfirmed(claim: ClaimView, first: dt.date | None, reviews: Sequence[Review]) -> Judgement:
    day = say_date(claim.changed_on)
    if first is None:
        what = f"No result has been recorded since the change on {day}, so no review could confirm it"
        remedy = "Check it, record the result, and take that to the next review"
    elif not reviews:
        what = "No manager or provider review is about this claim"
        remedy = (
            f"Take the records since {say_date(first)} to the next manager review, and minute what it found"
        )
    else:
        newest = reviews[-1]
        what = (
            f"No manager or provider review since {say_date(first)}, the first record of a result, found it improved, "
            f"holding or closed; the newest, of {say_date(newest.date)}, {_found(newest)}"
        )
        remedy = "Let the next manager review read the newest records, and minute what it found"
    return not_met(what, remedy, figures={"reviews": len(reviews)}, about=_rows(reviews[-1:]))


def _untold(claim: ClaimView, day: dt.date) -> str:
    return f"nobody could tell from the records up to {say_date(day)} where the measure stood"


def _found(review: Review) -> str:
    return f"found it {review.finding.replace('-', ' ')}" if review.finding else "does not say what it found"


def _rows(reviews: Sequence[Review]) -> tuple[tuple[str, str], ...]:
    return tuple(("reviews", review.id) for review in reviews)
