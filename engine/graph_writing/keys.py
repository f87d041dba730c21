"""A key for each node that any format can hold, and that is the node's own whatever is in its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..edges import Node
from ..report.escape import clean


def keys(nodes: Iterable[Node]) -> Mapping[Node, str]:
    """`claim:c1`, `document:Audit book` …: names cleaned of what cannot be seen, told apart where that made two alike."""
    found: dict[Node, str] = {}
    taken: set[str] = set()
    for node in nodes:
        plain = key = f"{node.kind}:{clean(node.id)}"
        n = 1
        while key in taken:
            n += 1
            key = f"{plain} ({n})"
        taken.add(key)
        found[node] = key
    return found


def cut(text: str, longest: int = 72) -> str:
    """A text as a picture has room for: one line, cut where it is long."""
    line = " ".join(clean(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
