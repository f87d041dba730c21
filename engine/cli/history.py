"""`takehold history`: the trend of the runs that `takehold assess --history` kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from .common import write_out
from .exit import ExitCode


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="what takehold assess --history FILE.jsonl wrote"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Show the trend."""
    from ..history import read_history, table

    write_out("\n".join(table(read_history(args.file))) + "\n")
    return ExitCode.PASSES
