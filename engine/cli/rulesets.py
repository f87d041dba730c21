"""`takehold rulesets`: every ruleset that is installed."""

from __future__ import annotations

import argparse
from typing import Any

from .common import write_out
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "rulesets", help="list every ruleset that is installed"
    )
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> ExitCode:
    """List the rulesets with their titles and how many checks each runs."""
    from ..plugins import installed
    from ..ruleset import load

    found = installed()
    lines = []
    for name in sorted(found.rulesets):
        ruleset = load([name], found.find_ruleset, found.checks)
        lines.append(
            f"{name:<24} version {ruleset.version:<6} {len(ruleset.uses):>3} checks  {ruleset.title}"
        )
    write_out("\n".join(lines) + "\n")
    return ExitCode.PASSES
