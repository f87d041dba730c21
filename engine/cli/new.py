"""`takehold new`: an empty case file to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from .common import say
from .exit import ExitCode


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("dest", metavar="DEST", type=Path, help="the folder or .xlsx file to make")
    parser.add_argument(
        "--from",
        dest="mappings",
        metavar="MAPPING",
        nargs="+",
        default=[],
        help="make a folder for other systems' exports, with these mappings: ready-made ones by name (takehold map "
        "--list), or .toml files",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Write the empty case file and say what to do next."""
    from ..casefile.blank import write_blank
    from ..casefile.writing import Form
    from ..names import as_typed

    files, fed = None, frozenset[str]()
    if args.mappings:
        from ..mapping.starting import start

        files, fed = start(args.mappings)
    form = write_blank(args.dest, files, without=fed)
    first = "open it and begin with its first sheet" if form is Form.XLSX else "begin with service.toml"
    if args.mappings:
        first = "put the exports into it and fill in service.toml and claims.csv"
    say(f"takehold: {args.dest} is ready: {first}; then run: takehold validate {as_typed(str(args.dest))}")
    return ExitCode.PASSES
