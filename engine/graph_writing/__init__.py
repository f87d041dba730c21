"""The evidence graph as text, as a picture and for other programs."""

from .formats import FORMATS, Options, render

__all__ = ["FORMATS", "Options", "render"]
