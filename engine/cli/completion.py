"""`takehold completion`: the script by which a shell completes commands and options."""

from __future__ import annotations

import argparse
from typing import Any

from .common import write_out
from .exit import ExitCode

SHELLS = ("bash", "zsh", "tcsh")


def declare(commands: Any) -> None:
    """Add the command to the parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "completion", help="print the script that lets your shell complete commands and options"
    )
    parser.add_argument("shell", choices=SHELLS, help="which shell it is for")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Print the script; a shell reads it from its start-up file."""
    import shtab

    from .main import parser

    write_out(shtab.complete(parser(), args.shell) + "\n")
    return ExitCode.PASSES
