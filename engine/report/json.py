"""The result document: `takehold-result/1`, the same bytes for the same input."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import Any, Final

import attrs

from ..model import Place
from ..result import FORMAT, ClaimVerdict, Finding, Result, Subject
from .escape import seen_json
from .formats import Options


def render(result: Result, options: Options) -> str:
    """The result as JSON, a line for each claim, finding, step and problem, ending in a line break."""
    return written(result).decode()


def written(result: Result) -> bytes:
    """The same as a file holds it: put together from lines of which most are ASCII, and encoded by a mere copy."""
    return b"".join([seen_json(piece).encode() for piece in _pieces(result)])


def _pieces(result: Result) -> Iterator[str]:
    """The document from its beginning to its end."""
    yield "{\n"
    for name, value in _head(result).items():
        yield f"{_member(name, value)},\n"
    yield ' "findings": ['
    before = "\n  "
    for line in _findings(result.findings):
        yield before + line
        before = ",\n  "
    yield "\n ],\n" if result.findings else "],\n"
    yield ",\n".join(_member(name, value) for name, value in _tail(result).items())
    yield "\n}\n"


_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, default=lambda value: plain(value)).encode
"""Encodes a value on one line, which the standard library does ten times as fast as with each in a line of its own."""
_QUOTED: Final[Callable[[str], str]] = json.encoder.encode_basestring
"""A text as JSON has it."""


def _member(name: str, value: Any) -> str:
    if isinstance(value, list) and value:
        lines = ",\n  ".join(map(_ENCODE, value))
        return f" {_ENCODE(name)}: [\n  {lines}\n ]"
    return f" {_ENCODE(name)}: {_ENCODE(value)}"


def document(result: Result) -> Any:
    """The result as plain values, in the order of the published form."""
    return json.loads(render(result, Options()))


def _head(result: Result) -> dict[str, Any]:
    """What stands before the findings."""
    return {
        "format": FORMAT,
        "takehold": result.takehold,
        "service": {"id": result.service_id, "name": result.service_name},
        "as_of": result.as_of.isoformat(),
        "ruleset": plain(result.ruleset),
        "inputs": [plain(one) for one in result.inputs],
        "verdict": plain(result.verdict),
        "claims": [_claim(claim) for claim in result.claims],
    }


def _tail(result: Result) -> dict[str, Any]:
    """What stands after them."""
    return {
        "path": [plain(step) for step in result.path],
        "problems": [
            {
                "level": str(p.level),
                "file": p.place.file,
                "row": p.place.row,
                "column": p.place.column,
                "message": p.message,
            }
            for p in result.problems
        ],
    }


def _claim(claim: ClaimVerdict) -> dict[str, Any]:
    """A claim's verdict; what it serves stands in the case, not in what was found of it."""
    return {name: value for name, value in plain(claim).items() if name != "serves"}


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding. There are hundreds, of mostly plain texts: to put them together takes a third of the
    time that it takes to make them into values first, and most of what they share is put together once.
    """
    known: dict[int, str] = {}
    """What was put together already, by its identity: places, subjects and sources stand in many findings."""

    def once(part: Any, text_of: Callable[[Any], str]) -> str:
        if id(part) not in known:
            known[id(part)] = text_of(part)
        return known[id(part)]

    for finding in findings:
        figures = [f"{_QUOTED(name)}: {_figure(value)}" for name, value in sorted(finding.figures.items())]
        waiver = _ENCODE(plain(finding.waiver)) if finding.waiver is not None else "null"
        places = [once(place, _place) for place in finding.locations]
        yield (
            f'{{"check": {_QUOTED(finding.check)}, "family": {_QUOTED(finding.family)}, '
            f'"subject": {once(finding.subject, _subject)}, '
            f'"outcome": "{finding.outcome}", "severity": "{finding.severity}", '
            f'"message": {_QUOTED(finding.message)}, "remedy": {_QUOTED(finding.remedy)}, '
            f'"figures": {{{", ".join(figures)}}}, '
            f'"supporting": {_texts(finding.supporting)}, "contradicting": {_texts(finding.contradicting)}, '
            f'"locations": [{", ".join(places)}], '
            f'"sources": {once(finding.sources, _texts)}, "waiver": {waiver}}}'
        )


def _figure(value: Any) -> str:
    if type(value) is str:
        return _QUOTED(value)
    plain_number = type(value) is int or (type(value) is float and isfinite(value))
    return repr(value) if plain_number else _ENCODE(value)


def _subject(subject: Subject) -> str:
    return f'{{"type": {_QUOTED(subject.type)}, "id": {_QUOTED(subject.id)}}}'


def _texts(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_QUOTED, texts))}]" if texts else "[]"


def _place(place: Place) -> str:
    row = "null" if place.row is None else place.row
    column = "null" if place.column is None else _QUOTED(place.column)
    return f'{{"file": {_QUOTED(place.file)}, "row": {row}, "column": {column}}}'


_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


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
