"""The result document: `takehold-result/1`, the same bytes for the same input."""

from __future__ import annotations

import datetime as dt
import enum
import json
from typing import Any, Final

import attrs

from ..model import Place
from ..result import FORMAT, ClaimVerdict, Finding, Result
from .escape import seen_json
from .formats import Options


def render(result: Result, options: Options) -> str:
    """The result as JSON, a line for each claim, finding, step and problem, ending in a line break."""
    parts = (f" {_ENCODE(name)}: {_lines(value)}" for name, value in document(result).items())
    return seen_json("{\n" + ",\n".join(parts) + "\n}\n")


_ENCODE: Final = json.JSONEncoder(ensure_ascii=False).encode
"""Encodes a value on one line, which the standard library does ten times as fast as with each in a line of its own."""


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _ENCODE(value)
    items = ",\n  ".join(map(_ENCODE, value))
    return f"[\n  {items}\n ]"


def document(result: Result) -> dict[str, Any]:
    """The result as plain values, in the order of the published form."""
    return {
        "format": FORMAT,
        "takehold": result.takehold,
        "service": {"id": result.service_id, "name": result.service_name},
        "as_of": result.as_of.isoformat(),
        "ruleset": plain(result.ruleset),
        "inputs": [plain(one) for one in result.inputs],
        "verdict": plain(result.verdict),
        "claims": [_claim(claim) for claim in result.claims],
        "findings": [_finding(finding) for finding in result.findings],
        "path": [plain(step) for step in result.path],
        "problems": [
            {"level": str(p.level), **_place(p.place), "message": p.message} for p in result.problems
        ],
    }


def _claim(claim: ClaimVerdict) -> dict[str, Any]:
    """A claim's verdict; what it serves stands in the case, not in what was found of it."""
    return {name: value for name, value in plain(claim).items() if name != "serves"}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "family": finding.family,
        "subject": {"type": finding.subject.type, "id": finding.subject.id},
        "outcome": str(finding.outcome),
        "severity": str(finding.severity),
        "message": finding.message,
        "remedy": finding.remedy,
        "figures": plain(dict(sorted(finding.figures.items()))),
        "supporting": list(finding.supporting),
        "contradicting": list(finding.contradicting),
        "locations": [_place(place) for place in finding.locations],
        "sources": list(finding.sources),
        "waiver": plain(finding.waiver),
    }


_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "row": place.row, "column": place.column}


def plain(value: Any) -> Any:
    """A value as JSON has it: attrs values as objects, dates as ISO text, words as text."""
    if type(value) in _PLAIN:
        return value
    if attrs.has(type(value)):
        return {field.name: plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return str(value)
    return value
