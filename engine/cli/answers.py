"""An answer given again: the very words of an earlier run, where the same was asked of the same files.

`keeping` saves judging a case that has not changed; this saves reading it too, and loading what reads and judges. So it
holds what a command said and how it left, and only of commands that did nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from ..cache import case_key, digest_of, load, own_code, save, waiting
from ..hookspecs import GROUP
from .common import Overheard, overheard, say, write_out
from .exit import ExitCode
from .terminal import colours, on_terminal, width

_DOES_MORE: Final = ("write", "history", "previous", "durations", "plugin", "mapping", "waivers", "no_cache")
"""Options with which a command writes, measures, or reads files that only reading can tell."""

_MOST: Final = 4_000_000
"""Characters of an answer that is kept at most."""


def answered_once(args: argparse.Namespace, answer: Callable[[argparse.Namespace], ExitCode]) -> ExitCode:
    """Answer as an earlier run did where nothing has changed since; else anew, and keep what was said."""
    key = _question(args)
    if key is None:
        return answer(args)
    known = load(key)
    if known is not None:
        left_with, said = json.loads(known)
        for stream, text in said:
            if stream == Overheard.SAID:
                say(text)
            else:
                write_out(text.encode("utf-8", "surrogateescape"))
        return ExitCode(left_with)
    with overheard() as heard:
        status = answer(args)
    # What failed may have been the moment's doing, and what could not be read is told anew.
    if status in (ExitCode.PASSES, ExitCode.FALLS_SHORT) and heard.size <= _MOST:
        save(key, json.dumps([status, heard.words]).encode())
    return status


def _question(args: argparse.Namespace) -> str | None:
    """The digest of what is asked, of whom, and of all that the answer follows from; None where that cannot be told."""
    if any(getattr(args, name) for name in _DOES_MORE) or any(map(_is_file, args.ruleset or ())):
        return None
    try:
        cases = [case_key(path) for path in args.case if _is_case(path)]
    except OSError:
        return None
    if len(cases) < len(args.case):
        return None
    asked = {name: value for name, value in vars(args).items() if name != "run"}
    shown = (colours(), width(), *map(on_terminal, (sys.stdout, sys.stderr)))
    set_so = {name: value for name, value in os.environ.items() if name.startswith("TAKEHOLD_")}
    plugins = {entry.name: waiting(entry) for entry in entry_points(group=GROUP)}
    return digest_of("answer", own_code(), plugins, asked, shown, set_so, str(Path.cwd()), cases)


def _is_file(ruleset: str) -> bool:
    """Whether a ruleset is named by its file: what that extends, and the plugins it names, only reading it can tell."""
    return ruleset.endswith(".toml")


def _is_case(path: Path) -> bool:
    """Whether a path looks like a case file: no other folder is looked through from end to end."""
    return path.is_file() or (path.is_dir() and any(path.glob("service.*")))
