"""Checks of one document: embedded improvement."""

__all__: list[str] = []
