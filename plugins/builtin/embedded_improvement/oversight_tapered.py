"""Extra oversight has been stepped down."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import (
    ClaimCheck,
    Judgement,
    concern,
    insufficient,
    met,
    not_applicable,
    not_met,
    parameter,
)
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import percent
from takehold.engine.measure.value import Records
from takehold.engine.model import OVERSIGHT
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

_CLOSE = (OVERSIGHT.index("enhanced"), OVERSIGHT.index("intensive"))
_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class OversightTapered(ClaimCheck):
    """Extra oversight has been stepped down.

    Establishes: That the closer oversight that came with the change has since been withdrawn, step by step.
    Why it matters: Extra oversight is a sound way to start, and a poor way to live. While most checks are
        still made under it, nobody knows what ordinary supervision would hold.
    How it decides: Of the newest three review cycles' audits, observations, staff checks and care records
        that say how closely they were overseen, it takes the share under enhanced or intensive oversight. Met
        at a quarter or less (`tapered_share`). A concern above that, where the share is lower than in the
        first three cycles after the change. Not met where it is not. It does not apply where oversight was
        never more than routine.
    What to do: Write down when the extra oversight ends on each team, end it, and keep checking.
    """

    id = "oversight-tapered"
    family = "embedded-improvement"
    severity = Severity.MINOR
    sources = (
        "embedded-improvement#example-3/step-4",
        "embedded-improvement#example-1/step-1",
        "embedded-improvement#example-3/risk",
        "embedded-improvement#example-1/risk",
        "embedded-improvement#example-3/audit",
    )

    tapered_share: float = parameter(
        0.25, "The share of recent checks that may still be under closer oversight", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how much of the checking is still under closer oversight."""
        if len(told := _told(claim.after)) and not len(_close(told)):
            return not_applicable("Oversight was never more than routine since the change")
        now, first = _told(claim.window), _told(claim.first_window())
        since = say_date(max(claim.window_from, claim.changed_on))
        if not len(now):
            return insufficient(
                f"No check since {since} says how closely it was overseen",
                "Write under oversight whether it was routine, enhanced or intensive when each check "
                "was made",
                figures={"n": 0},
            )
        close = _close(now)
        share = len(close) / len(now)
        figures = {"share": share, "n": len(now)}
        shown = (
            f"Since {since}, {len(close)} of {len(now)} checks ({percent(share)}) {'was' if len(close) == 1 else 'were'} made under "
            "closer oversight"
        )
        if share <= self.tapered_share + _NEAR:
            return met(shown, figures=figures, supporting=now, contradicting=close)
        remedy = (
            f"Return one team after another to routine oversight, until {percent(self.tapered_share)} "
            "or less is left"
        )
        if not len(first):
            return insufficient(
                f"{shown}; whether that is less than at first nobody can tell, since no check of the "
                "first cycles after "
                f"{say_date(claim.changed_on)} says how closely it was overseen",
                f"Fill in oversight on the checks made soon after {say_date(claim.changed_on)}",
                figures=figures,
                contradicting=close,
            )
        was = len(_close(first)) / len(first)
        found = {"figures": figures | {"first_share": was, "first_n": len(first)}, "contradicting": close}
        if share < was - _NEAR:
            return concern(f"{shown}, fewer than the {percent(was)} at first", remedy, **found)
        return not_met(f"{shown}, no fewer than the {percent(was)} at first", remedy, **found)


def _told(records: Records) -> Records:
    """The checks of a set that say how closely they were overseen."""
    checks = records.of_groups("audit", "observation", "staff", "records")
    return checks.keep(checks.column("oversight") != BLANK)


def _close(records: Records) -> Records:
    return records.having("oversight", *_CLOSE)
