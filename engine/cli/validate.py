"""`takehold validate`: read a case, report every problem in the data, assess nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from ..errors import UsageError
from .common import add_case, add_plugins, plugged, say, write_out
from .exit import ExitCode
from .targets import spare, write

if TYPE_CHECKING:
    from ..model import Problem

EVERY = 1_000_000
"""How many problems of one kind go to a file: as good as all."""


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_case(parser)
    add_plugins(parser)
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help="write every problem to a file, however many: a line each (.txt) or a row each (.csv)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Read a case and say on one screen what is wrong with it; the whole list goes to a file where asked for."""
    from ..casefile import FORMS, Limits, as_at, describe, read_case, where_listed
    from ..measure.say import counted

    ending = "" if args.write is None else args.write.suffix.lower() or ".txt"
    if ending and ending not in FORMS:
        raise UsageError(
            f"{args.write}: problems are written as text or as a table, so let the name end in .txt or .csv"
        )
    if args.plugin:
        plugged(args)
    limits = Limits.from_environment()
    if ending:
        limits = attrs.evolve(limits, max_problems=max(limits.max_problems, EVERY))
    case = as_at(read_case(args.case, limits=limits, mapping=args.mapping), args.as_of)
    if ending:
        spare(args.case, case, [args.write])
    rest = f"every one is in {args.write}" if ending else where_listed(args.case, args.mapping)
    problems = (*case.problems, *_of_waivers(args.case))
    write_out(describe(problems, rest=rest))
    if ending:
        write(args.write, FORMS[ending](problems))
        say(f"takehold: {args.write} is written: {counted(len(problems), 'problem')}")
    if not case.sound:
        return ExitCode.BAD_INPUT
    holds = f"{counted(len(case.evidence), 'record')}, {counted(len(case.claims), 'claim')}"
    say(f"takehold: {case.service.name}: {holds}; the data can be assessed")
    return ExitCode.PASSES


def _of_waivers(case: Path) -> Iterable[Problem]:
    """What is wrong with the waivers beside a case, as warnings: they then waive nothing, and the data can be assessed."""
    from ..model import Level
    from ..waivers import beside, read_waivers

    path = beside(case)
    found = read_waivers(path).problems if path is not None else ()
    return (attrs.evolve(problem, level=Level.WARNING) for problem in found)
