"""Whether an owner is one person or post, several, or nobody in particular."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

import attrs

from .lexicon import forms
from .words import Words, in_use


class Owner(enum.StrEnum):
    """Who an owner's name stands for."""

    ONE = "one person or post"
    SEVERAL = "a pair or a group of named posts"
    NOBODY = "nobody in particular"


class _Kind(enum.Enum):
    POST = "one post"
    POSTS = "several of a post"
    NAME = "a name, or a place that a post belongs to"
    QUALIFIER = "half of a post's title"
    NOBODY = "nobody in particular"


_ASIDE: Final = re.compile(
    r"\([^)]*\)|\s(?:with|supported by|assisted by|reporting to|overseen by)\s.*$", re.IGNORECASE
)
_JOINTS: Final = re.compile(r"\s*(?:,|;|/|&|\+|\n|\band\b|\bor\b)\s*", re.IGNORECASE)
_COMMA: Final = ","
_COLLECTIVES: Final = frozenset(
    {
        "staff",
        "team",
        "teams",
        "department",
        "group",
        "management",
        "board",
        "committee",
        "leadership",
        "service",
        "office",
    }
)
_EACH_AND_EVERY: Final = frozenset(
    {"all", "any", "every", "each", "both", "whole", "everyone", "anyone", "everybody"}
)


def judge_owner(owner: str | None, *, words: Words | None = None, places: Collection[str] = ()) -> Owner:
    """Who an owner is, by action-owned's rule.

    `places` are the service's own teams and shifts: alone, or with "team" or "staff", they are nobody.
    """
    return _judged(owner or "", words or in_use(), tuple(places))


@lru_cache(maxsize=4_096)  # a service has few owners, and each owns much
def _judged(owner: str, lists: Words, places: tuple[str, ...]) -> Owner:
    text = _ASIDE.sub("", owner).strip(" .?!-–—:")
    if not text or _is_listed(text, lists, places):
        return Owner.NOBODY
    parts, joints = _parts(text, places)
    known = {place.lower() for place in places}
    if known.issuperset(part.lower() for part in parts):
        return Owner.NOBODY
    kinds = [_Kind.NAME if part.lower() in known else _kind(part, lists, places) for part in parts]
    kinds, joints = _joined(parts, kinds, joints, lists)
    return _count(kinds, joints)


def _count(kinds: Sequence[_Kind], joints: Sequence[str]) -> Owner:
    someone = [kind for kind in kinds if kind is not _Kind.NOBODY]
    if not someone:
        return Owner.NOBODY
    if len(kinds) == 1:
        return Owner.SEVERAL if kinds[0] is _Kind.POSTS else Owner.ONE
    # "Senior carer, Garden" and "Maria Lopez, Deputy Manager" are one.
    beside = len(kinds) == 2 and joints == [_COMMA] and set(kinds) == {_Kind.POST, _Kind.NAME}
    return Owner.ONE if beside else Owner.SEVERAL


def _parts(text: str, places: Collection[str]) -> tuple[list[str], list[str]]:
    """What stands between the joints, and those joints; a place beside a post only says where the post is."""
    text = _without_places(text, places)
    parts, joints, at = [], [], 0
    for match in _JOINTS.finditer(text):
        if part := text[at : match.start()].strip():
            parts.append(part)
            joints.append(match[0].strip().lower())
        at = match.end()
    if part := text[at:].strip():
        parts.append(part)
    return parts, joints[: len(parts) - 1]


def _without_places(text: str, places: Collection[str]) -> str:
    either = "|".join(re.escape(place) for place in sorted(places, key=len, reverse=True) if place.strip())
    if not either:
        return text
    at_the_end = rf"\s*,\s*(?:{either})(?:(?:\s*,|\s+and|\s*&)\s*(?:{either}))*\s*$"
    return re.sub(at_the_end, "", text, flags=re.IGNORECASE)


def _joined(
    parts: list[str], kinds: list[_Kind], joints: list[str], lists: Words
) -> tuple[list[_Kind], list[str]]:
    """Put titles back together that a joint cut in two: "Moving and Handling Trainer", "Oak and Elm Lead"."""
    kept: list[_Kind] = []
    kept_joints: list[str] = []
    for at, kind in enumerate(kinds):
        last = at + 1 == len(kinds)
        following = None if last else kinds[at + 1]
        titled = kind is _Kind.QUALIFIER and not last
        placed = (
            kind is _Kind.NAME
            and following is _Kind.POST
            and joints[at] != _COMMA
            and not _all_known(parts[at + 1], lists)
        )
        if titled or placed:
            continue
        kept.append(_Kind.NAME if kind is _Kind.QUALIFIER else kind)
        if not last:
            kept_joints.append(joints[at])
    return kept, kept_joints


def _kind(part: str, lists: Words, places: Collection[str]) -> _Kind:
    if _is_nobody(part, lists, places):
        return _Kind.NOBODY
    tokens = _tokens(part)
    if any(token in _post_words(lists).posts for token in tokens):
        return _Kind.POST
    if any(_is_plural_post(token, lists) for token in tokens):
        return _Kind.POSTS
    return _Kind.QUALIFIER if _all_known(part, lists) else _Kind.NAME


def _is_listed(text: str, lists: Words, places: Collection[str]) -> bool:
    """Whether the text as a whole is a word for nobody, or one of the service's places."""
    said = " ".join(_tokens(text))
    known = _post_words(lists)
    listed = {said, said.replace(" ", "")} & known.nobody or said in {place.lower() for place in places}
    return not said or (said not in known.posts and bool(listed))


def _is_nobody(text: str, lists: Words, places: Collection[str]) -> bool:
    tokens = _tokens(text)
    known = _post_words(lists)
    if _is_listed(text, lists, places):
        return True
    if tokens[-1] in _COLLECTIVES or (tokens[0] in _EACH_AND_EVERY):
        return True
    if "staff" in tokens and "on" in tokens:
        return True
    return len(tokens) == 1 and any(form in known.plain for form in forms(tokens[0]))


def _is_plural_post(token: str, lists: Words) -> bool:
    return any(form in _post_words(lists).posts for form in forms(token))


def _all_known(part: str, lists: Words) -> bool:
    known = _post_words(lists)
    return all(token in known.qualifiers or token in known.posts for token in _tokens(part))


def _tokens(text: str) -> list[str]:
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", text.lower())
    return re.findall(r"[a-z][a-z'’/-]*", plain)


@attrs.frozen
class _PostWords:
    posts: frozenset[str]
    qualifiers: frozenset[str]
    nobody: frozenset[str]
    plain: frozenset[str]


@lru_cache(maxsize=8)
def _post_words(lists: Words) -> _PostWords:
    plain = frozenset(lists["plain_staff"])
    everyone = frozenset(lists["everyone"]) | frozenset(lists["nobody"])
    return _PostWords(frozenset(lists["posts"]), frozenset(lists["post_words"]), everyone, plain)
