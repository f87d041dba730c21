"""The original concern is not coming back."""

from __future__ import annotations

import attrs
import numpy as np

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.repeats import repeating
from takehold.engine.measure.say import GROUP_WORDS, counted, listed, number
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class NoRecurrence(ClaimCheck):
    """The original concern is not coming back.

    Establishes: That incidents, complaints and failed checks of this theme have become clearly fewer, and that no kind of
        record keeps showing them.
    Why it matters: Audits can look good while the same complaint keeps arriving. For the people who use the service it
        is the complaint that counts.
    How it decides: It counts adverse records of the theme per review cycle: an incident, a complaint or concern not met,
        any other result not met. Met where there are at most half as many in the newest three cycles as before the change,
        and no group of records repeats. A group repeats where the newest two cycles hold three or more adverse records of
        it, over a tenth of all its records there. A concern where one group repeats, not met where two do, or where they
        have not fallen so far.
    What to do: Open the records named here: what do they have in common, by team, shift, person or hour?
    """

    id = "no-recurrence"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#example-3/risk",
        "improvement-over-time#example-3/audit",
        "improvement-over-time#example-3/step-5",
        "improvement-over-time#example-3/measure",
        "staff-practice#why/2",
        "staff-practice#inspector/2",
        "improvement-plans#example-1/risk",
        "improvement-plans#example-2/audit",
        "service-wide-breadth#example-3/audit",
        "embedded-improvement#example-2/audit",
    )

    recurrence_share: float = parameter(
        0.5, "What share of the former adverse records per cycle is few enough", at_least=0.0, at_most=1.0
    )
    repeat_share: float = parameter(
        0.1, "Over what share of a group's newest records adverse ones repeat", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge whether the problem of a claim's theme shows again."""
        theme = claim.theme_records
        after = theme.within(claim.changed_on, None)
        adverse = claim.service.adverse(theme)
        before = adverse.keep(claim.ledger.day[adverse.rows] < np.datetime64(claim.changed_on))
        was = claim.per_cycle(before, claim.cycles_before_change)
        recent = adverse.within(claim.changed_on, None).in_cycles(claim.window_cycles)
        now = claim.per_cycle(recent, claim.window_cycles)
        day, cycle = say_date(claim.changed_on), claim.rhythm.cycle
        if was is None or now is None:
            side = f"before the change on {day}" if was is None else f"since the change on {day}"
            return insufficient(
                f"No {cycle} {side} has records to compare",
                f"Enter what was recorded {side}: incidents, complaints and checks of the theme",
                figures={
                    "cycles_before": len(claim.cycles_before_change),
                    "cycles": len(claim.window_cycles),
                },
            )
        newest = after.in_cycles(claim.newest_cycles)
        groups = repeating(newest, claim.service.adverse(newest), self.repeat_share)
        figures = {
            "adverse": len(recent),
            "adverse_per_cycle": now,
            "cycles": len(claim.window_cycles),
            "before_per_cycle": was,
            "cycles_before": len(claim.cycles_before_change),
            "groups_repeating": sorted(groups),
            "repeats": [len(groups[name]) for name in sorted(groups)],
        }
        fallen = now <= self.recurrence_share * was + _NEAR
        what = (
            f"Adverse records of the theme {'have come down to' if fallen else 'stand at'} {number(now)} a {cycle}, "
            f"from {number(was)} before {day}"
        )
        if not now and not was and not groups:
            what = f"No adverse record of the theme was made before {day}, and none since"
        found = {"figures": figures, "contradicting": _together(claim, recent, groups)}
        if fallen and not groups:
            return met(what, **found)
        if groups:
            what += f", {'but' if fallen else 'and'} {_said(claim, groups)}"
        if fallen and len(groups) == 1:
            remedy = "Look at what the newest of them have in common, and deal with that"
            return concern(what, remedy, **found)
        remedy = "Look at what the records named here have in common, deal with that, and watch the next review cycles"
        return not_met(what, remedy, **found)


def _together(claim: ClaimView, recent: Records, groups: dict[str, Records]) -> Records:
    """What went wrong in the window, and what repeats."""
    return Records(
        claim.ledger, claim.ledger.union(recent.rows, *(records.rows for records in groups.values()))
    )


def _said(claim: ClaimView, groups: dict[str, Records]) -> str:
    cycles = listed([claim.rhythm.say(cycle) for cycle in claim.newest_cycles])
    counts = [f"{GROUP_WORDS[name]} ({counted(len(records), 'record')})" for name, records in groups.items()]
    return f"in {cycles} it repeats in {listed(counts)}"
