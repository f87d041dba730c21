"""Checks of one document: service wide breadth."""

__all__: list[str] = []
