"""`takehold compare`: two results or two cases, what moved between them, and which records moved it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .common import add_rules, read, rules, write_out
from .exit import ExitCode
from .terminal import width

if TYPE_CHECKING:
    from ..compare import Document


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "old", metavar="OLD", type=Path, help="the earlier result (.json), or an earlier case"
    )
    parser.add_argument("new", metavar="NEW", type=Path, help="the later result (.json), or the case now")
    add_rules(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Compare, and say what moved; what moved is an answer, not a failure."""
    from ..compare import compare
    from ..compare_text import said

    comparison = compare(_side(args.old, args), _side(args.new, args))
    write_out("\n".join(said(comparison, width())) + "\n")
    return ExitCode.PASSES


def _side(path: Path, args: argparse.Namespace) -> Document:
    """A result document, or a case assessed now. Raises UsageError for what is neither."""
    from ..compare import document_of, is_document, read_document

    if is_document(path):
        return read_document(path)
    case = read(path, None)
    if not case.sound:
        raise UsageError(f"{path} has errors in its data: see takehold validate {path}")
    from ..assess import assess
    from .assess import beside_case

    return document_of(assess(case, rules(args), waivers=beside_case(path)))
