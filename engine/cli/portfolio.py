"""`takehold portfolio`: many services in one go."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..names import listed
from .common import DEFAULT_RULESET, add_as_of, add_rules, say, say_brought, write_out
from .exit import ExitCode
from .targets import base_of, write
from .terminal import Progress

if TYPE_CHECKING:
    from ..portfolio import Portfolio, Row, Settings
    from ..portfolio.asked import Asked
    from ..portfolio.portfolio import Judge

MOST_TOLD = 20
"""How many services with problems are told on standard error, one line each."""


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="case files, folders of case files, or a data set: evidence, service and other tables, each with a column "
        "service (CSV, Parquet, or Parquet in folders service=…)",
    )
    add_as_of(parser)
    add_rules(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="write each service's result here, as JSON")
    parser.add_argument(
        "--format",
        metavar="F",
        default="text",
        help="text (default), json, sarif, junit, markdown, html, github, tap, csv or xlsx",
    )
    parser.add_argument(
        "--write",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="also write table and summary to a file, in the format of its ending; may be given several times",
    )
    parser.add_argument(
        "--fail-on",
        action="append",
        default=[],
        metavar="LEVEL",
        help="what makes a service fall short: verdict (default), blocker, major, minor, a check's id, or never; may be "
        "given several times",
    )
    parser.add_argument("--no-waivers", action="store_true", help="take no waiver")
    parser.add_argument(
        "--no-cache", action="store_true", help="judge every service, whether anything has changed or not"
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        default=0,
        help="how many processes (default: one for each processor)",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="where to judge: here, or on a Dask cluster",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="the Dask scheduler's address, such as tcp://host:8786"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress, and problems counted only")
    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def run(args: argparse.Namespace) -> ExitCode:
    """Judge every service, show the table and the summary, and leave with the worst status of all."""
    from ..workers import make_ready

    if args.engine == "local" and args.jobs != 1:
        make_ready()  # before anything is imported here: it takes as long as all that is done up to the first job
    from ..portfolio import Settings, begin_to_find

    finding = begin_to_find(args.paths)  # while the rules are loaded, and all that they take
    from ..fail_on import FailOn
    from ..portfolio.asked import Asked
    from ..portfolio.settings import rules_of
    from ..portfolio.shown import Report, format_of, known, render
    from ..portfolio.summary import summary

    known(args.format)
    for path in args.write:
        format_of(path)
    settings = Settings(
        rulesets=tuple(args.ruleset or (DEFAULT_RULESET,)),
        plugins=tuple(str(Path(file).resolve()) for file in args.plugin),
        as_of=args.as_of,
        waive=not args.no_waivers,
    ).keyed()
    ruleset, _ = rules_of(settings)
    asked = Asked.by(FailOn.of(args.fail_on, [use.id for use in ruleset.uses]), ruleset)
    if not args.quiet:
        say_brought(ruleset)
    portfolio = finding.result()
    if portfolio.passed_over:
        say(f"takehold: there is no case in {listed(portfolio.passed_over, most=5)}")
    rows = _judge(portfolio, settings, args)
    _tell(rows, quiet=args.quiet)
    report = Report(
        tuple(rows),
        summary(rows, ruleset),
        ruleset.ref,
        ruleset.ladder.required,
        asked,
        _files(portfolio),
        {use.id: use.check.title() for use in ruleset.uses},
    )
    for path in args.write:
        write(path, render(report, format_of(path)))
    write_out(render(report, args.format))
    return status(rows, asked)


def _files(portfolio: Portfolio) -> dict[str, str]:
    """The file of each service below this folder that a build server can point at: a case's own, of a folder its first."""
    found = {}
    for name, place in portfolio.cases.items():
        path = Path(place)
        base, file = base_of(path), "service.toml" if path.is_dir() else path.name
        inside = path.resolve().is_relative_to(Path.cwd().resolve())
        if inside:
            found[name] = f"{base}/{file}" if base else file
    return found


def _judge(portfolio: Portfolio, settings: Settings, args: argparse.Namespace) -> list[Row]:
    from ..portfolio import judge

    progress = Progress(quiet=args.quiet)
    kept = 0

    def watch(done: int, row: Row, unchanged: bool) -> None:
        nonlocal kept
        kept += unchanged
        progress.starts(
            f"{done:,} of {len(portfolio):,} services" + (f", {kept:,} unchanged" if kept else "")
        )

    if args.out is not None:
        _make(args.out)
    rows = judge(
        portfolio,
        settings,
        _engine(portfolio, args),
        store=None if args.no_cache else _store(args),
        out=args.out,
        workers_write=args.engine == "local",
        watch=watch,
    )
    progress.clear()
    return rows


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror or error}") from None


def _store(args: argparse.Namespace) -> Any:
    from ..cache import digest_of, ready
    from ..portfolio.store import FILE, Store

    if args.out is not None:
        return Store(args.out / FILE)
    places = [place if "://" in place else str(Path(place).resolve()) for place in args.paths]
    return Store(ready() / "portfolios" / f"{digest_of(places)}.jsonl")


def _engine(portfolio: Portfolio, args: argparse.Namespace) -> Judge:
    if args.engine == "dask":
        from ..portfolio.on_dask import judge_on_dask

        if not args.scheduler:
            raise UsageError("--engine dask needs --scheduler, the address of the cluster's scheduler")
        return lambda jobs, settings: judge_on_dask(jobs, settings, args.scheduler)
    if args.scheduler:
        raise UsageError("--scheduler is for --engine dask")
    from ..portfolio.local import judge_here, judge_in_processes

    workers = min(args.jobs or os.cpu_count() or 1, len(portfolio))
    if workers == 1:
        return judge_here
    return lambda jobs, settings: judge_in_processes(jobs, settings, workers)


def _tell(rows: Sequence[Row], *, quiet: bool) -> None:
    """Say on standard error which services could not be judged, and why."""
    from ..portfolio import State

    bad = [row for row in rows if row.state is not State.JUDGED]
    for row in bad[: 0 if quiet else MOST_TOLD]:
        say(f"{row.name}: {row.problems[0] if row.problems else row.state}" + _more(row))
    if bad:
        say(f"takehold: {len(bad):,} of {len(rows):,} services could not be judged")
    places: dict[str, list[str]] = {}
    for row in rows:
        if row.service_id:
            places.setdefault(row.service_id, []).append(row.name)
    for id, names in list(places.items())[: 0 if quiet else None]:
        if len(names) > 1:
            say(f"takehold: the service {id} stands {len(names)} times: {listed(names, most=5)}")


def _more(row: Row) -> str:
    return f" (and {row.errors - 1:,} more)" if row.errors > 1 else ""


def status(rows: Iterable[Row], asked: Asked) -> ExitCode:
    """The exit status of a portfolio: the worst of its services'."""
    return max((_status(row, asked) for row in rows), default=ExitCode.BAD_INPUT)


def _status(row: Row, asked: Asked) -> ExitCode:
    from ..portfolio import State

    if row.errored or row.state is State.FAILED:
        return ExitCode.CHECK_ERRORED
    if row.state is State.BAD_INPUT:
        return ExitCode.BAD_INPUT
    return ExitCode.FALLS_SHORT if asked.fails(row) else ExitCode.PASSES
