"""`takehold validate`: read a case, report every problem in the data, assess nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .common import add_case, read, say, write_out
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "validate", help="read a case and report every problem in the data, assessing nothing"
    )
    add_case(parser)
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="write every problem to a file, a line each, however many"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Read a case and say on one screen what is wrong with it; the whole list goes to a file where asked for."""
    from ..casefile import describe, listing
    from ..measure.say import counted

    case = read(args.case, args.as_of, args.mapping)
    write_out(describe(case.problems))
    if args.write is not None:
        from ..files import write_whole

        try:
            write_whole(args.write, listing(case.problems).encode("utf-8"))
        except OSError as error:
            raise UsageError(f"{args.write} could not be written: {error.strerror or error}") from None
    if not case.sound:
        return ExitCode.BAD_INPUT
    holds = f"{counted(len(case.evidence), 'record')}, {counted(len(case.claims), 'claim')}"
    say(f"takehold: {case.service.name}: {holds}; the data can be assessed")
    return ExitCode.PASSES
