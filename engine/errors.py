"""What takehold raises. Nothing else of its own leaves the engine.

    TakeholdError
    ├── UsageError      what was asked cannot be done: an unknown name, an option out of range
    └── ProblemsError       something could not be read; carries the problems, each with its place
        ├── RulesetError    a ruleset that cannot be used
        └── CaseError       a case file that cannot be read or written at all

A problem *in* a case file is not an exception: it is a `Problem` of the `Case` that was read, so
that all of them are shown, not the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Problem


class TakeholdError(Exception):
    """The base of every exception raised on purpose. Its text is a sentence for the person at the keyboard."""


class UsageError(TakeholdError):
    """What was asked cannot be done, whatever the data."""


class ProblemsError(TakeholdError):
    """Something that could not be read, with every reason and its place, gravest first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{problem.place.file}: {problem.message}" for problem in problems))


class RulesetError(ProblemsError):
    """A ruleset that cannot be used: unknown keys or checks, values out of bounds, nothing to check."""


class CaseError(ProblemsError):
    """A case file that cannot be read or written at all."""

    @classmethod
    def at(cls, file: str, message: str) -> CaseError:
        """The error for one file that cannot be read or written at all."""
        from .model import Level, Place, Problem  # every command knows these errors, and few meet one

        return cls((Problem(Level.ERROR, message, Place(file)),))
