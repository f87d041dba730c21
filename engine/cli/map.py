"""`takehold map`: a mapping proposed for another system's export."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import UsageError
from .common import say, write_out
from .exit import ExitCode


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "export", metavar="EXPORT", type=Path, nargs="?", help="a folder of exports, or one file"
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="write the proposal there, to be changed by hand"
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="write it as mapping.toml beside the export, where validate would then find no error",
    )
    parser.add_argument(
        "--pseudonymise",
        action="store_true",
        help="make pseudonyms of owners' and authors' names too (those of staff always are): a help, no guarantee",
    )
    parser.add_argument("--list", action="store_true", help="list the ready-made mappings")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Show what is proposed; write it where that was asked for."""
    if args.list:
        return _list()
    if args.export is None:
        raise UsageError("give an export to propose a mapping for, or --list for the ready-made ones")
    from ..casefile import Limits, describe
    from ..mapping.proposing import propose
    from ..mapping.showing import as_text, as_toml, errors, read_as_proposed

    limits = Limits.from_environment()
    proposals, wrong = propose(args.export, limits, pseudonymise=args.pseudonymise)
    write_out(as_text(proposals, args.export, limits))
    every = tuple(dict.fromkeys((*wrong, *read_as_proposed(proposals, args.export, limits))))
    if every:
        write_out("\n" + describe(every, rest="--write the mapping, and validate lists every one"))
    missing = sum(len(one.missing) for one in proposals)
    if args.write is not None:
        _write(args.write, as_toml(proposals))
    if args.accept:
        if missing or errors(every):
            say(
                "takehold: the proposal was not accepted, for the export does not read without error yet: mend that, or use "
                "--write and change what is proposed"
            )
            return ExitCode.BAD_INPUT
        folder = args.export if args.export.is_dir() else args.export.parent
        _write(folder / "mapping.toml", as_toml(proposals))
    elif args.write is None:
        say(
            "takehold: nothing was written; --accept takes it as it is, --write FILE lets you change it first"
        )
    if args.pseudonymise:
        say(
            "takehold: a pseudonym made of a name is a help and no guarantee: who knows the name can make it again, and "
            "texts are not searched (takehold convert --pseudonymise does that)"
        )
    return ExitCode.PASSES


def _list() -> ExitCode:
    from ..mapping import find_mapping, ready

    write_out("".join(f"{name:<34} {find_mapping(name).title}\n" for name in ready.names()))
    return ExitCode.PASSES


def _write(path: Path, text: str) -> None:
    from ..files import write_whole

    if path.exists():
        raise UsageError(f"{path} is there already, and was not touched")
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    say(f"takehold: {path} is written")
