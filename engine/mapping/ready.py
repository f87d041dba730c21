"""The ready-made mappings: data files that come with takehold, by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

ENDING: Final = ".toml"


@cache
def names() -> tuple[str, ...]:
    """The names of every ready-made mapping."""
    return tuple(
        sorted(path.name.removesuffix(ENDING) for path in _folder().iterdir() if path.name.endswith(ENDING))
    )


def text(name: str) -> str:
    """The TOML text of a ready-made mapping. Raises KeyError for a name that is none."""
    if name not in names():
        raise KeyError(name)
    return str((_folder() / (name + ENDING)).read_text("utf-8"))


def _folder() -> Any:
    return files("takehold.rulesets") / "mappings"
