"""Harbour Care's own checks, ruleset, words, promises, import and board paper."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from takehold.engine.check import CheckClass
from takehold.engine.hookspecs import Loader, ReportFormat, hookimpl

TAKEHOLD_API = 1


@hookimpl
def takehold_checks() -> Iterator[CheckClass]:
    """The supervision standard."""
    from .checks import SupervisedAfterwards

    yield SupervisedAfterwards


@hookimpl
def takehold_rulesets() -> Iterator[Traversable]:
    """Harbour's ruleset."""
    yield files(__name__) / "harbour.toml"


@hookimpl
def takehold_words() -> Iterator[Traversable]:
    """Harbour's words."""
    yield files(__name__) / "harbour_words.toml"


@hookimpl
def takehold_frameworks() -> Iterator[Traversable]:
    """Harbour's promises."""
    yield files(__name__) / "harbour_framework.toml"


@hookimpl
def takehold_loaders() -> Iterator[Loader]:
    """Shiftbook exports."""
    from .loader import read, recognises

    yield Loader(name="shiftbook", title="Shiftbook export", recognises=recognises, read=read)


@hookimpl
def takehold_formats() -> Iterator[ReportFormat]:
    """The board paper."""
    from .board import render

    yield ReportFormat(name="board", title="Harbour's board paper", ending=".board", render=render)
