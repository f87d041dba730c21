"""Checks of one document: improvement plans."""

__all__: list[str] = []
