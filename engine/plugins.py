"""Finding plugins and asking them: what is installed, what has been loaded so far, and what that gave.

Entry points are read as metadata first. Which plugins are then imported follows one rule:

1. `builtin` always;
2. a plugin that a ruleset in use names under `plugins`, or that the command line names with `--plugin`;
3. every other installed plugin, only when something asked for (a ruleset, check, family, format, word list, or a form
   of case file) is not found among those, or when all are to be listed.

A plugin of the first two that is missing or at fault is an error; of the third, a warning. A new `Installed` is made
for each run, so nothing is left over from another.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from .errors import RulesetError, UsageError
from .hookspecs import BUILTIN, GROUP, Loader, ReportFormat
from .isolation import heard, stands, time_limit, told
from .loading import LOAD_SECONDS, Given, Giver, load
from .model import Level, Place, Problem
from .names import hint, listed

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from .check import CheckClass
    from .ruleset import Ruleset


@attrs.define
class Installed:
    """What the plugins of one run have given so far, by name, who gave it, and what went wrong.

    `waiting` are the installed plugins not imported yet.
    """

    checks: dict[str, CheckClass] = attrs.field(factory=dict)
    rulesets: dict[str, Traversable] = attrs.field(factory=dict)
    loaders: dict[str, Loader] = attrs.field(factory=dict)
    formats: dict[str, ReportFormat] = attrs.field(factory=dict)
    words: dict[str, Traversable] = attrs.field(factory=dict)
    frameworks: dict[str, Traversable] = attrs.field(factory=dict)
    givers: dict[str, Giver] = attrs.field(factory=dict)
    """Who gave each check."""
    plugins: dict[str, Given] = attrs.field(factory=dict)
    waiting: dict[str, EntryPoint] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)
    named: set[str] = attrs.field(factory=set)
    """The plugin files that the command line names, each by its whole path."""
    asked: set[str] = attrs.field(factory=set)
    """The plugins that the ruleset in use names."""

    # Loading

    def need(self, name: str, asked_by: str = "") -> tuple[Problem, ...]:
        """Load a plugin by its name, or a `.py` file (relative to the file that asks for it), unless it is loaded.

        Gives what is wrong with it: a plugin that is needed has to be there, and whole.
        """
        if name.endswith(".py"):
            path = (Path(asked_by).parent / name if asked_by else Path(name)).resolve()
            if asked_by:
                self.asked.add(str(path))
            return self._need_file(path, name)
        if asked_by:
            self.asked.add(name)
        if name in self.plugins:
            return tuple(self.plugins[name].problems)
        entry = self.waiting.pop(name, None)
        if entry is None:
            known = hint(name, [*self.plugins, *self.waiting])
            what = (
                f"there is no plugin called {name!r} installed{known}; install it, or take it out of plugins"
            )
            return (Problem(Level.ERROR, what, Place(name)),)
        return tuple(self._take(load(_giver(entry), entry.load)).problems)

    def _need_file(self, path: Path, name: str) -> tuple[Problem, ...]:
        if str(path) in self.plugins:
            return tuple(self.plugins[str(path)].problems)
        if not path.is_file():
            what = f"there is no plugin file {name}{_beside(path)}"
            return (Problem(Level.ERROR, what, Place(path.name)),)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        giver = Giver(path.stem, f"sha256:{digest}", path.name, str(path))
        return tuple(self._take(load(giver, lambda: _module(path, digest)), str(path)).problems)

    def load_rest(self) -> bool:
        """Load every installed plugin that is not loaded yet. False where there was none."""
        rest, self.waiting = self.waiting, {}
        for name in sorted(rest):
            given = self._take(load(_giver(rest[name]), rest[name].load))
            self.problems += [attrs.evolve(p, level=Level.WARNING) for p in given.problems]
        return bool(rest)

    def register(self, plugin: Any, name: str) -> None:
        """Take a plugin that is there already, as a module or an object. For tests."""
        given = self._take(load(Giver(name, "0", name), lambda: plugin))
        self.problems += given.problems

    def _take(self, given: Given, key: str = "") -> Given:
        self.plugins[key or given.giver.name] = given
        for hook, into in (
            ("takehold_checks", self.checks),
            ("takehold_rulesets", self.rulesets),
            ("takehold_loaders", self.loaders),
            ("takehold_formats", self.formats),
            ("takehold_words", self.words),
            ("takehold_frameworks", self.frameworks),
        ):
            for declared in given.found.get(hook, ()):
                self._add(given, hook, into, declared)
        return given

    def _add(self, given: Given, hook: str, into: dict[str, Any], declared: Any) -> None:
        id = declared.id if hook == "takehold_checks" else declared.name.removesuffix(".toml")
        if id in into:
            first = self.givers.get(id) if hook == "takehold_checks" else None
            by = f", which {first} gives already" if first and first != given.giver else " again"
            what = hook.removeprefix("takehold_").removesuffix("s")
            slip = f"gives the {what} {id!r}{by}; the first is kept: give yours another name"
            given.problem(slip, *stands(declared) if hook == "takehold_checks" else ())
            return
        into[id] = declared
        if hook == "takehold_checks":
            self.givers[id] = given.giver

    # Finding

    def find_ruleset(self, name: str, asked_by: str) -> tuple[str, str]:
        """A ruleset's file and text: an installed one by its name, else a TOML file the user named."""
        path = Path(asked_by).parent / name if asked_by else Path(name)
        if name not in self.rulesets and name.endswith(".toml") and path.is_file():
            return str(path), _text(path)
        if name not in self.rulesets:
            self.load_rest()
        if name in self.rulesets:
            entry = self.rulesets[name]
            return entry.name, entry.read_text(encoding="utf-8")
        near = _beside(path) if name.endswith(".toml") else hint(name, self.rulesets)
        what = f"there is no ruleset called {name!r}{near}"
        raise RulesetError((Problem(Level.ERROR, what, Place(Path(asked_by).name or name)),))

    def find_words(self, name: str, asked_by: str) -> tuple[str, Callable[[], str]] | None:
        """A word list's file and what reads it: one that a plugin gives, else a TOML file beside the file that asks for it."""
        path = Path(asked_by).parent / name if asked_by else Path(name)
        if name.endswith(".toml"):
            return (str(path), lambda: _text(path)) if path.is_file() else None
        if name not in self.words:
            self.load_rest()
        found = self.words.get(name)
        return (found.name, lambda: found.read_text(encoding="utf-8")) if found is not None else None

    def find_format(self, name: str) -> ReportFormat | None:
        """A plugin's report format by its name, or by the ending of its files."""

        def found() -> ReportFormat | None:
            by_ending = (one for one in self.formats.values() if one.ending and one.ending == name)
            return self.formats.get(name) or next(by_ending, None)

        return found() or (found() if self.load_rest() else None)

    def find_loader(self, path: Path) -> tuple[Loader, Giver] | None:
        """The loader that recognises a path and who gave it, None where none does."""
        for again in (False, True):
            if again and not self.load_rest():
                return None
            for name in sorted(self.loaders):
                if self._recognises(self.loaders[name], path):
                    return self.loaders[name], self.giver_of("takehold_loaders", self.loaders[name])
        return None

    def _recognises(self, loader: Loader, path: Path) -> bool:
        try:
            with heard(), time_limit(LOAD_SECONDS):
                return bool(loader.recognises(path))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 (a plugin may fail in any way)
            what = f"the loader {loader.name!r} failed to look at {path.name}: {told(error)}"
            self.problems.append(Problem(Level.WARNING, what, Place(path.name)))
            return False

    def giver_of(self, hook: str, declared: Any) -> Giver:
        """Who gave a declaration."""
        return next(
            given.giver
            for given in self.plugins.values()
            if any(one is declared for one in given.found.get(hook, ()))
        )

    def ruleset(self, names: Sequence[str], *, alone: bool = False) -> Ruleset:
        """One or several rulesets as one, with the plugins that they need. Raises RulesetError.

        The checks of the files that the command line names are run too, unless a ruleset says otherwise of them, or
        the rulesets are asked for `alone`.
        """
        from .ruleset import load as load_ruleset

        self.asked = set()
        made = load_ruleset(names, self.find_ruleset, self.checks, self, alone=alone)
        used = {use.giver for use in made.uses}
        for giver in [given.giver for key, given in self.plugins.items() if key in self.asked]:
            if giver not in used and giver in self.givers.values():
                ids = [id for id, by in self.givers.items() if by == giver]
                what = (
                    f"{giver} is named under plugins, and ruleset {made.id} runs none of its checks: name them under "
                    f"checks, or their families under families ({listed(ids)})"
                )
                self.problems.append(Problem(Level.WARNING, what, Place(giver.source)))
        return made

    def brought(self) -> list[str]:
        """The checks of the files that the command line names, where no ruleset in use names the file."""
        givers = [given.giver for key, given in self.plugins.items() if key in self.named - self.asked]
        return [id for id, giver in self.givers.items() if giver in givers]

    def declared(self) -> dict[str, tuple[CheckClass, str]]:
        """The checks that installed rulesets declare without code, by id, each with the ruleset that does.

        A ruleset that cannot be used declares nothing: `takehold rulesets` says what is wrong with it.
        """
        found: dict[str, tuple[CheckClass, str]] = {}
        for name in sorted(self.rulesets):
            try:
                uses = self.ruleset([name], alone=True).uses
            except RulesetError:
                continue
            for use in uses:
                if use.id not in self.checks:
                    found.setdefault(use.id, (type(use.check), name))
        return found


