"""The sentences of a path, in the service's own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calendar import say_date
from ..measure.say import GROUP_WORDS, counted, say_figure, value
from ..view import Place

if TYPE_CHECKING:
    from ..measure.value import Standing
    from ..view import ClaimView
    from .moves import Where

_CONDITIONS: Final = {
    ("scheduled", "no"): "without notice",
    ("oversight", "routine"): "under routine oversight",
    ("pressure", "busy"): "while the service is busy",
}


def what_is_measured(claim: ClaimView) -> str:
    """The claim's measure by name, else the results of its checks."""
    measure = claim.gauge.measure
    return (measure.name or measure.id) if measure is not None else "the share of results met"


def where_said(claim: ClaimView, where: Where) -> str:
    """Which records a target is about: checks on Elm (Nights); checks without notice; what people and families say."""
    parts = []
    group = GROUP_WORDS[where.group] if where.group else "checks"
    if where.group == "experience":
        group = "what people and families say"
    if where.team is not None or where.shift is not None:
        parts.append(f"on {claim.service.place_name(Place(where.team, where.shift))}")
    if where.late:
        parts.append("at nights and weekends")
    if where.condition is not None:
        parts.append(_CONDITIONS[where.condition])
    return " ".join([group, *parts])


def position_said(claim: ClaimView) -> str:
    """The figure at which the improved position begins: 75% or better."""
    gauge = claim.gauge
    if not claim.changed or claim.baseline.value is None:
        return "the standard"
    sense = "more" if gauge.higher else "less"
    return f"{value(gauge.measure, gauge.position(claim.baseline.value))} or {sense}"


def goal_said(claim: ClaimView, where: Where, standing: Standing | None) -> str:
    """What a target asks for, from where its records stand now."""
    if where.adverse:
        return f"Have no more of what went wrong: {_adverse(claim)}"
    if where.everything:
        now = ""
        if standing is not None and standing.figure.value is not None:
            now = f", now {say_figure(claim.gauge.measure, standing.figure)},"
        if standing is not None and standing.improved:
            return f"Keep {what_is_measured(claim)}{now} at {position_said(claim)}, with every check at the standard"
        return f"Bring {what_is_measured(claim)}{now} to {position_said(claim)} everywhere, and check it"
    what = where_said(claim, where)
    if standing is not None and standing.weaker:
        return f"Bring {what}, now at {claim.say(standing)}, to {position_said(claim)}"
    if where.group == "experience":
        return "Ask people and families, and record whether the standard was met for them"
    return f"Make {what}, and record whether the standard was met"


def _adverse(claim: ClaimView) -> str:
    records = claim.service.adverse(claim.theme_records)
    if claim.changed:
        records = records.in_cycles(claim.window_cycles)
    newest = records.last_day
    told = counted(len(records), "record")
    return f"{told} in the newest cycles" + (f", the last of {say_date(newest)}" if newest else "")
