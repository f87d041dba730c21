"""A stand-in for judging wording: blunt, and not compared with the engine's own."""

from __future__ import annotations

import re
from datetime import date

from rapidfuzz import fuzz

from takehold.engine.model import Action, Evidence

NOTHING = {"", "none", "noted", "n/a", "na", "no change", "carry on", "continue", "ongoing"}
NOBODY = {
    "all staff", "staff", "team", "the team", "all", "management", "the management", "tbc", "tba", "everyone",
    "everybody", "n/a", "na", "none", "managers", "all managers", "whole team", "all team", "anyone",
}  # fmt: skip
GENERAL_VERBS = (
    "improve", "strengthen", "review", "ensure", "raise awareness", "enhance", "promote", "support", "monitor",
    "continue", "remind", "reinforce", "develop", "maintain", "embed",
)  # fmt: skip
GENERAL_OBJECTS = (
    "communication", "person-centred", "quality", "standards", "record keeping", "recording", "records", "culture",
    "practice", "care",
)  # fmt: skip
VAGUE = (
    "better",
    "improved",
    "good",
    "appropriate",
    "as required",
    "where possible",
    "ongoing",
    "poor",
    "robust",
)


def words(text: str | None) -> list[str]:
    """The words of a text."""
    return re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text or "")


def says_something(text: str | None) -> bool:
    """Whether a decision or a challenge says more than that nothing changes."""
    plain = re.sub(r"\s+", " ", (text or "").strip().strip(".!,;:- ").casefold())
    return plain not in NOTHING


def similarity(one: str, other: str) -> float:
    """How nearly two texts are the same, case and punctuation aside: 0 to 1."""
    return fuzz.ratio(plain(one), plain(other)) / 100


def plain(text: str) -> str:
    """A text without case and punctuation."""
    return " ".join(words(text.casefold()))


def owner(text: str | None) -> str:
    """`named` (a person or a single post), `several`, or `nobody`."""
    plain = (text or "").strip().strip(".").casefold()
    if not plain or plain in NOBODY:
        return "nobody"
    return "several" if re.search(r"\band\b|&|/|\+|;", plain) else "named"


def has_owner(text: str | None) -> bool:
    """Whether somebody is named at all."""
    return owner(text) != "nobody"


def is_vague(text: str | None) -> bool:
    """Whether a text is too general to be checked: few words, or a general verb over a general object."""
    plain = (text or "").casefold()
    count = len(words(plain))
    if count < 3:
        return True
    if re.search(r"\d", plain) or count >= 12:
        return False
    return (any(verb in plain for verb in GENERAL_VERBS) or any(word in plain for word in VAGUE)) and any(
        thing in plain for thing in GENERAL_OBJECTS
    )


def has_figure(text: str) -> bool:
    """Whether a progress report gives a figure."""
    return bool(re.search(r"\d", text))


def action_kind(action: Action) -> str:
    """The action's kind; where blank, by its words."""
    if action.kind is not None:
        return action.kind
    plain = action.text.casefold()
    for kind, cues in (
        ("coaching", ("coach", "shadow", "work alongside", "show ")),
        ("supervision", ("supervis",)),
        ("training", ("train", "e-learning", "course", "refresher", "workshop")),
        ("staffing", ("recruit", "rota", "staffing", "deploy")),
        ("equipment", ("buy", "install", "equipment", "device")),
        ("environment", ("signage", "layout", "room")),
        ("policy", ("policy", "procedure")),
        ("reminder", ("remind", "awareness", "memo", "email")),
    ):
        if any(cue in plain for cue in cues):
            return kind
    return "process"


def names_practice_check(action: Action, records: list[Evidence]) -> bool:
    """Whether an action's check is a competency check or an observation."""
    if any(record.kind in ("competency", "observation") for record in records):
        return True
    return any(cue in (action.check or "").casefold() for cue in ("competenc", "observ"))


def action_outcome(text: str) -> str:
    """How specific an action is: met, concern or not-met."""
    if len(words(text)) < 5 or is_vague(text):
        return "not-met"
    return "concern" if any(re.search(rf"\b{word}\b", text.casefold()) for word in VAGUE) else "met"


def as_date(value: date | str | None) -> date | None:
    """The date of a cell that may hold words."""
    return value if isinstance(value, date) else None
