"""A tree drawn with lines, wrapped so that it fits."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import attrs

from ..report.escape import clean

_DEEPEST = 30
"""Columns left for words at the least, however deep a branch lies."""


@attrs.frozen
class Branch:
    """Some words, and what hangs below them."""

    words: str
    below: list[Branch] = attrs.field(factory=list)


def drawn(branch: Branch, width: int) -> Iterator[str]:
    """The tree, a line at a time, none wider than asked for."""
    yield from textwrap.wrap(clean(branch.words), max(width, _DEEPEST), subsequent_indent="    ")
    yield from _below(branch, "", width)


def _below(branch: Branch, margin: str, width: int) -> Iterator[str]:
    for at, child in enumerate(branch.below):
        last = at == len(branch.below) - 1
        room = max(width - len(margin) - 5, _DEEPEST)
        first, *more = textwrap.wrap(clean(child.words), room, break_on_hyphens=False) or [""]
        yield f"{margin}{'└─ ' if last else '├─ '}{first}"
        under = f"{margin}{'   ' if last else '│  '}"
        for line in more:
            yield f"{under}{'│ ' if child.below else '  '}{line}"
        yield from _below(child, under, width)
