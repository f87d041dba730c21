"""Which formats there are, which file ending each has, and which module writes it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

import attrs

from ..errors import UsageError
from ..fail_on import FailOn
from ..isolation import heard, place_of, time_limit, told, writable
from ..result import Result

if TYPE_CHECKING:
    from ..plugins import Installed

SECONDS: Final = 60.0
"""How long a plugin may take to write a report."""


@attrs.frozen(kw_only=True)
class Options:
    """How a report is shown: with colour, how wide, how much of it, and for whom.

    `base` is the case's folder as seen from where a build starts (a repository's root): addresses of files begin
    with it. `fail_on` says which findings a build tool shows as failures. `by` names a framework, by whose key
    questions the claims are also listed.
    """

    colour: bool = False
    width: int = 80
    verbose: bool = False
    quiet: bool = False
    base: str = ""
    fail_on: FailOn = FailOn()
    by: str | None = None


class Writer(Protocol):
    """A module that writes a format."""

    def render(self, result: Result, options: Options) -> str | bytes:
        """The whole report."""
        ...


FORMATS: Final[Mapping[str, str]] = {
    "text": ".txt",
    "json": ".json",
    "sarif": ".sarif",
    "junit": ".xml",
    "markdown": ".md",
    "html": ".html",
    "github": "",
    "tap": ".tap",
    "csv": ".csv",
    "xlsx": ".xlsx",
}
"""Each format's name and the ending of its files (none: only for standard output).

The module of the same name beside this one writes it.
"""

PICTURED: Final = frozenset({"sarif", "html", "xlsx"})
"""The formats that draw on a result's pictures, register or method."""


def _installed() -> Installed:
    from ..plugins import in_use  # what loads checks is not loaded for a word to be escaped

    return in_use()


def known(format: str) -> str:
    """The format, where there is one of that name. Raises UsageError naming the nearest."""
    if format in FORMATS or _installed().find_format(format) is not None:
        return format
    every = (*FORMATS, *_installed().formats)
    near = difflib.get_close_matches(format, every, n=1)
    hint = f"; the nearest is {near[0]}" if near else f"; there are {', '.join(every)}"
    raise UsageError(f"there is no format called {format!r}{hint}")


def render(result: Result, format: str, options: Options | None = None) -> str | bytes:
    """A result in one format. Raises UsageError for a format that is none."""
    if known(format) not in FORMATS:
        return _by_plugin(result, format)
    writer = cast(Writer, import_module(f".{format}", __package__))
    return writer.render(result, options or Options())


def format_of(path: Path) -> str:
    """The format that a file's ending asks for. Raises UsageError for an ending that is none."""
    for format, ending in FORMATS.items():
        if ending and path.suffix.lower() == ending:
            return format
    theirs = _installed().find_format(path.suffix.lower())
    if path.suffix and theirs is not None:
        return theirs.name
    known = ", ".join(filter(None, FORMATS.values()))
    raise UsageError(f"{path.name}: the ending says which format to write, and this one is none of {known}")


def _by_plugin(result: Result, format: str) -> str | bytes:
    """A report that a plugin writes. Raises UsageError, naming the plugin, where it fails."""
    found = _installed()
    theirs = found.formats[format]
    giver = found.giver_of("takehold_formats", theirs)
    try:
        with heard(), time_limit(SECONDS):
            made = theirs.render(result)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        file, row = place_of(error, giver.home)
        at = f" at {file}:{row}" if file else ""
        raise UsageError(f"{giver} failed to write {format}: {told(error)}{at}") from error
    if not isinstance(made, str | bytes):
        raise UsageError(
            f"{giver} gave {type(made).__name__} as a report: the format {format} gives text or bytes"
        )
    if isinstance(made, str) and made != writable(made):
        raise UsageError(
            f"{giver} gave a report in {format} that holds half a character, so it cannot be written"
        )
    return made
