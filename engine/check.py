"""What a check is: a class whose docstring explains it and whose fields are its parameters.

A check has one method, `judge`, from the view of its subject to a `Judgement`. Its class says what it is called,
what it judges and where it comes from; the docstring has a form (title, then four headed paragraphs) from which
`takehold explain` and the reference pages are written.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, Generic, TypeVar

import attrs

from .measure.value import Records
from .result import Outcome, Severity
from .view import ActionView, ClaimView, PriorityView, ServiceView

SUBJECTS: Final = ("claim", "priority", "action", "service")
"""What a check can judge."""

HEADINGS: Final = ("Establishes", "Why it matters", "How it decides", "What to do")
"""The headed paragraphs of a check's docstring, in order."""

View = TypeVar("View")


@attrs.frozen
class Judgement:
    """A check's answer for one subject, before it becomes a finding.

    `supporting` and `contradicting` are the records the answer rests on; `about` names other rows of the case
    (table and id), and `columns` the subject's own columns, that a reader should open.
    """

    outcome: Outcome
    message: str
    remedy: str = ""
    figures: Mapping[str, Any] = attrs.field(factory=dict)
    supporting: Records | tuple[str, ...] = ()
    contradicting: Records | tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()


def met(message: str, **more: Any) -> Judgement:
    """What the check establishes is so."""
    return Judgement(Outcome.MET, message, **more)


def concern(message: str, remedy: str, **more: Any) -> Judgement:
    """It is so, with a reservation."""
    return Judgement(Outcome.CONCERN, message, remedy, **more)


def not_met(message: str, remedy: str, **more: Any) -> Judgement:
    """It is not so."""
    return Judgement(Outcome.NOT_MET, message, remedy, **more)


def insufficient(message: str, remedy: str, **more: Any) -> Judgement:
    """The records cannot tell; the message names what is missing."""
    return Judgement(Outcome.INSUFFICIENT, message, remedy, **more)


def not_applicable(message: str) -> Judgement:
    """The question does not arise here; the message says why."""
    return Judgement(Outcome.NOT_APPLICABLE, message)


def parameter(default: Any, help: str, *, at_least: float | None = None, at_most: float | None = None) -> Any:
    """A number, word or flag that a ruleset can set: its default, what it means, and its bounds."""

    def within(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if type(value) is not type(default) and not (isinstance(default, float) and type(value) is int):
            raise ValueError(f"{attribute.name} takes {_KIND[type(default)]}, not {value!r}")
        if at_least is not None and value < at_least:
            raise ValueError(f"{attribute.name} is at least {at_least}, not {value!r}")
        if at_most is not None and value > at_most:
            raise ValueError(f"{attribute.name} is at most {at_most}, not {value!r}")

    metadata = {"help": help, "at_least": at_least, "at_most": at_most}
    return attrs.field(default=default, validator=within, metadata=metadata)


_KIND: Final[Mapping[type, str]] = {
    int: "a whole number",
    float: "a number",
    str: "text",
    bool: "true or false",
    tuple: "a list",
}


@attrs.frozen(kw_only=True)
class Check(Generic[View]):
    """A test of one kind of subject. Subclass `ClaimCheck`, `PriorityCheck`, `ActionCheck` or `ServiceCheck`."""

    id: ClassVar[str]
    subject: ClassVar[str]
    family: ClassVar[str]
    severity: ClassVar[Severity]
    sources: ClassVar[tuple[str, ...]] = ()

    def judge(self, view: View, /) -> Judgement:
        """Judge one subject. May raise `NotKnown`, which becomes `insufficient`; anything else is an error."""
        raise NotImplementedError

    @classmethod
    def title(cls) -> str:
        """What the check establishes, in one line: the first of its docstring."""
        return inspect.cleandoc(cls.__doc__ or "").partition("\n")[0].rstrip(".")

    @classmethod
    def explanation(cls) -> Mapping[str, str]:
        """The headed paragraphs of the docstring, each as one line of text. Raises ValueError where one lacks."""
        text = inspect.cleandoc(cls.__doc__ or "")
        found = {
            heading: " ".join(body.split())
            for heading, body in re.findall(
                r"^([A-Z][\w ]+):\s+(.*?)(?=^[A-Z][\w ]+:\s|\Z)", text, re.MULTILINE | re.DOTALL
            )
        }
        missing = [heading for heading in HEADINGS if not found.get(heading)]
        if missing:
            raise ValueError(f"{cls.__name__}: the docstring has no paragraph headed {', '.join(missing)}")
        return {heading: found[heading] for heading in HEADINGS}

    @classmethod
    def parameters(cls) -> tuple[attrs.Attribute[Any], ...]:
        """The fields a ruleset can set, in order."""
        found: tuple[attrs.Attribute[Any], ...] = attrs.fields(cls)
        return found


class ClaimCheck(Check[ClaimView]):
    """A check of one claim."""

    subject = "claim"


class PriorityCheck(Check[PriorityView]):
    """A check of one priority of the improvement plan."""

    subject = "priority"


class ActionCheck(Check[ActionView]):
    """A check of one action."""

    subject = "action"


_OTHER_KIND = "This is asked of claims about how staff work (kind: practice); this one is about an outcome"


class PracticeCheck(ClaimCheck):
    """A check of claims about how staff work; not applicable to any other."""

    def judge(self, view: ClaimView, /) -> Judgement:
        """Judge a practice claim by `judge_practice`."""
        if not view.is_practice:
            return not_applicable(_OTHER_KIND)
        return self.judge_practice(view)

    def judge_practice(self, claim: ClaimView, /) -> Judgement:
        """Judge a claim about how staff work."""
        raise NotImplementedError


class ServiceCheck(Check[ServiceView]):
    """A check of the service as a whole."""

    subject = "service"


CheckClass = type[Check[Any]]
Judge = Callable[[Any], Judgement]
