"""Small services whose graph can be drawn by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from takehold.engine.measure.terms import Terms
from takehold.engine.testing import Rows, small_case
from takehold.engine.view import ServiceView


def service(evidence: str | Rows, claims: Iterable[Mapping[str, Any]] = ({},), **tables: Any) -> ServiceView:
    """A service whose claims c1, c2 … changed on 1 March 2026 unless told otherwise."""
    told = [
        {"id": f"c{n}", "statement": "s", "stage": "improved", "changed_on": "2026-03-01", **claim}
        for n, claim in enumerate(claims, 1)
    ]
    return ServiceView(small_case({"as_of": "2026-06-30"}, claims=told, evidence=evidence, **tables), Terms())


def audit(id: str, claims: str = "c1", **more: Any) -> dict[str, Any]:
    return {"id": id, "date": "2026-03-10", "kind": "audit", "claims": claims, "result": "met", **more}
