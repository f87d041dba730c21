"""`takehold validate`: read a case, report every problem in the data, assess nothing."""

from __future__ import annotations

import argparse
from typing import Any

from .assess import say_problems
from .common import add_case, read, say
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "validate", help="read a case and report every problem in the data, assessing nothing"
    )
    add_case(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Read a case and say what is wrong with it."""
    case = read(args.case, args.as_of)
    say_problems(case)
    if not case.sound:
        return ExitCode.BAD_INPUT
    records = f"{len(case.evidence):,} records, {len(case.claims)} claims"
    say(f"takehold: {case.service.name}: {records}; the data can be assessed")
    return ExitCode.PASSES
