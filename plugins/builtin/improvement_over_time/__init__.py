"""Checks that the improvement is a story with a beginning, a change, a result and a review."""

from .baseline_identified import BaselineIdentified

__all__ = ["BaselineIdentified"]
