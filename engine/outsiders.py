"""Checks that did not come with takehold: what they are given, and looking at what they did with it.

Each plugin judges on views of its own, over columns that cannot be written to, so that what it does to them harms no
other check. What a check changed all the same is found by holding its views against the engine's own.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import attrs
import numpy as np

from .check import Judgement
from .isolation import writable
from .loading import Giver
from .measure.value import Records
from .result import Outcome
from .ruleset import Use
from .view import ServiceView

OUTCOMES: Final = frozenset(
    {Outcome.MET, Outcome.CONCERN, Outcome.NOT_MET, Outcome.INSUFFICIENT, Outcome.NOT_APPLICABLE}
)
"""What a check can answer: an error and a waiver are not its to give."""

_PLAIN: Final = (str, bytes, int, float, dt.date, tuple, frozenset, type(None))


class Outsiders:
    """The views that each plugin is given, over one service."""

    def __init__(self, service: ServiceView) -> None:
        self._service = service
        self._views: dict[Giver, ServiceView] = {}

    def service(self, use: Use) -> ServiceView:
        """The service as the plugin of a check sees it: the engine's own for a check that comes with takehold."""
        if not use.outside or use.giver is None:
            return self._service
        if use.giver not in self._views:
            self._views[use.giver] = self._apart()
        return self._views[use.giver]

    def _apart(self) -> ServiceView:
        """Views of a plugin's own, over columns of its own that refuse to be written to."""
        case = self._service.case
        given = attrs.evolve(case, evidence=case.evidence.clone(), places=MappingProxyType(case.places))
        made = ServiceView(given, self._service.terms)
        for field in attrs.fields(type(made.ledger)):
            column = getattr(made.ledger, field.name)
            if isinstance(column, np.ndarray):
                column.setflags(write=False)
        return made

    def changed(self, use: Use) -> str | None:
        """What a check has changed of what it was given, None where nothing; its plugin then gets new views."""
        if use.giver not in self._views:
            return None
        what = next(_changes(self._views[use.giver], self._service), None)
        if what is not None:
            del self._views[use.giver]
        return what


def _changes(own: ServiceView, service: ServiceView) -> Iterator[str]:
    """What differs between a plugin's views and the engine's own."""
    if not own.table.equals(service.table) or not own.case.evidence.equals(service.case.evidence):
        yield "the table of evidence"
    for name in _OF_SERVICE:
        if not _same(getattr(own, name), getattr(service, name)):
            yield f"{name} of the service"
    names = ("_claims", "_priorities", "_actions")
    for name, what in zip(names, ("claim", "priority", "action"), strict=True):
        theirs = vars(service)[name]
        for key, view in vars(own)[name].items():
            if key in theirs and (changed := _changed(view, theirs[key])):
                yield f"{changed} of {what} {key[0]}"


_OF_SERVICE: Final = ("as_of", "terms", "rhythm")
"""What a service's view is made with, beside its case."""


def _changed(own: Any, other: Any) -> str | None:
    """The first attribute, worked out for both views, that is not the same. Caches inside the views are no attributes."""
    theirs = vars(other)
    for name, value in vars(own).items():
        known = not name.startswith("_") or name == "_changed_on"
        if known and name in theirs and not _same(value, theirs[name]):
            return str(name).removeprefix("_")
    return None


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Records) and isinstance(other, Records):
        return np.array_equal(one.rows, other.rows)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, _PLAIN) and isinstance(other, _PLAIN):
        return one == other
    # What compares by identity (a ledger, a view) has no parts that are compared here.
    if isinstance(one, type(other)) and attrs.has(type(one)) and "__eq__" in vars(type(one)):
        return bool(one == other)
    return isinstance(one, type(other))


def nonsense(judgement: object) -> str | None:
    """What is wrong with what a check gave back, in words; None where it is an answer."""
    if not isinstance(judgement, Judgement):
        return f"a check returns a Judgement (met(…), not_met(…) …), not {type(judgement).__name__}"
    if judgement.outcome not in OUTCOMES:
        return f"a check does not answer {judgement.outcome!r}"
    if not _text(judgement.message) or not judgement.message.strip():
        return "its message is no sentence that can be written"
    if not _text(judgement.remedy):
        return f"its remedy is {judgement.remedy!r}, which is no text"
    for name in ("supporting", "contradicting"):
        records = getattr(judgement, name)
        if not isinstance(records, Records) and not _texts(records):
            return f"its {name} is neither a set of records nor a tuple of their ids"
    if not isinstance(judgement.figures, Mapping) or not all(
        isinstance(name, str) for name in judgement.figures
    ):
        return "its figures are no table of names and numbers"
    if wrong := [name for name, value in judgement.figures.items() if not _plain(value)]:
        return f"its figure {wrong[0]!r} is no plain number, word or list: {judgement.figures[wrong[0]]!r}"
    if not _texts(judgement.columns):
        return "its columns are no tuple of names"
    if not isinstance(judgement.about, tuple) or not all(
        _texts(row) and len(row) == 2 for row in judgement.about
    ):
        return "what it is about is no tuple of (table, id)"
    return None


def _text(value: object) -> bool:
    """Whether it is text that can be written to a file: half a character cannot."""
    return isinstance(value, str) and value == writable(value)


def _texts(value: object) -> bool:
    return isinstance(value, tuple) and all(map(_text, value))


def _plain(value: object) -> bool:
    """Whether a figure can be written down: no array, no view, no number that is none."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Mapping):
        return all(isinstance(name, str) and _plain(item) for name, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return all(_plain(item) for item in value)
    return value is None or isinstance(value, str | bool | int)
