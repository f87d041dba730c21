"""The `takehold` command: finds the sub-command, runs it, and turns what goes wrong into a sentence.

Nothing heavy is imported here: `--help` and `--version` must answer at once. Each command imports what it needs
when it runs.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from contextvars import copy_context
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from ..errors import ProblemsError, TakeholdError, UsageError
from ..version import VERSION
from .common import say
from .exit import ExitCode
from .parsing import Command, Parser

COMMANDS: Final[Mapping[str, str]] = {
    "guide": "a guided self-assessment, question by question, saved as you go",
    "assess": "judge a case: how far does the evidence reach, and what stands in the way",
    "validate": "read a case and report every problem in the data, assessing nothing",
    "path": "the steps between each claim and the stage it needs, with dates",
    "compare": "two results or two cases: what moved, and which records moved it",
    "waivers": "which waivers hold, until when, which waive nothing, and the verdict without them",
    "history": "the trend of a service's runs, as a table and as bars",
    "explain": "what a check tests, and with a case how it came out; or what a claim stands on",
    "graph": "the evidence graph: what each claim stands on, and where that is weak",
    "new": "an empty case file: a folder, or an .xlsx workbook with drop-downs and notes",
    "convert": "write a case, or another system's export, in any form of case file",
    "map": "propose how to read another system's export, and show the first rows as they would be read",
    "portfolio": "judge many services at once: a table, a summary, and a result for each",
    "checks": "list every check that is installed",
    "rulesets": "list every ruleset that is installed, or show one as it is in force",
    "plugins": "list every plugin that is installed, and what is wrong with it",
    "plugin": "make a plugin of your own",
    "doctor": "look at the installation, and say what is wrong with it",
    "schema": "print the JSON Schema of a result or of a file that people write, for editors and CI",
    "completion": "print the script that lets your shell complete commands and options",
}
"""Every sub-command with its line of help, in the order in which help shows them: each a module beside this one."""

DEBUG: Final = "TAKEHOLD_DEBUG"
"""The environment variable that shows the whole of an error of takehold's own."""


def parser(*, whole: bool = False) -> argparse.ArgumentParser:
    """The parser of the command line; a sub-command's own learns what that takes once it is used (`whole`: at once)."""
    made = Parser(
        prog="takehold",
        description="Has the improvement taken hold? Judges a care service's claims against its own records.",
        epilog="Exit status: 0 passes, 1 assessed and falls short, 2 bad input or usage, 3 a check errored.",
    )
    made.add_argument(
        "--version", action="version", version=f"takehold {VERSION}", help="show the version and leave"
    )
    commands = made.add_subparsers(title="commands", metavar="COMMAND", parser_class=Command)
    for name, help in COMMANDS.items():
        command = commands.add_parser(name, help=help, declare=partial(_declare, name))
        if whole:
            command.whole()
    return made


def _declare(name: str, parser: argparse.ArgumentParser) -> None:
    import_module(f".{name}", __package__).declare(parser)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status. Never shows a traceback for what a user can mend."""
    made = parser()
    args = made.parse_args(argv)
    try:
        if not hasattr(args, "run"):
            return _without_command(made)
        # In a context of its own: the plugins of one command are not those of the next.
        return int(copy_context().run(args.run, args))
    except ProblemsError as error:
        _say_problems(error)
    except (UsageError, TakeholdError) as error:
        say(f"takehold: {error}")
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            # What was asked for could not be written: the disk is full, or the output is closed.
            say(f"takehold: {error.strerror or error}")
            return ExitCode.BAD_INPUT
        # Whoever read our output has left (`| head`): nothing more to say, and nothing went wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.PASSES
    except KeyboardInterrupt:
        say("takehold: stopped")
    except Exception as error:  # noqa: BLE001 (a mistake of ours is told in a sentence, like any other)
        return _own_fault(error)
    return ExitCode.BAD_INPUT


def command() -> int:
    """`takehold` as a process of its own: what it loaded is not looked through for what could be freed as it ends.

    That takes a tenth of a second, and the end of the process frees everything.
    """
    status = main()
    gc.freeze()
    return status


def _own_fault(error: Exception) -> ExitCode:
    """Say that takehold itself failed. What the error says may name people, so only who asks is shown it."""
    import traceback

    from ..isolation import place_of

    if os.environ.get(DEBUG):
        say(traceback.format_exc().rstrip())
    file, line = place_of(error, str(Path(__file__).parents[2])) if error.__traceback__ else ("", None)
    at = f" at {file}:{line}" if file else ""
    say(
        f"takehold: something went wrong in takehold itself ({type(error).__name__}{at}), and this command did not end. "
        f"Set {DEBUG}=1 and run it again to see all of it, and send that to whoever looks after takehold"
    )
    return ExitCode.CHECK_ERRORED


def _without_command(made: argparse.ArgumentParser) -> int:
    """On a terminal the guide opens; anywhere else help is all that makes sense."""
    from .guide import on_a_terminal, open_guide

    if on_a_terminal():
        open_guide(None)
    else:
        made.print_help()
    return ExitCode.PASSES


def _say_problems(error: ProblemsError) -> None:
    from ..model import SourceProblem

    for problem in error.problems:
        place = problem.place
        at = place.file if place.row is None else f"{place.file}:{place.row}"
        excerpt = ""
        if isinstance(problem, SourceProblem):
            at += f":{problem.character}" if problem.character else ""
            excerpt = "".join(f"\n    {line}" for line in problem.excerpt.splitlines())
        say(f"takehold: {at}: {problem.message}{excerpt}")
