"""The plugin interface, on one page.

A plugin is a module with `TAKEHOLD_API = 1` and some of these functions, each marked
`@takehold.engine.hookspecs.hookimpl`. It is found by an entry point of the group `takehold`, or is a single `.py`
file that somebody names. Hooks yield declarations; takehold calls what it needs of them. Arguments may be added to a
hook, never taken away: a plugin names only those it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs
import pluggy

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from .check import CheckClass
    from .result import Result

GROUP: Final = "takehold"
"""The entry-point group that plugins are found under, and the name of the hooks' project."""

API_VERSION: Final = 1
"""The version of this page. A plugin says which it was written for in `TAKEHOLD_API = 1`."""

BUILTIN: Final = "builtin"
"""The plugin that comes with takehold: loaded whatever a ruleset says."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


@hookspec
def takehold_checks() -> Iterable[CheckClass]:
    """Checks: subclasses of `ClaimCheck`, `PracticeCheck`, `PriorityCheck`, `ActionCheck` or `ServiceCheck`."""
    raise NotImplementedError


@hookspec
def takehold_rulesets() -> Iterable[Traversable]:
    """Rulesets: TOML files, each found by the name of the file without its ending."""
    raise NotImplementedError


@attrs.frozen
class Rows:
    """One table that a loader read: the file it stands in, and its rows, each with the row a reader would look up."""

    file: str
    rows: Sequence[tuple[int, Mapping[str, object]]]


@attrs.frozen(kw_only=True)
class Loader:
    """A form of case file that takehold does not know.

    `read` gives the tables of the case (`service`, `claims`, `evidence` …) with cells as text, numbers, dates or lists;
    they are then held to the same rules as any case file. It may raise `CaseError` where nothing can be read.
    """

    name: str
    title: str
    recognises: Callable[[Path], bool]
    read: Callable[[Path], Mapping[str, Rows]]


@hookspec
def takehold_loaders() -> Iterable[Loader]:
    """Loaders: asked in order of their names for a path that is none of takehold's own forms."""
    raise NotImplementedError


@attrs.frozen(kw_only=True)
class ReportFormat:
    """A format of report: its name, the ending of its files (blank: none), and what writes it."""

    name: str
    title: str
    ending: str
    render: Callable[[Result], str | bytes]


@hookspec
def takehold_formats() -> Iterable[ReportFormat]:
    """Report formats, for `--format` and `--write`."""
    raise NotImplementedError


@hookspec
def takehold_words() -> Iterable[Traversable]:
    """Word lists: TOML files in the form of `rulesets/words.toml`, which a ruleset names in `words`."""
    raise NotImplementedError


@hookspec
def takehold_frameworks() -> Iterable[Traversable]:
    """Frameworks: TOML files in the form of `rulesets/frameworks/saf.toml`, whose topics claims can say they serve."""
    raise NotImplementedError
