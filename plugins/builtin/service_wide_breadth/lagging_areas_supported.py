"""Weaker areas get targeted support with a date."""

from __future__ import annotations

from collections.abc import Collection

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_applicable, not_met
from takehold.engine.measure.say import listed
from takehold.engine.model import Action
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, Place
from takehold.engine.wording import Owner, judge_owner

from .weaker import say_weaker, weak_records


class LaggingAreasSupported(ClaimCheck):
    """Weaker areas get targeted support with a date.

    Establishes: That every team, shift or combination which is still weaker has an open action of its own,
        with somebody who does it and a date.
    Why it matters: A gap that is known and not worked on stays. Support for everyone reaches those least who
        need it most.
    How it decides: A place is weaker where it has enough records in the newest three review cycles and is not
        at the improved position. It is supported by an open action for it (a combination also by one for its
        team or its shift) or one that its row under variation names, with an owner and a due date. Met where
        each is supported, a concern where some are, not met where none is. Where nothing is weaker this does
        not apply.
    What to do: Open one action for each place named here, with its team or shift, an owner and a date.
    """

    id = "lagging-areas-supported"
    family = "service-wide-breadth"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#example-1/step-4",
        "service-wide-breadth#example-2/step-4",
        "service-wide-breadth#example-3/step-4",
        "service-wide-breadth#commissioner/1",
        "service-wide-breadth#example-1/risk",
        "service-wide-breadth#example-2/risk",
        "service-wide-breadth#conclusion/3",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the support for the weaker places."""
        since = say_date(max(claim.window_from, claim.changed_on))
        places = list(claim.weaker)
        if not places:
            return not_applicable(
                f"No team, shift or combination of both is known to be weaker since {since}"
            )
        standing = {action.id for action in claim.service.case.actions if _stands(claim, action)}
        support = {place: _support(claim, place, standing) for place in places}
        bare = [place for place in places if not support[place]]
        actions = tuple(
            dict.fromkeys(("actions", action.id) for found in support.values() for action in found)
        )
        figures = {
            "weaker": len(places),
            "supported": len(places) - len(bare),
            "n": len(claim.window.beyond_activity),
        }
        if not bare:
            return met(
                f"{_each(len(places))} supported by {listed([id for _, id in actions])}: "
                f"{say_weaker(claim, places)}",
                figures=figures,
                contradicting=weak_records(claim, places),
                about=actions,
            )
        judged = not_met if len(bare) == len(places) else concern
        names = listed([claim.service.place_name(place) for place in bare])
        return judged(
            f"No open action with an owner and a due date supports what is weaker since {since}: "
            f"{say_weaker(claim, bare)}",
            f"Open one action for {names}, with an owner and a due date, before "
            f"{say_date(claim.next_review)}",
            figures=figures,
            contradicting=weak_records(claim, bare),
            about=actions,
        )


def _each(n: int) -> str:
    return "The one weaker place is" if n == 1 else f"All {n} weaker places are"


def _support(claim: ClaimView, place: Place, standing: Collection[str]) -> list[Action]:
    """The actions, of those standing, that support a place: by their own place or through variation."""
    through = {id for row in claim.variation_for(place) for id in row.actions}
    own = [action for action in claim.actions if _is_for(action, place)]
    others = [action for action in claim.service.case.actions if action.id in through and action not in own]
    return [action for action in (*own, *others) if action.id in standing]


def _is_for(action: Action, place: Place) -> bool:
    """Whether an action is for a team or shift; for a cell, one for its team or its shift will do too."""
    if place.is_cell:
        named = action.team is not None or action.shift is not None
        return named and Place(action.team, action.shift).covers(place)
    return action.team == place.team if place.team is not None else action.shift == place.shift


def _stands(claim: ClaimView, action: Action) -> bool:
    """Whether it is open, owned by somebody and dated."""
    view = claim.service.action(action.id, claim.terms)
    owned = judge_owner(action.owner, places=claim.service.place_names) is not Owner.NOBODY
    return owned and view.due is not None and not view.is_complete and not view.is_cancelled
