"""The graph in the DOT language of Graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Final

from ..edges import EdgeKind, NodeKind
from ..report.escape import clean
from .drawing import Drawing
from .keys import cut, keys

_SHAPES: Final[Mapping[NodeKind, str]] = {
    NodeKind.CLAIM: "box, style=bold",
    NodeKind.RECORDS: "ellipse",
    NodeKind.MEASURE: "hexagon",
    NodeKind.DOCUMENT: "note",
    NodeKind.RECORDER: "plain",
    NodeKind.ACTION: "cds",
    NodeKind.REVIEW: "octagon",
}
_LINES: Final[Mapping[EdgeKind, str]] = {
    EdgeKind.SUPPORTS: "bold",
    EdgeKind.CONTRADICTS: "dashed",
    EdgeKind.BASELINE_OF: "dotted",
    EdgeKind.CONTEXT_OF: "dotted",
}
"""Told apart without colour, so that a black-and-white print says as much."""

_WIDTH: Final = 28


def write(drawing: Drawing) -> str:
    """The drawing in DOT; `dot -Tsvg` makes a picture of it."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    key = keys(shown.node for shown in drawing.nodes)
    yield "digraph evidence {"
    title = f"{drawing.service}, as at {drawing.as_of}. {drawing.note}"
    yield f'  graph [rankdir=LR, fontname="sans-serif", labelloc=t, label={_quoted(title)}];'
    yield '  node [fontname="sans-serif", shape=box];'
    yield '  edge [fontname="sans-serif", fontsize=10];'
    for shown in drawing.nodes:
        label = _quoted(*textwrap.wrap(cut(shown.title), _WIDTH, break_on_hyphens=False))
        yield f"  {_quoted(key[shown.node])} [label={label}, shape={_SHAPES.get(shown.node.kind, 'box')}];"
    for edge in drawing.edges:
        count = f" ({edge.records})" if edge.records > 1 else ""
        style = _LINES.get(edge.kind, "solid")
        ends = f"{_quoted(key[edge.start])} -> {_quoted(key[edge.end])}"
        yield f"  {ends} [label={_quoted(edge.kind + count)}, style={style}];"
    yield "}"


def _quoted(*lines: str) -> str:
    """A quoted string: between quotation marks nothing but a quotation mark and a backslash means anything."""
    parts = (clean(line).replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(parts) + '"'
