"""Every key and value of a TOML text is found at the line and character where it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from takehold.engine.ruleset.places import Path, Spot, locate

TEXT = '''\
# a remark with = and [brackets]
version = "1"
extends = [
    "a", # one
    'b',
]
"our own" = {window = 3, deep = {er = [1, 2]}}

[check.long-enough]
min_days = 60
terms.window = 4

[[stage]]
id = "one"

[[stage]]
id = "two"
requires = ["x", "y"]
title = """
two lines ""\\""" of # text
"""
[[stage.part]]
a = true
'''


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        (("version",), 2, '"1"'),
        (("extends", 1), 5, "'b'"),
        (("our own", "window"), 7, "3"),
        (("our own", "deep", "er", 1), 7, "2"),
        (("check", "long-enough", "min_days"), 10, "60"),
        (("check", "long-enough", "terms", "window"), 11, "4"),
        (("stage", 0, "id"), 14, '"one"'),
        (("stage", 1, "requires", 1), 18, '"y"'),
        (("stage", 1, "title"), 19, '"""'),
        (("stage", 1, "part", 0, "a"), 23, "true"),
    ],
)
def test_a_value_is_found_where_it_stands(path: Path, line: int, text: str) -> None:
    """Line, and the characters of the value."""
    spot = locate(TEXT)[path].value
    assert spot is not None
    assert (line, text) == (spot.line, cut(TEXT, spot))


def test_a_key_is_found_where_it_stands() -> None:
    """The key's own characters, its quotation marks included."""
    entry = locate(TEXT)["our own",]
    assert '"our own"' == cut(TEXT, entry.key)


def cut(text: str, spot: Spot) -> str:
    return text.splitlines()[spot.line - 1][spot.character - 1 :][: spot.length]


def paths(value: Any, at: Path = ()) -> set[Path]:
    """The path of everything in a parsed document."""
    found = {at} if at else set()
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return found.union(*(paths(item, (*at, name)) for name, item in items))


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=5)
leaves = words | st.integers(-99, 99) | st.booleans() | st.floats(allow_nan=False) | st.dates()
documents = st.dictionaries(
    words,
    st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
    ),
    max_size=4,
)


@given(documents)
def test_whatever_tomllib_reads_is_found(document: dict[str, Any]) -> None:
    """No key and no item of any document is left out, and none is made up."""
    text = tomli_w.dumps(document)
    assert paths(tomllib.loads(text)) == set(locate(text))
