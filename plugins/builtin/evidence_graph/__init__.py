"""Checks of one document: evidence graph."""

__all__: list[str] = []
