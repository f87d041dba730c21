"""SARIF 2.1.0, for code scanning and every tool that reads it."""

from .log import render

__all__ = ["render"]
