"""The graph as GraphML, for Gephi, yEd, Cytoscape and networkx (http://graphml.graphdrawing.org/specification.html)."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from ..report.escape import clean
from .drawing import Drawing
from .keys import keys

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_DATA: Final = {
    "graph": (("service", "string"), ("as_of", "string")),
    "node": (("kind", "string"), ("name", "string"), ("title", "string"), ("records", "int")),
    "edge": (("kind", "string"), ("records", "int")),
}
"""What is said of the graph, of each node and of each edge, and its type."""


def write(drawing: Drawing) -> str:
    """The drawing as GraphML."""
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for of, columns in _DATA.items():
        for name, type in columns:
            told = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": type}
            ET.SubElement(root, "key", told)
    graph = ET.SubElement(root, "graph", id="evidence", edgedefault="directed")
    _tell(graph, "graph", service=clean(drawing.service), as_of=drawing.as_of)
    key = keys(shown.node for shown in drawing.nodes)
    for shown in drawing.nodes:
        node = ET.SubElement(graph, "node", id=key[shown.node])
        words = {"name": clean(shown.node.id), "title": clean(shown.title)}
        _tell(node, "node", kind=str(shown.node.kind), records=str(shown.records), **words)
    for edge in drawing.edges:
        line = ET.SubElement(graph, "edge", source=key[edge.start], target=key[edge.end])
        _tell(line, "edge", kind=str(edge.kind), records=str(edge.records))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _tell(element: ET.Element, of: str, **words: str) -> None:
    for name, value in words.items():
        ET.SubElement(element, "data", key=f"{of}-{name}").text = value
