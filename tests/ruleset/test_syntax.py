"""What is not TOML is told in plain words, with its place, once."""

from __future__ import annotations

import pytest

from takehold.engine.model import SourceProblem
from takehold.engine.ruleset.document import parse

TEXTS = {
    "a key that stands twice": (
        "a = 1\n# so\nb = 2\na = 3",
        4,
        "a",
        "a stands twice, first in line 1: keep one",
    ),
    "a list that stands twice": (
        "a = 1\na = [\n  3,\n]",
        2,
        "a",
        "a stands twice, first in line 1: keep one",
    ),
    "a table where a value is": ("a = 1\na.b = 2", 2, "a", "a.b has a value already: keep one"),
    "a heading that stands twice": ("[a.b]\nc = 1\n[a.b]", 3, "[", "[a.b] stands twice, first in line 1"),
    "a key twice in braces": ("a = {b = 1, b = 2}", 1, "}", "'b' stands twice in the same braces"),
    "a text that is not closed": ('a = "so\nb = 1', 1, "", "a quotation mark is missing"),
    "a text that is not closed at the end": ('a = 1\nb = "so', 2, "", "a quotation mark is missing"),
    "braces at the end": ("a = {b = 1", 1, "", "a } is missing on this line"),
    "a curly quotation mark": ("\ta = “so”", 1, "“", "a curly quotation mark: text stands in straight ones"),
    "a word without quotation marks": ("a = so", 1, "s", "text stands in straight quotation marks"),
    "a list at the end": ('a = 1\nb = ["c",\n"d"', 2, "[", "a ] is missing"),
    "a list before a key": ('b = ["c",\nd = 1', 2, "d", "a ] is missing before this line"),
    "a comma that is missing": ('a = ["b" "c"]', 1, '"', "a comma between two of its items"),
    "braces": ("a = {b = 1\nc = 2", 1, "", "a } is missing on this line"),
    "a heading that is not closed": ("[a\nb = 1", 1, "", "a heading is not closed"),
    "a letter in a number": ("a = 12O", 1, "O", "'O' cannot follow the value"),
    "anything else": ("a = 1\n= 2", 2, "=", "Invalid statement"),
}


@pytest.mark.parametrize(("text", "row", "marked", "says"), TEXTS.values(), ids=TEXTS)
def test_a_slip_is_told_in_plain_words(text: str, row: int, marked: str, says: str) -> None:
    """The line, the character, and the slip by its name; the place is not told a second time."""
    problem = parse("own.toml", text)
    assert isinstance(problem, SourceProblem)
    assert says in problem.message
    assert "column" not in problem.message
    line, caret = problem.excerpt.split("\n")
    assert (row, marked) == (problem.place.row, line[len(caret) - 1 : len(caret)])
