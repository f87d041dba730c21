"""Whether people feel it, for the whole service or one team: the rule of lived-experience."""

from __future__ import annotations

from typing import Any, Final

import attrs

from takehold.engine.measure.difference import difference
from takehold.engine.measure.experience import Felt, said
from takehold.engine.measure.say import percent, say_figure
from takehold.engine.measure.value import Figure, Records
from takehold.engine.result import Outcome
from takehold.engine.view import ClaimView, Course, Place

_EVERYWHERE: Final = Place()
_CONFIDENCE: Final = 0.95
_CHANCE: Final = "better, but no more than chance alone could make it"


@attrs.frozen(eq=False)
class Feeling:
    """How people's experience stands: an outcome, or None where it is too thin to say."""

    outcome: Outcome | None
    shown: str
    why: str
    figures: dict[str, Any]
    supporting: Records
    contradicting: Records


def feeling(claim: ClaimView, place: Place = _EVERYWHERE) -> Feeling:
    """What people say of a claim, at one place or everywhere.

    The theme's measure of what people report decides where it has enough on both sides (of several, the first
    in the table that has); else the favourable share of what they say.
    """
    for course in claim.experience:
        now = claim.at(place, course.window)
        was, figure = course.gauge.figure(claim.at(place, course.before)), course.gauge.figure(now)
        if was.enough and figure.enough:
            return _by_measure(course, was, figure, now, part=place != _EVERYWHERE)
    return _by_share(claim, place)


def _by_measure(course: Course, was: Figure, figure: Figure, now: Records, *, part: bool) -> Feeling:
    gauge = course.gauge
    measure = gauge.measure
    assert measure is not None and was.value is not None and figure.value is not None
    found = difference(gauge, was, figure, _CONFIDENCE)
    stays_best = part and gauge.best_possible(was.value) and gauge.best_possible(figure.value)
    if stays_best or gauge.improved(figure.value, was.value, part=part):
        outcome, why = Outcome.MET, ""
    elif found.beyond_chance:
        outcome, why = Outcome.CONCERN, "better beyond chance, but short of the improved position"
    else:
        outcome, why = Outcome.NOT_MET, _CHANCE if found.better else "no better than before"
    records = now.keep(gauge.counts[now.rows])
    none = records.keep(records.rows < 0)
    good = outcome is Outcome.MET
    return Feeling(
        outcome,
        f"{measure.name or measure.id}: {say_figure(measure, was)} before, {say_figure(measure, figure)} now",
        why,
        {
            "before": was.value,
            "before_n": was.n,
            "now": figure.value,
            "now_n": figure.n,
            "interval": found.ends,
        },
        supporting=records if good else none,
        contradicting=none if good else records,
    )


def _by_share(claim: ClaimView, place: Place) -> Feeling:
    before = said(claim.at(place, claim.before).of_groups("experience"), claim.terms)
    now = said(claim.at(place, claim.window).of_groups("experience"), claim.terms)
    shown = (
        f"of what people report, {percent(before.share)} ({before.n}) was favourable before and "
        f"{percent(now.share)} "
        f"({now.n}) is now"
    )
    figures = {"before": before.share, "before_n": before.n, "now": now.share, "now_n": now.n}
    outcome, why = _by_rule(Felt(before, now, claim.terms))
    return Feeling(outcome, shown, why, figures, now.happy, now.unhappy)


def _by_rule(felt: Felt) -> tuple[Outcome | None, str]:
    """The outcome by favourable share, and why it is not met where it is not."""
    if not felt.enough:
        return None, ""
    if felt.better and (felt.most_of_the_way or felt.high):
        return Outcome.MET, ""
    if felt.better and felt.beyond_chance:
        return Outcome.CONCERN, "better beyond chance, but less than half of the way to all"
    if felt.high and not felt.worse:
        return Outcome.CONCERN, "high, but hardly better than it was"
    if felt.better:
        return Outcome.NOT_MET, _CHANCE
    rose = felt.now.share > felt.before.share
    return Outcome.NOT_MET, "hardly better than before" if rose else "no better than before"
