"""One question for each place where a criterion judges words."""

from __future__ import annotations

import re
from collections.abc import Collection

import attrs

from .judged import Degree, Span, Use, Vagueness
from .vagueness import vagueness
from .words import Words

_WORD = re.compile(r"\w[\w'’/.-]*")


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def judge_action(
    text: str, min_words: int = 5, *, words: Words | None = None, names: Collection[str] = ()
) -> Vagueness:
    """How an action is worded, by action-specific's rule.

    Specific: an action verb over an object, and no vague phrase governs it. Vague: a general verb over a general
    object with no who, where, how often or how much, or fewer than `min_words` words. Else: a vague word in an
    otherwise specific text.
    """
    judged = vagueness(text, Use.ACTION, words=words, names=names)
    if word_count(text) >= min_words:
        return judged
    whole = text.strip()
    start = text.find(whole)
    spans = (Span(whole, start, start + len(whole)),) if whole else ()
    return attrs.evolve(judged, degree=Degree.VAGUE, spans=spans, too_short=True)


def statement_is_vague(text: str, *, words: Words | None = None, names: Collection[str] = ()) -> bool:
    """Whether a claim names neither the practice nor the result that changed (claim-specific)."""
    return vagueness(text, Use.STATEMENT, words=words, names=names).vague


def problem_is_vague(text: str, *, words: Words | None = None, names: Collection[str] = ()) -> bool:
    """Whether a problem is only a general fault of a general thing (problem-stated, weakness-specific)."""
    return vagueness(text, Use.PROBLEM, words=words, names=names).vague


def standard_is_vague(text: str, *, words: Words | None = None, names: Collection[str] = ()) -> bool:
    """Whether a standard could not be checked by somebody who only has its words (standard-defined)."""
    return vagueness(text, Use.STANDARD, words=words, names=names).vague


def trigger_is_vague(text: str, *, words: Words | None = None, names: Collection[str] = ()) -> bool:
    """Whether a trigger is neither a figure nor an event that is there or not (slippage-indicators)."""
    return vagueness(text, Use.TRIGGER, words=words, names=names).vague


def check_is_vague(text: str, *, words: Words | None = None, names: Collection[str] = ()) -> bool:
    """Whether a check names no measure, record or method (action-checkable)."""
    return vagueness(text, Use.CHECK, words=words, names=names).vague
