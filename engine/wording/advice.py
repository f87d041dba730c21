"""What to say about a text that is not definite: the words objected to, and the very sentence made specific."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ..names import listed
from .judged import Degree, Use, Vagueness
from .lexicon import Lexicon, forms
from .owner import Owner, judge_owner
from .weight import Slot
from .words import Example, Words, in_use

WHO: Final = "the senior on each shift"
WHERE: Final = "one unit"
"""What an example says where the service's own post or team is not known."""

_LACKS: Final = {
    Use.ACTION: "what will be done",
    Use.STATEMENT: "which practice or result changed",
    Use.PROBLEM: "what was wrong, and how it showed",
    Use.STANDARD: "anything that two people checking it would agree on",
    Use.TRIGGER: "a figure or an event that would set it off",
    Use.CHECK: "a measure, a record or a method",
}


def objection(judged: Vagueness) -> str:
    """Which words are objected to and what is missing, as the start of a sentence; empty for a specific text."""
    if judged.degree is Degree.SPECIFIC:
        return ""
    quoted = listed((f"“{word}”" for word in judged.words), most=4)
    if judged.too_short:
        return f"{quoted or 'a blank'} is too short to be followed"
    if judged.degree is Degree.VAGUE_WORD:
        return f"{quoted or 'the wording'} could mean anything"
    missing = listed((_asked(slot, judged.use) for slot in judged.missing), last="or")
    lacks = f"{'do' if len(judged.words) > 1 else 'does'} not say {_LACKS[judged.use]}"
    return f"{quoted or 'a blank'} {lacks}{f': not {missing}' if missing else ''}"


def _asked(slot: Slot, use: Use) -> str:
    """A slot as a question: what was wrong has a time, not a date to be met."""
    return "when" if slot is Slot.BY_WHEN and use is Use.PROBLEM else slot.value


def suggestion(
    judged: Vagueness, *, who: str | None = None, where: str | None = None, words: Words | None = None
) -> str:
    """The text made specific, as an example to be put right by its writer; empty for a specific text.

    `who` and `where` are the service's own: the action's owner and its team, where they are known.
    """
    lists = words or in_use()
    if judged.degree is Degree.SPECIFIC:
        return ""
    if judged.degree is Degree.VAGUE_WORD:
        replaced = _replaced(judged, lists)
        if replaced != judged.text:
            return replaced
    actor = who if who and judge_owner(who, words=lists) is Owner.ONE else WHO
    sentence = _example(judged, lists).sentences[judged.use].format(who=actor, where=where or WHERE)
    return sentence[:1].upper() + sentence[1:]


def _replaced(judged: Vagueness, lists: Words) -> str:
    """The text with each vague phrase put in definite words, where the lists know any."""
    text = judged.text
    for span in sorted(judged.spans, key=lambda span: -span.start):
        said = span.text.lower()
        instead = next((lists.instead[form] for form in forms(said) if form in lists.instead), None)
        if instead:
            opening = span.text[:1].isupper()
            text = text[: span.start] + (instead.capitalize() if opening else instead) + text[span.end :]
    return text


def _example(judged: Vagueness, lists: Words) -> Example:
    """The example on the subject that the text speaks most of; the last one, on any subject, where it names none."""
    tokens = judged.text.lower().split()

    def mentions(example: Example) -> int:
        about = _subject(example.about)
        return sum(about.knows(tokens, at) for at in range(len(tokens)))

    usable = [example for example in lists.examples if judged.use in example.sentences]
    best = max(usable, key=mentions)
    return best if mentions(best) else usable[-1]


@lru_cache(maxsize=256)
def _subject(about: tuple[str, ...]) -> Lexicon:
    return Lexicon({"subject": about})
