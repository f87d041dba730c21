"""One writer per format, all from one Result."""

from .formats import FORMATS, Options, format_of, render

__all__ = ["FORMATS", "Options", "format_of", "render"]
