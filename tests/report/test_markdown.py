"""Markdown: rendered by an outside reader, fit for a comment, nothing of the data's own obeyed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from markdown_it import MarkdownIt

from takehold.engine.report import Options, render
from takehold.engine.report.escape import markdown
from takehold.engine.result import Result

from .making import HOSTILE, hostile, many, nothing, result


def text(of: Result, **options: Any) -> str:
    made = render(of, "markdown", Options(**options))
    assert isinstance(made, str)
    return made


def html(source: str) -> str:
    """The source as GitHub's flavour renders it: tables, HTML let through."""
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(source))


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(source: str) -> _Seen:
    parser = _Seen()
    parser.feed(html(source))
    return parser


@pytest.mark.parametrize(
    "hostile_text", [*HOSTILE, "1. x", "- x", "+ x", "> x", "# x", "~~x~~", "x\n===", "a & b"]
)
def test_a_text_reads_as_it_is(hostile_text: str) -> None:
    """Rendered alone it is one paragraph without markup, whatever it says."""
    found = seen(markdown(hostile_text))
    assert found.tags <= {"p"}


@pytest.mark.parametrize(
    "plain", ["a*b*c", "50% of 3 < 4 & 5 > 2", "[x](y)", "snake_case_name", "1. one", "`x`"]
)
def test_nothing_is_lost(plain: str) -> None:
    """What a reader sees of it is what was written."""
    assert plain == seen(markdown(plain)).text.strip()


def test_nobody_is_mentioned_and_nothing_linked() -> None:
    """A name, an issue or an address in the data stays text on GitHub."""
    source = text(hostile())
    assert not re.search(r"@(?!&#8203;)\w", source)
    assert not re.search(r"(?<!&)#(?=\d)(?!&#8203;)", source)
    assert not re.search(r"https?://(?!&#8203;)\w", source)


def test_the_page_holds_only_its_own_markup() -> None:
    """With every text hostile, the tags are those of the report itself."""
    own = {"h2", "h3", "p", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert seen(text(hostile())).tags <= own | {"code", "sub", "details", "summary"}


def test_the_verdict_comes_first() -> None:
    """The heading is the service and its readiness, then the sentence."""
    first, _, second = text(result()).splitlines()[:3]
    assert ("## Elm House: Overstated", "**The case says more than its evidence shows.**") == (first, second)


def test_a_claim_says_what_stands_in_its_way() -> None:
    """Narrowed words, the blocking checks in order, and the earliest date are there."""
    words = seen(text(result())).text
    assert "You could say: On Oak, calls are answered sooner" in words
    assert words.index("✗ repeat-evidence") < words.index("? sources-aligned")
    assert "Earliest it could be embedded: 30 September 2026." in words


@pytest.mark.parametrize("of", [many(5000), many(50, message="x" * 30_000), hostile()])
def test_it_fits_a_comment(of: Result) -> None:
    """GitHub takes 65,536 characters; what is left out is counted and the folded part is closed."""
    made = text(of)
    assert len(made) <= 65_000
    assert made.count("<details>") == made.count("</details>")


def test_what_did_not_fit_is_counted() -> None:
    """The number of lines left out and those shown make all."""
    made = text(attrs.evolve(many(5000), problems=()))
    left = re.search(r"\*([\d,]+) more lines did not fit", made)
    assert left
    shown = made.count("| claim c")
    assert 5000 == shown + int(left[1].replace(",", ""))


def test_an_empty_case_says_so() -> None:
    """There is no table without a claim."""
    made = text(nothing())
    assert "Cannot be judged" in made and "|---" not in made
