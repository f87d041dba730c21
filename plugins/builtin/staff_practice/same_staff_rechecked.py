"""The same staff were seen again."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PracticeCheck, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import counted, listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_HALF = 0.5


@attrs.frozen(kw_only=True)
class SameStaffRechecked(PracticeCheck):
    """The same staff were seen again.

    Establishes: That the members of staff whose practice fell short before the change were looked at again after it.
    Why it matters: Others doing it well says nothing of those who did not. A check of whoever is on shift can miss
        every person with whom the concern began.
    How it decides: Of the staff named in adverse records of the baseline, the share that is named in a record
        outside activity since the change. Met from four in five on (`rechecked_share`), a concern from half, else
        not met. For claims about how staff work, where staff are recorded by pseudonym.
    What to do: Look again at those not yet seen, and write their pseudonym in the record.
    """

    id = "same-staff-rechecked"
    family = "staff-practice"
    severity = Severity.MINOR
    sources = ("staff-practice#example-1/step-4", "staff-practice#example-2/step-4")

    rechecked_share: float = parameter(
        0.8, "What share of the staff first seen falling short is to be seen again", at_least=0.0, at_most=1.0
    )

    def judge_practice(self, claim: ClaimView) -> Judgement:
        """Judge whether those who fell short were seen again."""
        first = claim.service.adverse(claim.before)
        later = claim.after.beyond_activity
        wanted, seen = claim.service.people(first), claim.service.people(later)
        day = say_date(claim.changed_on)
        if not wanted or (len(later) and not seen):
            when = "before" if not wanted else "since"
            what = "record of practice falling short" if not wanted else "record of a result"
            return insufficient(
                f"No {what} {when} the change on {day} says which staff were seen",
                "Write under staff, by pseudonym, who was seen in each record before and after the change",
                contradicting=first,
            )
        again, unseen = sorted(wanted & seen), sorted(wanted - seen)
        share = len(again) / len(wanted)
        figures = {"staff": len(wanted), "seen_again": len(again), "share": round(share, 4)}
        found = (
            f"Of {counted(len(wanted), 'member of staff', 'members of staff')} seen falling short before {day}, "
            f"{len(again)} {'has' if len(again) == 1 else 'have'} been seen again since"
        )
        if share >= self.rechecked_share:
            return met(found, figures=figures, supporting=claim.service.seeing(later, wanted))
        judged = concern if share >= _HALF else not_met
        return judged(
            f"{found}; not {listed(unseen)}",
            f"Look again at {listed(unseen)} before {say_date(claim.next_review)}, and write who was seen",
            figures=figures,
            supporting=claim.service.seeing(later, wanted),
            contradicting=claim.service.seeing(first, unseen),
        )
