"""`takehold waivers`: an audit of a case's waivers: which hold, until when, which hold nothing, and what they are worth."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .assess import read_sound, waivers_for
from .common import add_case, add_rules, rules, write_out
from .exit import ExitCode

if TYPE_CHECKING:
    from ..model import Problem
    from ..result import Result
    from ..waivers import Waivers


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_case(parser)
    add_rules(parser)
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="the waivers (default: waivers.toml beside the case)"
    )
    parser.set_defaults(run=run, no_waivers=False)


def run(args: argparse.Namespace) -> ExitCode:
    """Audit the waivers; status 1 where one of them waives nothing, so that a nightly build sees it."""
    ruleset = rules(args)
    case = read_sound(args)
    if case is None:
        return ExitCode.BAD_INPUT
    from ..assess import assess

    waivers = waivers_for(args.case, args)
    result = assess(case, ruleset, waivers=waivers)
    idle = [problem for problem in result.problems if problem not in case.problems]
    write_out("\n".join(_said(result, waivers, idle)) + "\n")
    return ExitCode.FALLS_SHORT if idle else ExitCode.PASSES


def _said(result: Result, waivers: Waivers | None, idle: Sequence[Problem]) -> Iterator[str]:
    from ..calendar import say_date
    from ..report.escape import clean

    held = sorted(
        (f for f in result.findings if f.waiver is not None),
        key=lambda f: (f.waiver.until if f.waiver else dt.date.max, f.subject, f.check),
    )
    if waivers is None:
        yield "There are no waivers."
        return
    yield f"{len(held)} of {len(held) + len(idle)} waivers hold, as at {say_date(result.as_of)}"
    for finding in held:
        assert finding.waiver is not None
        until = finding.waiver.until
        yield (
            f"  {finding.check} for {clean(finding.subject.id)} ({finding.found}): until {say_date(until)}, "
            f"{(until - result.as_of).days} days more, by {clean(finding.waiver.by)}: {clean(finding.waiver.reason)}"
        )
    for problem in idle:
        at = (
            problem.place.file
            if problem.place.row is None
            else f"{problem.place.file} row {problem.place.row}"
        )
        yield f"  waives nothing: {at}: {clean(problem.message)}"
    ready = result.verdict
    yield f"With them the verdict is {ready.readiness}; without, {ready.readiness_without_waivers}"
