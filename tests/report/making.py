"""Results made by hand: one with every outcome, one with nothing, one whose every text is hostile."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import attrs

from takehold.engine.measure.terms import Terms
from takehold.engine.model import Input, Level, Place, Problem
from takehold.engine.picture.claim import pictures
from takehold.engine.picture.method import method
from takehold.engine.picture.register import register
from takehold.engine.plugins import installed
from takehold.engine.result import (
    ClaimVerdict,
    Finding,
    Narrowed,
    Outcome,
    Position,
    Readiness,
    Result,
    RulesetRef,
    Severity,
    Step,
    StepKind,
    Subject,
    Verdict,
    Waiver,
)
from takehold.engine.ruleset import load
from takehold.engine.testing import small_case
from takehold.engine.view import ServiceView

AS_OF = dt.date(2026, 6, 30)
CLAIM = Subject("claim", "c1")


def finding(check: str, outcome: Outcome, subject: Subject = CLAIM, **more: Any) -> Finding:
    told: dict[str, Any] = {
        "family": "improvement-over-time",
        "severity": Severity.MAJOR,
        "message": f"{check} came out {outcome}",
        "remedy": "" if outcome in (Outcome.MET, Outcome.NOT_APPLICABLE) else f"Settle {check}",
        "sources": ("improvement-over-time#framework/1", "staff-practice#why/1"),
    }
    return Finding(check=check, subject=subject, outcome=outcome, **told | more)


EVERY_OUTCOME = (
    finding(
        "baseline-identified",
        Outcome.MET,
        supporting=("e1", "e2"),
        locations=(Place("claims.csv", 2, "problem"),),
    ),
    finding("change-introduced", Outcome.CONCERN, locations=(Place("claims.csv", 2, "changed_on"),)),
    finding("no-recurrence", Outcome.NOT_APPLICABLE),
    finding(
        "repeat-evidence",
        Outcome.NOT_MET,
        severity=Severity.BLOCKER,
        figures={"cycles": 1},
        contradicting=("e3",),
        supporting=("e4", "e5"),
        locations=(
            Place("claims.csv", 2),
            Place("evidence.csv", 4),
            Place("evidence.csv", 5),
            Place("evidence.csv", 6),
        ),
    ),
    finding("sources-aligned", Outcome.INSUFFICIENT),
    finding("evidence-current", Outcome.INSUFFICIENT, severity=Severity.MINOR),
    finding(
        "slippage-indicators",
        Outcome.WAIVED,
        found=Outcome.NOT_MET,
        waiver=Waiver("Agreed at the board", "Quality lead", dt.date(2026, 9, 1)),
        locations=(Place("case.xlsx#claims", 2, "owner"),),
    ),
    finding("action-owned", Outcome.NOT_MET, Subject("action", "a1"), locations=(Place("actions.csv", 2),)),
    finding("priority-live", Outcome.ERROR, Subject("priority", "p1"), severity=Severity.MINOR),
    finding("evidence-linked", Outcome.CONCERN, Subject("service", "elm"), severity=Severity.INFO),
)


def result(findings: tuple[Finding, ...] = EVERY_OUTCOME, **more: Any) -> Result:
    """A result with every outcome, unless told otherwise; what is told replaces its fields."""
    told: dict[str, Any] = {
        "takehold": "0.1.0",
        "service_id": "elm",
        "service_name": "Elm House",
        "as_of": AS_OF,
        "ruleset": RulesetRef("cqc-readiness", "1", "sha256:" + "a" * 64),
        "inputs": (
            Input("claims.csv", "sha256:" + "b" * 64, 1),
            Input("evidence.csv", "sha256:" + "c" * 64, 5),
        ),
        "verdict": Verdict(
            Readiness.OVERSTATED,
            Readiness.OVERSTATED,
            "embedded",
            "The case says more than its evidence shows",
        ),
        "claims": (
            ClaimVerdict(
                id="c1",
                statement="Calls are answered within five minutes",
                claimed="embedded",
                evidenced="improved",
                position=Position.OVERSTATED,
                reservations=("change-introduced",),
                blocked_by=("repeat-evidence", "sources-aligned"),
                earliest=dt.date(2026, 9, 30),
                narrowed=Narrowed("improved", ("oak",), None, "On Oak, calls are answered sooner"),
            ),
        ),
        "findings": findings,
        "path": (Step("c1", "repeat-evidence", StepKind.WAIT, "Two more months", dt.date(2026, 9, 30)),),
        "problems": (
            Problem(Level.WARNING, "2 records are later than the date", Place("evidence.csv", 9, "date")),
        ),
    }
    return Result(**told | more)


def nothing() -> Result:
    """A case with no claim: nothing was found, and nothing can be judged."""
    return result(
        (),
        claims=(),
        path=(),
        problems=(),
        verdict=Verdict(Readiness.NOT_ASSESSABLE, Readiness.NOT_ASSESSABLE, "embedded", "It makes no claim"),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://x.example","y")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\x1b]0;owned\x07\x1b[31mred",
    "a\u202eevil\u2066",
    "::error file=x::boo",
    "##[error]boo ##vso[task.complete]",
    "| a | b |\n|---|---|",
    "# heading\n\n[link](javascript:alert(1)) ![i](http://x.example/i.png)",
    "]]> <!-- --> &amp; \" ' `code` ${x} {{y}} %0A %",
    "@everyone #1 https://x.example www.x.example",
    "null\x00 surrogate \ud800 bell\x07 \ufffe",
    "not ok 3 # SKIP\n1..0\nBail out!",
    "a\\b",
)
"""Texts that some reader of a report would obey, were they not escaped."""


def hostile() -> Result:
    """A result in which every text that comes from the data is hostile."""
    findings = []
    for at, text in enumerate(HOSTILE):
        for outcome in Outcome:
            findings.append(
                finding(
                    "repeat-evidence",
                    outcome,
                    Subject("claim", f"{text}{at}{outcome}"),
                    message=text,
                    remedy=text,
                    supporting=(text,),
                    contradicting=(text,),
                    locations=(Place(f"{text}.csv", 2, text), Place(f"{text}.xlsx#{text}", 3)),
                    found=Outcome.NOT_MET if outcome is Outcome.WAIVED else None,
                    waiver=Waiver(text, text, AS_OF) if outcome is Outcome.WAIVED else None,
                )
            )
    everything = " ".join(HOSTILE)
    claims = tuple(
        ClaimVerdict(
            id=f"{text}{at}{Outcome.NOT_MET}",
            statement=text,
            claimed="embedded",
            evidenced="improved",
            position=Position.OVERSTATED,
            blocked_by=("repeat-evidence",),
            narrowed=Narrowed("improved", (text,), (text,), text),
        )
        for at, text in enumerate(HOSTILE)
    )
    return result(
        tuple(findings),
        service_id=HOSTILE[0],
        service_name=everything,
        claims=claims,
        inputs=tuple(Input(f"{text}.csv", "sha256:" + "b" * 64, 1) for text in HOSTILE),
        path=tuple(Step(c.id, "repeat-evidence", StepKind.DO, c.statement, None) for c in claims),
        problems=tuple(Problem(Level.WARNING, text, Place(f"{text}.csv", 1, text)) for text in HOSTILE),
    )


def many(n: int, **more: Any) -> Result:
    """A result with so many findings that are not met."""
    findings = tuple(
        finding("repeat-evidence", Outcome.NOT_MET, Subject("claim", f"c{at}"), **more) for at in range(n)
    )
    return attrs.evolve(result(), findings=findings)


def pictured() -> Result:
    """The result of every outcome, with pictures, register and method of a small case of the same claim."""
    case = small_case(
        {"as_of": "2026-06-30", "cycle": "month"},
        teams=[{"id": "elm", "name": "Elm"}, {"id": "oak", "name": "Oak"}],
        shifts=[{"id": "day", "name": "Day"}, {"id": "night", "name": "Nights"}],
        measures=[
            {
                "id": "m1",
                "name": "Calls answered",
                "better": "higher",
                "summary": "proportion",
                "target": 0.9,
                "unit": "%",
            }
        ],
        claims=[
            {
                "id": "c1",
                "statement": "s",
                "stage": "embedded",
                "measure": "m1",
                "changed_on": "2026-03-01",
            }
        ],
        evidence=[
            _audit("e1", "2026-01-10", 5),
            _audit("e2", "2026-02-10", 5),
            _audit("e3", "2026-03-10", 4),
            _audit("e4", "2026-04-10", 9),
            _audit("e5", "2026-06-10", 8) | {"note": "Two waited"},
            {"id": "e6", "date": "2026-06-11", "kind": "training", "claims": ["c1"]},
        ],
        actions=[
            {"id": "a1", "text": "Move the bells", "due": "2026-06-20", "owner": "Lead nurse"},
            {
                "id": "a2",
                "text": "Check",
                "due": "ASAP",
                "completed": "2026-05-01",
                "first_due": "2026-04-01",
            },
        ],
    )
    service = ServiceView(case, Terms())
    found = installed()
    rules = load(["ladder"], found.find_ruleset, found.checks)
    return result(pictures=pictures(service), register=register(service), method=method(rules))


def _audit(id: str, date: str, met: int) -> dict[str, Any]:
    row = {"id": id, "date": date, "kind": "audit", "claims": ["c1"], "measure": "m1", "team": "elm"}
    return row | {"shift": "day", "numerator": met, "denominator": 10}


def poisoned() -> Result:
    """The hostile result, with pictures and a register in which every text is hostile."""
    plain, bad = pictured(), hostile()
    picture = attrs.evolve(_poison(plain.pictures[0]), claim=bad.claims[0].id)
    rows = tuple(attrs.evolve(_poison(plain.register[0]), id=text, text=text) for text in HOSTILE)
    return attrs.evolve(bad, pictures=(picture,), register=rows, method=plain.method)


def _poison(value: Any) -> Any:
    """The same value with every text in it replaced."""
    if isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        return " ".join(HOSTILE)
    if isinstance(value, tuple):
        return tuple(_poison(item) for item in value)
    if attrs.has(type(value)):
        return attrs.evolve(
            value, **{f.name: _poison(getattr(value, f.name)) for f in attrs.fields(type(value))}
        )
    return value
