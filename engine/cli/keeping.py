"""Judging a case once: the result of an earlier run is shown again where nothing that it follows from has changed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Case
    from ..plugins import Installed
    from ..result import Result
    from ..ruleset import Ruleset


def add_no_cache(parser: argparse.ArgumentParser) -> None:
    """The option to judge anew."""
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="judge anew, whether anything has changed since the last run or not",
    )


def judged_once(
    path: Path,
    case: Case,
    ruleset: Ruleset,
    installed: Installed,
    args: argparse.Namespace,
    make: Callable[[], Result],
) -> Result:
    """The result kept from an earlier run of the same question, else the one that `make` makes, which is kept."""
    from ..cache import case_key, digest_of, file_digest, rules_key
    from ..kept import kept

    rules = rules_key(ruleset, installed, as_of=case.service.as_of, waive=not args.no_waivers)
    beside = [file for file in (args.waivers, args.mapping) if file is not None]
    files = [file_digest(Path(file)) if Path(file).is_file() else str(file) for file in beside]
    read = [(one.file, one.digest) for one in case.inputs]
    return kept(digest_of("result", rules, case_key(path), read, files), make)
