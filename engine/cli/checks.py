"""`takehold checks`: every check that is installed."""

from __future__ import annotations

import argparse
from typing import Any

from .common import write_out
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser("checks", help="list every check that is installed")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> ExitCode:
    """List the checks by family."""
    from ..plugins import installed

    lines: list[str] = []
    family = ""
    found = installed().checks.values()
    for check in sorted(found, key=lambda check: (check.family, check.id)):
        if check.family != family:
            family = check.family
            lines += ["", family] if lines else [family]
        lines.append(f"  {check.id:<26} {check.severity:<8} {check.subject:<9} {check.title()}")
    write_out("\n".join(lines) + "\n")
    return ExitCode.PASSES
