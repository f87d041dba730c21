"""One writer per format, all from one Result."""

from .formats import FORMATS, PICTURED, Options, format_of, known, render

__all__ = ["FORMATS", "PICTURED", "Options", "format_of", "known", "render"]
