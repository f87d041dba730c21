"""A case written back into the workbook it came from: its own cells change, and nothing else in the file."""

from .book import Book, open_book

__all__ = ["Book", "open_book"]
