"""The rules that every check keeps, held against one: what a plugin's author can run as a test.

A check explains itself, answers the same twice, never fails on any sound case, changes nothing, names what is missing,
and says what to do. Cases are made by chance from a seed: blank cells, undated changes, no records at all.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, Final

import attrs

from .check import CheckClass, Judgement
from .isolation import PASSING, Stopped, heard, time_limit
from .measure.terms import Terms
from .model import GROUPS, KINDS, OVERSIGHT, PRESSURE, RESULTS, STAFF_GROUPS, STAGES, Case
from .outsiders import nonsense
from .result import Finding, Outcome
from .ruleset import Use
from .view import NotKnown, ServiceView

CASES: Final = 25
"""How many cases a check is asked of."""

SECONDS: Final = 5.0
"""How long a check may take over one of them, which most do in a hundredth of a second."""

_EMPTY: Final = ("insufficient data", "insufficient evidence", "not enough data", "no data", "n/a", "unknown")
_LAST: Final = dt.date(2026, 6, 30)


def faults(check: CheckClass, cases: int = CASES) -> list[str]:
    """Every way in which a check does not keep the rules, in words; an empty list where it keeps them all."""
    found = list(_of_class(check))
    for seed in range(cases):
        case = chance_case(seed)
        try:
            with heard() as said, time_limit(SECONDS):
                told = list(_of_case(check, case))
        except Stopped:
            return [*found, f"it takes longer than {SECONDS:g} seconds over a small case"]
        if said.text:
            told.append("it prints while it judges: what it has to say belongs in its message")
        found += [fault for fault in told if fault not in found]
    return found


def _of_class(check: CheckClass) -> Iterator[str]:
    try:
        explained = check.explanation()
    except ValueError as error:
        yield str(error)
        return
    title = check.title()
    if not title or len(title) > 100:
        yield f"its title is one line of at most 100 characters, not {title!r}"
    for heading, text in explained.items():
        if len(text.split()) < 2:
            yield f"its paragraph {heading} says nothing: {text!r}"
    for field in check.parameters():
        if not field.metadata.get("help"):
            yield f"its parameter {field.name} does not say what it means: use parameter(default, help)"


def _of_case(check: CheckClass, case: Case) -> Iterator[str]:
    from .assess import judge, subjects

    use = Use(check(), check.severity, check.sources, Terms())
    before = (case.evidence.clone(), dict(case.places))
    findings = []
    for _ in range(2):
        service = ServiceView(case, Terms())
        findings.append([judge(service, use, subject, view) for subject, view in subjects(service, use)])
    if findings[0] != findings[1]:
        yield "it answers differently when it is asked again"
    if not case.evidence.equals(before[0]) or dict(case.places) != before[1]:
        yield "it changes the case that it is given"
    for _, view in subjects(service, use):
        yield from _of_answer(use, view)
    for finding in findings[0]:
        yield from _of_finding(finding)


def _of_answer(use: Use, view: Any) -> Iterator[str]:
    """What is wrong with what the check itself gave, before it became a finding."""
    from .assess import cited_in_vain

    try:
        answer: Judgement = use.check.judge(view)
    except NotKnown:
        return
    except PASSING:
        raise
    except BaseException:  # noqa: BLE001 (told as an error of the finding)
        return
    if (wrong := nonsense(answer)) is not None:
        yield wrong
    elif (strange := cited_in_vain(getattr(view, "service", view), answer)) is not None:
        yield strange


def _of_finding(finding: Finding) -> Iterator[str]:
    if finding.outcome is Outcome.ERROR:
        yield finding.message
        return
    if any(finding.message.strip().lower().startswith(words) for words in _EMPTY):
        yield f"its message names nothing: {finding.message!r}"
    if finding.outcome in (Outcome.CONCERN, Outcome.NOT_MET, Outcome.INSUFFICIENT) and not finding.remedy:
        yield f"where it is {finding.outcome} it does not say what to do: {finding.message!r}"
    if finding.outcome is Outcome.MET and finding.remedy:
        yield f"where it is met there is nothing to do, but it says {finding.remedy!r}"
    try:
        json.dumps(dict(finding.figures), allow_nan=False)
    except (TypeError, ValueError):
        yield f"its figures cannot be written down: {dict(finding.figures)!r}"


# Cases made by chance


def chance_case(seed: int) -> Case:
    """A sound case made by chance: the same for the same seed, and the emptier the smaller the seed."""
    case = _read(seed)
    return attrs.evolve(case, evidence=case.evidence.clone(), places=dict(case.places))


@cache
def _read(seed: int) -> Case:
    """The case as it was read: to read it takes several times as long as to judge it, and it is asked for by every test."""
    from .testing import small_case

    return small_case({"as_of": _LAST.isoformat()}, **_Tables(Random(seed), seed).made())


class _Tables:
    def __init__(self, chance: Random, fullness: int) -> None:
        self.r = chance
        self.share = min(0.95, 0.1 + fullness / 25)

    def made(self) -> dict[str, Any]:
        """Every table of a case, as a loader or a test would write them."""
        claims = [self._claim(f"c{n}") for n in range(self.r.randint(1, 3))]
        records = 0 if self.share < 0.15 else self.r.randint(1, 60)
        priorities = [self._priority(f"p{n}") for n in range(self.r.randint(0, 2))]
        actions = [self._action(f"a{n}", priorities) for n in range(self.r.randint(0, 4))]
        return {
            "teams": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
            "shifts": [{"id": "day"}, {"id": "night", "out_of_hours": True}],
            "measures": [
                {"id": "m1", "name": "Calls", "better": "higher", "summary": "proportion", "target": 0.9},
                {"id": "m2", "name": "Falls", "better": "lower", "summary": "count"},
            ],
            "claims": claims,
            "evidence": [self._record(f"e{n}") for n in range(records)],
            "priorities": priorities,
            "actions": actions,
            "updates": [self._update(f"u{n}", actions) for n in range(self.r.randint(0, 3)) if actions],
            "reviews": [self._review(f"r{n}") for n in range(self.r.randint(0, 3))],
        }

    def _some(self, **cells: Any) -> dict[str, Any]:
        """Some of the cells; the rest stay blank."""
        return {name: cell for name, cell in cells.items() if self.r.random() < self.share}

    def _day(self) -> str:
        return (_LAST - dt.timedelta(days=self.r.randint(0, 400))).isoformat()

    def _claim(self, id: str) -> dict[str, Any]:
        kind = self.r.choice(("outcome", "practice"))
        told = {
            "id": id,
            "statement": "Calls are answered sooner",
            "stage": self.r.choice(STAGES),
            "kind": kind,
        }
        return told | self._some(
            theme="calls",
            measure=self.r.choice(("m1", "m2")),
            changed_on=(_LAST - dt.timedelta(days=self.r.randint(30, 300))).isoformat(),
            problem="Bells rang for ten minutes at night",
            owner="the deputy manager",
            standard="A bell is answered within five minutes",
        )

    def _record(self, id: str) -> dict[str, Any]:
        told: dict[str, Any] = {"id": id, "date": self._day(), "kind": self.r.choice(KINDS)}
        of = self.r.randint(1, 20)
        measured = {"measure": "m1", "numerator": self.r.randint(0, of), "denominator": of}
        if told["kind"] in GROUPS["activity"] or self.r.random() > self.share:
            measured = {}
        return (
            told
            | measured
            | self._some(
                theme="calls",
                result=self.r.choice(RESULTS),
                team=self.r.choice(("north", "south")),
                shift=self.r.choice(("day", "night")),
                oversight=self.r.choice(OVERSIGHT),
                pressure=self.r.choice(PRESSURE),
                staff_group=self.r.choice(STAFF_GROUPS),
                scheduled=self.r.random() < 0.5,
                recorded_by=self.r.choice(("deputy", "manager", "senior")),
                source=self.r.choice(("Audit file", "Log")),
            )
        )

    def _priority(self, id: str) -> dict[str, Any]:
        return {"id": id} | self._some(
            theme="calls",
            claims=["c0"],
            problem="Slow at night",
            opened=self._day(),
            risk="high",
            why="Falls",
        )

    def _action(self, id: str, priorities: list[dict[str, Any]]) -> dict[str, Any]:
        told = {"id": id, "text": "Move the panel to the corridor"}
        if priorities:
            told["priority"] = priorities[0]["id"]
        opened = self._day()
        return told | self._some(
            opened=opened, owner="the deputy manager", due=_LAST.isoformat(), check="Watch three calls"
        )

    def _update(self, id: str, actions: list[dict[str, Any]]) -> dict[str, Any]:
        return {"id": id, "about": actions[0]["id"], "date": self._day(), "text": "8 of 10 answered in time"}

    def _review(self, id: str) -> dict[str, Any]:
        level = self.r.choice(("manager", "provider"))
        return {"id": id, "date": self._day(), "level": level, "about": ["c0"]}
