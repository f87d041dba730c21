"""From the table of a `[[check]]` to a check, strictly: every slip is told with its place and the nearest name."""

from __future__ import annotations

import inspect
import json
import keyword
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..check import SUBJECTS, CheckClass, parameter
from ..names import hint, nearest
from ..result import Severity
from .check import PLACEHOLDER, SAID, DeclaredCheck
from .fields import names
from .parts import read_parts
from .reading import Taker, Wrong
from .spec import SETTINGS, Parameter, Spec

EXPLAINED: Final = {
    "establishes": "Establishes",
    "why": "Why it matters",
    "how": "How it decides",
    "remedy": "What to do",
}
"""The keys that explain a check, and the headings they stand under."""

_KEYS: Final = (
    "id",
    "title",
    "subject",
    "family",
    "severity",
    "sources",
    *EXPLAINED,
    "applies",
    "met_when",
    "params",
    "part",
)


_OWN: Final = (
    name for made in DeclaredCheck.__mro__ for name in (*vars(made), *inspect.get_annotations(made))
)
_TAKEN: Final = frozenset(("self", *SAID, *SETTINGS, *_OWN))
"""What no parameter can be called: what every check has, what can be set of it, and what sentences can name."""


def declare(told: Mapping[str, Any], wrong: Wrong) -> CheckClass | None:
    """A check from its declaration; None where something in it is wrong, which `wrong` has been told then."""
    slips: list[str] = []

    def noted(path: tuple[str | int, ...], what: str, key: bool) -> None:
        slips.append(what)
        wrong(path, what, key)

    spec = _spec(Taker(told, (), noted))
    if spec is None or slips:
        return None
    return _made(spec, json.dumps(told, sort_keys=True, default=str))


def _spec(taker: Taker) -> Spec | None:
    from .parts import PART_KEYS

    single = "part" not in taker.told
    taker.known((*_KEYS, *(key for key in PART_KEYS if single)), "key of a check")
    id = taker.name("id")
    subject = _subject(taker)
    texts = {heading: taker.text(key) for key, heading in EXPLAINED.items()}
    parameters = tuple(_parameters(taker))
    taker.params = {parameter.name: parameter.default for parameter in parameters}
    title = taker.text("title") or ""
    family = taker.text("family", "own") or ""
    severity = taker.one_of("severity", list(Severity), "major") or ""
    sources = tuple(taker.texts("sources"))
    if subject is None:
        return None
    parts = read_parts(taker, subject, single=single)
    spec = Spec(
        id=id or "",
        title=title,
        subject=subject,
        family=family,
        severity=severity,
        sources=sources,
        explanation={heading: text or "" for heading, text in texts.items()},
        remedy=texts["What to do"] or "",
        applies=tuple(taker.conditions("applies", subject)),
        met_when=tuple(taker.conditions("met_when", subject)),
        parts=parts,
        parameters=parameters,
    )
    _sentences(spec, taker)
    return spec


def _subject(taker: Taker) -> str | None:
    """What the check judges; where that is misspelt, what was probably meant, so that all else is looked at too."""
    told = taker.told.get("subject")
    return taker.one_of("subject", SUBJECTS) or (nearest(told, SUBJECTS) if isinstance(told, str) else None)


def _parameters(taker: Taker) -> Iterator[Parameter]:
    for name, told in taker.table("params").told.items():
        inner = Taker(told if isinstance(told, dict) else {}, (*taker.path, "params", name), taker.wrong)
        if not isinstance(told, dict):
            inner.say((), f"a parameter is written as {{ default = 3, help = '…' }}, not {told!r}")
            continue
        inner.known(("default", "help", "at_least", "at_most"), "key of a parameter")
        _name(inner, name)
        bounds = {key: inner.number(key, missing=True) for key in ("at_least", "at_most")}
        text = inner.text("help") or ""
        default = inner.number("default")
        fits = default is not None and _bounded(inner, default, **bounds)
        yield Parameter(name=name, default=default if fits else math.nan, help=text, **bounds)


def _name(taker: Taker, name: str) -> None:
    """See that a parameter's name can be one."""
    if not PLACEHOLDER.fullmatch(f"{{{name}}}"):
        what = "is small letters, figures and underscores, and begins with a letter"
        taker.say((), f"a parameter's name {what}, such as {_proper(name)}, not {name!r}", key=True)
    elif name in _TAKEN or keyword.iskeyword(name):
        taker.say(
            (),
            f"a parameter cannot be called {name!r}, which means something else already: least_{name} would fit",
            key=True,
        )


def _proper(name: str) -> str:
    """A name like this one that can be a parameter's."""
    proper = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_0123456789")
    return proper if proper and proper not in _TAKEN and not keyword.iskeyword(proper) else "least_answers"


def _bounded(taker: Taker, default: float, at_least: float | None, at_most: float | None) -> bool:
    """See that the bounds of a parameter leave something, and its default is within them."""
    if at_least is not None and at_most is not None and at_least > at_most:
        taker.say(("at_least",), f"at_least is no more than at_most, which is {at_most}, not {at_least}")
    elif at_least is not None and default < at_least:
        taker.say(("default",), f"default is at least {at_least}, not {default}")
    elif at_most is not None and default > at_most:
        taker.say(("default",), f"default is at most {at_most}, not {default}")
    else:
        return True
    return False


def _sentences(spec: Spec, taker: Taker) -> None:
    """See that every placeholder stands for something."""
    known = {*SAID, *names(spec.subject), *(one.name for one in spec.parameters)}
    where: list[tuple[tuple[str | int, ...], str]] = [(("remedy",), spec.remedy)]
    for number, part in enumerate(spec.parts):
        at: tuple[str | int, ...] = ("part", number) if "part" in taker.told else ()
        where += [((*at, "says", _key(taker, at, outcome)), text) for outcome, text in part.says.items()]
    for path, text in where:
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                taker.say(path, f"{{{name}}} stands for nothing{hint(name, known)}")


def _key(taker: Taker, at: tuple[str | int, ...], outcome: str) -> str:
    """An outcome as the sentence's key was written: not_met or not-met."""
    told: Any = taker.told
    for step in at:
        told = told[step]
    return outcome if outcome in told["says"] else outcome.replace("-", "_")


def _made(spec: Spec, declaration: str) -> CheckClass:
    """The class of a declared check: what it explains is its docstring, and its parameters are its fields."""
    paragraphs = "\n".join(f"{heading}: {text}" for heading, text in spec.explanation.items())
    fields = {
        one.name: parameter(one.default, one.help, at_least=one.at_least, at_most=one.at_most)
        for one in spec.parameters
    }
    made = attrs.make_class(
        "".join(word.title() for word in spec.id.split("-")),
        fields,
        bases=(DeclaredCheck,),
        frozen=True,
        kw_only=True,
        class_body={
            "__doc__": f"{spec.title}.\n\n{paragraphs}",
            "id": spec.id,
            "subject": spec.subject,
            "family": spec.family,
            "severity": Severity(spec.severity),
            "sources": spec.sources,
            "spec": spec,
            "declaration": declaration,
        },
    )
    return made
