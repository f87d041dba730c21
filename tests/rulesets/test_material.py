"""The material's paragraphs, in our own words: every one is there, and none is the article's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared" / "material"
WIDER = {"improvement-over-time#intro/2", "staff-practice#intro/2"}
RUN = 8
"""So many words in a row would be the article's sentence and not ours."""

needs_material = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the shared folder with the articles is not beside the project"
)


def told() -> dict[str, dict[str, str]]:
    """Our entry for each anchor."""
    data = tomllib.loads((files("takehold.rulesets") / "material.toml").read_text(encoding="utf-8"))
    return {f"{d['key']}#{p['anchor']}": p for d in data["document"] for p in d["paragraph"]}


def paragraphs() -> dict[str, str]:
    """Each article's paragraph by its anchor."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SHARED.glob("*.md")))
    return dict(re.findall(r"^\[`([^`]+)`\] (.+)$", text, re.MULTILINE))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return (tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


@needs_material
def test_every_paragraph_of_the_articles_is_there_in_their_order() -> None:
    """The anchors are exactly those of the five articles, each article's in its own order."""
    by_article: dict[str, list[str]] = {}
    for anchor in paragraphs():
        by_article.setdefault(anchor.split("#")[0], []).append(anchor)
    ours: dict[str, list[str]] = {}
    for anchor in told():
        ours.setdefault(anchor.split("#")[0], []).append(anchor)
    assert by_article == ours


@needs_material
def test_no_paraphrase_is_the_articles_own_sentence() -> None:
    """No paraphrase shares eight words in a row with its paragraph."""
    theirs = paragraphs()
    assert [] == [
        anchor
        for anchor, ours in told().items()
        if anchor in theirs and set(runs(ours["says"])) & set(runs(theirs[anchor]))
    ]


def test_only_two_paragraphs_are_wider_context() -> None:
    """The two paragraphs that only point elsewhere are marked, and no other."""
    assert {anchor for anchor, ours in told().items() if ours.get("wider_context")} == WIDER


def test_every_paraphrase_is_one_line_of_its_own() -> None:
    """Each anchor has a paraphrase, on one line, that no other anchor has."""
    lines = [ours["says"] for ours in told().values()]
    assert all(line.strip() and "\n" not in line for line in lines)
    assert len(lines) == len(set(lines))
