"""What can be done about a finding: the choices that really exist for it, the likeliest first."""

from __future__ import annotations

from typing import Final

import attrs

from takehold.engine.result import ClaimVerdict, Finding, Outcome
from takehold.engine.ruleset import Ruleset

from ..questions import QUESTIONS

WAIVABLE: Final = (Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.CONCERN)


@attrs.frozen
class Choice:
    """One thing that can be done: the key that does it, its id, and its words."""

    key: str
    id: str
    words: str


ANSWER: Final = Choice("1", "answer", "Answer the question it comes from")
ADD: Final = Choice("a", "add", "Add a record")
LINK: Final = Choice("l", "link", "Link a record that is there already")
CORRECT: Final = Choice("c", "correct", "Correct a record it rests on")
NARROW: Final = Choice("n", "narrow", "Narrow the claim to what the evidence shows")
VARIATION: Final = Choice("v", "variation", "State where it is still weaker, with the reason")
REVIEW: Final = Choice("r", "reviews", "Record a governance review")
MONITOR: Final = Choice("m", "monitoring", "Say how slippage would show, and who watches")
ACTION: Final = Choice("t", "actions", "Add an action to the plan")
WAIVE: Final = Choice("w", "waive", "Waive it, with a reason and an end date")
OPEN: Final = Choice("e", "open", "Open what it is about, and correct it")
REPORT: Final = Choice("u", "updates", "Write a progress report on it")
GATE: Final = Choice("g", "gates", "Record what the regulator requires")
LEAVE: Final = Choice("escape", "leave", "Leave it, and go on")

_LIKELY: Final = {
    "residual-variation-stated": VARIATION,
    "scope-not-overstated": NARROW,
    "not-one-team": NARROW,
    "governance-confirms": REVIEW,
    "review-cadence": REVIEW,
    "slippage-indicators": MONITOR,
    "action-targeted": ACTION,
    "lagging-areas-supported": ACTION,
    "trigger-acted-on": ACTION,
    "change-introduced": ANSWER,
    "claim-specific": ANSWER,
    "standard-defined": ANSWER,
    "golden-thread": REVIEW,
}
"""The choice that most often settles a check; any other check is settled by records."""


def choices(finding: Finding, claim: ClaimVerdict | None, ruleset: Ruleset) -> tuple[Choice, ...]:
    """The choices for a finding, the likeliest first and leaving it last; `claim` where it is about one."""
    found = _of_claim(finding, claim) if finding.subject.type == "claim" else _of_others(finding)
    use = ruleset.use(finding.check)
    if finding.outcome in WAIVABLE and use is not None and use.waivable:
        found.append(WAIVE)
    likely = _LIKELY.get(finding.check)
    if likely in found:
        found.remove(likely)
        found.insert(0, likely)
    return (*found, LEAVE)


def _of_others(finding: Finding) -> list[Choice]:
    """What can be done about the service itself, a priority or an action."""
    found = [CORRECT] if finding.supporting or finding.contradicting else []
    if finding.subject.type == "service":
        return [*([GATE] if finding.family == "gates" else []), ADD, *found, REVIEW, ACTION]
    return [OPEN, ADD, *found, REPORT, REVIEW, *([ACTION] if finding.subject.type == "priority" else [])]


def _of_claim(finding: Finding, claim: ClaimVerdict | None) -> list[Choice]:
    found = [ADD, LINK]
    if question_for(finding.check) is not None:
        found.insert(0, ANSWER)
    if finding.supporting or finding.contradicting:
        found.append(CORRECT)
    if claim is not None and (claim.narrowed is not None or claim.position != "supported"):
        found.append(NARROW)
    return [*found, VARIATION, REVIEW, MONITOR, ACTION]


def question_for(check: str) -> str | None:
    """The column of the claim whose question serves a check; None where it is answered by records."""
    return next((question.column for question in QUESTIONS if question.check == check), None)
