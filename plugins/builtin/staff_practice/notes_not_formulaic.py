"""Notes are written, not copied."""

from __future__ import annotations

import attrs

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, insufficient, met, not_met, parameter
from takehold.engine.measure.say import counted, percent
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView
from takehold.engine.wording import near_repeats, word_count

_KINDS = ("care-record", "handover", "log", "record-sample", "observation")
_WORDS = 4
_LEAST = 5
_QUOTED = 80
_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class NotesNotFormulaic(ClaimCheck):
    """Notes are written, not copied.

    Establishes: That what staff and observers wrote since the change was written for that person on that day.
    Why it matters: The same sentence over and over shows that people write for the audit. It fills the form, and says
        nothing about anybody's care.
    How it decides: Of the notes since the change in care records, handovers, logs, record samples and observations, those
        of four words or more that nearly repeat another (`similarity`, case and punctuation aside). Met below a fifth
        (`formulaic_share`), a concern up to twice that, else not met. Fewer than five notes cannot tell.
    What to do: Read the repeated notes with those who wrote them, and ask what was different that day.
    """

    id = "notes-not-formulaic"
    family = "staff-practice"
    severity = Severity.MINOR
    sources = (
        "staff-practice#example-2/risk",
        "staff-practice#example-2/audit",
        "staff-practice#example-2/step-4",
    )

    formulaic_share: float = parameter(
        0.2, "From what share of notes that repeat another it is a concern", at_least=0.0, at_most=1.0
    )
    similarity: float = parameter(
        0.9, "From what likeness on a note repeats another (1: identical)", at_least=0.0, at_most=1.0
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge how far the notes since the change repeat one another."""
        records = claim.after.of_kinds(*_KINDS)
        pairs = zip(records.ids()[::-1], claim.service.text("note", records), strict=True)
        notes = {id: note for id, note in pairs if note and word_count(note) >= _WORDS}
        day = say_date(claim.changed_on)
        if len(notes) < _LEAST:
            return insufficient(
                f"Since the change on {day} there {_are(len(notes))} of {_WORDS} words or more: too few to compare",
                f"Enter what was written in {counted(_LEAST - len(notes), 'more record')}, word for word, under note",
                figures={"notes": len(notes)},
                supporting=tuple(notes)[::-1],
            )
        ids = tuple(notes)
        repeats = tuple(ids[at] for at in sorted(near_repeats(tuple(notes.values()), self.similarity)))
        share = len(repeats) / len(ids)
        figures = {"notes": len(ids), "repeating": len(repeats), "share": round(share, 4)}
        found = f"Of {len(ids):,} notes since the change on {day}, {len(repeats):,} ({percent(share)}) nearly repeat another"
        if share < self.formulaic_share - _NEAR:
            return met(
                found, figures=figures, supporting=tuple(id for id in ids if id not in set(repeats))[::-1]
            )
        judged = concern if share <= 2 * self.formulaic_share + _NEAR else not_met
        return judged(
            f"{found}, such as “{_short(notes[repeats[-1]])}”" if repeats else found,
            "Read the repeated notes with those who wrote them, and ask what was different that day",
            figures=figures,
            contradicting=repeats[::-1],
        )


def _are(n: int) -> str:
    return f"{'is' if n == 1 else 'are'} {counted(n, 'note')}" if n else "is no note"


def _short(note: str) -> str:
    return note if len(note) <= _QUOTED else f"{note[:_QUOTED].rsplit(' ', 1)[0]} …"
