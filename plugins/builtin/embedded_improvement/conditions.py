"""Held records made under one condition, judged beside those made under the other."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, concern, insufficient, met, not_met
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, told
from takehold.engine.measure.value import Records, behind
from takehold.engine.view import ClaimView


@attrs.frozen
class Condition:
    """A condition that a check can be made under, its counterpart, and the words for both."""

    column: str
    code: int
    other: int
    name: str
    these: str
    those: str
    how: str
    put_right: str
    even_out: str


def ask_for_more(claim: ClaimView, records: Records, lacking: int, how: str) -> str:
    """How many more checks of a kind to make, where first (the place that had the fewest), and by when."""
    place = claim.least_seen(records)
    where = f", first in {claim.service.place_name(place)}" if place is not None else ""
    return f"Make {counted(lacking, 'more check')} {how}{where}, before {say_date(claim.next_review)}"


def judge_condition(claim: ClaimView, condition: Condition) -> Judgement:
    """Judge held records under a condition: enough, improved, and no worse than under its counterpart."""
    held = claim.held_under_conditions
    records = held.having(condition.column, condition.code)
    standing = claim.condition_standing(records)
    since = say_date(claim.held_from)
    if not standing.enough:
        untold = len(held.having(condition.column, BLANK))
        note = f" ({condition.column} is blank on {untold})" if untold else ""
        return insufficient(
            f"Known to be {condition.name} since {since}: {len(records)} of "
            f"{counted(len(held), 'check')}{note}, too few "
            "to say how it stands then",
            ask_for_more(claim, records, claim.short_of(standing), condition.how),
            figures={"n": len(records), "checks": len(held), "not_recorded": untold},
            supporting=records,
        )
    if not standing.known:
        raise claim.thin_baseline
    others = claim.condition_standing(held.having(condition.column, condition.other))
    figures = told(standing) | told(others, "others")
    shown = f"{condition.these} since {since} show {claim.say(standing)}"
    beside = f"{condition.those} {claim.say(others)}"
    bad, good = claim.against(records), claim.speaking_for(records)
    if not standing.improved:
        return not_met(
            f"{shown}, short of the improved position",
            condition.put_right,
            figures=figures,
            supporting=good,
            contradicting=bad if len(bad) else records,
        )
    if behind(claim.gauge, standing, others):
        return concern(
            f"{shown}, which is at the improved position, but {beside}: worse by more than the tolerance",
            condition.even_out,
            figures=figures,
            supporting=good,
            contradicting=bad if len(bad) else records,
        )
    compared = f", {beside}" if others.enough else ""
    return met(
        f"{shown}{compared}", figures=figures, supporting=good if len(good) else records, contradicting=bad
    )
