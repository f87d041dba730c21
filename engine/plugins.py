"""Finding plugins and asking them: the checks and rulesets that are installed.

A new manager is made for each run, so nothing is left over from another. Entry points are loaded one by one; one
that does not load is named, and the rest go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from . import hookspecs
from .errors import RulesetError
from .hookspecs import GROUP
from .model import Level, Place, Problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pluggy

    from .check import CheckClass


@attrs.define
class Installed:
    """What the plugins of one run gave: checks and rulesets by name, and what went wrong."""

    checks: dict[str, CheckClass] = attrs.field(factory=dict)
    rulesets: dict[str, Traversable] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)

    def find_ruleset(self, name: str, asked_by: str) -> tuple[str, str]:
        """A ruleset's file and text: an installed one by its name, else a TOML file the user named."""
        if name in self.rulesets:
            entry = self.rulesets[name]
            return entry.name, entry.read_text(encoding="utf-8")
        path = Path(asked_by).parent / name if asked_by else Path(name)
        if name.endswith(".toml") and path.is_file():
            return str(path), path.read_text(encoding="utf-8")
        import difflib

        near = difflib.get_close_matches(name, self.rulesets, n=1, cutoff=0.4)
        what = f"there is no ruleset called {name!r}" + (f"; the nearest is {near[0]!r}" if near else "")
        raise RulesetError((Problem(Level.ERROR, what, Place(Path(asked_by).name or name)),))


def manager() -> pluggy.PluginManager:
    """A plugin manager that knows the hooks and, as yet, no plugin."""
    import pluggy

    made = pluggy.PluginManager(GROUP)
    made.add_hookspecs(hookspecs)
    return made


def installed(extra: Iterable[Any] = (), skip: Iterable[str] = ()) -> Installed:
    """Load every installed plugin, and some more, and ask each for what it declares."""
    plugins = manager()
    found = Installed()
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        if entry.name in skip:
            continue
        try:
            plugins.register(entry.load(), name=entry.name)
        except Exception as error:  # noqa: BLE001 (a plugin may fail in any way)
            what = f"plugin {entry.name!r} did not load: {type(error).__name__}: {error}"
            found.problems.append(Problem(Level.ERROR, what, Place(entry.value)))
    for plugin in extra:
        plugins.register(plugin)
    plugins.check_pending()
    _gather(plugins, found)
    return found


def _gather(plugins: pluggy.PluginManager, found: Installed) -> None:
    by_name: Mapping[str, Any] = dict(plugins.list_name_plugin())
    for name in sorted(by_name):
        rest = [other for key, other in by_name.items() if key != name]
        hooks = plugins.subset_hook_caller
        for checks in hooks("takehold_checks", rest)():
            for check in checks:
                _add(found, found.checks, check.id, check, name)
        for rulesets in hooks("takehold_rulesets", rest)():
            for entry in rulesets:
                _add(found, found.rulesets, entry.name.removesuffix(".toml"), entry, name)


def _add(found: Installed, into: dict[str, Any], id: str, thing: Any, plugin: str) -> None:
    if id in into:
        what = f"plugin {plugin!r} gives {id!r} again; the first to give it is kept"
        found.problems.append(Problem(Level.ERROR, what, Place(plugin)))
        return
    into[id] = thing
