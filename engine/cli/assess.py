"""`takehold assess`: judge one or several cases."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .common import add_case, add_rules, read, rules, say, where, write_out
from .exit import ExitCode

if TYPE_CHECKING:
    from ..model import Case
    from ..result import Result
    from ..waivers import Waivers

FAIL_ON = ("verdict", "blocker", "major", "minor", "never")


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "assess", help="judge a case: how far does the evidence reach, and what stands in the way"
    )
    add_case(parser, many=True)
    add_rules(parser)
    parser.add_argument("--format", metavar="F", default="text", help="how to show it (default: text)")
    parser.add_argument(
        "--write",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="also write it to a file, in the format of its ending; may be given several times",
    )
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="verdict",
        help="what makes the exit status 1 (default: verdict)",
    )
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="waivers to take (default: waivers.toml beside the case)"
    )
    parser.add_argument("--no-waivers", action="store_true", help="take no waiver")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Assess each case, show it, and leave with the worst status of them."""
    from ..report import format_of, render

    for path in args.write:
        format_of(path)
    ruleset = rules(args)
    worst = ExitCode.PASSES
    for path in args.case:
        case = read(path, args.as_of)
        say_problems(case)
        if not case.sound:
            worst = max(worst, ExitCode.BAD_INPUT)
            continue
        from ..assess import assess

        result = assess(case, ruleset, waivers=waivers_for(path, args))
        write_out(render(result, args.format))
        for target in args.write:
            _write(target, render(result, format_of(target)))
        worst = max(worst, status(result, args.fail_on))
    return worst


def waivers_for(case: Path, args: argparse.Namespace) -> Waivers | None:
    """The waivers that a case is judged with: those named, else those beside it, else none."""
    from ..waivers import beside, read_waivers

    if args.no_waivers:
        return None
    if args.waivers is not None and not args.waivers.is_file():
        raise UsageError(f"{args.waivers}: there is no such file of waivers")
    path = args.waivers or beside(case)
    return read_waivers(path) if path else None


def say_problems(case: Case) -> None:
    """Tell of everything wrong with the data, on standard error."""
    for problem in case.problems:
        say(f"{problem.level}: {where(problem)}: {problem.message}")
    errors = sum(problem.level == "error" for problem in case.problems)
    if errors:
        say(f"takehold: {errors} {'error' if errors == 1 else 'errors'} in the data, so nothing was assessed")


def status(result: Result, fail_on: str) -> ExitCode:
    """The exit status of one result."""
    from ..result import Outcome, Severity

    if any(finding.outcome is Outcome.ERROR for finding in result.findings):
        return ExitCode.CHECK_ERRORED
    if fail_on == "never":
        return ExitCode.PASSES
    if fail_on == "verdict":
        return ExitCode.PASSES if result.verdict.readiness.passes else ExitCode.FALLS_SHORT
    grave = list(Severity)[: list(Severity).index(Severity(fail_on)) + 1]
    fails = any(f.outcome is Outcome.NOT_MET and f.severity in grave for f in result.findings)
    return ExitCode.FALLS_SHORT if fails else ExitCode.PASSES


def _write(path: Path, data: str | bytes) -> None:
    from ..files import write_whole

    try:
        write_whole(path, data if isinstance(data, bytes) else data.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror or error}") from None
