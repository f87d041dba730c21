"""Newer staff do it as well as experienced staff."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_applicable, not_met
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, told
from takehold.engine.measure.value import lag
from takehold.engine.model import STAFF_GROUPS
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

from .conditions import ask_for_more

_GROUPS = tuple(STAFF_GROUPS.index(name) for name in ("new", "experienced"))


class NewStaffParity(ClaimCheck):
    """Newer staff do it as well as experienced staff.

    Establishes: That people who joined since, or are still learning, work to the same standard as the others.
    Why it matters: An improvement that lives in the heads of experienced staff leaves when they do. Where
        newer staff are behind, induction does not carry it yet.
    How it decides: Compares audits, observations, staff checks and care records since it first improved, of
        new staff with those of experienced staff. Met where new staff are no more than the tolerance behind,
        a concern up to twice that, not met beyond. Where either has too few records, nobody can tell; where
        the group of staff is never recorded, this does not apply.
    What to do: Put the standard into induction, pair new staff with those who do it well, and check them as
        often.
    """

    id = "new-staff-parity"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "embedded-improvement#example-3/risk",
        "embedded-improvement#example-3/step-3",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how far new staff are behind."""
        if not (claim.linked.column("staff_group") != BLANK).any():
            return not_applicable("No record says whether staff were new or experienced")
        held = claim.held_under_conditions
        fresh, settled = (held.having("staff_group", code) for code in _GROUPS)
        new, experienced = claim.condition_standing(fresh), claim.condition_standing(settled)
        figures = told(new, "new") | told(experienced, "experienced")
        since = say_date(claim.held_from)
        gap = lag(claim.gauge, new, experienced) if new.enough and experienced.enough else None
        if gap is None:
            few, standing, who = (
                (fresh, new, "new") if not new.enough else (settled, experienced, "experienced")
            )
            return insufficient(
                f"Since {since} there are {counted(len(fresh), 'check')} of new staff and "
                f"{counted(len(settled), 'check')} of experienced staff: too few to compare",
                ask_for_more(claim, few, claim.short_of(standing), f"of {who} staff"),
                figures=figures | {"new_n": len(fresh), "experienced_n": len(settled)},
                supporting=few,
            )
        shown = (
            f"Since {since} checks of new staff show {claim.say(new)}, of experienced staff "
            f"{claim.say(experienced)}"
        )
        figures |= {"gap": gap.size, "tolerance": gap.tolerance}
        if not gap.over():
            return met(shown, figures=figures, supporting=claim.speaking_for(fresh))
        bad = claim.against(fresh)
        found = {"figures": figures, "contradicting": bad if len(bad) else fresh}
        remedy = (
            "Put what the records named here show into induction, and check new staff again after "
            "their next shifts"
        )
        if not gap.over(2):
            return concern(f"{shown}: behind by more than the tolerance", remedy, **found)
        return not_met(f"{shown}: behind by more than twice the tolerance", remedy, **found)
