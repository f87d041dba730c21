"""The evidence pack: a workbook that a manager hands over."""

from .pack import render

__all__ = ["render"]
