"""What a worker needs, imported once in the process that workers are forked from, before polars has a thread."""

from __future__ import annotations

from .. import assess, casefile, graph, plugins, report, ruleset, view, waivers
from . import judging

__all__ = ["assess", "casefile", "graph", "judging", "plugins", "report", "ruleset", "view", "waivers"]
