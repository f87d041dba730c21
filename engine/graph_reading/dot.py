"""The simple part of the DOT language: nodes and edges, quoted or not, with attributes that are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

_TOKEN: Final = re.compile(
    r"""\s+|//[^\n]*|\#[^\n]*|/\*.*?\*/|"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<word>[\w.\-]*[\w.])|(?P<sign>->|--|[\[\]{};,=:])""",
    re.DOTALL,
)
_KEYWORDS: Final = frozenset({"graph", "digraph", "subgraph", "strict", "node", "edge"})

Edge = tuple[str, str, str]


def read(text: str) -> tuple[list[str], list[Edge]]:
    """The ids of all nodes, and both ends of every edge with its `kind` or `label`.

    Raises ValueError, with the line, for what is not DOT or goes beyond this part of it.
    """
    ids: dict[str, None] = {}
    edges: list[Edge] = []
    chain: list[str] = []
    joined = False
    told: dict[str, str] = {}

    def finish() -> None:
        edges.extend((a, b, told.get("kind", told.get("label", ""))) for a, b in pairwise(chain))
        ids.update(dict.fromkeys(chain))
        chain.clear()
        told.clear()

    tokens = list(_tokens(text))
    at = 0
    while at < len(tokens):
        kind, token, line = tokens[at]
        at += 1
        if kind == "sign" and token in "{};":
            finish()
            joined = False
        elif kind == "sign" and token == "[":
            at = _attributes(tokens, at, told)
        elif kind == "sign" and token in ("->", "--"):
            joined = True
        elif kind != "sign" and at < len(tokens) and tokens[at][1:2] == ("=",):
            at += 2  # an attribute of the graph itself
        elif kind == "word" and token.casefold() in _KEYWORDS:
            at = _skip_heading(tokens, at)
        elif kind != "sign":
            if not joined:
                finish()
            joined = False
            chain.append(token)
        else:
            raise ValueError(f"line {line}: {token!r} is not expected there")
    finish()
    return list(ids), edges


Token = tuple[str, str, int]


def _tokens(text: str) -> Iterator[Token]:
    at, line = 0, 1
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            raise ValueError(f"line {line}: {text[at]!r} is beyond the part of DOT that is read here")
        if found.lastgroup == "quoted":
            yield "quoted", re.sub(r'\\(["\\])', r"\1", found["quoted"]), line
        elif found.lastgroup is not None:
            yield found.lastgroup, found[0], line
        line += found[0].count("\n")
        at = found.end()


def _attributes(tokens: list[Token], at: int, told: dict[str, str]) -> int:
    """Take note of the attributes up to the closing bracket, and say where they end."""
    while at < len(tokens) and tokens[at][1] != "]":
        if at + 2 < len(tokens) and tokens[at + 1][1] == "=":
            told[tokens[at][1]] = tokens[at + 2][1]
            at += 2
        at += 1
    if at == len(tokens):
        raise ValueError("a [ is not closed")
    return at + 1


def _skip_heading(tokens: list[Token], at: int) -> int:
    """Past the name of a graph, or the attributes that are set for all nodes or edges."""
    if at < len(tokens) and tokens[at][1] == "[":
        return _attributes(tokens, at + 1, {})
    while at < len(tokens) and tokens[at][1] not in ("{", ";"):
        at += 1
    return at
