"""How strong an action is: its kind, where nobody filled it in, and its tier in the hierarchy of action.

The tiers are those of the VA National Center for Patient Safety and RCA2: what changes the surroundings or the
way of working holds better than what tells people to take care. One weak action is no fault: the set of actions
for one problem is judged.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import attrs

from .judged import Use
from .lexicon import Lexicon
from .patterns import SCAN
from .vagueness import vagueness
from .words import Words, in_use


class Tier(enum.StrEnum):
    """How well actions of a sort are known to hold, weakest first."""

    WEAK = "weak"
    INTERMEDIATE = "intermediate"
    STRONG = "strong"


@attrs.frozen
class Strength:
    """An action's kind and tier; both None where its words give no hint."""

    kind: str | None
    tier: Tier | None
    guessed: bool
    """Whether the kind was read from the words rather than filled in."""


_LAST_RESORT: Final = "process"
"""Words of a process are so common that any other kind's words come first."""
_PHYSICAL: Final = ("process", "equipment", "environment", "staffing")
"""Kinds that change how or where work is done. A wholly vague text is none of them: "improve record keeping" is no
process. Words can lift only these to strong: teaching people to lock a door is not a lock."""


def strength(text: str, kind: str | None = None, *, words: Words | None = None) -> Strength:
    """The kind of an action (as given, else from its words) and its tier."""
    return _strength(text, kind, words or in_use())


@lru_cache(maxsize=4_096)  # several checks ask about the same action
def _strength(text: str, kind: str | None, lists: Words) -> Strength:
    found = kind or _kind(text, lists)
    if found is None:
        return Strength(None, None, guessed=True)
    lifting = lists.tables["tier_words"]
    if _first(text, lifting["weak"]) is not None:
        tier = Tier.WEAK
    elif found in _PHYSICAL and _first(text, lifting["strong"]) is not None:
        tier = Tier.STRONG
    else:
        tier = next(Tier(tier) for tier, kinds in lists.tables["tiers"].items() if found in kinds)
    return Strength(found, tier, guessed=kind is None)


def strongest(strengths: Iterable[Strength]) -> Tier | None:
    """The highest tier among several actions, None where none is known."""
    order = tuple(Tier)
    return max((one.tier for one in strengths if one.tier), key=order.index, default=None)


def names_practical_check(*texts: str | None, words: Words | None = None) -> bool:
    """Whether a competency or observation check is named in any of these texts (action-targeted)."""
    lists = words or in_use()
    return any(_first(text, lists.tables["practical"]["checks"]) is not None for text in texts if text)


def _kind(text: str, lists: Words) -> str | None:
    """The kind whose words come first in the text; a process only where no other kind is named."""
    places = {kind: _first(text, phrases) for kind, phrases in lists.tables["kinds"].items()}
    named = {kind: at for kind, at in places.items() if at is not None}
    # To discuss something in supervision is supervision; to remind people beside a chart is a reminder.
    if (
        "reminder" in named
        and not {"coaching", "supervision"} & named.keys()
        and named["reminder"] == min(named.values())
    ):
        return "reminder"
    if vagueness(text, Use.ACTION, words=lists).vague:
        named = {kind: at for kind, at in named.items() if kind not in _PHYSICAL}
    particular = {kind: at for kind, at in named.items() if kind not in (_LAST_RESORT, "reminder")}
    for held in (particular, named):
        if held:
            return min(held, key=lambda kind: held[kind])
    return None


def _first(text: str, phrases: tuple[str, ...]) -> int | None:
    """Where the first of these phrases stands, counted in words; None where none does."""
    tokens = _tokens(text)
    lexicon = _lexicon(phrases)
    return next((at for at in range(len(tokens)) if lexicon.knows(tokens, at)), None)


@lru_cache(maxsize=1_024)  # one list of phrases after another is looked for in the same text
def _tokens(text: str) -> Sequence[str]:
    return tuple(
        token
        for match in SCAN.finditer(text)
        if match.lastgroup != "mark"
        for token in match[0].lower().split()
    )


@lru_cache(maxsize=64)
def _lexicon(phrases: tuple[str, ...]) -> Lexicon:
    return Lexicon({"phrase": phrases})
