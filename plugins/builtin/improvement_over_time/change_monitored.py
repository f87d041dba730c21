"""Follow-up checking began soon and has not lapsed."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met, parameter
from takehold.engine.measure.say import counted, listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


@attrs.frozen(kw_only=True)
class ChangeMonitored(ClaimCheck):
    """Follow-up checking began soon and has not lapsed.

    Establishes: That somebody looked soon whether the change worked, and that checking has gone on since.
    Why it matters: A change that nobody looks at drifts, and a gap in the checks is just when it does so unseen.
    How it decides: Met where the first record of a result after the change is within 28 days of it and no full review
        cycle since is without one. A concern where one of the two is so. Not met where neither is, or there is no
        record since the change.
    What to do: Put a short check into every review cycle, and record it even when all is well.
    """

    id = "change-monitored"
    family = "improvement-over-time"
    severity = Severity.MAJOR
    sources = (
        "improvement-over-time#framework/1",
        "improvement-over-time#why/2",
        "improvement-over-time#example-1/step-4",
        "improvement-over-time#example-3/step-4",
        "improvement-over-time#example-2/step-4",
        "staff-practice#example-1/step-4",
        "staff-practice#example-2/step-4",
        "staff-practice#example-3/step-4",
        "improvement-plans#example-1/step-4",
        "improvement-plans#example-2/step-4",
    )

    follow_up_days: int = parameter(
        28, "Within how many days of the change the first check is due", at_least=1, at_most=365
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how a claim's change was followed up."""
        changed = claim.changed_on
        checks = claim.after.beyond_activity
        first = checks.first_day
        if first is None:
            return not_met(
                f"No result has been recorded since the change on {say_date(changed)}",
                f"Check it before {say_date(claim.next_review)}, and record the result",
                figures={"records": 0},
                contradicting=claim.after,
            )
        days = (first - changed).days
        held = set(claim.ledger.cycle[checks.rows].tolist())
        empty = [cycle for cycle in claim.whole_cycles_after if cycle not in held]
        late = days > self.follow_up_days
        figures = {"days_to_first": days, "records": len(checks), "empty_cycles": len(empty)}
        began = f"The first check after the change on {say_date(changed)} was on {say_date(first)}, {_later(days)}"
        lapsed = f"there is none in {listed([claim.rhythm.say(cycle) for cycle in empty])}"
        if not late and not empty:
            text = f"{began}, and no full {claim.rhythm.cycle} since is without one"
            return met(text, figures=figures, supporting=checks)
        remedy = (
            f"Check it in every {claim.rhythm.cycle} from now on: the next by {say_date(claim.next_review)}"
        )
        if late and empty:
            return not_met(f"{began}, and {lapsed}", remedy, figures=figures, supporting=checks)
        if empty:
            return concern(f"{began}, but {lapsed}", remedy, figures=figures, supporting=checks)
        return concern(
            f"{began}: more than {self.follow_up_days} days. No full {claim.rhythm.cycle} since is without one",
            f"After the next change, check within {self.follow_up_days} days",
            figures=figures,
            supporting=checks,
        )


def _later(days: int) -> str:
    return "the same day" if days == 0 else f"{counted(days, 'day')} later"
