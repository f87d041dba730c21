"""`python -m takehold.engine.cli`: the command, where its own name is not on the path."""

from . import command

raise SystemExit(command())
