"""Asking the engine: one ruleset, loaded once, and a Result for each state of a case."""

from __future__ import annotations

import contextlib
import gc
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import attrs

from takehold.engine.assess import Each, Watch, assess, completed
from takehold.engine.casefile import as_at, read_case
from takehold.engine.cli.assess import beside_case
from takehold.engine.cli.common import DEFAULT_RULESET
from takehold.engine.model import Case, Level
from takehold.engine.picture import Method
from takehold.engine.picture.method import method
from takehold.engine.plugins import Installed, in_use, use
from takehold.engine.result import Result
from takehold.engine.ruleset import Ruleset
from takehold.engine.view import Coded
from takehold.engine.waivers import FILE, Waivers, read_waivers

from .session import State


@contextlib.contextmanager
def undisturbed(done: threading.Event) -> Iterator[None]:
    """Let others wait for `done` while somebody waits for the body, and put off collecting garbage.

    To look through everything that a large case holds takes as long as to judge it.
    """
    done.clear()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        done.set()


PICTURED = 5_000
"""Up to how many records the pictures are made with the verdict; beyond, after it."""


@attrs.define
class Judge:
    """The rules that a session judges by, and the records that it judged last."""

    ruleset: Ruleset
    method: Method
    plugins: Installed
    problems: tuple[str, ...] = ()
    """What plugins did not load, in words."""
    _coded: Coded | None = attrs.field(default=None, init=False)

    @classmethod
    def of(cls, *names: str) -> Judge:
        """The judge of some rulesets; of the usual one where none is named. Raises RulesetError."""
        found = in_use()
        ruleset = found.ruleset(list(names) or [DEFAULT_RULESET])
        return cls(ruleset, method(ruleset), found, tuple(problem.message for problem in found.problems))

    def judge(self, state: State) -> Result | None:
        """The verdict on a state; None where its data has errors, or nothing in it bears a date yet."""
        case = as_at(state.case)
        if any(problem.level is Level.ERROR for problem in case.problems):
            return None
        waivers = _waivers(state.waivers)
        small = len(case.evidence) <= PICTURED
        return assess(case, self.ruleset, waivers=waivers, pictures=small, coded=self._records(case))

    def pictured(self, state: State, result: Result) -> Result:
        """A state's verdict with what is drawn of it."""
        if result.pictures or not result.claims:
            return result
        case = as_at(state.case)
        return completed(result, case, self.ruleset, pictures=True, coded=self._records(case))

    def led(self, state: State, result: Result) -> Result:
        """A state's verdict with the path of each claim and what it could be narrowed to."""
        case = as_at(state.case)
        return completed(result, case, self.ruleset, path=True, coded=self._records(case))

    def _records(self, case: Case) -> Coded:
        """A case's records, coded anew only where an edit has changed them: at most do not."""
        coded = self._coded
        if coded is None or not coded.fits(case):
            self._coded = coded = Coded.of(case)
        return coded

    def in_full(self, path: Path, watch: Watch, each: Each) -> tuple[Case, Result]:
        """A case as it stands on the disk and all that its reports say: the very Result that the command line gives.

        Raises CaseError where it cannot be read, ValueError where its data has errors.
        """
        use(self.plugins)
        case = as_at(read_case(path))
        result = assess(case, self.ruleset, waivers=beside_case(path), watch=watch)
        return case, completed(result, case, self.ruleset, pictures=True, path=True, each=each)


def _waivers(text: str | None) -> Waivers | None:
    """The waivers of a text, read as the file would be once it is written."""
    if text is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_text(text, encoding="utf-8")
        return read_waivers(path)
