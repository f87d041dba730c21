"""Leaders know what early slippage would look like, and watch for it."""

from __future__ import annotations

from collections.abc import Collection

from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met
from takehold.engine.measure.say import listed, number
from takehold.engine.model import Monitoring
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import Owner, Vagueness, judge_owner, objection, suggestion, vagueness
from takehold.engine.wording import Use as Wording


class SlippageIndicators(ClaimCheck):
    """Leaders know what early slippage would look like, and watch for it.

    Establishes: That somebody watches a named sign, at a set interval, and knows at which figure or event to
        act.
    Why it matters: Once improved is not always improved. A slide that is seen in its first weeks is put right
        with little; one that is found by an inspector is not.
    How it decides: Met where a monitoring row for the claim has an indicator, a threshold or a trigger in
        definite words, a frequency and an owner. A concern where there is a row and something is missing in
        it. Not met where there is none.
    What to do: Write one row under monitoring: what is watched, the figure or event that would count as
        slippage, how often somebody looks, and who.
    """

    id = "slippage-indicators"
    family = "embedded-improvement"
    severity = Severity.BLOCKER
    sources = (
        "embedded-improvement#framework/3",
        "embedded-improvement#commissioner/2",
        "embedded-improvement#conclusion/1",
        "embedded-improvement#example-1/audit",
        "improvement-over-time#example-2/step-5",
        "embedded-improvement#conclusion/3",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge the monitoring of a claim."""
        rows = claim.monitoring
        if not rows:
            return not_met(
                "Nothing says how slippage of this improvement would show, or who would see it",
                "Add one row under monitoring: an indicator, a figure or event to act on, how often, "
                "and an owner",
                figures={"rows": 0},
            )
        lacking = {row.id: _lacking(claim, row) for row in rows}
        whole = [row for row in rows if not lacking[row.id]]
        figures = {"rows": len(rows), "complete": len(whole)}
        if whole:
            return met(
                f"Watched {whole[0].frequency} by {whole[0].owner}: {_say(claim, whole[0])}", figures=figures
            )
        nearest = min(rows, key=lambda row: len(lacking[row.id]))
        return concern(
            f"Monitoring row {nearest.id} {listed(list(lacking[nearest.id].values()))}",
            _remedy(claim, nearest, lacking[nearest.id]),
            figures=figures,
            about=tuple(("monitoring", row.id) for row in rows),
        )


def _say(claim: ClaimView, row: Monitoring) -> str:
    """What a row watches, and at which figure somebody acts."""
    measure = claim.service.measures.get(row.indicator or "")
    what = (measure.name or measure.id) if measure else row.indicator
    return f"{what}" + (f" (to act at {number(row.threshold)})" if row.threshold is not None else "")


def _lacking(claim: ClaimView, row: Monitoring) -> dict[str, str]:
    """What a row does not say: the column, and the end of a sentence on it."""
    lacking = {}
    if row.indicator is None:
        lacking["indicator"] = "names no indicator"
    if row.threshold is None and row.trigger is None:
        lacking["threshold or trigger"] = "has neither a threshold nor a trigger"
    elif row.threshold is None and (judged := _judged(claim, row)).vague:
        lacking["trigger"] = f"has a trigger that nobody could be sure of: {objection(judged)}"
    if row.frequency is None:
        lacking["frequency"] = "does not say how often somebody looks"
    if judge_owner(row.owner, places=claim.service.place_names) is Owner.NOBODY:
        said = f" in particular (“{row.owner}”)" if row.owner else ""
        lacking["owner"] = f"names nobody{said} who looks"
    return lacking


def _judged(claim: ClaimView, row: Monitoring) -> Vagueness:
    return vagueness(row.trigger or "", Wording.TRIGGER, names=claim.service.own_names)


def _remedy(claim: ClaimView, row: Monitoring, lacking: Collection[str]) -> str:
    fill = f"Fill in {listed(list(lacking))} in row {row.id} of monitoring"
    if "trigger" not in lacking:
        return fill
    return f"{fill}: as a trigger, for example “{suggestion(_judged(claim, row))}”"
