"""Checks of one document: staff practice."""

__all__: list[str] = []
