"""The claims and what they stand on in Goal Structuring Notation, as the YAML that gsn2x reads.

A claim is a goal, records that support it a solution, records that say the opposite a counter solution that challenges
it, and its measure and stated variation are context. A goal that nothing supports is marked undeveloped. Strings are
written as JSON writes them, which YAML reads as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..edges import EdgeKind, Node, NodeKind
from ..report.escape import clean
from .drawing import Drawing

_PREFIX: Final[Mapping[NodeKind, str]] = {
    NodeKind.CLAIM: "G",
    NodeKind.MEASURE: "C",
    NodeKind.VARIATION: "C",
}
_SOLUTIONS: Final[Mapping[EdgeKind, str]] = {EdgeKind.SUPPORTS: "Sn", EdgeKind.CONTRADICTS: "CSn"}
_TOP: Final = "G0"
_CONTEXT: Final = (EdgeKind.MEASURED_BY, EdgeKind.QUALIFIED_BY)


def write(drawing: Drawing) -> str:
    """The drawing as one module of gsn2x."""
    lines = ["module:", f"  name: {_text(drawing.service)}", f"  brief: {_text(_brief(drawing))}"]
    for name, attributes in _Elements(drawing).all():
        lines += ["", f"{name}:"]
        for key, value in attributes.items():
            lines.append(f"  {key}: {_value(value)}")
    return "\n".join(lines) + "\n"


def _brief(drawing: Drawing) -> str:
    return f"What the claims stand on, as at {drawing.as_of}. {drawing.note}".rstrip()


class _Elements:
    def __init__(self, drawing: Drawing) -> None:
        self.shown = {shown.node: shown for shown in drawing.nodes}
        self.edges = drawing.edges
        self.service = drawing.service
        self.rests = self._without_circles()
        self.names: dict[tuple[str, Node], str] = {}
        for node in self.shown:
            for prefix in self._prefixes(node):
                self.names[prefix, node] = self._named(prefix, node)

    def _prefixes(self, node: Node) -> list[str]:
        """What a node is in the notation: records may support one claim and say the opposite of another."""
        if node.kind is not NodeKind.RECORDS:
            return [_PREFIX[node.kind]] if node.kind in _PREFIX else []
        borne = {edge.kind for edge in self.edges if edge.start == node}
        return [prefix for kind, prefix in _SOLUTIONS.items() if kind in borne]

    def _named(self, prefix: str, node: Node) -> str:
        plain = name = f"{prefix}_{re.sub(r'[^A-Za-z0-9_-]+', '_', node.id)}"
        n, taken = 1, {_TOP, *self.names.values()}
        while name in taken:
            n += 1
            name = f"{plain}_{n}"
        return name

    def all(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every element and its attributes: the goals from the top, then the rest."""
        goals = list(self.rests)
        below = {end for ends in self.rests.values() for end in ends}
        top = [self.names["G", node] for node in goals if node not in below]
        if len(top) > 1:
            yield _TOP, {"text": f"{clean(self.service)}: what is claimed is so", "supportedBy": top}
        for node in goals:
            yield self.names["G", node], self._goal(node)
        for (prefix, node), name in self.names.items():
            if prefix in _SOLUTIONS.values():
                yield name, self._solution(prefix, node)
            elif prefix == "C" and any(e.end == node and e.kind in _CONTEXT for e in self.edges):
                yield name, {"text": clean(self.shown[node].title)}

    def _goal(self, node: Node) -> dict[str, Any]:
        under = [self.names["G", other] for other in self.rests[node]]
        supports = (e.start for e in self.edges if e.end == node and e.kind is EdgeKind.SUPPORTS)
        under += [self.names["Sn", start] for start in supports]
        told: dict[str, Any] = {"text": clean(self.shown[node].title)}
        told |= {"supportedBy": sorted(under)} if under else {"undeveloped": True}
        context = {self.names["C", e.end] for e in self.edges if e.start == node and e.kind in _CONTEXT}
        return told | ({"inContextOf": sorted(context)} if context else {})

    def _solution(self, prefix: str, node: Node) -> dict[str, Any]:
        shown = self.shown[node]
        told: dict[str, Any] = {"text": clean(shown.title), "records": shown.records}
        if prefix == _SOLUTIONS[EdgeKind.SUPPORTS]:
            return told
        against = (e.end for e in self.edges if e.start == node and e.kind is EdgeKind.CONTRADICTS)
        return told | {"challenges": sorted(self.names["G", claim] for claim in against)}

    def _without_circles(self) -> dict[Node, list[Node]]:
        """What each claim rests on, without the edges that would close a circle: an argument has none."""
        rests: dict[Node, list[Node]] = {node: [] for node in self.shown if node.kind is NodeKind.CLAIM}
        for edge in self.edges:
            if edge.kind is EdgeKind.RESTS_ON and not _leads(rests, edge.end, edge.start):
                rests[edge.start].append(edge.end)
        return rests


def _leads(rests: Mapping[Node, list[Node]], start: Node, end: Node) -> bool:
    seen, left = set(), [start]
    while left:
        node = left.pop()
        if node == end:
            return True
        if node not in seen:
            seen.add(node)
            left += rests[node]
    return False


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    if isinstance(value, bool | int):
        return json.dumps(value)
    return _text(value)


def _text(text: str) -> str:
    return json.dumps(clean(text), ensure_ascii=False)
