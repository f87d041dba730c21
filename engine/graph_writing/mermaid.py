"""The graph as a Mermaid flowchart in a fenced block, as GitHub draws it in comments, issues and Markdown files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..edges import EdgeKind, NodeKind
from ..errors import UsageError
from ..report.escape import clean
from .drawing import Drawing
from .keys import cut

MOST_EDGES: Final = 500
MOST_CHARACTERS: Final = 50_000
"""What Mermaid draws unless its host allows more, and GitHub does not (`maxEdges` and `maxTextSize` of its settings)."""

_SHAPES: Final[Mapping[NodeKind, tuple[str, str]]] = {
    NodeKind.CLAIM: ("[", "]"),
    NodeKind.RECORDS: ("([", "])"),
    NodeKind.DOCUMENT: ("[/", "/]"),
    NodeKind.RECORDER: (">", "]"),
    NodeKind.MEASURE: ("{{", "}}"),
}
_ARROWS: Final[Mapping[EdgeKind, str]] = {
    EdgeKind.SUPPORTS: "==>",
    EdgeKind.CONTRADICTS: "--x",
    EdgeKind.BASELINE_OF: "-.->",
    EdgeKind.CONTEXT_OF: "-.->",
}


def write(drawing: Drawing) -> str:
    """The drawing as a block to paste. Raises UsageError for one that would not be drawn."""
    text = "\n".join(_lines(drawing)) + "\n"
    if len(drawing.edges) > MOST_EDGES or len(text) > MOST_CHARACTERS:
        raise UsageError(
            f"Mermaid draws no more than {MOST_EDGES} lines, and this has {len(drawing.edges):,}: name a claim with "
            "--claim, roll records up with --by kind, or use --format dot"
        )
    return text


def _lines(drawing: Drawing) -> Iterator[str]:
    names = {shown.node: f"n{at}" for at, shown in enumerate(drawing.nodes, 1)}
    yield "```mermaid"
    yield "flowchart LR"
    for shown in drawing.nodes:
        left, right = _SHAPES.get(shown.node.kind, ("(", ")"))
        yield f'  {names[shown.node]}{left}"{_plain(cut(shown.title))}"{right}'
    for edge in drawing.edges:
        count = f" ({edge.records})" if edge.records > 1 else ""
        arrow = _ARROWS.get(edge.kind, "-->")
        yield f'  {names[edge.start]} {arrow}|"{_plain(edge.kind + count)}"| {names[edge.end]}'
    if drawing.note:
        yield f'  note["{_plain(drawing.note)}"]'
    yield "```"


_LETTERS: Final = re.compile(r"[^\w ,.:()-]", re.ASCII)


def _plain(text: str) -> str:
    """Text as a label holds it: all but letters, digits and a few marks by number, so that nothing is markup."""

    def numbered(found: re.Match[str]) -> str:
        return found[0] if ord(found[0]) > 0x7F else f"#{ord(found[0])};"

    # `1. ` and `- ` at the start would be taken for a list.
    return re.sub(
        r"^(\d+)\.|^-", lambda m: f"{m[1]}#46;" if m[1] else "#45;", _LETTERS.sub(numbered, clean(text))
    )
