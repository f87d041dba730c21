"""`takehold completion`: the script by which a shell completes commands and options."""

from __future__ import annotations

import argparse

from .common import write_out
from .exit import ExitCode

SHELLS = ("bash", "zsh", "tcsh")


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("shell", choices=SHELLS, help="which shell it is for")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Print the script; a shell reads it from its start-up file."""
    import shtab

    from .main import parser

    write_out(shtab.complete(parser(whole=True), args.shell) + "\n")
    return ExitCode.PASSES
