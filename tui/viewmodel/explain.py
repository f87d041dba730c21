"""A check in its own words, and the paragraphs of the material that it answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from takehold.engine.picture import Method


@attrs.frozen
class Part:
    """One headed paragraph."""

    heading: str
    words: str


def explain(method: Method, check: str) -> tuple[Part, ...]:
    """What a check establishes, why, how it decides, its numbers and its sources. Empty for one that did not judge."""
    note = method.check(check)
    if note is None:
        return ()
    parts = [Part(note.title, f"{note.id} · {note.family} · weighs as {note.severity}")]
    parts += [Part(heading, words) for heading, words in note.explanation.items()]
    for parameter in note.parameters:
        parts.append(Part(f"Set to {parameter.value} ({parameter.name})", parameter.help))
    return (*parts, *_sources(note.sources))


def _sources(anchors: tuple[str, ...]) -> Iterator[Part]:
    for anchor in anchors:
        where, words = material().get(anchor, (anchor, ""))
        yield Part(f"It comes from: {where}", words)


@cache
def material() -> dict[str, tuple[str, str]]:
    """Each paragraph of the material: the title of its document, and what it says in our words."""
    from takehold.engine.docs import anchors

    return {one.id: (title, one.says) for _, title, paragraphs in anchors() for one in paragraphs}


def would_ask(method: Method, check: str) -> str:
    """What an assessor would ask of a claim here: for whatever the check establishes, to be shown it."""
    note = method.check(check)
    if note is None:
        return ""
    title = note.title[:1].lower() + note.title[1:]
    return f"Show me that {title}. Which records say so, from which teams and shifts, and who looked?"
