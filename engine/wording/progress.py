"""What reviews and updates say: nothing, or something; a figure as a result, or effort only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .patterns import MONTHS, NUMBER_WORDS, SCAN, is_cited
from .words import Words, in_use

_LIST_NUMBER: Final = re.compile(r"(?m)^\s*\(?\d{1,2}[.)]\s")
_INNER_LIST_NUMBER: Final = re.compile(r"(?<=\s)\(?\d{1,2}[.)]\s+(?=[A-Z])")
_TIME_AHEAD: Final = re.compile(
    r"\b(?:in|within|for|next|last|past|another|after|every|over|until|by)\s+(?:the\s+)?(?:next\s+|last\s+|past\s+)?$",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(
    r"[\s-]*(?:days?|weeks?|months?|years?|hours?|quarters?|fortnights?|o'clock|ago)\b", re.IGNORECASE
)
_WEEK: Final = re.compile(
    r"(?:\b(?:w/c|wc|week|q|bed|ward|unit|wing|form|form|house|ref|id|cycle|round|stage|part|priority)\s*#?|#)$",
    re.IGNORECASE,
)
_EFFORT: Final = re.compile(
    r"\s+(?:\w+\s+)?(?:meetings?|emails?|e-mails?|sessions?|reminders?|memos?|posters?|briefings?|discussions?|huddles?|"
    r"more\s+updates?)\b",
    re.IGNORECASE,
)
_PAST_THE_HOUR: Final = re.compile(r"\s+(?:past|an?\s+(?:hour|day)|term|way|the\s+day)\b", re.IGNORECASE)
_OUT_OF: Final = re.compile(
    rf"\b(?:one|{NUMBER_WORDS}|\d+)\s+(?:out\s+of|of|in)\s+(?:the\s+|every\s+)?(?:{NUMBER_WORDS}|\d+)\b",
    re.IGNORECASE,
)


def says_nothing(text: str | None, *, words: Words | None = None) -> bool:
    """Whether a decision or a challenge is blank or a word that changes nothing, case and punctuation aside."""
    said = " ".join(re.sub(r"[^\w\s/]|_", "", text or "").lower().split())
    nothing = (words or in_use())["nothing"]
    return said in nothing or said.replace("/", "").replace(" ", "") in nothing


@lru_cache(maxsize=4_096)  # an update is asked about for its priority and for its action
def gives_figure(text: str) -> bool:
    """Whether an update gives a figure as a result: "12 of 15", "93%", "from 14 to 6".

    A date, a time, a deadline ("in 2 weeks"), the number of a list, a room or a regulation, and a count of
    meetings or reminders are no results.
    """
    said = _LIST_NUMBER.sub(_blank, text)
    if said != text:
        said = _INNER_LIST_NUMBER.sub(_blank, said)
    if _OUT_OF.search(said):
        return True
    return any(
        _counts(said, match) for match in SCAN.finditer(said) if match.lastgroup in ("number", "frequency")
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _counts(text: str, match: re.Match[str]) -> bool:
    before, after, found = text[: match.start()], text[match.end() :], match[0].lower()
    if match.lastgroup == "frequency" and not re.match(rf"(?:{NUMBER_WORDS}|\d)", found):
        return False
    if "%" in found or "£" in found:
        return True
    if (
        found == "both"
        or found.startswith("quarter")
        or (found == "third" and not before.rstrip().endswith("a"))
    ):
        return False
    if is_cited(before) or _WEEK.search(before.rstrip()) or _EFFORT.match(after):
        return False
    if found == "half" and _PAST_THE_HOUR.match(after):
        return False
    if re.match(rf"\s+(?:{MONTHS})\b", after):
        return False
    return not (_SPAN.match(after) and _TIME_AHEAD.search(before))
