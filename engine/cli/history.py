"""`takehold history`: the trend of the runs that `takehold assess --history` kept."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .common import write_out
from .exit import ExitCode


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "history", help="the trend of a service's runs, as a table and as bars"
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="what takehold assess --history FILE.jsonl wrote"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Show the trend."""
    from ..history import read_history, table

    write_out("\n".join(table(read_history(args.file))) + "\n")
    return ExitCode.PASSES
