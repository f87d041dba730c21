"""The page for authors of checks: everything that a view, a set of records and a figure can be asked, from the code.

Each row is a public name of a class and the first sentence of its docstring, so that the page cannot say what is not so.
What a view is made with has no docstring of its own; it is told here, and one that is not told fails the page.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import attrs

from . import calendar, check, testing
from .ledger import WORDS
from .measure import say
from .measure.terms import Terms
from .measure.value import Figure, Gauge, Records, Standing
from .result import Finding
from .view import ActionView, ClaimView, NotKnown, Place, PriorityView, ServiceView

_OWN: Final[Mapping[str, str]] = {
    "as_of": "The day the case is judged as at.",
    "rhythm": "Its review cycles: `rhythm.say(cycle)` is a cycle in words, `rhythm.start` and `rhythm.end` its days.",
    "ledger": "The evidence as columns of numbers, for arithmetic; `Records` is what most checks need.",
    "gauge": "The claim's measure, over the service's records.",
    "linked": "Every record that belongs to it.",
    "baseline_from": "The first day of the baseline, where one is given.",
    "baseline_to": "The last day of the baseline, where one is given.",
    "service": "The service it is part of.",
    "claim": "The claim as it stands in the case file: every column by its name, None where blank.",
    "priority": "The priority as it stands in the case file.",
    "action": "The action as it stands in the case file.",
    "case": "The case as it was read: every table by its name.",
    "terms": "The numbers behind the words with a fixed meaning.",
    "message": "The sentence that a manager reads.",
    "remedy": "What to do about it.",
    "columns": "The columns of the subject to look at.",
    "outcome": "met, concern, not-met, insufficient, not-applicable, error or waived.",
    "figures": "Numbers, words and lists behind it, by name.",
    "supporting": "The records it rests on.",
    "contradicting": "The records that speak against it.",
    "about": "Other rows that a reader should open: pairs of table and id.",
    "check": "The check's id.",
    "family": "The check's family.",
    "subject": "What was judged: its type and id.",
    "severity": "How much it weighs.",
    "locations": "The cells and rows that a reader should open.",
    "sources": "Where the check comes from.",
    "waiver": "The waiver, where it is waived.",
    "found": "What was found, where it is waived.",
    "value": "The figure; None where there is none.",
    "n": "How many records it is made from.",
    "enough": "Whether they are enough to say so.",
    "numerator": "The sum of what was counted.",
    "denominator": "The sum of what it was counted over.",
    "values": "The single figures of a mean or a median.",
    "figure": "Its own figure.",
    "baseline": "The figure it is held against.",
    "against": "Where it stands: improved, better, no better, or not known.",
    "share": "What share of its results is met; None where too few have one.",
    "results": "How many of its records have a result.",
    "by_results": "Whether results alone decided, because it is thin in its measure.",
    "rows": "The rows in the ledger, in order of date.",
    "period": "The cycles they were sought in, empty ones counted.",
    "measure": "The measure's own row; None where results alone are judged.",
    "summary": "How its figure is made: proportion, rate, mean, median, count or sum.",
    "higher": "Whether more is better.",
    "target": "Its target, where one is set.",
    "per_cycle": "Whether its figure is one number for each cycle (a count or a sum).",
    "team": "The team's id; None for every team.",
    "shift": "The shift's id; None for every shift.",
}

_CLASSES: Final[tuple[tuple[type[Any], str], ...]] = (
    (ClaimView, "What `judge` of a `ClaimCheck` or a `PracticeCheck` is given."),
    (PriorityView, "What `judge` of a `PriorityCheck` is given: one problem of the improvement plan."),
    (ActionView, "What `judge` of an `ActionCheck` is given."),
    (ServiceView, "What `judge` of a `ServiceCheck` is given, and `service` of every other view."),
    (
        Records,
        "Some of the records, in order of date: `len(records)` says how many. Each question gives a new set.",
    ),
    (Standing, "Where a set of records stands against the baseline."),
    (Figure, "The value of a set of records in a measure."),
    (Gauge, "One measure over the service's records."),
    (Place, "A team, a shift, or one team in one shift."),
    (
        check.Judgement,
        "What a check answers; `met`, `not_met` and the others make it, and take these by name.",
    ),
    (Finding, "What becomes of an answer, and what `assess_one` gives a test."),
    (
        NotKnown,
        "Raised by a view where the records cannot tell. Let it pass: takehold makes `insufficient` of it.",
    ),
)

_FUNCTIONS: Final[tuple[tuple[str, str, tuple[Callable[..., Any], ...]], ...]] = (
    (
        "Answers",
        "takehold.engine.check",
        (check.met, check.concern, check.not_met, check.insufficient, check.not_applicable, check.parameter),
    ),
    (
        "Words for a sentence",
        "takehold.engine.measure.say",
        (say.counted, say.listed, say.number, say.percent, say.points, say.say_figure),
    ),
    ("Dates in a sentence", "takehold.engine.calendar", (calendar.say_date,)),
    (
        "Tests",
        "takehold.engine.testing",
        (
            testing.one_claim,
            testing.small_case,
            testing.assess_one,
            testing.checks_in,
            testing.assert_conforms,
            testing.read_cases,
        ),
    ),
)


def page(made: str) -> Iterator[str]:
    """The page; `made` says that it is written from the code. Raises LookupError for a name that nothing says a word of."""
    yield f"# What a check can ask\n\n{made}\n"
    yield "A check in Python is given a view of its subject, asks it what it needs, and answers. This is all that it can ask;\n"
    yield "[your own checks](plugins.md) shows how. The columns of a claim, a priority or an action are on the page of\n"
    yield "[columns](columns.md).\n"
    for cls, what in _CLASSES:
        yield f"\n## {cls.__name__}\n\n{what}\n\n| ask | gives | what it is |\n|---|---|---|\n"
        for name, gives, says in _members(cls):
            yield f"| `{name}` | {gives} | {says} |\n"
    for title, module, functions in _FUNCTIONS:
        yield f"\n## {title}\n\nFrom `{module}`.\n\n| call | gives | what it does |\n|---|---|---|\n"
        for function in functions:
            given, gives = _signature(function)
            yield f"| `{function.__name__}({given})` | {gives} | {_first(function)} |\n"
    yield "\n## Columns of words\n\nWhat `saying` takes, beside a service's own teams, shifts, themes, measures, recorders and\n"
    yield "sources (`team`, `shift`, `theme`, `measure`, `recorded_by`, `source`).\n\n| column | words |\n|---|---|\n"
    for column, words in WORDS.items():
        yield f"| `{column}` | {', '.join(words)} |\n"
    yield "\n## Terms\n\nThe numbers behind the words with a fixed meaning, which a ruleset sets for all checks or for one.\n\n"
    yield "| term | default | meaning |\n|---|---|---|\n"
    meant = _told_below(Terms)
    for field in attrs.fields(Terms):
        yield f"| `{field.name}` | {field.default} | {meant[field.name]} |\n"


def _members(cls: type[Any]) -> Iterator[tuple[str, str, str]]:
    """Every public name of a class: how it is asked, what it gives, and what that is."""
    for name in dict.fromkeys((*_made_with(cls), *_in_order(cls))):
        held = inspect.getattr_static(cls, name, None)
        function = held.func if isinstance(held, cached_property) else getattr(held, "fget", held)
        if inspect.isfunction(function):
            given, gives = _signature(function)
            called = f"{name}({given})" if inspect.isfunction(held) else name
            yield called, gives, _first(function)
        elif name in _OWN:
            yield name, _type(cls, name), _OWN[name]
        else:
            raise LookupError(f"say in {__name__} what {name} of {cls.__name__} is")


def _made_with(cls: type[Any]) -> list[str]:
    """The public attributes that an instance is made with."""
    if attrs.has(cls):
        return [field.name for field in attrs.fields(cls) if not field.name.startswith("_")]
    found = []
    for one in reversed(cls.__mro__):
        init = vars(one).get("__init__")
        if inspect.isfunction(init):
            found += re.findall(r"(?m)^ +self\.([a-z]\w*)(?::[^=\n]+)? = ", inspect.getsource(init))
    return found


def _type(cls: type[Any], name: str) -> str:
    """The type of an attribute that an instance is made with."""
    if attrs.has(cls):
        return _plain(str(getattr(attrs.fields(cls), name).type))
    for one in cls.__mro__[:-1]:
        init = vars(one).get("__init__")
        known = inspect.signature(init).parameters if inspect.isfunction(init) else {}
        if name in known:
            return _plain(str(known[name].annotation))
        told = re.search(rf"self\.{name}(?:: ([^=\n]+))? = (?:([A-Z]\w+)\()?", inspect.getsource(one))
        if told is not None and (told[1] or told[2]):
            return _plain((told[1] or told[2]).strip())
    return ""


def _told_below(cls: type[Any]) -> dict[str, str]:
    """What the text below each field of a class says of it."""
    (body,) = ast.parse(inspect.cleandoc(inspect.getsource(cls))).body
    assert isinstance(body, ast.ClassDef)
    return {
        field.target.id: " ".join(str(told.value.value).split())
        for field, told in pairwise(body.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant)
    }


def _in_order(cls: type[Any]) -> list[str]:
    """The public names of a class, those of what it is built on last."""
    own = [cls for cls in cls.__mro__ if cls.__module__.startswith("takehold.")]
    return [name for one in own for name in vars(one) if not name.startswith("_")]


def _signature(function: Callable[..., Any]) -> tuple[str, str]:
    """What a function is called with, and what it gives, as plain text."""
    signature = inspect.signature(function)
    given = [one for name, one in signature.parameters.items() if name != "self"]
    gives = signature.return_annotation
    bare = signature.replace(parameters=given, return_annotation=signature.empty)
    return _plain(str(bare)[1:-1]), "" if gives is signature.empty else _plain(str(gives))


def _plain(told: str) -> str:
    """A type as a reader takes it: no module names, and no bar, which would end the table's cell."""
    told = re.sub(r"\b(?:dt|np|pl|attrs|ast)\.", "", told).replace("'", "")
    return told.replace(" | None", " or None").replace(" | ", " or ")


def _first(function: Callable[..., Any]) -> str:
    """The first paragraph of a docstring, on one line."""
    told = " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())
    if not told:
        raise LookupError(f"{function.__qualname__} has no docstring")
    return told.replace("|", "\\|")
