"""Shifts vary less than they did."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_applicable, not_met
from takehold.engine.measure.gaps import Gap, widest
from takehold.engine.measure.say import counted
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, Place

from .compared import gap_figures, no_comparison, say_gap, say_gap_size


class ShiftsConsistent(ClaimCheck):
    """Shifts vary less than they did.

    Establishes: That the weakest shift is level with the best, or at least nearer to it than before the
        change.
    Why it matters: People should not be able to tell from their care who is on duty.
    How it decides: Compares the best and the worst shift with enough records over the newest three review
        cycles. Met where they are within the tolerance. A concern where they are further apart, but less far
        than before the change. Not met where they are not known to be nearer. It does not apply to one shift;
        with fewer than two shifts to compare, nobody can tell.
    What to do: Let the weakest shift see how the best one does it, and check both in the same week.
    """

    id = "shifts-consistent"
    family = "service-wide-breadth"
    severity = Severity.MINOR
    sources = (
        "staff-practice#example-3/step-1",
        "staff-practice#example-3/audit",
        "staff-practice#example-3/measure",
        "staff-practice#example-3/step-5",
        "service-wide-breadth#example-2/audit",
        "service-wide-breadth#example-2/step-5",
        "staff-practice#conclusion/3",
        "staff-practice#example-1/audit",
        "service-wide-breadth#conclusion/3",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how far the shifts are apart."""
        if len(claim.shifts) < 2:
            return not_applicable("The claim speaks of no more than one shift")
        day = say_date(claim.changed_on)
        if claim.gauge.per_cycle:
            return no_comparison(claim, "shifts")
        gap = widest(claim.gauge, claim.by_shift)
        since = say_date(max(claim.window_from, claim.changed_on))
        if gap is None and sum(standing.enough for standing in claim.by_shift.values()) > 1:
            raise claim.thin_baseline
        if gap is None:
            return insufficient(
                f"Fewer than two shifts have enough records since {since} to compare",
                f"Record {counted(claim.terms.min_records, 'check')} on each shift before "
                f"{say_date(claim.next_review)}",
                figures={"n": len(claim.window.beyond_activity)},
            )
        figures = gap_figures(gap, claim.by_shift)
        shown = f"Since {since} {say_gap(claim, gap, claim.by_shift, claim.service.shift_name)}"
        if not gap.lag.over():
            return met(
                f"{shown}: within the tolerance", figures=figures, supporting=claim.speaking_for(claim.window)
            )
        worst = claim.at(Place(shift=gap.worst), claim.window).beyond_activity
        bad = claim.against(worst)
        found = {"figures": figures, "contradicting": bad if len(bad) else worst}
        remedy = (
            f"Find out what {claim.service.shift_name(gap.best)} does that "
            f"{claim.service.shift_name(gap.worst)} does not, "
            f"and check both before {say_date(claim.next_review)}"
        )
        was = _before(claim)
        if was is None:
            return not_met(f"{shown}; how far they were apart before {day} is not known", remedy, **found)
        figures |= {"gap_before": was.lag.size}
        before = f"{shown}; before {day} {say_gap_size(claim, was)} lay between best and weakest"
        if gap.lag.smaller(was.lag):
            return concern(f"{before}", remedy, **found)
        return not_met(f"{before}, no more than now", remedy, **found)


def _before(claim: ClaimView) -> Gap[str] | None:
    """The gap between shifts before the change."""
    places = {shift: Place(shift=shift) for shift in claim.shifts}
    standings = {shift: claim.standing_at(place, claim.before) for shift, place in places.items()}
    return widest(claim.gauge, standings)
