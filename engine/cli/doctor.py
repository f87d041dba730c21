"""`takehold doctor`: what is wrong with an installation, and what to do about it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING

from ..errors import ProblemsError
from ..measure.say import counted
from ..model import Level
from .common import add_plugins, plugged, write_out
from .exit import ExitCode

if TYPE_CHECKING:
    from ..plugins import Installed


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_plugins(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Look at Python, the libraries, the plugins and the rulesets; status 2 where something is wrong."""
    found = plugged(args, everything=True)
    seen = [*_python(), *_libraries(), *_plugins(found), *_rulesets(found)]
    lines = [
        f"  {word}  {line}"
        for state, word in ((True, "well "), (None, "note "), (False, "WRONG"))
        for one, line in seen
        if one is state
    ]
    bad = sum(state is False for state, _ in seen)
    count = "1 thing is" if bad == 1 else f"{bad} things are"
    lines.append(f"{count} wrong" if bad else "Nothing is wrong")
    write_out("\n".join(lines) + "\n")
    return ExitCode.BAD_INPUT if bad else ExitCode.PASSES


def _python() -> Iterator[tuple[bool, str]]:
    own = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= (3, 11), f"Python {own} (takehold needs 3.11 or newer)"
    try:
        yield True, f"takehold {version('takehold')}"
    except PackageNotFoundError:
        yield (
            False,
            "takehold is run from its files and not installed: pip install it, so that plugins are found",
        )


def _libraries() -> Iterator[tuple[bool, str]]:
    """Each library that takehold needs: there, and no older than it has to be."""
    try:
        needed = requires("takehold") or []
    except PackageNotFoundError:
        return
    for line in needed:
        text, _, marker = line.partition(";")
        if "extra" in marker:
            continue
        name, _, least = text.replace(" ", "").partition(">=")
        try:
            own = version(name)
        except PackageNotFoundError:
            yield False, f"{name} is missing: pip install '{text.strip()}'"
            continue
        yield _parts(own) >= _parts(least), f"{name} {own} (at least {least or 'any'})"


def _parts(number: str) -> tuple[int, ...]:
    """A version's leading numbers, which is enough to compare a release with a lower bound."""
    found = []
    for part in number.split("."):
        if not part.isdigit():
            break
        found.append(int(part))
    return tuple(found)


def _plugins(found: Installed) -> Iterator[tuple[bool | None, str]]:
    """Each plugin that loads, and what is said of any: wrong, or, where only a warning, to be noted."""
    for given in found.plugins.values():
        checks = len(given.found.get("takehold_checks", ()))
        if not given.problems:
            yield True, f"{given.giver}: {counted(checks, 'check')}, loaded in {given.seconds * 1000:.0f} ms"
        for problem in given.problems:
            yield (False if problem.level is Level.ERROR else None), problem.message
    told = {problem.message for given in found.plugins.values() for problem in given.problems}
    for problem in found.problems:
        if problem.message not in told:
            yield False, problem.message


def _rulesets(found: Installed) -> Iterator[tuple[bool, str]]:
    for name in sorted(found.rulesets):
        try:
            ruleset = found.ruleset([name], alone=True)
        except ProblemsError as error:
            problem = error.problems[0]
            at = f"{problem.place.file}:{problem.place.row}" if problem.place.row else problem.place.file
            yield False, f"ruleset {name}: {at}: {problem.message}"
        else:
            yield True, f"ruleset {name}: {counted(len(ruleset.uses), 'check')}"
