"""`takehold schema`: the JSON Schema of what takehold writes and of what people write for it."""

from __future__ import annotations

import argparse

from ..errors import UsageError
from .common import write_out
from .exit import ExitCode


def declare(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="which one; none: list them")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> ExitCode:
    """Print a schema, or the names of all."""
    from ..names import hint
    from ..report.escape import json_text
    from ..schemas import SCHEMAS, schema

    if args.name is None:
        lines = [f"{name:<10} {(make.__doc__ or '').strip()}" for name, make in SCHEMAS.items()]
        write_out("\n".join(lines) + "\n")
        return ExitCode.PASSES
    if args.name not in SCHEMAS:
        known = ", ".join(SCHEMAS)
        raise UsageError(
            f"there is no schema called {args.name!r}{hint(args.name, SCHEMAS)}; there are {known}"
        )
    write_out(json_text(schema(args.name)))
    return ExitCode.PASSES
