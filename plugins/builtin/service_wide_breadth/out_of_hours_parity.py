"""Nights and weekends show it too."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_applicable, not_met
from takehold.engine.measure.say import counted, told
from takehold.engine.measure.value import Against, Lag, Records, Standing, lag
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView, ServiceView

_NARROWING = 0.25
"""How much smaller than soon after the change the gap must be: the criterion's own quarter."""


class OutOfHoursParity(ClaimCheck):
    """Nights and weekends show it too.

    Establishes: That the better position is there at night and at weekends, when fewer managers are about.
    Why it matters: Most checks are made on weekdays in daytime. People live there for the other three
        quarters of the week too.
    How it decides: Takes the records of the newest three review cycles from shifts marked out of hours, or
        made on a Saturday or Sunday. Met where they are enough, at the improved position, and no more than
        the tolerance behind core hours. A concern where they are at the improved position and further behind,
        or better than the baseline with a gap a quarter smaller than in the first three cycles. Not met
        otherwise. Where they are too few, nobody can tell; it does not apply to a service with none.
    What to do: Make checks on nights and weekends, and take the support there that days have had.
    """

    id = "out-of-hours-parity"
    family = "service-wide-breadth"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#example-2/step-1",
        "service-wide-breadth#example-2/step-2",
        "service-wide-breadth#example-2/step-3",
        "service-wide-breadth#example-2/step-5",
        "service-wide-breadth#example-2/risk",
        "service-wide-breadth#example-2/audit",
        "staff-practice#example-3/risk",
        "embedded-improvement#example-2/risk",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge nights and weekends beside core hours."""
        if not _has_any(claim.service):
            return not_applicable("The service has no shift out of hours and no record from a weekend")
        records = claim.out_of_hours(claim.window)
        standing = _standing(claim, records)
        since = say_date(max(claim.window_from, claim.changed_on))
        if not standing.enough:
            return insufficient(
                f"{counted(len(records.beyond_activity), 'record')} since {since} from nights and "
                "weekends: too few to say "
                "how it stands then",
                _ask(claim, records, claim.short_of(standing)),
                figures={"n": len(records.beyond_activity)},
                supporting=records,
            )
        if not standing.known:
            raise claim.thin_baseline
        core = claim.standing(claim.core_hours(claim.window), part=claim.core_hours(claim.before))
        gap = None if claim.gauge.per_cycle else lag(claim.gauge, standing, core)
        figures = told(standing) | told(core, "core")
        shown = f"Nights and weekends since {since} stand at {claim.say(standing)}"
        if gap is not None:
            figures |= {"gap": gap.size, "tolerance": gap.tolerance}
            shown += f", core hours at {claim.say(core)}"
        if standing.improved and not (gap is not None and gap.over()):
            return met(shown, figures=figures, supporting=claim.speaking_for(records))
        bad = claim.against(records)
        found = {"figures": figures, "contradicting": bad if len(bad) else records.beyond_activity}
        remedy = (
            "Give nights and weekends the support that days have had, and check there before "
            f"{say_date(claim.next_review)}"
        )
        if standing.improved:
            return concern(f"{shown}: improved, but behind by more than the tolerance", remedy, **found)
        first = _first_gap(claim)
        if standing.against is Against.BETTER and gap is not None and gap.narrowed(first, _NARROWING):
            return concern(
                f"{shown}: short of the improved position, but the gap is closing", remedy, **found
            )
        return not_met(f"{shown}: short of the improved position", remedy, **found)


def _has_any(service: ServiceView) -> bool:
    """Whether the service works out of hours, by its shifts or by a record judged by its hours."""
    return any(shift.out_of_hours for shift in service.case.shifts) or bool(
        (service.records.column("out_of_hours") == 1).any()
    )


def _standing(claim: ClaimView, records: Records) -> Standing:
    return claim.standing(records, part=claim.out_of_hours(claim.before))


def _first_gap(claim: ClaimView) -> Lag | None:
    """How far nights and weekends were behind in the first three after-cycles."""
    first = claim.first_window()
    late = _standing(claim, claim.out_of_hours(first))
    core = claim.standing(claim.core_hours(first), part=claim.core_hours(claim.before))
    return lag(claim.gauge, late, core) if late.enough and core.enough else None


def _ask(claim: ClaimView, records: Records, lacking: int) -> str:
    late = [
        shift.id for shift in claim.service.case.shifts if shift.out_of_hours and shift.id in claim.shifts
    ]
    where = f" on {claim.service.shift_name(late[0])}" if late else " at a weekend"
    return f"Make {counted(lacking, 'more check')}{where} before {say_date(claim.next_review)}"
