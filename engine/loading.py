"""Loading one plugin by itself: whatever it does wrong becomes a named problem, and nothing else is harmed.

A plugin gives declarations (see `hookspecs`). Each is looked at before it is used, so that what is wrong with it is
told here, with plugin, version, file and line, and not when a case is judged.
"""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from . import hookspecs
from .hookspecs import API_VERSION, GROUP, Loader, ReportFormat
from .isolation import PASSING, heard, place_of, stands, time_limit, told
from .model import Level, Place, Problem
from .names import hint, listed

if TYPE_CHECKING:
    import pluggy

    from .check import CheckClass

LOAD_SECONDS: Final = 30.0
"""How long a plugin may take to load."""

HOOKS: Final = tuple(name for name in vars(hookspecs) if name.startswith("takehold_"))
"""The names of all hooks."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@attrs.frozen
class Giver:
    """A plugin as a message names it: its name, its version, and the distribution or file that it came in."""

    name: str
    version: str
    source: str
    home: str = attrs.field(default="", eq=False)
    """The folder or file of its code: which frames of a traceback are its own."""

    def __str__(self) -> str:
        return f"plugin {self.name!r} ({self.source} {self.version})"


@attrs.define
class Given:
    """What one plugin gave, hook by hook, and what was wrong with it."""

    giver: Giver
    api: object = None
    hooks: tuple[str, ...] = ()
    found: dict[str, list[Any]] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)
    seconds: float = 0.0
    loaded: bool = False

    def problem(self, what: str, file: str | None = None, row: int | None = None) -> None:
        """Note something wrong with the plugin, at its line where one is known."""
        at = f" ({file}:{row})" if file and row and f"{file}:{row}" not in what else ""
        place = Place(file or self.giver.source, row)
        self.problems.append(Problem(Level.ERROR, f"{self.giver} {what}{at}", place))

    def failed(self, what: str, error: BaseException) -> None:
        """Note that its code raised."""
        file, row = place_of(error, self.giver.home)
        at = f" at {file}:{row}" if file else ""
        self.problem(f"{what}: {told(error)}{at}", file, row)


def load(giver: Giver, get: Callable[[], Any]) -> Given:
    """Import one plugin and ask each of its hooks. Never raises for what the plugin does."""
    given = Given(giver)
    began = time.perf_counter()
    with heard() as said:
        try:
            with time_limit(LOAD_SECONDS):
                _load(given, get)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 (a plugin may fail in any way)
            given.failed("did not load", error)
    if said.text:
        given.problems.append(_printed(giver, "while it loaded", said.text))
    given.seconds = time.perf_counter() - began
    return given


def _printed(giver: Giver, when: str, text: str) -> Problem:
    first = text.strip().splitlines()[0] if text.strip() else "blank lines"
    return Problem(Level.WARNING, f"{giver} printed {when}: {first[:200]}", Place(giver.source))


def _load(given: Given, get: Callable[[], Any]) -> None:
    plugin = get()
    given.giver = attrs.evolve(given.giver, home=_home(plugin))
    given.api = getattr(plugin, "TAKEHOLD_API", None)
    if (wrong := _api(given.api)) is not None:
        given.problem(wrong)
        return
    manager = _manager()
    manager.register(plugin, name=given.giver.name)
    given.loaded = True
    _misspelt(given, plugin)
    callers = manager.get_hookcallers(plugin) or []
    given.hooks = tuple(sorted(caller.name for caller in callers if caller.name in HOOKS))
    if not given.hooks and not given.problems:
        given.problem(f"gives nothing: mark a function called {listed(HOOKS, last='or')} with @hookimpl")
    for name in given.hooks:
        given.found[name] = []
        try:
            for declared in _asked(manager, name):
                if (fault := _fault(name, declared)) is None:
                    given.found[name].append(declared)
                else:
                    given.problem(fault, *stands(declared))
        except PASSING:
            raise
        except BaseException as error:  # noqa: BLE001 (a hook may fail in any way)
            given.failed(f"failed in {name}", error)


def _home(plugin: Any) -> str:
    """Where a plugin's code stands: its package's folder, or its one file."""
    file = getattr(plugin, "__file__", None)
    if not file:
        return ""
    return str(Path(file).parent if Path(file).stem == "__init__" else Path(file))


def _manager() -> pluggy.PluginManager:
    """A manager that knows the hooks and, as yet, no plugin: each plugin has one of its own."""
    import pluggy

    made = pluggy.PluginManager(GROUP)
    made.add_hookspecs(hookspecs)
    return made


def _asked(manager: pluggy.PluginManager, name: str) -> Iterator[Any]:
    for answer in getattr(manager.hook, name)():
        if not isinstance(answer, Iterable) or isinstance(answer, str | bytes):
            raise TypeError(f"{name} gives declarations one by one or in a list, not {type(answer).__name__}")
        yield from answer


def _api(version: object) -> str | None:
    """What to do about the interface a plugin was written for; None where it fits."""
    if version is None:
        return (
            "does not say which plugin interface it was written for: write TAKEHOLD_API = "
            f"{API_VERSION} at the top of its module"
        )
    if type(version) is not int:
        return f"has TAKEHOLD_API = {version!r}, which is no whole number: write TAKEHOLD_API = {API_VERSION}"
    if version > API_VERSION:
        return (
            f"was written for version {version} of the plugin interface and this takehold has version {API_VERSION}: "
            "install a newer takehold, or an older release of the plugin"
        )
    if version < API_VERSION:
        return (
            f"was written for version {version} of the plugin interface, which this takehold no longer has: install a "
            "newer release of the plugin, or an older takehold"
        )
    return None


def _misspelt(given: Given, plugin: Any) -> None:
    """Functions that are meant as hooks and are none: marked and misspelt, or well spelt and not marked."""
    for name, value in list(vars(plugin).items()):
        if not inspect.isfunction(value):
            continue
        marked = hasattr(value, f"{GROUP}_impl")
        code = value.__code__
        file, row = Path(code.co_filename).name, code.co_firstlineno
        if marked and name not in HOOKS:
            given.problem(f"has a hook called {name!r}, which is none{hint(name, HOOKS)}", file, row)
        elif not marked and name in HOOKS:
            given.problem(
                f"has a function {name} that is not marked @hookimpl, so it is not asked", file, row
            )


def _fault(hook: str, declared: Any) -> str | None:
    """What is wrong with one declaration; None where it can be used."""
    return _FAULTS[hook](declared)


def _check_fault(check: Any) -> str | None:
    from .check import SUBJECTS, Check
    from .result import Severity

    if not (isinstance(check, type) and issubclass(check, Check)):
        return f"gives {check!r} as a check, which is no subclass of ClaimCheck, PriorityCheck, ActionCheck or ServiceCheck"
    name = check.__name__
    id = getattr(check, "id", None)
    if not isinstance(id, str) or not _ID.fullmatch(id):
        return f"gives check {name} with id {id!r}: an id is small letters, figures and hyphens, such as wound-care-seen"
    if getattr(check, "subject", None) not in SUBJECTS:
        return f"gives check {id} of {getattr(check, 'subject', None)!r}: a check judges a {listed(SUBJECTS, last='or')}"
    if not isinstance(getattr(check, "family", None), str) or not check.family:
        return f'gives check {id} without a family: write family = "…" in {name}'
    if not isinstance(getattr(check, "severity", None), Severity):
        return f"gives check {id} without a severity: write severity = Severity.MAJOR (or another) in {name}"
    if (method := _unwritten(check)) is not None:
        return f"gives check {id}, which never answers: write def {method}(self, {check.subject}) in {name}"
    if not isinstance(check.sources, tuple) or any(not isinstance(source, str) for source in check.sources):
        return f"gives check {id} with sources that are no tuple of texts"
    try:
        check.explanation()
        check()
    except Exception as error:  # noqa: BLE001 (a class of somebody else's may fail in any way)
        return f"gives check {id}, which cannot be used: {error}"
    return None


def _unwritten(check: CheckClass) -> str | None:
    """The method that a check is to have and has not; None where it has it."""
    from .check import Check, PracticeCheck

    if check.judge is Check.judge:
        return "judge"
    if issubclass(check, PracticeCheck) and check.judge is PracticeCheck.judge:
        return "judge_practice" if check.judge_practice is PracticeCheck.judge_practice else None
    return None


def _file_fault(entry: Any) -> str | None:
    name = getattr(entry, "name", None)
    if not isinstance(name, str) or not hasattr(entry, "read_text"):
        return f"gives {entry!r} as a file, which is none: use importlib.resources.files or pathlib.Path"
    if not name.endswith(".toml"):
        return f"gives {name}, whose name does not end in .toml"
    return None if entry.is_file() else f"gives {name}, which is not there"


def _loader_fault(loader: Any) -> str | None:
    if not isinstance(loader, Loader):
        return f"gives {loader!r} as a loader, which is no takehold.engine.hookspecs.Loader"
    return None if loader.name else "gives a loader without a name"


def _format_fault(format: Any) -> str | None:
    if not isinstance(format, ReportFormat):
        return f"gives {format!r} as a report format, which is no takehold.engine.hookspecs.ReportFormat"
    if format.ending and not format.ending.startswith("."):
        return f"gives the format {format.name} with the ending {format.ending!r}: an ending begins with a full stop"
    return None if format.name else "gives a report format without a name"


_FAULTS: Final[Mapping[str, Callable[[Any], str | None]]] = {
    "takehold_checks": _check_fault,
    "takehold_rulesets": _file_fault,
    "takehold_loaders": _loader_fault,
    "takehold_formats": _format_fault,
    "takehold_words": _file_fault,
    "takehold_frameworks": _file_fault,
}
