"""`takehold graph`: what stands on what in a case, as a tree, a picture or a file; or in a graph from elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import UsageError
from .assess import read_sound
from .common import add_case, add_rules, rules, write_out
from .exit import ExitCode
from .terminal import width

FORMATS = ("text", "mermaid", "dot", "graphml", "json", "gsn")


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_case(parser, optional=True)
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to show it (default: text, a tree)"
    )
    parser.add_argument("--claim", metavar="ID", help="only this claim, and what it rests on")
    parser.add_argument(
        "--around",
        metavar="ID",
        help="only what is joined to this claim, record, action …; `document:NAME` where a name stands for several",
    )
    parser.add_argument(
        "--depth", type=_steps, metavar="N", help="with --around: how many steps away (default: 1)"
    )
    parser.add_argument(
        "--by",
        metavar="COLUMNS",
        help="roll records up by these: some of kind,team,shift,cycle (default: as many as there is room for)",
    )
    parser.add_argument("--records", action="store_true", help="show every record by itself")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="look at a graph from elsewhere: a folder with nodes.csv and edges.csv, a DOT file, GSN as YAML",
    )
    add_rules(parser)
    parser.set_defaults(run=run)


def _steps(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 20:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of steps from 1 to 20")
    return int(text)


def run(args: argparse.Namespace) -> ExitCode:
    """Show the graph of a case, or what is weak about one from elsewhere."""
    if (args.case is None) is (args.source is None):
        raise UsageError("name a case, or a graph from elsewhere with --from: one of the two")
    if args.depth is not None and args.around is None:
        raise UsageError("--depth says how far to go around something: name it with --around ID")
    if args.source is not None:
        from ..graph_reading import read_argument, report

        write_out(report(read_argument(args.source), width()))
        return ExitCode.PASSES
    return _own(args)


def _own(args: argparse.Namespace) -> ExitCode:
    from ..graph_writing import Options, render
    from ..view import ServiceView

    ruleset = rules(args)
    case = read_sound(args)
    if case is None:
        return ExitCode.BAD_INPUT
    options = Options(
        claim=args.claim,
        around=args.around,
        depth=args.depth or 1,
        by=None if args.by is None else tuple(filter(None, args.by.replace(";", ",").split(","))),
        records=args.records,
        width=width(),
    )
    write_out(render(ServiceView(case, ruleset.terms), args.format, options))
    return ExitCode.PASSES
