"""`takehold convert`: a case file from any form to any other."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .common import add_plugins, plugged, say, write_out
from .exit import ExitCode

if TYPE_CHECKING:
    from ..model import Case

FORMS = ("folder", "parquet", "toml", "json", "xlsx")


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("case", metavar="CASE", type=Path, help="a case file, or an export with its mapping")
    parser.add_argument(
        "dest", metavar="DEST", type=Path, help="where to: a folder, or .xlsx, .toml or .json"
    )
    parser.add_argument(
        "--form", choices=FORMS, help="the form, where the ending does not say it (parquet: a folder with it)"
    )
    parser.add_argument(
        "--mapping",
        metavar="M",
        help="how to read an export: a .toml file, or the name of a ready-made mapping",
    )
    add_plugins(parser)
    parser.add_argument("--replace", action="store_true", help="write over what is there")
    parser.add_argument(
        "--pseudonymise",
        type=Path,
        metavar="KEY.csv",
        help="replace the names of staff by pseudonyms, and keep the key in this file, apart from the case; a help, "
        "and no guarantee",
    )
    parser.add_argument(
        "--names",
        metavar="COLUMNS",
        default="",
        help="columns of which every entry but a post is a name, with commas: evidence.recorded_by,actions.owner",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Read the case, tell what is wrong, and write it where nothing is; a case with errors is not converted."""
    from ..casefile import describe, read_case, where_listed, write_case
    from ..measure.say import counted

    _check(args)
    if args.plugin:
        plugged(args)
    case = read_case(args.case, mapping=args.mapping)
    write_out(describe(case.problems, rest=where_listed(args.case, args.mapping)))
    if not case.sound:
        say("takehold: nothing was written: put the errors right first, for rows with errors would be lost")
        return ExitCode.BAD_INPUT
    if args.pseudonymise is not None:
        case = _without_names(case, args)
    write_case(case, args.dest, args.form)
    kept = sorted(name for frame in case.others.values() for name in frame.columns if name != "id")
    if kept:
        say(f"takehold: columns that takehold does not know were kept as they are: {', '.join(kept)}")
    holds = f"{counted(len(case.evidence), 'record')}, {counted(len(case.claims), 'claim')}"
    say(f"takehold: {args.dest} is written: {holds}")
    return ExitCode.PASSES


def _check(args: argparse.Namespace) -> None:
    """Refuse what would overwrite a case, or keep a key where it must not be, before anything is read."""
    dest: Path = args.dest
    if dest.exists() and not args.replace and not (dest.is_dir() and not any(dest.iterdir())):
        raise UsageError(f"{dest} is there already; say --replace to write over it")
    if args.names and args.pseudonymise is None:
        raise UsageError("--names says where names stand for --pseudonymise KEY.csv, which was not asked for")
    if args.pseudonymise is not None:
        apart = args.pseudonymise.resolve()
        if apart == dest.resolve() or apart.is_relative_to(dest.resolve()):
            raise UsageError(f"{args.pseudonymise}: keep the key apart from the case, not inside {dest}")


def _without_names(case: Case, args: argparse.Namespace) -> Case:
    from ..pseudonym_key import read_key, say_done, write_key
    from ..pseudonyms import pseudonymise

    told = [name.strip() for name in args.names.split(",") if name.strip()]
    done = pseudonymise(case, read_key(args.pseudonymise), told)
    write_key(args.pseudonymise, done.key)
    for line in say_done(done, args.pseudonymise):
        say(f"takehold: {line}.")
    return done.case
