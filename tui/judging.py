"""Asking the engine: one ruleset, loaded once, and a Result for each state of a case."""

from __future__ import annotations

import tempfile
from pathlib import Path

import attrs

from takehold.engine.assess import assess
from takehold.engine.casefile import as_at
from takehold.engine.cli.common import DEFAULT_RULESET
from takehold.engine.model import Level
from takehold.engine.picture import Method
from takehold.engine.picture.method import method
from takehold.engine.plugins import installed
from takehold.engine.result import Result
from takehold.engine.ruleset import Ruleset
from takehold.engine.waivers import FILE, Waivers, read_waivers

from .session import State

PICTURED = 5_000
"""Up to how many records the pictures are made with every verdict; beyond, when a screen asks for them."""


@attrs.frozen
class Judge:
    """The rules that a session judges by."""

    ruleset: Ruleset
    method: Method
    problems: tuple[str, ...] = ()
    """What plugins did not load, in words."""

    @classmethod
    def of(cls, *names: str) -> Judge:
        """The judge of some rulesets; of the usual one where none is named. Raises RulesetError."""
        found = installed()
        ruleset = found.ruleset(list(names) or [DEFAULT_RULESET])
        return cls(ruleset, method(ruleset), tuple(problem.message for problem in found.problems))

    def judge(self, state: State, *, pictures: bool | None = None) -> Result | None:
        """The Result of a state; None where its data has errors, or nothing in it bears a date yet."""
        case = as_at(state.case)
        if any(problem.level is Level.ERROR for problem in case.problems):
            return None
        pictured = len(case.evidence) <= PICTURED if pictures is None else pictures
        return assess(case, self.ruleset, waivers=_waivers(state.waivers), pictures=pictured)


def _waivers(text: str | None) -> Waivers | None:
    """The waivers of a text, read as the file would be once it is written."""
    if text is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(text, encoding="utf-8")
        return read_waivers(path)
