"""What a ruleset is once it is read: the checks as it uses them, the ladder, and who set what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from ..check import Check
from ..hookspecs import BUILTIN
from ..measure.terms import Terms
from ..model import Problem
from ..result import RulesetRef, Severity
from ..verdict import Ladder

if TYPE_CHECKING:
    from ..loading import Giver
    from ..wording import Words

Find = Callable[[str, str], tuple[str, str]]
"""From a ruleset's name and the file that asked for it, its file and text. Raises RulesetError where there is none."""


class Library(Protocol):
    """Where a ruleset's plugins and word lists come from: `plugins.Installed`."""

    givers: dict[str, Giver]

    def need(self, name: str, asked_by: str = "") -> tuple[Problem, ...]:
        """Load a plugin; gives what is wrong with it."""
        ...

    def load_rest(self) -> bool:
        """Load every installed plugin that is not loaded yet."""
        ...

    def brought(self) -> Iterable[str]:
        """The checks to run where no ruleset mentions them."""
        ...

    def find_words(self, name: str, asked_by: str) -> tuple[str, Callable[[], str]] | None:
        """A word list's file, and what reads its text."""
        ...


@attrs.frozen
class Origin:
    """Which line of which file set something, and to what."""

    file: str
    line: int | None
    value: Any

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@attrs.frozen
class Source:
    """One file that a ruleset was read from: its name, its own version, and the SHA-256 of its text."""

    file: str
    version: str
    digest: str


@attrs.frozen
class Use:
    """One check as a ruleset uses it: its parameters set, its severity and sources, its own terms, who gave it."""

    check: Check[Any]
    severity: Severity
    sources: tuple[str, ...]
    terms: Terms
    waivable: bool = True
    outright: bool = False
    """Whether only `met` will do: a concern counts as not met."""
    mandatory: bool = False
    giver: Giver | None = None
    brought: bool = False
    """Whether it is run because the command line names its file, and no ruleset mentions it."""

    @property
    def id(self) -> str:
        """The check's id."""
        return self.check.id

    @property
    def outside(self) -> bool:
        """Whether its code did not come with takehold."""
        return self.giver is not None and self.giver.name != BUILTIN


@attrs.frozen
class Ruleset:
    """One ruleset with everything it extends resolved into it."""

    id: str
    version: str
    title: str
    digest: str
    ladder: Ladder
    uses: tuple[Use, ...]
    terms: Terms
    max_waiver_days: int
    costs: Mapping[str, float] = attrs.field(factory=dict)
    """What a move on the path costs, by its kind of effort, where a ruleset sets it (see `costs`)."""
    time_limit: float = 60.0
    """How many seconds one check may take over all its subjects; 0 sets no limit."""
    words: Words | None = None
    """The word lists that texts are judged by, where they are not the shipped ones."""
    origins: Mapping[tuple[str, ...], tuple[Origin, ...]] = attrs.field(factory=dict, eq=False, repr=False)
    """What was set where, by name (`("check", "long-enough", "min_days")`): every line that did, the last in force."""
    sources: tuple[Source, ...] = ()
    """The files it was read from, each after those it extends."""

    @property
    def ref(self) -> RulesetRef:
        """What a result says of it."""
        return RulesetRef(self.id, self.version, self.digest)

    def use(self, check: str) -> Use | None:
        """How a check is used, None where it is not."""
        return next((use for use in self.uses if use.id == check), None)
