"""What leaders who look at their own figures say themselves: where it is still weaker, and who mends that by when."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.measure.terms import Terms
from takehold.engine.model import Action, Case, Variation
from takehold.engine.view import ServiceView

DUE_IN = 30


def well_led(case: Case) -> Case:
    """The case once every place that is weaker in it is stated, with a reason, a day to look again and an action
    of its own that is owned and dated; the very case where no place is weaker."""
    weaker = ServiceView(case, Terms()).claim("c1").weaker
    as_of = case.service.as_of
    if not weaker or as_of is None:
        return case
    begun, due = as_of - dt.timedelta(days=DUE_IN), as_of + dt.timedelta(days=DUE_IN)
    actions = tuple(
        Action(
            id=f"v{n}", priority="p1", claims=("c1",), team=place.team, shift=place.shift, kind="coaching",
            text="Quality Lead works two shifts beside the carers here and samples six charts each time",
            owner="Quality Lead", opened=begun, due=due, status="open", check="Six charts sampled a week",
        )
        for n, place in enumerate(weaker, 1)
    )  # fmt: skip
    stated = tuple(
        Variation(
            id=f"w{n}", claim="c1", team=place.team, shift=place.shift, material=False, review_on=due,
            explanation="Two vacancies here since June, filled by agency carers", actions=(action.id,),
        )
        for n, (place, action) in enumerate(zip(weaker, actions, strict=True), 1)
    )  # fmt: skip
    return attrs.evolve(case, actions=(*case.actions, *actions), variation=stated)
