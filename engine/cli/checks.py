"""`takehold checks`: every check that is installed."""

from __future__ import annotations

import argparse
from typing import Any

from .common import add_plugins, plugged, say, write_out
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser("checks", help="list every check that is installed")
    add_plugins(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """List the checks by family."""
    found = plugged(args, everything=True)
    lines: list[str] = []
    family = ""
    for check in sorted(found.checks.values(), key=lambda check: (check.family, check.id)):
        if check.family != family:
            family = check.family
            lines += ["", family] if lines else [family]
        lines.append(f"  {check.id:<26} {check.severity:<8} {check.subject:<9} {check.title()}")
    write_out("\n".join(lines) + "\n")
    for problem in found.problems:
        say(f"{problem.level}: {problem.message}")
    return ExitCode.PASSES
