"""`takehold rulesets`: every ruleset that is installed; with `show`, one of them as it is in force."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import RulesetError
from .common import add_plugins, plugged, say, write_out
from .exit import ExitCode

if TYPE_CHECKING:
    from ..plugins import Installed
    from ..ruleset import Ruleset, Use


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_plugins(parser)
    parser.set_defaults(run=run)
    inner = parser.add_subparsers(metavar="show NAME")
    show = inner.add_parser("show", help="show what a ruleset comes to with everything it extends")
    show.add_argument("name", nargs="+", metavar="NAME", help="a ruleset's name, or a .toml file")
    show.add_argument(
        "--origin", action="store_true", help="say of every value which line of which file set it"
    )
    add_plugins(show)
    show.set_defaults(run=run_show)


def run(args: argparse.Namespace) -> ExitCode:
    """List the rulesets with their titles and how many checks each runs."""
    found = plugged(args, everything=True)
    lines = [_line(found, name) for name in sorted(found.rulesets)]
    write_out("\n".join(lines) + "\n")
    for problem in found.problems:
        say(f"{problem.level}: {problem.message}")
    return ExitCode.PASSES


def _line(found: Installed, name: str) -> str:
    try:
        ruleset = found.ruleset([name], alone=True)
    except RulesetError as error:
        return f"{name:<24} cannot be used: {error.problems[0].message}"
    return f"{name:<24} version {ruleset.version:<6} {len(ruleset.uses):>3} checks  {ruleset.title}"


def run_show(args: argparse.Namespace) -> ExitCode:
    """Show one ruleset: its files, stages, terms and checks, each value in force and where it was set."""
    ruleset = plugged(args).ruleset(args.name)
    write_out("\n".join(_shown(ruleset, origin=args.origin)) + "\n")
    return ExitCode.PASSES


def _shown(ruleset: Ruleset, *, origin: bool) -> Iterator[str]:
    yield f"{ruleset.id}: {ruleset.title}"
    yield f"version {ruleset.version}, {ruleset.digest}"
    yield ""
    yield "files"
    for source in ruleset.sources:
        yield f"  {source.file:<32} {source.digest[:19]}…  {f'version {source.version}' if source.version else ''}".rstrip()
    yield ""
    for name, value, default in (
        ("required_stage", ruleset.ladder.required, ""),
        ("max_waiver_days", ruleset.max_waiver_days, 180),
        ("time_limit", ruleset.time_limit, 60.0),
    ):
        yield _value(ruleset, (name,), value, default, origin=origin, indent="")
    yield from _terms(ruleset, origin=origin)
    for stage in ruleset.ladder.stages:
        yield ""
        yield f"stage {stage.id} (rank {stage.rank}): {stage.title}"
        requires = ", ".join(stage.requires)
        yield _value(ruleset, ("stage", stage.id, "requires"), requires, None, origin=origin)
    for use in ruleset.uses:
        yield ""
        yield from _use(ruleset, use, origin=origin)


def _terms(ruleset: Ruleset, *, origin: bool) -> Iterator[str]:
    import attrs

    yield ""
    yield "terms"
    for field in attrs.fields(type(ruleset.terms)):
        value = getattr(ruleset.terms, field.name)
        yield _value(ruleset, ("terms", field.name), value, field.default, origin=origin)


def _use(ruleset: Ruleset, use: Use, *, origin: bool) -> Iterator[str]:
    import attrs

    check = type(use.check)
    said = (
        ("mandatory", use.mandatory),
        ("not waivable", not use.waivable),
        ("a concern counts as not met", use.outright),
    )
    notes = [word for word, so in said if so]
    by = f"  from {use.giver}" if use.outside else ""
    noted = f" ({', '.join(notes)})" if notes else ""
    yield f"check {use.id}{noted}{by}"
    rows: list[tuple[tuple[str, ...], Any, Any]] = [
        (("check", use.id, "on"), True, True),
        (("check", use.id, "severity"), str(use.severity), str(check.severity)),
    ]
    rows += [(("check", use.id, f.name), getattr(use.check, f.name), f.default) for f in check.parameters()]
    if use.sources != check.sources:
        rows.append((("check", use.id, "sources"), ", ".join(use.sources), None))
    if use.mandatory:
        rows.append((("mandatory", use.id, "by"), True, None))
    for field in attrs.fields(type(use.terms)):
        value = getattr(use.terms, field.name)
        if value != getattr(ruleset.terms, field.name):
            rows.append((("check", use.id, "terms", field.name), value, None))
    for key, value, default in rows:
        why = "the command line names its file" if use.brought else "a stage requires it"
        yield _value(ruleset, key, value, default, origin=origin, why=why)


def _value(
    ruleset: Ruleset,
    key: tuple[str, ...],
    value: Any,
    default: Any,
    *,
    origin: bool,
    indent: str = "  ",
    why: str = "",
) -> str:
    """One value in force and, where asked for, the line that set it and those that it overruled."""
    name = ".".join(key[2:] if key[0] in ("check", "stage", "mandatory") else key[-1:])
    name = "mandatory" if key[0] == "mandatory" else name
    text = f"{indent}{name} = {value}"
    if not origin:
        return text
    said = ruleset.origins.get(key, ())
    if not said:
        how = "default" if key[-1] != "on" else why
        return f"{text:<44} {how}"
    over = "; ".join(f"{one} said {one.value}" for one in reversed(said[:-1]))
    return f"{text:<44} {said[-1]}{f' (over {over})' if over else ''}"
