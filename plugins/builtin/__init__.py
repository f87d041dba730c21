"""The built-in checks and rulesets, brought in by the same hooks as anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from takehold.engine.check import CheckClass
from takehold.engine.hookspecs import hookimpl

TAKEHOLD_API = 1

FAMILIES = (
    "improvement_over_time",
    "embedded_improvement",
    "service_wide_breadth",
    "staff_practice",
    "improvement_plans",
    "evidence_graph",
    "gates",
)


@hookimpl
def takehold_checks() -> Iterator[CheckClass]:
    """Every check of every family."""
    for family in FAMILIES:
        module = import_module(f"{__name__}.{family}")
        for name in module.__all__:
            yield getattr(module, name)


@hookimpl
def takehold_rulesets() -> Iterator[Traversable]:
    """The rulesets that come with takehold."""
    for entry in files("takehold.rulesets").iterdir():
        if entry.name.endswith(".toml") and entry.name not in _NOT_RULESETS:
            yield entry


_NOT_RULESETS = frozenset(
    {"words.toml", "material.toml", "worked-example.toml", "heading-words.toml", "name-words.toml"}
)
