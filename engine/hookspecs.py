"""The plugin interface, on one page.

A plugin is a module (or object) with some of these functions, each marked `@takehold.engine.hookspecs.hookimpl`,
named by an entry point of the group `takehold`. Hooks yield declarations; takehold calls what it needs of them.
Arguments may be added to a hook, never taken away: a plugin names only those it uses.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from .check import CheckClass

GROUP: Final = "takehold"
"""The entry-point group that plugins are found under, and the name of the hooks' project."""

API_VERSION: Final = 1
"""The version of this page. A plugin says which it was written for in `TAKEHOLD_API = 1`."""

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
