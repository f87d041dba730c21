"""One self-contained page: what a manager opens, prints and hands over."""

from .page import render

__all__ = ["render"]
