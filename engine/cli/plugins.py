"""`takehold plugins`: every plugin that is installed, what it gives, and how it fares."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import UsageError
from .common import add_plugins, plugged, say, write_out
from .exit import ExitCode

if TYPE_CHECKING:
    from ..loading import Given


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("name", nargs="*", metavar="NAME", help="show only these, with everything they give")
    add_plugins(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Load every plugin and list them; what is wrong with one is told on standard error."""
    found = plugged(args, everything=True)
    givens = [given for given in found.plugins.values() if not args.name or given.giver.name in args.name]
    if unknown := set(args.name) - {given.giver.name for given in givens}:
        from ..names import hint

        name = min(unknown)
        known = [given.giver.name for given in found.plugins.values()]
        raise UsageError(f"there is no plugin called {name!r} installed{hint(name, known)}")
    lines = list(_table(givens)) if not args.name else [line for given in givens for line in _whole(given)]
    write_out("\n".join(lines) + "\n")
    for problem in found.problems:
        say(f"{problem.level}: {problem.message}")
    return ExitCode.PASSES


def state(given: Given) -> str:
    """How a plugin fares, in a word or two."""
    if not given.loaded:
        return "not loaded"
    return "at fault" if any(problem.level == "error" for problem in given.problems) else "ready"


def _table(givens: list[Given]) -> Iterator[str]:
    head = ("plugin", "version", "from", "api", "checks", "hooks", "loaded in", "state")
    rows = [
        (
            given.giver.name,
            given.giver.version,
            given.giver.source,
            "-" if given.api is None else str(given.api),
            str(len(given.found.get("takehold_checks", ()))),
            ", ".join(hook.removeprefix("takehold_") for hook in given.hooks) or "-",
            f"{given.seconds * 1000:.0f} ms",
            state(given),
        )
        for given in givens
    ]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _whole(given: Given) -> Iterator[str]:
    yield f"{given.giver}: {state(given)}, written for plugin interface {given.api}, loaded in {given.seconds * 1000:.0f} ms"
    for hook in given.hooks:
        yield f"  {hook}"
        for declared in given.found[hook]:
            title = declared.title() if hook == "takehold_checks" else getattr(declared, "title", "")
            yield f"    {getattr(declared, 'id', None) or declared.name:<28} {title}".rstrip()
