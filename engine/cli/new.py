"""`takehold new`: an empty case file to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .common import say
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "new", help="an empty case file: a folder, or an .xlsx workbook with drop-downs and notes"
    )
    parser.add_argument("dest", metavar="DEST", type=Path, help="the folder or .xlsx file to make")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Write the empty case file and say what to do next."""
    from ..casefile.blank import write_blank
    from ..casefile.writing import Form

    form = write_blank(args.dest)
    first = "open it and begin with its first sheet" if form is Form.XLSX else "begin with service.toml"
    say(f"takehold: {args.dest} is ready: {first}; then run: takehold validate {args.dest}")
    return ExitCode.PASSES
