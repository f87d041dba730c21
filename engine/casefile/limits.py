"""How much a case file may hold, so that a mistaken or hostile file cannot take the machine."""

from __future__ import annotations

import os
from collections.abc import Mapping

import attrs

from ..errors import UsageError


@attrs.frozen(kw_only=True)
class Limits:
    """The settings that refuse a file for its size; each is raised by the environment variable it names.

    `max_rows` (`TAKEHOLD_MAX_ROWS`) and so on. A refusal always says which setting it was.
    """

    max_file_bytes: int = 500_000_000
    """The size of one file, in bytes."""
    max_rows: int = 3_000_000
    """The rows of one table, blank ones included."""
    max_columns: int = 500
    """The columns of one table; takehold knows fewer than thirty in any."""
    max_cell: int = 32_767
    """The characters of one cell: what a spreadsheet's own cell holds."""
    max_expanded_bytes: int = 2_000_000_000
    """The size of a workbook once unpacked, in bytes."""
    max_cells: int = 60_000_000
    """The cells of one sheet of a workbook, blank ones between the first and the last included."""
    max_depth: int = 20
    """How deeply lists and tables may be nested in a TOML or JSON document."""
    max_problems: int = 1_000
    """How many problems of one kind are kept; one more says how many there were."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """The limits, each as its environment variable sets it. Raises UsageError for one that is no number."""
        given = {}
        for field in attrs.fields(cls):
            text = environment.get(variable(field.name))
            if text is None:
                continue
            if not text.isdecimal() or int(text) < 1:
                raise UsageError(f"{variable(field.name)} is {text!r}; it takes a whole number above 0")
            given[field.name] = int(text)
        return cls(**given)


def variable(limit: str) -> str:
    """The environment variable that sets a limit."""
    return f"TAKEHOLD_{limit.upper()}"


def raised_by(limit: str) -> str:
    """The end of a refusal's sentence: which setting raises the limit."""
    return f"(the environment variable {variable(limit)} sets this limit)"
