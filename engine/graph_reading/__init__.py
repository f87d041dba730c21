"""Graphs from elsewhere: assurance cases and traceability graphs that other tools wrote, and what is weak in them."""

from .reading import Found, read_argument
from .reporting import report

__all__ = ["Found", "read_argument", "report"]
