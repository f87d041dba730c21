"""`takehold assess`: judge one or several cases."""

from __future__ import annotations

import argparse
import fnmatch
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .common import add_case, add_rules, plugged, read, rules, say, write_out
from .exit import ExitCode
from .keeping import add_no_cache, judged_once
from .targets import base_of, check_format, check_targets, spare, target_for, write
from .terminal import Progress, colours, durations, on_terminal, width

if TYPE_CHECKING:
    from ..compare import Document
    from ..fail_on import FailOn
    from ..model import Case
    from ..plugins import Installed
    from ..report import Options
    from ..result import Result
    from ..ruleset import Ruleset
    from ..waivers import Waivers

_FAIL_ON_HELP = (
    "what makes the exit status 1: verdict (default), blocker, major or minor (a finding of that severity or "
    "graver is not met), a check's id (it is not met, or cannot be told), or never; may be given several times"
)


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_case(parser, many=True)
    add_rules(parser)
    parser.add_argument(
        "--by",
        choices=("saf", "kloe-2026-draft"),
        help="also list the claims by the key questions of a framework: the quality statements, or the draft key "
        "lines of enquiry of 2026 (text and Markdown)",
    )
    parser.add_argument("--format", metavar="F", default="text", help="how to show it (default: text)")
    parser.add_argument(
        "--write",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="also write it to a file, in the format of its ending; may be given several times; "
        "{service} in its name stands for the service's id",
    )
    parser.add_argument("--fail-on", action="append", default=[], metavar="WHAT", help=_FAIL_ON_HELP)
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PATTERN",
        help="show only findings whose check, family or subject fits, such as 'action-*'; the verdict is of everything",
    )
    parser.add_argument(
        "--waivers", type=Path, metavar="FILE", help="waivers to take (default: waivers.toml beside the case)"
    )
    parser.add_argument("--no-waivers", action="store_true", help="take no waiver")
    add_no_cache(parser)
    parser.add_argument(
        "--previous", type=Path, metavar="RESULT.json", help="say what moved since an earlier result"
    )
    parser.add_argument(
        "--history", type=Path, metavar="FILE.jsonl", help="add this run to the service's history"
    )
    parser.add_argument(
        "--durations",
        type=int,
        nargs="?",
        const=10,
        metavar="N",
        help="say which N checks took longest (default: 10), on standard error",
    )
    loud = parser.add_mutually_exclusive_group()
    loud.add_argument(
        "-q", "--quiet", action="store_true", help="only the verdict and what stands in the way"
    )
    loud.add_argument("-v", "--verbose", action="store_true", help="also what is met or does not apply")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Assess each case, show it, and leave with the worst status of them; where nothing has changed, as before."""
    from .answers import answered_once

    return answered_once(args, _run)


def _run(args: argparse.Namespace) -> ExitCode:
    from ..fail_on import FailOn
    from ..report import known

    found = plugged(args)
    known(args.format)
    check_format(args.format, cases=len(args.case), terminal=on_terminal(sys.stdout))
    check_targets(args.write, cases=len(args.case))
    previous = _previous(args)
    ruleset = rules(args, found)
    fail_on = FailOn.of(args.fail_on, [use.id for use in ruleset.uses])
    return max(_assess(path, ruleset, found, fail_on, previous, args) for path in args.case)


def _previous(args: argparse.Namespace) -> Document | None:
    """The earlier result to compare with, read before any work is done. Raises UsageError where it is none."""
    if args.previous is None:
        return None
    if len(args.case) > 1:
        raise UsageError("--previous compares one case with its own earlier result: assess one at a time")
    from ..compare import read_document

    return read_document(args.previous)


def _assess(
    path: Path,
    ruleset: Ruleset,
    found: Installed,
    fail_on: FailOn,
    previous: Document | None,
    args: argparse.Namespace,
) -> ExitCode:
    progress = Progress(quiet=args.quiet)
    progress.starts(f"Reading {path.name}")
    case = read(path, args.as_of, args.mapping)
    progress.clear()
    spare(path, case, args.write)
    say_problems(case, path, args.mapping, quiet=args.quiet)
    options = _options(path, fail_on, args)
    if not case.sound:
        return _refuse(case, ruleset, options, args)
    progress.starts(f"Judging {path.name}")
    result = _judge(case, path, ruleset, found, args, progress)
    progress.clear()
    say_more(result, case)
    progress.starts("Writing")
    shown = only(result, args.only) if args.only else result
    _write_all(result, args.write, options)
    progress.clear()
    _show(shown, args.format, options)
    _remember(result, previous, args)
    if args.durations is not None:
        say("\n".join(durations(progress.seconds, args.durations)))
    return status(result, fail_on)


def _remember(result: Result, previous: Document | None, args: argparse.Namespace) -> None:
    """Say what moved since an earlier result, and add the run to the history, where asked to."""
    if previous is not None:
        from ..compare import compare, document_of
        from ..compare_text import said

        lines = "\n".join(said(compare(previous, document_of(result)), width()))
        # Below the text report it is part of it; a report that a machine reads is left as it is.
        if args.format == "text":
            write_out(f"\n{lines}\n")
        else:
            say(lines)
    if args.history is not None:
        from ..history import append

        append(args.history, result)


def _judge(
    case: Case,
    path: Path,
    ruleset: Ruleset,
    found: Installed,
    args: argparse.Namespace,
    progress: Progress,
) -> Result:
    from ..assess import assess
    from ..report import PICTURED, format_of

    pictures = bool({args.format, *map(format_of, args.write)} & PICTURED)

    def make() -> Result:
        waivers = waivers_for(path, args)
        return assess(case, ruleset, waivers=waivers, pictures=pictures, path=True, watch=progress.watch)

    # Pictures hold every record: to read them back takes as long as to draw them anew.
    if pictures or args.no_cache or args.durations is not None:
        return make()
    return judged_once(path, case, ruleset, found, args, make)


def _options(path: Path, fail_on: FailOn, args: argparse.Namespace) -> Options:
    from ..report import Options

    return Options(verbose=args.verbose, quiet=args.quiet, base=base_of(path), fail_on=fail_on, by=args.by)


def _refuse(case: Case, ruleset: Ruleset, options: Options, args: argparse.Namespace) -> ExitCode:
    """Data with errors: nothing is judged, and every report that a machine reads says so."""
    from ..unread import unread

    result = unread(case, ruleset)
    if result is not None:
        _write_all(result, args.write, options)
        if args.format != "text":
            _show(result, args.format, options)
    return ExitCode.BAD_INPUT


def _write_all(result: Result, targets: Iterable[Path], options: Options) -> None:
    from ..report import format_of, render

    for path in targets:
        write(target_for(path, result.service_id), render(result, format_of(path), options))


def _show(result: Result, format: str, options: Options) -> None:
    import attrs

    from ..report import render

    write_out(render(result, format, attrs.evolve(options, colour=colours(), width=width())))


def only(result: Result, patterns: Sequence[str]) -> Result:
    """The result with those findings alone that fit a pattern. Raises UsageError for one that fits none."""
    import attrs

    def fits(words: Iterable[str], pattern: str) -> bool:
        return any(fnmatch.fnmatchcase(word, pattern) for word in words)

    names = [(f, (f.check, f.family, f.subject.id, f.subject.type)) for f in result.findings]
    for pattern in patterns:
        if not any(fits(words, pattern) for _, words in names):
            from ..names import hint

            every = sorted({word for _, words in names for word in words})
            raise UsageError(
                f"--only {pattern!r} fits no finding, so nothing would be shown{hint(pattern, every)}"
            )
    kept = tuple(f for f, words in names if any(fits(words, pattern) for pattern in patterns))
    return attrs.evolve(result, findings=kept)


def waivers_for(case: Path, args: argparse.Namespace) -> Waivers | None:
    """The waivers that a case is judged with: those named, else those beside it, else none."""
    from ..waivers import read_waivers

    if args.no_waivers:
        return None
    if args.waivers is not None and not args.waivers.is_file():
        raise UsageError(f"{args.waivers}: there is no such file of waivers")
    return read_waivers(args.waivers) if args.waivers else beside_case(case)


def beside_case(case: Path) -> Waivers | None:
    """The waivers beside a case, None where there are none."""
    from ..waivers import beside, read_waivers

    path = beside(case)
    return read_waivers(path) if path else None


def read_sound(args: argparse.Namespace) -> Case | None:
    """The case that a command names, what is wrong with it told; None where that is an error."""
    case = read(args.case, args.as_of, args.mapping)
    say_problems(case, args.case, args.mapping)
    return case if case.sound else None


def say_problems(case: Case, path: Path, mapping: str | None, *, quiet: bool = False) -> None:
    """Tell on standard error what is wrong with the data, on one screen; `quiet`, of errors alone."""
    from ..casefile import describe, where_listed

    told = [problem for problem in case.problems if problem.level == "error" or not quiet]
    if told:
        say(describe(told, rest=where_listed(path, mapping)).rstrip())


def say_more(result: Result, case: Case) -> None:
    """Tell on standard error what a result says beyond the data's own problems: of waivers and of plugins."""
    from ..report.telling import place_said

    for problem in result.problems[len(case.problems) :]:
        say(f"{problem.level}: {place_said(problem.place)}: {problem.message}")


def status(result: Result, fail_on: FailOn) -> ExitCode:
    """The exit status of one result: a check that failed comes before everything else."""
    from ..assess import errored

    if errored(result.findings):
        return ExitCode.CHECK_ERRORED
    return ExitCode.FALLS_SHORT if fail_on.fails(result) else ExitCode.PASSES
