"""`takehold checks`: every check that is installed."""

from __future__ import annotations

import argparse

from .common import add_plugins, plugged, say, write_out
from .exit import ExitCode


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--ruleset",
        action="append",
        default=[],
        metavar="R",
        help="also list the checks that this ruleset declares without code: its name, or a .toml file",
    )
    add_plugins(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """List the checks by family: those in code, and those that rulesets declare without."""
    found = plugged(args, everything=True)
    checks = {**found.checks, **{id: check for id, (check, _) in found.declared().items()}}
    if args.ruleset:
        checks |= {use.id: type(use.check) for use in found.ruleset(args.ruleset).uses}
    lines: list[str] = []
    family = ""
    for check in sorted(checks.values(), key=lambda check: (check.family, check.id)):
        if check.family != family:
            family = check.family
            lines += ["", family] if lines else [family]
        lines.append(f"  {check.id:<26} {check.severity:<8} {check.subject:<9} {check.title()}")
    write_out("\n".join(lines) + "\n")
    for problem in found.problems:
        say(f"{problem.level}: {problem.message}")
    return ExitCode.PASSES
