"""A check made from a declaration: it judges part by part, and the gravest outcome stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import attrs

from ..calendar import say_date
from ..check import Check, Judgement
from ..measure.say import number
from ..result import Outcome
from ..view import NotKnown
from .fields import ask, names, next_review
from .named import NAMED, NotNamed, settle_limits
from .quantity import Measured, measure
from .select import applies, within
from .spec import Limit, Part, Spec

PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""What stands for something in a sentence: a name in braces."""

SAID: Final = ("value", "n", "newest", "as_of", "next_review", "place", "limit", "changed_on")
"""What a sentence can name, beside the parameters and the subject's own fields."""

_GRAVEST: Final = (
    Outcome.NOT_MET,
    Outcome.INSUFFICIENT,
    Outcome.CONCERN,
    Outcome.MET,
    Outcome.NOT_APPLICABLE,
)
"""Of several parts, the first of these that one came out at stands."""


@attrs.frozen(kw_only=True)
class DeclaredCheck(Check[Any]):
    """The base of every declared check. `declare` makes a class of it for each declaration."""

    spec: ClassVar[Spec]
    declaration: ClassVar[str]
    """The declaration as text: part of the ruleset's digest."""

    def judge(self, view: Any, /) -> Judgement:
        """Judge a subject by the declaration."""
        spec = self.spec
        params = {field.name: getattr(self, field.name) for field in attrs.fields(type(self))}
        fits, failing = applies(spec.subject, view, spec.applies, params)
        if not fits:
            why = failing.otherwise if failing is not None else None
            return Judgement(Outcome.NOT_APPLICABLE, why or "The question does not arise here")
        for condition in spec.met_when:
            if applies(spec.subject, view, (condition,), params)[0]:
                return Judgement(Outcome.MET, condition.otherwise or spec.title)
        found = [_judge(spec, part, view, params) for part in spec.parts]
        return min(found, key=lambda judgement: _GRAVEST.index(judgement.outcome))


def _judge(spec: Spec, part: Part, view: Any, params: Mapping[str, Any]) -> Judgement:
    try:
        part = _settled(spec, part, view)
        measured = measure(spec.subject, view, part)
    except NotNamed:
        raise  # whatever the declaration makes of an unknown, a slip in it says nothing of the service
    except NotKnown as unknown:
        if part.unknown == "insufficient" and "insufficient" not in part.says:
            raise
        outcome = Outcome(part.unknown)
        told = Measured(None, columns=unknown.columns)
        return _said(spec, part, view, params, outcome, told, unknown.message, unknown.remedy)
    if measured.value is None and part.quantity != "field":
        outcome = Outcome(part.none or part.unknown)
        return _said(spec, part, view, params, outcome, measured, "Too little is on file to tell", "")
    return _said(spec, part, view, params, _outcome(part, measured.value, params), measured, spec.title, "")


def _settled(spec: Spec, part: Part, view: Any) -> Part:
    """A part that compares a field with names of the case, in the case's own spelling."""
    if part.quantity != "field" or part.field not in NAMED:
        return part
    met = settle_limits(spec.subject, view, part.field, part.met)
    concern = settle_limits(spec.subject, view, part.field, part.concern or ())
    return attrs.evolve(part, met=met, concern=concern if part.concern is not None else None)


def _outcome(part: Part, value: Any, params: Mapping[str, Any]) -> Outcome:
    if within(value, part.met, params):
        return Outcome.MET
    if part.concern is not None and within(value, part.concern, params):
        return Outcome.CONCERN
    return Outcome(part.otherwise)


def _said(
    spec: Spec,
    part: Part,
    view: Any,
    params: Mapping[str, Any],
    outcome: Outcome,
    measured: Measured,
    usual: str,
    remedy: str,
) -> Judgement:
    """The judgement in the declaration's own words."""
    fall_back = part.says.get("not-met") if outcome is Outcome.CONCERN else None
    text = part.says.get(str(outcome)) or fall_back or usual
    said = _sayings(spec, part, view, params, measured)
    satisfied = outcome in (Outcome.MET, Outcome.NOT_APPLICABLE)
    for_it = outcome in (Outcome.MET, Outcome.CONCERN)
    asked = part.remedy or remedy or spec.remedy
    return Judgement(
        outcome,
        _filled(text, said),
        "" if satisfied else _filled(asked, said),
        figures=_figures(measured),
        supporting=measured.found if for_it else (),
        contradicting=() if for_it else measured.found,
        about=measured.about[-6:],
        columns=() if satisfied else measured.columns,
    )


def _figures(measured: Measured) -> dict[str, Any]:
    value = measured.value
    if isinstance(value, dt.date):
        value = value.isoformat()
    return {"n": measured.n} | ({"value": value} if isinstance(value, str | int | float) else {})


def _sayings(
    spec: Spec, part: Part, view: Any, params: Mapping[str, Any], measured: Measured
) -> Mapping[str, Any]:
    """What each placeholder of a sentence stands for; the subject's own fields are looked up when they are named."""
    met = part.met[0] if part.met else Limit("is")
    said = {
        "value": measured.said,
        "n": f"{measured.n:,}",
        "newest": measured.newest,
        "as_of": view.as_of,
        "next_review": next_review(spec.subject, view),
        "place": measured.place,
        "limit": met.bound(params),
    }
    return {**{name: _Asked(spec.subject, view, name) for name in names(spec.subject)}, **params, **said}


@attrs.frozen
class _Asked:
    """A field that a sentence may name, not asked for before it does."""

    subject: str
    view: Any
    name: str

    def __str__(self) -> str:
        try:
            return _shown(ask(self.subject, self.view, self.name))
        except NotKnown:
            return "not known"


def _filled(text: str, said: Mapping[str, Any]) -> str:
    """A sentence with its placeholders filled in. Names only: nothing in it is evaluated."""
    return PLACEHOLDER.sub(lambda match: _shown(said[match[1]]), text)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "not given"
    if isinstance(value, dt.date):
        return say_date(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)
