"""The response was more than a reminder or a training day."""

from __future__ import annotations

from takehold.engine.check import Judgement, PracticeCheck, concern, met, not_met
from takehold.engine.measure.say import listed
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import names_practical_check, strength

_TARGETED = frozenset({"coaching", "supervision", "process", "staffing", "equipment", "environment"})
_TRAINING = "training"


class ActionTargeted(PracticeCheck):
    """The response was more than a reminder or a training day.

    Establishes: That something was done about the practice itself: coaching, supervision, a different way of working, more
        hands, other equipment or surroundings.
    Why it matters: Reminders and repeated training are the weakest answer to weak practice. They tell people what they
        mostly know, and change nothing about why it does not happen.
    How it decides: Met where one linked action is more than a reminder, a policy or training. A concern where there is
        training, and an action's check names a competency check or an observation. Else not met. An action without a
        kind is classed by its words. For claims about how staff work.
    What to do: Add one action that changes how the work is done, or that stands beside staff while they do it.
    """

    id = "action-targeted"
    family = "staff-practice"
    severity = Severity.MAJOR
    sources = (
        "staff-practice#why/1",
        "staff-practice#commissioner/1",
        "staff-practice#example-1/step-3",
        "staff-practice#example-2/step-3",
        "staff-practice#example-3/step-3",
        "staff-practice#conclusion/1",
        "staff-practice#framework/1",
    )

    def judge_practice(self, claim: ClaimView) -> Judgement:
        """Judge what was done, all actions for the claim together."""
        kinds = {action.id: strength(action.text, action.kind).kind for action in claim.actions}
        figures = {"actions": len(kinds), "kinds": sorted({kind for kind in kinds.values() if kind})}
        targeted = [id for id, kind in kinds.items() if kind in _TARGETED]
        if targeted:
            said = listed([f"{id} ({kinds[id]})" for id in targeted])
            return met(
                f"The response went beyond reminders and training: {said}",
                figures=figures,
                about=_rows(targeted),
            )
        remedy = (
            "Add one action that changes how the work is done, or that stands beside staff while they do it: coaching on "
            "shift, supervision on this one practice, a changed order of work"
        )
        if not kinds:
            return not_met("No action is linked to this claim", remedy, figures=figures)
        trained = _TRAINING in kinds.values()
        if trained and _watched(claim):
            return concern(
                "The response was training, with a check that staff can do it in practice",
                remedy,
                figures=figures,
                about=_rows(list(kinds)),
            )
        said = listed(sorted({kind or "nothing that its words say" for kind in kinds.values()}))
        return not_met(
            f"The only response was {said}, and no check that practice changed is named",
            remedy,
            figures=figures,
            about=_rows(list(kinds)),
        )


def _watched(claim: ClaimView) -> bool:
    """Whether an action's check is named as a competency check or an observation, in words or by its records."""
    if names_practical_check(*(action.check for action in claim.actions)):
        return True
    cited = claim.service.named(tuple(id for action in claim.actions for id in action.check_evidence))
    return len(cited.of_kinds("competency", "observation")) > 0


def _rows(ids: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("actions", id) for id in ids)