def installed(
    extra: Iterable[Any] = (),
    skip: Iterable[str] = (),
    *,
    files: Iterable[str | Path] = (),
    everything: bool = False,
) -> Installed:
    """What is installed: `builtin` and the named files loaded, the rest waiting (`everything`: loaded too).

    `extra` are plugins that are there already. Raises UsageError for a named file that is missing or at fault.
    """
    found = Installed()
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name != BUILTIN, entry.name)):
        if entry.name in found.waiting:
            what = f"two distributions give a plugin called {entry.name!r}; the first is kept: uninstall one"
            found.problems.append(Problem(Level.WARNING, what, Place(entry.value)))
        elif entry.name not in skip:
            found.waiting[entry.name] = entry
    if BUILTIN not in skip:
        found.problems += found.need(BUILTIN)
    for plugin in extra:
        found.register(plugin, getattr(plugin, "__name__", type(plugin).__name__))
    wrong = [problem for file in files for problem in _named(found, str(file))]
    if wrong:
        raise UsageError("; ".join(wrong))
    if everything:
        found.load_rest()
    return found


_in_use: ContextVar[Installed | None] = ContextVar("plugins in use", default=None)


def in_use() -> Installed:
    """The plugins of this run: those that the command loaded, else what is installed."""
    found = _in_use.get()
    if found is None:
        found = installed()
        _in_use.set(found)
    return found


