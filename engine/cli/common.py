"""What several commands share: the options of an assessment, and reading a case with its problems shown."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from ..model import Case
    from ..plugins import Installed
    from ..ruleset import Ruleset

DEFAULT_RULESET = "cqc-readiness"


def iso_date(text: str) -> dt.date:
    """A date option, as 2026-10-31 or 31/10/2026."""
    from ..casefile.cells import Unfit, date_of

    try:
        return date_of(text)
    except Unfit as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def add_case(parser: argparse.ArgumentParser, *, many: bool = False, optional: bool = False) -> None:
    """The case file, and the date it is judged as at."""
    parser.add_argument(
        "case",
        metavar="CASE",
        nargs="+" if many else "?" if optional else None,
        type=Path,
        help="a case file: a folder, an .xlsx workbook, a .toml or .json document, or an export with its mapping",
    )
    parser.add_argument(
        "--mapping",
        metavar="M",
        help="how to read another system's export: a .toml file, or the name of a ready-made mapping",
    )
    add_as_of(parser)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """The date a case is judged as at."""
    parser.add_argument(
        "--as-of",
        type=iso_date,
        metavar="DATE",
        help="assess as at this date (2026-10-31 or 31/10/2026); nothing dated later counts",
    )


def add_rules(parser: argparse.ArgumentParser) -> None:
    """The rulesets to judge by."""
    parser.add_argument(
        "--ruleset",
        action="append",
        metavar="R",
        help=f"a ruleset's name, or a .toml file; may be given several times (default: {DEFAULT_RULESET})",
    )
    add_plugins(parser)


def add_plugins(parser: argparse.ArgumentParser) -> None:
    """Plugins that are single files."""
    parser.add_argument(
        "--plugin",
        action="append",
        default=[],
        metavar="FILE.py",
        help="also take what a Python file of your own brings: checks, forms of case file, report formats; may be given "
        "several times",
    )


def plugged(args: argparse.Namespace, *, everything: bool = False) -> Installed:
    """What is installed, with the plugin files that the command names. Raises UsageError for one at fault."""
    from ..plugins import installed, use

    found = installed(files=getattr(args, "plugin", ()), everything=everything)
    use(found)
    return found


def rules(args: argparse.Namespace, installed: Installed | None = None) -> Ruleset:
    """The rulesets asked for, as one; what is wrong with plugins that nobody needs is told. Raises RulesetError."""
    found = installed or plugged(args)
    ruleset = found.ruleset(args.ruleset or [DEFAULT_RULESET])
    for problem in found.problems:
        say(f"{problem.level}: {problem.message}")
    if not getattr(args, "quiet", False):
        say_brought(ruleset)
    return ruleset


def say_brought(ruleset: Ruleset) -> None:
    """Say which checks are run only because the command names their file, and how to require them."""
    brought = [use for use in ruleset.uses if use.brought]
    if not brought:
        return
    from ..names import listed

    one = len(brought) == 1
    files = dict.fromkeys(use.giver.source for use in brought if use.giver is not None)
    say(
        f"takehold: {listed(use.id for use in brought)} {'is' if one else 'are'} run because --plugin names "
        f"{listed(files)}; no stage requires {'it' if one else 'them'}. To have a stage require one, write in a ruleset, "
        f'below each other: [[stage]], id = "embedded", also = ["{brought[0].id}"]'
    )


def read(path: Path, as_of: dt.date | None, mapping: str | None = None) -> Case:
    """A case, cut off at its date. Raises CaseError where there is nothing to read."""
    from ..casefile import as_at, read_case

    return as_at(read_case(path, mapping=mapping), as_of)


class Overheard:
    """What a command said, in order: on which stream, and what."""

    SAID = "said"
    SHOWN = "shown"

    def __init__(self) -> None:
        self.words: list[tuple[str, str]] = []

    @property
    def size(self) -> int:
        """How many characters that is."""
        return sum(len(text) for _, text in self.words)


_listener: ContextVar[Overheard | None] = ContextVar("who listens to what is said", default=None)


@contextmanager
def overheard() -> Iterator[Overheard]:
    """Listen to what is said and shown meanwhile."""
    heard = Overheard()
    before = _listener.set(heard)
    try:
        yield heard
    finally:
        _listener.reset(before)


def say(*words: str) -> None:
    """Talk: standard error is for people, standard output is for data.

    A file's name, a value in it or what was typed may hold what a terminal or a build server obeys.
    """
    from ..report.escape import spoken

    if (listener := _listener.get()) is not None:
        listener.words.append((Overheard.SAID, " ".join(words)))
    if sys.stderr is not None:  # closed by whoever called: print would take standard output in its place
        print(spoken(" ".join(words)), file=sys.stderr)


def write_out(data: str | bytes) -> None:
    """Send a report to standard output, whatever the terminal's own encoding. Raises UsageError where that is closed."""
    if sys.stdout is None:
        raise UsageError("standard output is closed, so there is nowhere to show this")
    if isinstance(data, str):
        data = data.encode("utf-8")
    if (listener := _listener.get()) is not None:
        listener.words.append((Overheard.SHOWN, data.decode("utf-8", "surrogateescape")))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def refuse(message: str) -> UsageError:
    """A sentence for a command that cannot do what was asked."""
    return UsageError(message)
