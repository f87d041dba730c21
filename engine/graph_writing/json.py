"""The graph as node-link JSON: `networkx.node_link_graph(json.load(file), edges="edges")` gives it back."""

from __future__ import annotations

import json
from typing import Any, Final

from ..report.escape import clean
from .drawing import Drawing
from .keys import keys

FORMAT: Final = "takehold-graph/1"


def write(drawing: Drawing) -> str:
    """The drawing as JSON, in a fixed order."""
    key = keys(shown.node for shown in drawing.nodes)
    document: dict[str, Any] = {
        "directed": True,
        "multigraph": True,
        "graph": {"format": FORMAT, "service": clean(drawing.service), "as_of": drawing.as_of},
        "nodes": [
            {
                "id": key[shown.node],
                "kind": str(shown.node.kind),
                "name": clean(shown.node.id),
                "title": clean(shown.title),
                "records": shown.records,
            }
            for shown in drawing.nodes
        ],
        "edges": [
            {
                "source": key[edge.start],
                "target": key[edge.end],
                "key": str(edge.kind),
                "kind": str(edge.kind),
                "records": edge.records,
            }
            for edge in drawing.edges
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
