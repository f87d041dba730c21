"""One writer per format, all from one Result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .formats import FORMATS, PICTURED, Options, format_of, known, render

__all__ = ["FORMATS", "PICTURED", "Options", "format_of", "known", "render"]


def __getattr__(name: str) -> Any:
    """Load the formats, and the results they are of, once one is asked for: who has only words to escape needs neither."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import formats

    return getattr(formats, name)
