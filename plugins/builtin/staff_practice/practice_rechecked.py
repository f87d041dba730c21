"""Practice itself was watched again afterwards."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PracticeCheck, concern, met, not_met, parameter
from takehold.engine.measure.say import counted
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_LIVE = ("observation", "spot-check", "record-sample")


@attrs.frozen(kw_only=True)
class PracticeRechecked(PracticeCheck):
    """Practice itself was watched again afterwards.

    Establishes: That after the change somebody watched staff at work, or looked at what they had written, to see
        whether the practice is different.
    Why it matters: Attendance sheets and signatures show that staff were told. Only looking at the work itself
        shows whether they do it.
    How it decides: Observations, spot checks and record samples dated on or after the change are counted. Met from
        three on (`live_checks`), a concern from one, not met where there is none. For claims about how staff work.
    What to do: Watch the practice where it happens, on the teams and shifts that the claim speaks of, and enter
        each look as an observation, spot check or record sample.
    """

    id = "practice-rechecked"
    family = "staff-practice"
    severity = Severity.BLOCKER
    sources = (
        "staff-practice#framework/1",
        "staff-practice#example-1/step-4",
        "staff-practice#example-2/step-4",
        "staff-practice#example-3/step-4",
        "staff-practice#commissioner/2",
        "staff-practice#inspector/1",
        "staff-practice#intro/1",
    )

    live_checks: int = parameter(
        3, "How many observations, spot checks or record samples are enough", at_least=1
    )

    def judge_practice(self, claim: ClaimView) -> Judgement:
        """Judge whether the practice was looked at again."""
        seen = claim.after.of_kinds(*_LIVE)
        day = say_date(claim.changed_on)
        figures = {"live_checks": len(seen), "needed": self.live_checks}
        if not len(seen):
            return not_met(
                f"Since the change on {day} nobody has watched the practice or sampled its records",
                self._remedy(claim, seen),
                figures=figures,
            )
        found = f"{counted(len(seen), 'observation, spot check or record sample', _PLURAL)} since the change on {day}"
        if len(seen) < self.live_checks:
            return concern(
                f"Practice was looked at again, but seldom: {found}",
                self._remedy(claim, seen),
                figures=figures,
                supporting=seen,
            )
        return met(f"Practice was looked at again: {found}", figures=figures, supporting=seen)

    def _remedy(self, claim: ClaimView, seen: Records) -> str:
        lacking = self.live_checks - len(seen)
        place = claim.least_seen(seen)
        where = f", first on {claim.service.place_name(place)}" if place is not None else ""
        more = counted(
            lacking, "unannounced observation, spot check or record sample", f"unannounced {_PLURAL}"
        )
        return f"Make {more} before {say_date(claim.next_review)}{where}"


_PLURAL = "observations, spot checks or record samples"
