"""One unbroken story: problem, cause, action, check, outcome, governance."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met
from takehold.engine.measure.say import listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.view.thread import Hold, Link, Part, golden_thread


class GoldenThread(ClaimCheck):
    """One unbroken story: problem, cause, action, check, outcome, governance.

    Establishes: That one can follow the claim from what was wrong and why, through what was done and how it was checked, to
        what came of it and what governance made of that.
    Why it matters: This is how an inspector reads a case. Where the story breaks, everything after the break has to be taken
        on trust.
    How it decides: It looks for six links: a problem, a cause, a linked action, a check since the change, an outcome that
        records show, and a manager or provider review that cites records from after the change. Action, first record and
        review have to come in that order. Met where all six hold, a concern where one is missing or out of order, not met
        where two or more are, or where the date of the change is not given.
    What to do: Write down the link that is missing; where it never happened, do it now.
    """

    id = "golden-thread"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#inspector/2",
        "improvement-over-time#framework/2",
        "improvement-over-time#why/2",
        "improvement-over-time#conclusion/1",
        "improvement-over-time#intro/1",
        "improvement-over-time#commissioner/1",
        "staff-practice#commissioner/1",
        "staff-practice#inspector/1",
        "improvement-plans#why/3",
        "embedded-improvement#conclusion/2",
        "service-wide-breadth#conclusion/2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether a claim's story holds together."""
        parts = golden_thread(claim)
        broken = [part for part in parts if part.hold is not Hold.THERE]
        more = {
            "figures": {part.link.value: part.hold.value for part in parts},
            "about": tuple(dict.fromkeys(row for part in parts for row in part.rows)),
        }
        if not claim.changed:
            judged = not_met if len(broken) > 1 else insufficient
            return judged(
                "The date the change took effect is not given, so the story has no before and no after",
                "Write the date the change took effect under changed_on",
                columns=("changed_on",),
                **more,
            )
        if not broken:
            return met("The story runs unbroken from the problem to the review of the result", **more)
        what = f"The story breaks at {listed([_said(claim, part, parts) for part in broken])}"
        judged = concern if len(broken) == 1 else not_met
        return judged(what, f"{'; '.join(_TO_DO[part.link] for part in broken)}".capitalize(), **more)


_TO_DO = {
    Link.PROBLEM: "write under problem what was wrong, where and how it showed",
    Link.CAUSE: "write under cause why it went wrong",
    Link.ACTION: "link the action that was taken, with the day it was opened",
    Link.CHECK: "enter the checks made since the change",
    Link.OUTCOME: "record what came of it: a result since the change, or the action's outcome with the records of its check",
    Link.REVIEW: "take the records since the change to the next manager review, and minute which were read",
}


def _said(claim: ClaimView, part: Part, parts: tuple[Part, ...]) -> str:
    """What is wrong with a link."""
    if part.hold is Hold.MISSING:
        return f"the {part.link} ({_missing(claim, part.link)})"
    check = next(one for one in parts if one.link is Link.CHECK)
    assert part.day is not None and check.day is not None
    dated = "opened" if part.link is Link.ACTION else "dated"
    order = "after" if part.link is Link.ACTION else "before"
    return f"the {part.link} ({dated} {say_date(part.day)}, {order} the first record of a result, {say_date(check.day)})"


def _missing(claim: ClaimView, link: Link) -> str:
    """What there is in place of a link that is missing: an action or a review may be on file and still not count."""
    actions = len(claim.service.case.actions)
    if link is Link.ACTION and actions:
        named = "the one action" if actions == 1 else f"none of the {actions} actions"
        return f"{named} on file is {'not ' if actions == 1 else ''}linked to this claim"
    if link is Link.REVIEW and claim.reviews_at("manager", "provider"):
        return "no manager or provider review of it cites a record of a result since the change"
    return "it is not written down" if link in (Link.PROBLEM, Link.CAUSE) else "there is none"
