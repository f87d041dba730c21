"""The claim graph in SARIF's own form: the service, its claims, the checks on them, the records those rest on."""

from __future__ import annotations

from typing import Any

from ...result import Finding, Result
from ..escape import clean
from ..telling import outcome_of


def graph(result: Result) -> dict[str, Any]:
    """Every claim, its findings, and the records that each cites, as nodes and edges of one graph."""
    root = f"service:{result.service_id}"
    nodes = {root: result.service_name}
    edges: list[tuple[str, str, str]] = []
    for claim in result.claims:
        id = f"claim:{claim.id}"
        nodes[id] = f"{claim.id}: {claim.statement}"
        edges.append((root, "claims", id))
    for finding in result.findings:
        if finding.subject.type == "claim":
            _add(finding, nodes, edges)
    nodes = {clean(id): text for id, text in nodes.items()}
    return {
        "description": {"text": "Each claim, the checks on it, and the records that they cite"},
        "nodes": [{"id": id, "label": {"text": clean(text) or id}} for id, text in nodes.items()],
        "edges": [
            {
                "id": str(at),
                "sourceNodeId": clean(start),
                "targetNodeId": clean(end),
                "label": {"text": kind},
            }
            for at, (start, kind, end) in enumerate(edges)
        ],
    }


def _add(finding: Finding, nodes: dict[str, str], edges: list[tuple[str, str, str]]) -> None:
    check = f"check:{finding.subject.id}/{finding.check}"
    nodes[check] = f"{finding.check}: {outcome_of(finding)}"
    nodes.setdefault(f"claim:{finding.subject.id}", finding.subject.id)
    edges.append((f"claim:{finding.subject.id}", "checked by", check))
    for kind, records in (("supported by", finding.supporting), ("contradicted by", finding.contradicting)):
        for record in records:
            nodes.setdefault(f"record:{record}", record)
            edges.append((check, kind, f"record:{record}"))
