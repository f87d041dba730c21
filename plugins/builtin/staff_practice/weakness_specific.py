"""The practice weakness is named exactly."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import Judgement, PracticeCheck, concern, met, not_met
from takehold.engine.measure.say import counted
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import Use, Vagueness, objection, suggestion, vagueness

_LOOKS = ("observation", "audit", "record-sample")


class WeaknessSpecific(PracticeCheck):
    """The practice weakness is named exactly.

    Establishes: That the claim says what staff did or left undone, and that somebody wrote down what they saw before the
        change.
    Why it matters: Weak practice that is not described cannot be answered with more than a reminder, and nobody can say
        afterwards whether it has gone.
    How it decides: Met where the problem is not vague, and an observation, audit or record sample from before the change
        carries a note of what was seen. A concern for one of the two, not met for neither. For claims about how staff
        work.
    What to do: Write what was seen, in whose hands and at what time of day, and enter the observer's note.
    """

    id = "weakness-specific"
    family = "staff-practice"
    severity = Severity.MAJOR
    sources = (
        "staff-practice#framework/1",
        "staff-practice#example-1/step-1",
        "staff-practice#example-2/step-1",
        "staff-practice#example-3/step-1",
        "staff-practice#why/1",
    )

    def judge_practice(self, claim: ClaimView) -> Judgement:
        """Judge how a weakness was named, and seen."""
        noted = _noted(claim, claim.before.of_kinds(*_LOOKS))
        judged = vagueness(claim.claim.problem or "", Use.PROBLEM, names=claim.service.place_names)
        day = say_date(claim.changed_on)
        figures = {"noted": len(noted), "objected": list(judged.words)}
        seen = f"{counted(len(noted), 'look')} from before {day} {'says' if len(noted) == 1 else 'say'} what was seen"
        unseen = f"no observation, audit or record sample from before {day} carries a note of what was seen"
        note = f"Enter the notes that the observers made before {day}"
        if not judged.vague and len(noted):
            return met(f"The weakness is named, and {seen}", figures=figures, supporting=noted)
        if not judged.vague:
            return concern(f"The weakness is named, but {unseen}", note, figures=figures)
        named, write = (
            _objected(claim, judged),
            f"Write under problem what was seen, for example: “{suggestion(judged)}”",
        )
        if len(noted):
            return concern(
                f"{named}, though {seen}", write, figures=figures, supporting=noted, columns=("problem",)
            )
        return not_met(f"{named}, and {unseen}", f"{write}. {note}", figures=figures, columns=("problem",))


def _objected(claim: ClaimView, judged: Vagueness) -> str:
    if claim.claim.problem is None:
        return "The claim does not say what was wrong"
    return f"The weakness is named in words that fit any service: {objection(judged)}"


def _noted(claim: ClaimView, records: Records) -> Records:
    """Those of some records that carry a note."""
    notes = claim.service.text("note", records)
    ids = tuple(id for id, note in zip(records.ids()[::-1], notes, strict=True) if note)
    return claim.service.named(ids)
