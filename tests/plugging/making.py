"""Plugins that go wrong, and a case to judge."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from takehold.engine.assess import assess
from takehold.engine.model import Case
from takehold.engine.plugins import Installed, installed
from takehold.engine.result import Finding, Result
from takehold.engine.testing import small_case

HEAD = '''\
import time, sys
from takehold.engine.check import ClaimCheck, Judgement, met, not_met
from takehold.engine.hookspecs import hookimpl
from takehold.engine.result import Outcome, Severity

TAKEHOLD_API = 1


class Own(ClaimCheck):
    """It is so.

    Establishes: A thing.
    Why it matters: It does.
    How it decides: It looks.
    What to do: Something.
    """

    id = "own"
    family = "ours"
    severity = Severity.MAJOR

    def judge(self, claim):
{body}


class Good(ClaimCheck):
    """It is good.

    Establishes: A thing.
    Why it matters: It does.
    How it decides: It looks.
    What to do: Something.
    """

    id = "good"
    family = "ours"
    severity = Severity.MAJOR

    def judge(self, claim):
        return met("It is so")


@hookimpl
def takehold_checks():
    return [Own, Good]
'''

BODY_LINE = 1 + HEAD[: HEAD.index("{body}")].count("\n")
"""The line of a plugin on which the first line of its check's body stands."""


def plugin(folder: Path, body: str, name: str = "own_checks.py") -> Path:
    """A plugin of two checks: one with this body, and one that is met."""
    path = folder / name
    path.write_text(HEAD.replace("{body}", textwrap.indent(textwrap.dedent(body).strip(), " " * 8)), "utf-8")
    return path


def written(folder: Path, text: str, name: str = "own_checks.py") -> Path:
    """A plugin with this text."""
    path = folder / name
    path.write_text(textwrap.dedent(text), "utf-8")
    return path


def small() -> Case:
    """Two claims with a month of records before and after the change."""
    claims = [
        {"id": id, "statement": "s", "stage": "acted-on", "theme": "calls", "changed_on": "2026-03-01"}
        for id in ("c1", "c2")
    ]
    evidence: list[dict[str, Any]] = [
        {
            "id": f"e{n}",
            "date": f"2026-{2 + n % 3:02}-1{n}",
            "kind": "audit",
            "theme": "calls",
            "result": "met",
        }
        for n in range(9)
    ]
    return small_case({"as_of": "2026-04-30"}, claims=claims, evidence=evidence)


def judged(path: Path, /, ruleset: str = "families = ['ours']", **more: Any) -> Result:
    """The case judged by one plugin file and a ruleset that uses it."""
    own = path.parent / "own.toml"
    own.write_text(f"plugins = ['./{path.name}']\n{ruleset}", "utf-8")
    found = found_with(path)
    return assess(small(), found.ruleset([str(own)]), **more)


def found_with(*paths: Path) -> Installed:
    return installed(files=paths)


def of(result: Result, check: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.check == check]
