"""Harbour's supervision standard as a check."""

from __future__ import annotations

import datetime as dt

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PracticeCheck, concern, met, not_applicable, not_met, parameter
from takehold.engine.measure.say import counted, listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class SupervisedAfterwards(PracticeCheck):
    """Who was seen below the standard is supervised soon.

    Establishes: That each member of staff whom a check found below the standard had a supervision within six weeks.
    Why it matters: A finding that nobody talks through with the person stays a finding. Harbour promises its staff
        that they hear of it, and are helped, before the next check.
    How it decides: Takes every audit and observation since the change whose result was not met and that names who was
        seen. Met where each of them had a supervision within 42 days (`days`), a concern where one had not, not met
        where more had not. Not asked where nobody was seen below the standard, or the time has not passed yet.
    What to do: Hold the supervisions that are missing, and enter each with the pseudonym of the person.
    """

    id = "supervised-afterwards"
    family = "harbour"
    severity = Severity.MAJOR
    sources = ("Harbour supervision standard 4.2",)

    days: int = parameter(42, "Within how many days a supervision is held", at_least=1, at_most=365)

    def judge_practice(self, claim: ClaimView) -> Judgement:
        """Judge whether those seen below the standard were supervised."""
        checks = claim.after.of_groups("audit", "observation").saying("result", "not met")
        late: list[tuple[str, dt.date, str]] = []
        seen = 0
        for id in checks.ids():
            record = claim.service.named((id,))
            day = record.first_day
            assert day is not None
            limit = day + dt.timedelta(days=self.days)
            if limit > claim.as_of:
                continue
            supervised = claim.service.records.of_kinds("supervision").within(day, limit)
            helped = {person for staff in claim.service.staff(supervised) for person in staff}
            for person in claim.service.staff(record)[0]:
                seen += 1
                if person not in helped:
                    late.append((person, day, id))
        if not seen:
            return not_applicable(
                f"Nobody was seen below the standard {self.days} days ago or earlier, since the change"
            )
        figures = {"seen": seen, "not_supervised": len(late)}
        if not late:
            return met(
                f"{counted(seen, 'time')} somebody was seen below the standard, and each had a supervision within "
                f"{self.days} days",
                figures=figures,
            )
        who = listed([f"{person} (seen on {say_date(day)})" for person, day, _ in late])
        judged = concern if len(late) == 1 else not_met
        return judged(
            f"No supervision within {self.days} days for {who}",
            f"Hold the supervision of {listed([person for person, _, _ in late])} before {say_date(claim.next_review)}, "
            "and enter it with the pseudonym",
            figures=figures,
            contradicting=tuple(dict.fromkeys(id for _, _, id in late)),
        )
