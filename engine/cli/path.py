"""`takehold path`: what stands between each claim and the stage it needs, with dates, and how near the edge it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from ..errors import UsageError
from .assess import read_sound, say_more, waivers_for
from .common import add_case, add_rules, rules, write_out
from .exit import ExitCode
from .targets import write
from .terminal import width

_ENDINGS: Final = (".ics", ".csv")


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_case(parser)
    add_rules(parser)
    parser.add_argument(
        "--write",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="also write the steps and review dates for a diary: plan.ics or plan.csv; may be given several times",
    )
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="waivers to take (default: waivers.toml beside the case)"
    )
    parser.add_argument("--no-waivers", action="store_true", help="take no waiver")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Show the path; it asks nothing of the verdict, so it passes wherever there was something to assess."""
    for target in args.write:
        if target.suffix.lower() not in _ENDINGS:
            raise UsageError(f"{target.name}: a diary is written as .ics or .csv")
    ruleset = rules(args)
    case = read_sound(args)
    if case is None:
        return ExitCode.BAD_INPUT
    from ..assess import assess, errored
    from ..edge import edges
    from ..path_text import said
    from ..reminders import calendar_of, rows_of
    from ..trying import trying
    from ..view import ServiceView

    result = assess(case, ruleset, waivers=waivers_for(args.case, args), path=True)
    service = ServiceView(case, ruleset.terms)
    with trying(ruleset.time_limit):
        near = [edge for claim in result.claims for edge in edges(service, ruleset, claim)]
    say_more(result, case)
    write_out("\n".join(said(result, near, width())) + "\n")
    for target in args.write:
        making = calendar_of if target.suffix.lower() == ".ics" else rows_of
        write(target, making(result, case))
    return ExitCode.CHECK_ERRORED if errored(result.findings) else ExitCode.PASSES