def use(found: Installed) -> None:
    """Let readers and writers of this run (of this context) find the plugins there."""
    _in_use.set(found)


def _named(found: Installed, file: str) -> list[str]:
    """What is wrong with a plugin file that the command line names; a warning is kept for later."""
    if not file.endswith(".py"):
        return [f"--plugin takes a .py file, not {file!r}; a plugin that is installed needs no such option"]
    problems = found.need(file)
    found.named.add(str(Path(file).resolve()))
    found.problems += [problem for problem in problems if problem.level is Level.WARNING]
    return [problem.message for problem in problems if problem.level is Level.ERROR]


def _text(path: Path) -> str:
    """The text of a file that the user named. Raises RulesetError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        what = "this line is not UTF-8: save the file as UTF-8"
        raise RulesetError((Problem(Level.ERROR, what, Place(path.name, row)),)) from None
    except OSError as error:
        raise RulesetError((Problem(Level.ERROR, f"it cannot be read: {error}", Place(path.name)),)) from None


def _beside(path: Path) -> str:
    """The end of a sentence about a file that is not there: the file beside it that was probably meant."""
    return hint(path.name, [one.name for one in path.parent.glob(f"*{path.suffix}")])


def _giver(entry: EntryPoint) -> Giver:
    """Who a plugin is, from its metadata alone."""
    if entry.dist is None:
        return Giver(entry.name, "", entry.value)
    return Giver(entry.name, entry.dist.version, entry.dist.name)


def _module(path: Path, digest: str) -> Any:
    """A single file as a module of its own, under a name that no other module has."""
    name = f"takehold_plugin_{path.stem}_{digest}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None, "a .py file always has a loader"
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
