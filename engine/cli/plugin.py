"""`takehold plugin new NAME`: a plugin package to start from, installable, typed and tested as made."""

from __future__ import annotations

import argparse
from pathlib import Path

from .common import say
from .exit import ExitCode


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    inner = parser.add_subparsers(metavar="new NAME", required=True)
    new = inner.add_parser(
        "new", help="write a plugin package to start from: checks, a ruleset, cases, tests"
    )
    new.add_argument("name", metavar="NAME", help="the package's name, such as harbour-supervision")
    new.add_argument("--into", type=Path, default=Path(), metavar="FOLDER", help="where (default: here)")
    new.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Write the package, and say what to do next."""
    from ..scaffold import make

    made = make(args.name, args.into)
    say(f"takehold: {made} is written; in it: pip install -e '.[test]' and pytest")
    return ExitCode.PASSES
